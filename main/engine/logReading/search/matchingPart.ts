import type { SearchedSource } from '../textSearch';
import { scanBlock } from './scanLiterals';

/** Places at which lines are counted, and bytes that are looked at there. */
const places = 4;
const placeBytes = 16 * 1024;
const lineBreak = 10;

/** Lines that stand whole at a place of a source, and those of them in which a scanner finds something. */
async function countAt(
  source: SearchedSource,
  scanner: RegExp,
  offset: number,
): Promise<{ readonly lines: number; readonly matching: number }> {
  const read = await source.read(offset, Math.min(placeBytes, source.until - offset));
  const bytes = read.subarray(read.indexOf(lineBreak) + 1, read.lastIndexOf(lineBreak) + 1);
  let lines = 0;
  for (let at = bytes.indexOf(lineBreak); at >= 0; at = bytes.indexOf(lineBreak, at + 1)) lines += 1;
  return { lines, matching: scanBlock(scanner, { offset: 0, bytes }).length };
}

/** Which part of all lines of these sources seems to match, as a few places tell: from 0, also where none can be read, to 1. */
export async function matchingPart(
  sources: readonly SearchedSource[],
  scannerOf: (source: SearchedSource) => RegExp,
): Promise<number> {
  const total = sources.reduce((sum, { from, until }) => sum + until - from, 0);
  let lines = 0;
  let matching = 0;
  let place = 0;
  /** Bytes of the sources before. */
  let before = 0;
  for (const source of sources) {
    const bytes = source.until - source.from;
    for (; place < places && (total * place) / places < before + bytes; place += 1) {
      const offset = source.from + Math.floor((total * place) / places) - before;
      try {
        const counted = await countAt(source, scannerOf(source), offset);
        lines += counted.lines;
        matching += counted.matching;
      } catch {
        // The search itself tells that it cannot be read.
        return 0;
      }
    }
    before += bytes;
  }
  return lines === 0 ? 0 : matching / lines;
}
