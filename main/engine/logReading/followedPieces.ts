import type { LogLevel } from '../../../shared/model/log';
import { decodeText, wholeLetters } from './formats/decodeText';
import { RecordReader } from './formats/readRecord';
import type { RecordLabels } from './formats/readRecord';
import type { Generation } from './sources/generations';
import type { LogSource, SourceForm } from './sources/logSource';
import type { SeenRecords } from './sources/seenRecords';

/** Most records handed over at a time. */
export const batchRecords = 500;
/** Bytes of a record that are handed over at a time: what is longer comes in pieces. */
export const pieceBytes = 1024 * 1024;
const lineBreak = 10;
const carriageReturn = 13;

/** One record, or lines that belong to the one before of the same file. */
export interface FollowedRecord {
  /** Which file it was written to: `auto_sync.log`, also when it stands in an old one. */
  readonly file: string;
  readonly kind: 'record' | 'continuation';
  /** Milliseconds since the epoch; absent where the line carries none. */
  readonly time?: number;
  readonly level?: LogLevel;
  /** These only where all `labels` are asked for, and the record carries them. */
  readonly module?: string;
  readonly run?: string;
  readonly sync?: string;
  readonly code?: string;
  /** Its lines as they stand in the file; without the last line break, unless the rest follows. */
  readonly text: string;
  /**
   * `follows`: this is a piece of a long record, cut anywhere between two letters. What is handed over next is its next
   * piece, whose text goes on where this one ends.
   */
  readonly rest: 'none' | 'follows';
}

/** What is read of a record besides its text: `head` is its time and its level, which costs least. */
export type RecordDetails = 'head' | 'labels';

/** How records are handed over. */
export interface PieceReading {
  readonly seen: SeenRecords;
  readonly details: RecordDetails;
}

/** How far a file was handed over. */
export interface Cursor {
  readonly generation: Generation;
  readonly source: LogSource;
  bytes: number;
  /** Looks that there had been when the file was found to be moved away. */
  movedAt?: number;
}

/** A record that is merged with those of other files. */
export interface Piece {
  readonly cursor: Cursor;
  readonly record: FollowedRecord;
  /** Time by which it is merged: the latest of its file so far. */
  readonly key: number;
  readonly seq: number;
}

/** What follows in a file, at most a batch of it; nothing only where nothing follows. */
export async function nextPieces(
  cursor: Cursor,
  extent: 'whole-lines' | 'all',
  reading: PieceReading,
): Promise<Piece[]> {
  const until = endOf(cursor, extent);
  const pieces: Piece[] = [];
  // What was seen in another file is left out, and may be the whole of a block.
  while (pieces.length === 0 && cursor.bytes < until) {
    const before = cursor.bytes;
    await takeBlock(cursor, until, reading, pieces);
    // The file was emptied since it was looked at.
    if (cursor.bytes === before) break;
  }
  return pieces;
}

/** The next piece of a record whose rest follows; `undefined` where the file was emptied before it was read. */
export async function restOf(
  cursor: Cursor,
  extent: 'whole-lines' | 'all',
  reading: PieceReading,
): Promise<Piece | undefined> {
  const { index } = cursor.source;
  const until = Math.min(endOf(cursor, extent), index.endOf(index.recordAt(cursor.bytes)));
  const pieces: Piece[] = [];
  await takeBlock(cursor, until, reading, pieces);
  return pieces[0];
}

/** Where that ends which may be handed over of a file. */
function endOf(cursor: Cursor, extent: 'whole-lines' | 'all'): number {
  const { source, generation } = cursor;
  // Nobody goes on with the last line of a file that was moved away, once it was looked at after that.
  if (generation.file.number > 0) cursor.movedAt ??= source.looks;
  const ended = extent === 'all' || (cursor.movedAt !== undefined && source.looks > cursor.movedAt);
  if (ended && source.unread === 0) source.endLine();
  return ended ? source.index.bytes : source.wholeBytes;
}

/** Reads records of a file in one go and hands over those that are new. */
async function takeBlock(
  cursor: Cursor,
  until: number,
  { seen, details }: PieceReading,
  pieces: Piece[],
): Promise<void> {
  const { source, generation } = cursor;
  const { index } = source;
  const start = cursor.bytes;
  const last = Math.min(index.recordAt(start) + batchRecords, index.records) - 1;
  const length = Math.min(index.endOf(last), until, start + pieceBytes) - start;
  const block = await source.bytes(start, length);
  const reader = new RecordReader(source.form);
  let key = -Infinity;
  // When there is less than that, the file was emptied since it was looked at: what was read of it is handed over.
  while (cursor.bytes < start + block.length) {
    const record = index.recordAt(cursor.bytes);
    const offset = index.offsetOf(record);
    const recordEnd = Math.min(index.endOf(record), until);
    const end = Math.min(recordEnd, cursor.bytes + pieceBytes);
    // It goes beyond the block, and is read from its beginning next time.
    if (end > start + block.length) break;
    const rest = end < recordEnd ? 'follows' : 'none';
    const bytes = pieceOf(block.subarray(cursor.bytes - start, end - start), rest, source.form);
    const isBeginning = cursor.bytes === offset;
    cursor.bytes += bytes.length;
    const time = index.timeOf(record);
    if (time > key) key = time;
    if (isBeginning ? !seen.isNew(index, record) : seen.wasOld(index, record)) continue;
    pieces.push({
      cursor,
      key,
      seq: index.seqOf(record),
      record: {
        file: nameOf(generation),
        kind: isBeginning ? 'record' : 'continuation',
        ...(isBeginning ? detailsOf(bytes, reader, details) : {}),
        text: textOf(bytes, rest, source.form),
        rest,
      },
    });
  }
}

/** Which file a record was written to. */
export function nameOf({ file }: Generation): string {
  return file.log ?? file.name;
}

/** What a record says of itself. */
export function detailsOf(bytes: Buffer, reader: RecordReader, details: RecordDetails): RecordLabels {
  return details === 'head' ? reader.head(bytes, bytes.length) : reader.labels(bytes, bytes.length);
}

/** As much of a piece as can be shown by itself: neither a letter nor a line break is cut where the rest follows. */
export function pieceOf(bytes: Buffer, rest: FollowedRecord['rest'], { encoding }: SourceForm): Buffer {
  if (rest === 'none') return bytes;
  const letters = bytes.subarray(0, wholeLetters(bytes, encoding) || bytes.length);
  return letters.length > 1 && letters.at(-1) === carriageReturn ? letters.subarray(0, -1) : letters;
}

/** A piece as text, without the line break at the end of its record. */
export function textOf(bytes: Buffer, rest: FollowedRecord['rest'], { encoding }: SourceForm): string {
  if (rest === 'follows' || bytes.at(-1) !== lineBreak) return decodeText(bytes, encoding);
  return decodeText(bytes.subarray(0, bytes.at(-2) === carriageReturn ? -2 : -1), encoding);
}

/** Merges by time, then by the writer's number; within a file the order stays. */
export function mergePieces(files: readonly (readonly Piece[])[]): Piece[] {
  const heads = files.map(() => 0);
  const merged: Piece[] = [];
  for (;;) {
    let best = -1;
    let first: Piece | undefined;
    for (const [number, pieces] of files.entries()) {
      const piece = pieces[heads[number] ?? 0];
      if (piece === undefined) continue;
      const isFirst =
        first === undefined ||
        piece.key < first.key ||
        (piece.key === first.key && ((piece.seq - first.seq) & 0xffff) >= 0x8000);
      if (!isFirst) continue;
      best = number;
      first = piece;
    }
    if (first === undefined) return merged;
    merged.push(first);
    heads[best] = (heads[best] ?? 0) + 1;
  }
}
