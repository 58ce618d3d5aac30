import { logLevels } from '../../../shared/model/log';
import type { LogEvent, LogFile, LogLevel, LogLine } from '../../../shared/model/log';

/*
 * [AUTO-SYNC] [INFO] 2025-10-10 14:23:01 [change_detector] - sentence | seq=12 t=2025-10-10T14:23:01.250+01:00 run=… code=…
 *
 * The first tag stands in some files only. The blank-bar-blank before the fields occurs once in a line.
 */

/** Longest line in bytes, its end included. */
export const longestLine = 4096;
const longestSentence = 1500;
const longestValue = 400;

const separator = ' | ';

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** Local time as people read it (`2025-10-10 14:23:01`) and as an instant with milliseconds and zone. */
export function timesOf(instant: number): { readonly local: string; readonly exact: string } {
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  const minutes = -at.getTimezoneOffset();
  const zone = `${minutes < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  const milliseconds = `${at.getMilliseconds()}`.padStart(3, '0');
  return { local: `${day} ${time}`, exact: `${day}T${time}.${milliseconds}${zone}` };
}

// Control characters, line separators, marks that turn the direction of writing, lone halves of a pair.
const unsafe = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\u200E\u200F\uFEFF]|\p{Cs}/gu;

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** Text that cannot break out of its line or pretend to be its fields. */
export function oneLine(text: string): string {
  return text.replace(unsafe, escaped).replaceAll('|', '¦');
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

function field(name: string, value: string | number): string {
  if (typeof value === 'number') return `${name}=${value}`;
  const text = cut(oneLine(value), longestValue);
  if (text !== '' && !/[\s"=]/.test(text)) return `${name}=${text}`;
  return `${name}="${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

const ownFields = new Set(['seq', 't', 'run', 'sync', 'code']);

function fieldName(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9_.-]/g, '_');
  return ownFields.has(clean) ? `${clean}_` : clean;
}

/** The part of a line behind the first tag, with its end; `params` are redacted already. */
export function renderLine(event: LogEvent, sentence: string, seq: number, instant: number): string {
  const { local, exact } = timesOf(instant);
  const head = `[${event.level}] ${local} [${event.module}] - `;
  const fields = [`seq=${seq}`, `t=${exact}`];
  if (event.runId !== undefined) fields.push(field('run', event.runId));
  if (event.syncId !== undefined) fields.push(field('sync', event.syncId));
  fields.push(field('code', event.code));
  const line = `${head}${cut(oneLine(sentence), longestSentence)}${separator}${fields.join(' ')}`;
  let rest = '';
  // What would make the line too long is left out as a whole, so that every field that stands there is complete.
  let bytes = Buffer.byteLength(line, 'utf8') + 32;
  for (const [name, value] of Object.entries(event.params ?? {})) {
    const next = ` ${field(fieldName(name), value)}`;
    bytes += Buffer.byteLength(next, 'utf8');
    if (bytes > longestLine) break;
    rest += next;
  }
  return `${line}${rest}\n`;
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
