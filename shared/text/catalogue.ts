import { connection as connectionEn } from './en/connection';
import { problem as problemEn } from './en/problem';
import { connection as connectionFr } from './fr/connection';
import { problem as problemFr } from './fr/problem';

/** French, the language of reference: every key stands here first. */
const fr = { problem: problemFr, connection: connectionFr };

/** The same keys as the French catalogue, other words; plural forms (`_one`, `_many`, `_other`) may differ. */
export type Catalogue = typeof fr;

const en: Catalogue = { problem: problemEn, connection: connectionEn };

/** All texts that a person can read, by language. */
export const catalogues: Readonly<Record<'fr' | 'en', Catalogue>> = { fr, en };
