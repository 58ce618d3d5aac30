import { logLevels } from '../../../shared/model/log';
import type { LogFile, LogLevel, LogLine, LogModule } from '../../../shared/model/log';

/*
 * [AUTO-SYNC] [INFO] 2025-10-10 14:23:01 [change_detector] - sentence | seq=12 t=2025-10-10T14:23:01.250+01:00 run=… code=…
 *
 * The first tag stands in some files only. The blank-bar-blank before the fields occurs once in a line.
 */

/** Longest line in bytes, its end included. */
export const longestLine = 4096;
/** Characters of a sentence; what is longer is cut. */
export const longestSentence = 1500;
/** Characters of a field's value; what is longer is cut. */
export const longestValue = 400;
const longestWords = 1200;
/** Bytes of the first tag and the end of the line, and some more. */
export const spareBytes = 32;

/** Stands before the fields, once in a line. */
export const separator = ' | ';

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

let lastSecond = Number.NaN;
let lastTimes = { local: '', day: '', time: '', zone: '' };

/** What the local clock shows in a second of the epoch, and the zone as it stands behind a time. */
export function secondOf(second: number): typeof lastTimes {
  // Thousands of lines fall into one second.
  if (second === lastSecond) return lastTimes;
  const at = new Date(second * 1000);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const minutes = -at.getTimezoneOffset();
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  lastSecond = second;
  lastTimes = { local: `${day} ${time}`, day, time, zone };
  return lastTimes;
}

/** Local time as people read it (`2025-10-10 14:23:01`) and as an instant with milliseconds and zone. */
export function timesOf(instant: number): { readonly local: string; readonly exact: string } {
  const second = Math.floor(instant / 1000);
  const { local, day, time, zone } = secondOf(second);
  const milliseconds = `${Math.floor(instant - second * 1000)}`.padStart(3, '0');
  return { local, exact: `${day}T${time}.${milliseconds}${zone}` };
}

// Control characters, line separators, invisible marks such as those that turn the direction of writing (all but the
// joiners that some scripts need), lone halves of a pair.
const unsafe = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Most texts: letters of western languages, digits, punctuation, without the bar. */
const harmless = /^[\x20-\x7b\x7d\x7e\u00a0-\u00ac\u00ae-\u02ff\u2013-\u2026\u202f]*$/;

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
}

/** Text that cannot break out of its line or pretend to be its fields. */
export function oneLine(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(unsafe, escaped).replaceAll('|', '¦');
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** A text as the value of a field, in quotes where it needs them. */
export function valueForm(value: string, longest: number = longestValue): string {
  const text = cut(oneLine(value), longest);
  if (text !== '' && !/[\s"=]/.test(text)) return text;
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function field(name: string, value: string | number, longest: number = longestValue): string {
  return `${name}=${typeof value === 'number' ? value : valueForm(value, longest)}`;
}

const ownFields = new Set(['seq', 't', 'run', 'sync', 'code', 'detail', 'words']);

function fieldName(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_.-]/g, '_');
  return ownFields.has(clean) ? `${clean}_` : clean;
}

/** What stands before the value of a parameter. */
export function labelOf(name: string): string {
  return ` ${fieldName(name)}=`;
}

/** What is written of an event, redacted already. */
export interface LineContent {
  readonly level: LogLevel;
  readonly module: LogModule;
  readonly code: string;
  readonly sentence: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly runId?: string | undefined;
  readonly syncId?: string | undefined;
  /** Reference of the whole text that `words` is the beginning of. */
  readonly detail?: string | undefined;
  /** A server's words; as much of them stands in the line as fits. */
  readonly words?: string | undefined;
}

/** Bytes of text, at most: exact only where it matters. */
function mostBytes(text: string): number {
  return text.length < 1000 ? text.length * 3 : Buffer.byteLength(text, 'utf8');
}

/** As much of a text as keeps a line within its length; nothing where that would be a few letters. */
function wordsField(words: string, room: number): string {
  for (let length = longestWords; length >= 20; length = Math.floor(length * 0.7)) {
    const next = ` ${field('words', cut(words, length), longestWords * 6)}`;
    if (Buffer.byteLength(next, 'utf8') <= room) return next;
  }
  return '';
}

/** The part of a line behind the first tag, with its end. */
export function renderLine(content: LineContent, seq: number, instant: number): string {
  const { level, module, code, sentence, params, runId, syncId, detail, words } = content;
  const { local, exact } = timesOf(instant);
  let line = `[${level}] ${local} [${module}] - ${cut(oneLine(sentence), longestSentence)}${separator}seq=${seq} t=${exact}`;
  if (runId !== undefined) line += ` ${field('run', runId)}`;
  if (syncId !== undefined) line += ` ${field('sync', syncId)}`;
  line += ` ${field('code', code)}`;
  if (detail !== undefined) line += ` ${field('detail', detail)}`;
  // What would make the line too long is left out as a whole, so that every field that stands there is complete.
  let bytes = mostBytes(line) + spareBytes;
  for (const name in params) {
    const next = ` ${field(fieldName(name), params[name] ?? '')}`;
    const grown = bytes + mostBytes(next);
    if (grown > longestLine) {
      bytes = Buffer.byteLength(line, 'utf8') + spareBytes + Buffer.byteLength(next, 'utf8');
      if (bytes > longestLine) break;
    } else bytes = grown;
    line += next;
  }
  if (words !== undefined) {
    line += wordsField(words, longestLine - spareBytes - Buffer.byteLength(line, 'utf8'));
  }
  return `${line}\n`;
}

const lineForm =
  /^(?:\[AUTO-SYNC\] )?\[(?<level>[A-Z]+)\] (?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) \[(?<module>[a-z_]+)\] - /;
const seqForm = /^seq=(\d{1,16}) /;

function levelOf(text: string | undefined): LogLevel | undefined {
  return logLevels.find((level) => level === text);
}

/** A line as the tail shows it; a line that is not ours keeps its text and nothing else. */
export function parseLine(file: LogFile, offset: number, text: string): LogLine {
  const groups = lineForm.exec(text)?.groups;
  if (groups === undefined) return { file, offset, text };
  const level = levelOf(groups['level']);
  const at = text.lastIndexOf(separator);
  const seq = at === -1 ? undefined : seqForm.exec(text.slice(at + separator.length))?.[1];
  return {
    file,
    offset,
    text,
    ...(seq === undefined ? {} : { seq: Number(seq) }),
    ...(level === undefined ? {} : { level }),
    ...(groups['module'] === undefined ? {} : { module: groups['module'] }),
    ...(groups['time'] === undefined ? {} : { time: groups['time'] }),
  };
}

/** Milliseconds since the epoch of a line's `t=` field; `undefined` where the line has none. */
export function instantOf(text: string): number | undefined {
  const at = text.lastIndexOf(separator);
  const found = at === -1 ? undefined : / t=(\S+)/.exec(text.slice(at + separator.length))?.[1];
  const instant = found === undefined ? NaN : Date.parse(found);
  return Number.isNaN(instant) ? undefined : instant;
}
