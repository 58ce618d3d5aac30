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

/** What a record says of itself before its text. */
export type RecordHead = Pick<ReadRecord, 'time' | 'level'>;

/** What a record says of itself besides its text. */
export type RecordLabels = Pick<ReadRecord, 'time' | 'level' | 'module' | 'run' | 'sync' | 'code'>;

type Changeable<T> = { -readonly [Part in keyof T]: T[Part] };

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

/** Reads the records of one file, one after the other, with what it made for the first one. */
export class RecordReader {
  private readonly line: LineReader;
  private readonly room = Buffer.alloc(recordHead + slack);
  private readonly view = new DataView(this.room.buffer, this.room.byteOffset, this.room.byteLength);

  constructor(private readonly form: Pick<RecordPlace, 'format' | 'encoding'>) {
    this.line = new LineReader(form.format);
  }

  /** Reads a record of so many bytes from these, or from its first {@link recordHead} ones: what one row shows of it. */
  read(bytes: Uint8Array, length: number): ReadRecord {
    return shownRecord(this.firstLine(bytes, length), this.form.encoding);
  }

  /** When a record was written and how grave it is, as far as it says so. */
  head(bytes: Uint8Array, length: number): RecordHead {
    const head: Changeable<RecordHead> = {};
    noteHead(head, this.firstLine(bytes, length).line);
    return head;
  }

  /** When a record was written, how grave it is, and whom and what it is about, as far as it says so. */
  labels(bytes: Uint8Array, length: number): RecordLabels {
    const labels: Changeable<RecordLabels> = {};
    noteLabels(labels, this.firstLine(bytes, length));
    return labels;
  }

  /** All fields that a record of ours carries, without quotes; none for those of other programs. */
  fields(bytes: Uint8Array, length: number): readonly LogField[] {
    const { line, buffer, to } = this.firstLine(bytes, length);
    if (line.fieldsFrom === -1) return [];
    return parseFields(decodeText(buffer.subarray(line.fieldsFrom, to), this.form.encoding)).map(
      ({ name, value }) => ({
        name: shownText(name, 'shown'),
        value: shownText(value, 'shown'),
      }),
    );
  }

  private firstLine(bytes: Uint8Array, length: number): FirstLine {
    const { line, room, view } = this;
    const { format } = this.form;
    const few = bytes.length > recordHead ? bytes.subarray(0, recordHead) : bytes;
    room.set(few);
    room.fill(0, few.length, few.length + slack);
    const buffer = room.subarray(0, few.length + slack);
    const marked = byteOrderMark.every((value, at) => buffer[at] === value);
    const from = marked ? byteOrderMark.length : 0;
    const found = buffer.indexOf(lineBreak);
    const end = found === -1 ? few.length : found;
    const long = end - from > longestFieldedLine || (found === -1 && few.length < length);
    const whole = end > from && buffer[end - 1] === carriageReturn ? end - 1 : end;
    const to = long ? Math.min(end, from + longestFieldedLine) : whole;
    line.begin(buffer);
    const isHead = line.read(view, from, to, long ? 'beginning' : 'whole');
    if (!isHead) line.level = format.heads.length === 0 ? plainLevel(view, from, to) : 0;
    const ends = found === -1 || found + 1 >= length;
    return { line, buffer, to, extent: ends && !long ? 'whole' : 'cut' };
  }
}

/** Reads a record from its bytes, or from its first {@link recordHead} ones: what one row shows of it. */
export function readRecord(bytes: Uint8Array, place: RecordPlace): ReadRecord {
  return new RecordReader(place).read(bytes, place.bytes);
}

/** All fields that a record of ours carries, without quotes; none for those of other programs. */
export function fieldsOfRecord(bytes: Uint8Array, place: RecordPlace): readonly LogField[] {
  return new RecordReader(place).fields(bytes, place.bytes);
}

function shownRecord(first: FirstLine, encoding: TextEncoding): ReadRecord {
  const { line, buffer, to, extent } = first;
  const text = shownPiece(buffer, line.textFrom, line.textTo, encoding, longestText);
  const fields =
    line.fieldsFrom === -1 ? noPiece : shownPiece(buffer, line.fieldsFrom, to, encoding, longestFields);
  const cut = text.extent === 'cut' || fields.extent === 'cut' || extent === 'cut';
  const record: Changeable<ReadRecord> = {
    text: text.text,
    fields: fields.text,
    extent: cut ? 'cut' : 'whole',
  };
  noteLabels(record, first);
  return record;
}

function noteLabels(record: Changeable<RecordLabels>, { line, buffer }: FirstLine): void {
  noteHead(record, line);
  const module = shownPart(buffer, line.moduleFrom, line.moduleTo);
  if (module !== '') record.module = module;
  const run = shownPart(buffer, line.runFrom, line.runTo);
  if (run !== '') record.run = run;
  const sync = shownPart(buffer, line.syncFrom, line.syncTo);
  if (sync !== '') record.sync = sync;
  const code = shownPart(buffer, line.codeFrom, line.codeTo);
  if (code !== '') record.code = code;
}

function noteHead(head: Changeable<RecordHead>, line: LineReader): void {
  if (line.minutes !== noTime) head.time = line.minutes * 60_000 + line.milliseconds;
  const level = numberedLevels[line.level] ?? 'NONE';
  if (level !== 'NONE') head.level = level;
}

interface ShownPiece {
  readonly text: string;
  readonly extent: 'whole' | 'cut';
}

const noPiece: ShownPiece = { text: '', extent: 'whole' };

/** A piece as it is shown, and whether it was cut. */
function shownPiece(
  buffer: Buffer,
  from: number,
  to: number,
  encoding: TextEncoding,
  longest: number,
): ShownPiece {
  // No letter takes more than four bytes; one that is cut at the end is left out.
  const few = buffer.subarray(from, Math.min(Math.max(from, to), from + longest * 4));
  const letters = wholeLetters(few, encoding);
  const text = shownText(
    decodeText(letters < few.length ? few.subarray(0, letters) : few, encoding),
    'shown',
  );
  if (text.length <= longest) return { text, extent: from + few.length < to ? 'cut' : 'whole' };
  const end = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return { text: text.slice(0, end), extent: 'cut' };
}

function shownPart(buffer: Buffer, from: number, to: number): string {
  return from >= to ? '' : decodePart(buffer.subarray(from, to));
}
