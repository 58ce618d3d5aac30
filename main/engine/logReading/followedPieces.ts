import type { LogLevel } from '../../../shared/model/log';
import { decodeText } from './formats/decodeText';
import { RecordReader } from './formats/readRecord';
import type { Generation } from './sources/generations';
import type { LogSource } from './sources/logSource';
import type { SeenRecords } from './sources/seenRecords';

/** Most records handed over at a time. */
export const batchRecords = 500;
/** Bytes of a record that are handed over at a time: what is longer comes in pieces. */
export const pieceBytes = 1024 * 1024;
const lineBreak = 10;

/** One record, or lines that belong to the one before of the same file. */
export interface FollowedRecord {
  /** Which file it was written to: `auto_sync.log`, also when it stands in an old one. */
  readonly file: string;
  readonly kind: 'record' | 'continuation';
  /** Milliseconds since the epoch; absent where the line carries none. */
  readonly time?: number;
  readonly level?: LogLevel;
  /** Its lines as they stand in the file, without the last line break. */
  readonly text: string;
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
  readonly record: FollowedRecord;
  /** Time by which it is merged: the latest of its file so far. */
  readonly key: number;
  readonly seq: number;
}

/** What follows in a file, at most a batch of it; nothing only where nothing follows. */
export async function nextPieces(
  cursor: Cursor,
  extent: 'whole-lines' | 'all',
  seen: SeenRecords,
): Promise<Piece[]> {
  const { source, generation } = cursor;
  const { index } = source;
  // Nobody goes on with the last line of a file that was moved away, once it was looked at after that.
  if (generation.file.number > 0) cursor.movedAt ??= source.looks;
  const ended = extent === 'all' || (cursor.movedAt !== undefined && source.looks > cursor.movedAt);
  if (ended && source.unread === 0) source.endLine();
  const until = ended ? index.bytes : source.wholeBytes;
  const pieces: Piece[] = [];
  // What was seen in another file is left out, and may be the whole of a block.
  while (pieces.length === 0 && cursor.bytes < until) {
    const before = cursor.bytes;
    await takeBlock(cursor, until, seen, pieces);
    // The file was emptied since it was looked at.
    if (cursor.bytes === before) break;
  }
  return pieces;
}

/** Reads records of a file in one go and hands over those that are new. */
async function takeBlock(cursor: Cursor, until: number, seen: SeenRecords, pieces: Piece[]): Promise<void> {
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
    const end = Math.min(index.endOf(record), until, cursor.bytes + pieceBytes);
    // It goes beyond the block, and is read from its beginning next time.
    if (end > start + block.length) break;
    const bytes = block.subarray(cursor.bytes - start, end - start);
    const isBeginning = cursor.bytes === offset;
    cursor.bytes = end;
    const time = index.timeOf(record);
    if (time > key) key = time;
    if (isBeginning ? !seen.isNew(index, record) : seen.wasOld(index, record)) continue;
    pieces.push({
      key,
      seq: index.seqOf(record),
      record: {
        file: nameOf(generation),
        kind: isBeginning ? 'record' : 'continuation',
        ...(isBeginning ? reader.head(bytes, bytes.length) : {}),
        text: decodeText(withoutBreak(bytes), source.form.encoding),
      },
    });
  }
}

/** Which file a record was written to. */
export function nameOf({ file }: Generation): string {
  return file.log ?? file.name;
}

/** The bytes of a record without the line break behind it. */
export function withoutBreak(bytes: Buffer): Buffer {
  return bytes.at(-1) === lineBreak ? bytes.subarray(0, -1) : bytes;
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
