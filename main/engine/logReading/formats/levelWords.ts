import { logLevels } from '../../../../shared/model/log';
import type { LogLevel } from '../../../../shared/model/log';
import { byte, isLetter, word } from './words';

/** Levels as numbers, in the order of their weight; 0 is a record without one. */
export const numberedLevels: readonly (LogLevel | 'NONE')[] = ['NONE', ...logLevels];

const debug = 1;
const info = 2;
const warning = 3;
const error = 4;
const critical = 5;

/** Words that programs write for their levels, in capital letters, French ones too. */
const words: ReadonlyMap<string, number> = new Map([
  ['TRACE', debug],
  ['VERBOSE', debug],
  ['FINE', debug],
  ['FINER', debug],
  ['FINEST', debug],
  ['DEBUG', debug],
  ['INFO', info],
  ['INFORMATION', info],
  ['NOTICE', info],
  ['CONFIG', info],
  ['WARN', warning],
  ['WARNING', warning],
  ['AVERTISSEMENT', warning],
  ['ERR', error],
  ['ERROR', error],
  ['ERREUR', error],
  ['SEVERE', error],
  ['EXCEPTION', error],
  ['CRIT', critical],
  ['CRITICAL', critical],
  ['CRITIQUE', critical],
  ['FATAL', critical],
  ['ALERT', critical],
  ['EMERG', critical],
  ['PANIC', critical],
]);

/** Longest of the words. */
const longest = 13;

/**
 * Number of the level whose word stands at `at`, up to the first byte that is no letter; 0 where none does. Only for
 * lines whose level is not where the common forms have it.
 */
export function levelAt(
  view: DataView,
  at: number,
  to: number,
  letterCase: 'capitals' | 'any',
): { readonly level: number; readonly end: number } {
  let text = '';
  let end = at;
  for (; end < to && text.length <= longest; end += 1) {
    const value = view.getUint8(end);
    const letter = letterCase === 'any' && value >= 97 && value <= 122 ? value - 32 : value;
    if (letter < 65 || letter > 90) break;
    text += String.fromCharCode(letter);
  }
  return { level: words.get(text) ?? 0, end };
}

const debu = word('DEBU');
const infoWord = word('INFO');
const warn = word('WARN');
const ning = word('NING');
const erro = word('ERRO');
const crit = word('CRIT');
const ical = word('ICAL');
const capitalG = byte('G');
const capitalR = byte('R');
const commonLengths = [0, 5, 4, 7, 5, 8];

/** Number of the level that stands at `at` in one of our five words, in capital letters; 0 where none does. */
export function commonLevelAt(view: DataView, at: number): number {
  const start = view.getInt32(at, true);
  let level = 0;
  if (start === infoWord) level = info;
  else if (start === warn && view.getInt32(at + 3, true) === ning) level = warning;
  else if (start === erro && view.getUint8(at + 4) === capitalR) level = error;
  else if (start === debu && view.getUint8(at + 4) === capitalG) level = debug;
  else if (start === crit && view.getInt32(at + 4, true) === ical) level = critical;
  return isLetter(view.getUint8(at + commonLength(level))) ? 0 : level;
}

/** Bytes of the word that {@link commonLevelAt} found. */
export function commonLength(level: number): number {
  return commonLengths[level] ?? 0;
}

const bracketInf = word('[INF');
const foBracket = word('FO] ');
const bracketErr = word('[ERR');
const orBracket = word('OR] ');
const bracketWar = word('[WAR');
const bracketDeb = word('[DEB');
const ugBracket = word('UG] ');
const bracketCri = word('[CRI');
const tica = word('TICA');
const lBracket = word('L] \0');
const bracketBlank = byte(']') | (byte(' ') << 8);
const threeBytes = 0xffffff;

/** Number of the level of which `[INFO] `, or another one of our five words, stands at `at`; 0 where none does. */
export function bracketedLevelAt(view: DataView, at: number): number {
  const start = view.getInt32(at, true);
  if (start === bracketInf) return view.getInt32(at + 3, true) === foBracket ? info : 0;
  const next = view.getInt32(at + 4, true);
  if (start === bracketWar)
    return next === ning && view.getUint16(at + 8, true) === bracketBlank ? warning : 0;
  if (start === bracketErr) return next === orBracket ? error : 0;
  if (start === bracketDeb) return next === ugBracket ? debug : 0;
  const isCritical =
    start === bracketCri && next === tica && (view.getInt32(at + 8, true) & threeBytes) === lBracket;
  return isCritical ? critical : 0;
}

/** Bytes of what {@link bracketedLevelAt} found, the blank included. */
export function bracketedLength(level: number): number {
  return commonLength(level) + 3;
}
