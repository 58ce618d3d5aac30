import { cli as cliEn } from './en/cli';
import { connection as connectionEn } from './en/connection';
import { problem as problemEn } from './en/problem';
import { shell as shellEn } from './en/shell';
import { tray as trayEn } from './en/tray';
import { cli as cliFr } from './fr/cli';
import { connection as connectionFr } from './fr/connection';
import { problem as problemFr } from './fr/problem';
import { shell as shellFr } from './fr/shell';
import { tray as trayFr } from './fr/tray';

/** French, the language of reference: every key stands here first. */
const fr = { cli: cliFr, problem: problemFr, connection: connectionFr, shell: shellFr, tray: trayFr };

/** The same keys as the French catalogue, other words; plural forms (`_one`, `_many`, `_other`) may differ. */
export type Catalogue = typeof fr;

const en: Catalogue = {
  cli: cliEn,
  problem: problemEn,
  connection: connectionEn,
  shell: shellEn,
  tray: trayEn,
};

/** All texts that a person can read, by language. */
export const catalogues: Readonly<Record<'fr' | 'en', Catalogue>> = { fr, en };
