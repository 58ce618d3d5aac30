import type { SearchedSource } from '../textSearch';

/** Whole lines of a source, and the offset of their first byte. */
export interface LineBlock {
  readonly offset: number;
  readonly bytes: Buffer;
}

const lineBreak = 10;
/** A line that is longer is handed over in pieces: one string of V8 could not hold much more. */
const longestLine = 64 * 1024 * 1024;

/**
 * Reads the searched part of a source in blocks of about so many bytes, each of whole lines; the next one is read while one
 * is looked through. Rejects where `read` does.
 */
export async function* lineBlocks(source: SearchedSource, blockBytes: number): AsyncGenerator<LineBlock> {
  const readAt = (from: number, bytes: number): Promise<Buffer> => {
    const read = source.read(from, Math.min(bytes, source.until - from));
    // It is told when the block is wanted, if ever.
    read.catch(() => undefined);
    return read;
  };
  let offset = source.from;
  let wanted = blockBytes;
  let reading = offset < source.until ? readAt(offset, wanted) : undefined;
  while (reading !== undefined) {
    const read = await reading;
    // Cut short meanwhile: what is gone matches nothing.
    if (read.length === 0) return;
    const last = offset + read.length >= source.until || read.length < wanted;
    const end = last || wanted >= longestLine ? read.length : read.lastIndexOf(lineBreak) + 1;
    const begins = offset;
    offset += end;
    wanted = end === 0 ? Math.min(wanted * 4, longestLine) : blockBytes;
    reading = offset < source.until ? readAt(offset, wanted) : undefined;
    if (end > 0) yield { offset: begins, bytes: read.subarray(0, end) };
  }
}
