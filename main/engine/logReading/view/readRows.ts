import type { LogRow } from '../../../../shared/model/logView';
import { RecordReader } from '../formats/readRecord';
import type { TextSearch, TextQuery } from '../textSearch';
import type { MergedFile, ShownRows } from './shownRows';

/** Most rows of one page. */
export const mostRows = 500;
/** Records whose bytes lie so near each other are read together. */
const nearBytes = 16 * 1024;
const mostTogether = 1024 * 1024;
/** Lines are counted in so many bytes of a record; what lies behind them is not looked at for a row. */
const mostCounted = 1024 * 1024;
const lineBreak = 10;

interface Wanted {
  readonly row: number;
  readonly file: MergedFile;
  readonly offset: number;
  readonly end: number;
  bytes: Buffer;
}

/** Reads a page of rows from their files, at most 500, as far as there are so many. */
export async function readRows(
  shown: ShownRows,
  from: number,
  count: number,
  marks: { readonly search: TextSearch; readonly query: TextQuery } | undefined,
): Promise<readonly LogRow[]> {
  const wanted = wantedRows(shown, from, count);
  // What is shown of a row that is no match now may be changed while its bytes are read.
  const matches = wanted.map(({ row }) => shown.selection.matchOf(row));
  await readBytes(wanted);
  const readers = new Map<MergedFile, RecordReader>();
  const records = wanted.map(({ file, offset, end, bytes }) => {
    const reader = readers.get(file) ?? new RecordReader(file.source.form);
    readers.set(file, reader);
    return reader.read(bytes, end - offset);
  });
  const found =
    marks === undefined
      ? []
      : await marks.search.marks(
          marks.query,
          records.map(({ text }) => text),
        );
  const rows: LogRow[] = [];
  for (const [number, { row, file, offset, end, bytes }] of wanted.entries()) {
    const record = records[number];
    if (record === undefined) continue;
    rows.push({
      row,
      ref: { source: file.source.id, offset },
      file: file.generation.file.name,
      lines: linesIn(bytes),
      bytes: end - offset,
      match: matches[number] ?? 'none',
      marks: found[number] ?? [],
      // Last: properties behind a spread are added one by one, which takes thirty times as long.
      ...record,
    });
  }
  return rows;
}

/** The records of rows, as files and offsets. */
function wantedRows({ order, selection, files }: ShownRows, from: number, count: number): Wanted[] {
  const wanted: Wanted[] = [];
  const end = Math.min(selection.rows, from + Math.min(count, mostRows));
  for (let row = Math.max(0, from); row < end; row += 1) {
    const place = selection.placeOf(row);
    const file = files[order.sources[place] ?? -1];
    const record = order.records[place] ?? 0;
    if (file === undefined || record >= file.index.records) continue;
    const offset = file.index.offsetOf(record);
    wanted.push({ row, file, offset, end: file.index.endOf(record), bytes: Buffer.alloc(0) });
  }
  return wanted;
}

async function readBytes(wanted: readonly Wanted[]): Promise<void> {
  const files = new Map<MergedFile, Wanted[]>();
  for (const one of wanted) {
    const rows = files.get(one.file);
    if (rows === undefined) files.set(one.file, [one]);
    else rows.push(one);
  }
  const pieces: (readonly Wanted[])[] = [];
  for (const rows of files.values()) {
    rows.sort((one, other) => one.offset - other.offset);
    let piece: Wanted[] = [];
    for (const one of rows) {
      const [first] = piece;
      const last = piece.at(-1);
      const near =
        first !== undefined &&
        last !== undefined &&
        one.offset - endOf(last) <= nearBytes &&
        endOf(one) - first.offset <= mostTogether;
      if (!near && piece.length > 0) {
        pieces.push(piece);
        piece = [];
      }
      piece.push(one);
    }
    pieces.push(piece);
  }
  await Promise.all(pieces.map((piece) => readPiece(piece)));
}

async function readPiece(piece: readonly Wanted[]): Promise<void> {
  const [first] = piece;
  const last = piece.at(-1);
  if (first === undefined || last === undefined) return;
  const bytes = await first.file.source.bytes(first.offset, endOf(last) - first.offset);
  for (const one of piece) {
    one.bytes = bytes.subarray(one.offset - first.offset, endOf(one) - first.offset);
  }
}

function endOf({ offset, end }: Wanted): number {
  return Math.min(end, offset + mostCounted);
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(lineBreak, at);
    lines += 1;
    if (end === -1) break;
    at = end + 1;
  }
  return Math.max(1, lines);
}
