import { slack } from '../../logReading/formats/words';

/** Lines are cut behind so many bytes. */
export const longestLine = 64 * 1024;
/** More of a cut line is looked at than is kept: what stands across the cut must be seen whole to be masked. */
const lookedBehind = 8 * 1024;
const blockBytes = 256 * 1024;
const lineBreak = 10;

/** Bytes `from` to `to` of a buffer that is longer by the reader's slack; whole lines, the last one with its break. */
export interface LineBlock {
  readonly buffer: Buffer;
  readonly from: number;
  readonly to: number;
  /** `cut`: one line, of which the rest is left out. */
  readonly lines: 'whole' | 'cut';
}

/**
 * Divides a file into blocks of whole lines. A line that is longer than what is looked at comes as its beginning alone;
 * the last one gets the break that it lacks.
 */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0);
  let line: 'kept' | 'skipped' = 'kept';
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += blockBytes) {
      const more = chunk.subarray(at, at + blockBytes);
      const begin = line === 'skipped' ? more.indexOf(lineBreak) + 1 : 0;
      if (line === 'skipped' && begin === 0) continue;
      line = 'kept';
      const buffer = joined(rest, more.subarray(begin));
      const end = buffer.length - slack;
      const last = buffer.lastIndexOf(lineBreak, end - 1) + 1;
      if (last > 0) yield { buffer, from: 0, to: last, lines: 'whole' };
      rest = Buffer.from(buffer.subarray(last, end));
      if (rest.length > longestLine + lookedBehind) {
        yield cut(rest);
        rest = Buffer.alloc(0);
        line = 'skipped';
      }
    }
  }
  if (rest.length > 0) {
    const buffer = joined(rest, Buffer.from('\n'));
    yield { buffer, from: 0, to: rest.length + 1, lines: 'whole' };
  }
}

function joined(one: Buffer, other: Buffer): Buffer {
  const buffer = Buffer.allocUnsafe(one.length + other.length + slack);
  one.copy(buffer);
  other.copy(buffer, one.length);
  return buffer.fill(0, one.length + other.length);
}

/** The beginning of a line that is too long, with a break behind it. */
export function cut(line: Buffer): LineBlock {
  const kept = line.subarray(0, longestLine + lookedBehind);
  const buffer = joined(kept, Buffer.from('\n'));
  return { buffer, from: 0, to: kept.length + 1, lines: 'cut' };
}

const mark = ' […]';
const markBytes = Buffer.from(mark, 'utf8').toString('latin1');

/** A redacted line, as letters for bytes and without its break, as it is kept when it was cut. */
export function shortened(line: string): string {
  let end = Math.max(0, Math.min(longestLine, line.length - lookedBehind));
  // Not within a character of UTF-8.
  while (end > 0 && (line.charCodeAt(end) & 0xc0) === 0x80) end -= 1;
  return line.slice(0, end) + markBytes;
}
