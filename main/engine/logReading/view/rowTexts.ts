import { decodeText } from '../formats/decodeText';
import type { MergedFile, ShownRows } from './shownRows';

/** Bytes read at a time. */
const blockBytes = 1024 * 1024;

/** The records of all rows of a view as they stand in their files, as UTF-8; each ends with a line break. */
export async function* rowTexts({ order, selection, files }: ShownRows): AsyncGenerator<Uint8Array> {
  // The rows of this moment: they may change while they are written.
  const rows = selection.rows;
  const sources = new Uint16Array(rows);
  const records = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const place = selection.placeOf(row);
    sources[row] = order.sources[place] ?? 0;
    records[row] = order.records[place] ?? 0;
  }
  let block: Buffer = Buffer.alloc(0);
  let from = 0;
  let inBlock: MergedFile | undefined;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  for (let row = 0; row < rows; row += 1) {
    const file = files[sources[row] ?? -1];
    const record = records[row] ?? 0;
    if (file === undefined || record >= file.index.records) throw emptied();
    const end = file.index.endOf(record);
    for (let at = file.index.offsetOf(record); at < end;) {
      if (inBlock !== file || at < from || at >= from + block.length) {
        block = await file.source.bytes(at, Math.min(blockBytes, Math.max(end - at, blockBytes)));
        from = at;
        inBlock = file;
        if (block.length === 0) throw emptied();
      }
      const piece = block.subarray(at - from, Math.min(end - from, block.length));
      waiting.push(asUtf8(piece, file));
      waitingBytes += piece.length;
      at += piece.length;
    }
    if (waiting.at(-1)?.at(-1) !== 10) waiting.push(Buffer.from('\n'));
    if (waitingBytes < blockBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
  }
  if (waiting.length > 0) yield Buffer.concat(waiting);
}

function emptied(): Error {
  return Object.assign(new Error('a file was emptied meanwhile'), { code: 'ESTALE' });
}

function asUtf8(piece: Buffer, file: MergedFile): Buffer {
  return file.source.form.encoding === 'utf8' ? piece : Buffer.from(decodeText(piece, 'latin1'), 'utf8');
}
