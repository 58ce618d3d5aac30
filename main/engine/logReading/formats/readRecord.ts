import type { LogRow } from '../../../../shared/model/logView';
import type { TextEncoding } from '../recordIndex';
import { decodePart } from './decodePart';
import { decodeText, wholeLetters } from './decodeText';
import { noTime } from './instantReader';
import { numberedLevels } from './levelWords';
import type { LogFormat } from './lineForms';
import { longestFieldedLine, LineReader } from './lineReader';
import { parseFields } from './parseFields';
import type { LogField } from './parseFields';
import { plainLevel } from './plainLines';
import { shownText } from './shownText';
import { slack } from './words';

/** Bytes of a record that {@link readRecord} looks at; it is enough to hand it these. */
export const recordHead = longestFieldedLine + 16;
const longestText = 2000;
const longestFields = 1000;
const lineBreak = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The part of a row that the record itself says; what it does not say is absent. Text and fields are fit to be shown, and
 * `extent` is `cut` where the record holds more than these two.
 */
export type ReadRecord = Pick<
  LogRow,
  'time' | 'level' | 'module' | 'run' | 'sync' | 'code' | 'text' | 'fields' | 'extent'
>;

/** Which record it is that is read. */
export interface RecordPlace {
  readonly format: LogFormat;
  readonly encoding: TextEncoding;
  /** Bytes of the whole record. */
  readonly bytes: number;
}

/** The first line of a record, and what was found in it. */
interface FirstLine {
  readonly line: LineReader;
  readonly buffer: Buffer;
  /** Its end without its line break. */
  readonly to: number;
  /** Whether the record ends with it and all of it is there. */
  readonly extent: 'whole' | 'cut';
}

function readFirstLine(bytes: Uint8Array, place: RecordPlace): FirstLine {
  const head = bytes.subarray(0, recordHead);
  const buffer = Buffer.alloc(head.length + slack);
  buffer.set(head);
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const marked = byteOrderMark.every((value, at) => buffer[at] === value);
  const from = marked ? byteOrderMark.length : 0;
  const found = buffer.subarray(0, head.length).indexOf(lineBreak);
  const end = found === -1 ? head.length : found;
  const long = end - from > longestFieldedLine || (found === -1 && head.length < place.bytes);
  const whole = end > from && buffer[end - 1] === carriageReturn ? end - 1 : end;
  const to = long ? Math.min(end, from + longestFieldedLine) : whole;
  const line = new LineReader(place.format);
  line.begin(buffer);
  const isHead = line.read(view, from, to, long ? 'beginning' : 'whole');
  if (!isHead) line.level = place.format.heads.length === 0 ? plainLevel(view, from, to) : 0;
  const ends = found === -1 || found + 1 >= place.bytes;
  return { line, buffer, to, extent: ends && !long ? 'whole' : 'cut' };
}

/** A piece as it is shown, and whether it was cut. */
function shownPiece(
  { buffer }: FirstLine,
  from: number,
  to: number,
  encoding: TextEncoding,
  longest: number,
): { readonly text: string; readonly extent: 'whole' | 'cut' } {
  // No letter takes more than four bytes; one that is cut at the end is left out.
  const few = buffer.subarray(from, Math.min(Math.max(from, to), from + longest * 4));
  const text = shownText(decodeText(few.subarray(0, wholeLetters(few, encoding)), encoding), 'shown');
  if (text.length <= longest) return { text, extent: from + few.length < to ? 'cut' : 'whole' };
  const end = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return { text: text.slice(0, end), extent: 'cut' };
}

/** Reads a record from its bytes, or from its first {@link recordHead} ones: what one row shows of it. */
export function readRecord(bytes: Uint8Array, place: RecordPlace): ReadRecord {
  const first = readFirstLine(bytes, place);
  const { line, buffer } = first;
  const { encoding } = place;
  const text = shownPiece(first, line.textFrom, line.textTo, encoding, longestText);
  const fields =
    line.fieldsFrom === -1
      ? { text: '', extent: 'whole' as const }
      : shownPiece(first, line.fieldsFrom, first.to, encoding, longestFields);
  const part = (from: number, to: number): string =>
    from >= to ? '' : decodePart(buffer.subarray(from, to));
  const level = numberedLevels[line.level] ?? 'NONE';
  const module = part(line.moduleFrom, line.moduleTo);
  const run = part(line.runFrom, line.runTo);
  const sync = part(line.syncFrom, line.syncTo);
  const code = part(line.codeFrom, line.codeTo);
  return {
    ...(line.minutes === noTime ? {} : { time: line.minutes * 60_000 + line.milliseconds }),
    ...(level === 'NONE' ? {} : { level }),
    ...(module === '' ? {} : { module }),
    ...(run === '' ? {} : { run }),
    ...(sync === '' ? {} : { sync }),
    ...(code === '' ? {} : { code }),
    text: text.text,
    fields: fields.text,
    extent: [text, fields, first].some(({ extent }) => extent === 'cut') ? 'cut' : 'whole',
  };
}

/** All fields that a record of ours carries, without quotes; none for those of other programs. */
export function fieldsOfRecord(bytes: Uint8Array, place: RecordPlace): readonly LogField[] {
  const { line, buffer, to } = readFirstLine(bytes, place);
  if (line.fieldsFrom === -1) return [];
  return parseFields(decodeText(buffer.subarray(line.fieldsFrom, to), place.encoding)).map(
    ({ name, value }) => ({
      name: shownText(name, 'shown'),
      value: shownText(value, 'shown'),
    }),
  );
}
