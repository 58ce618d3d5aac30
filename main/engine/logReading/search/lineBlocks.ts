import type { SearchedSource } from '../textSearch';

/** Whole lines of a source, and the offset of their first byte. */
export interface LineBlock {
  readonly offset: number;
  readonly bytes: Buffer;
}

const lineBreak = 10;
/** A line that is longer is handed over in pieces: one string of V8 could not hold much more. */
const longestLine = 64 * 1024 * 1024;

/** Reads the searched part of a source in blocks of about so many bytes, each of whole lines. Rejects where `read` does. */
export async function* lineBlocks(source: SearchedSource, blockBytes: number): AsyncGenerator<LineBlock> {
  let offset = source.from;
  let wanted = blockBytes;
  while (offset < source.until) {
    const read = await source.read(offset, Math.min(wanted, source.until - offset));
    // Cut short meanwhile: what is gone matches nothing.
    if (read.length === 0) return;
    const last = offset + read.length >= source.until || read.length < wanted;
    const end = last || wanted >= longestLine ? read.length : read.lastIndexOf(lineBreak) + 1;
    if (end === 0) {
      wanted = Math.min(wanted * 4, longestLine);
      continue;
    }
    yield { offset, bytes: read.subarray(0, end) };
    offset += end;
    wanted = blockBytes;
  }
}
