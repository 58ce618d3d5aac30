import { bundle as bundleEn } from './en/bundle';
import { cli as cliEn } from './en/cli';
import { connection as connectionEn } from './en/connection';
import { leftOut as leftOutEn } from './en/leftOut';
import { log as logEn } from './en/log';
import { logMeaning as logMeaningEn } from './en/logMeaning';
import { logWord as logWordEn } from './en/logWord';
import { note as noteEn } from './en/note';
import { outcome as outcomeEn } from './en/outcome';
import { problem as problemEn } from './en/problem';
import { query as queryEn } from './en/query';
import { screens as screensEn } from './en/screens';
import { shell as shellEn } from './en/shell';
import { state as stateEn } from './en/state';
import { tray as trayEn } from './en/tray';
import { bundle as bundleFr } from './fr/bundle';
import { cli as cliFr } from './fr/cli';
import { connection as connectionFr } from './fr/connection';
import { leftOut as leftOutFr } from './fr/leftOut';
import { log as logFr } from './fr/log';
import { logMeaning as logMeaningFr } from './fr/logMeaning';
import { logWord as logWordFr } from './fr/logWord';
import { note as noteFr } from './fr/note';
import { outcome as outcomeFr } from './fr/outcome';
import { problem as problemFr } from './fr/problem';
import { query as queryFr } from './fr/query';
import { screens as screensFr } from './fr/screens';
import { shell as shellFr } from './fr/shell';
import { state as stateFr } from './fr/state';
import { tray as trayFr } from './fr/tray';

/** French, the language of reference: every key stands here first. */
const fr = {
  bundle: bundleFr,
  cli: cliFr,
  problem: problemFr,
  connection: connectionFr,
  log: logFr,
  logMeaning: logMeaningFr,
  logWord: logWordFr,
  shell: shellFr,
  tray: trayFr,
  leftOut: leftOutFr,
  note: noteFr,
  outcome: outcomeFr,
  query: queryFr,
  screens: screensFr,
  state: stateFr,
};

/** The same keys as the French catalogue, other words; plural forms (`_one`, `_many`, `_other`) may differ. */
export type Catalogue = typeof fr;

const en: Catalogue = {
  bundle: bundleEn,
  cli: cliEn,
  problem: problemEn,
  connection: connectionEn,
  log: logEn,
  logMeaning: logMeaningEn,
  logWord: logWordEn,
  shell: shellEn,
  tray: trayEn,
  leftOut: leftOutEn,
  note: noteEn,
  outcome: outcomeEn,
  query: queryEn,
  screens: screensEn,
  state: stateEn,
};

/** All texts that a person can read, by language. */
export const catalogues: Readonly<Record<'fr' | 'en', Catalogue>> = { fr, en };
