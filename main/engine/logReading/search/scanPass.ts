import type { Problem } from '../../../../shared/model/problem';
import { lineBlocks } from './lineBlocks';
import type { LineBlock } from './lineBlocks';
import { literalScanner, scanBlock } from './scanLiterals';
import type { PassEnd, PassEvents, PassLeaves, SearchPass } from './searchPass';
import { unreadable } from './unreadable';
import type { SearchedSource } from '../textSearch';

/** One block is looked through in about a millisecond; in between others have their turn. */
const blockBytes = 256 * 1024;

/** Offsets of the lines of a block that match, or why there are none. */
export type ScanLines = (
  block: LineBlock,
  source: SearchedSource,
) => Promise<{ readonly offsets: Float64Array } | { readonly problem: Problem }>;

/** Searches sources block by block. */
export async function scanSources(
  sources: readonly SearchedSource[],
  scan: (source: SearchedSource) => ScanLines,
  on: PassEvents,
  signal: AbortSignal,
): Promise<PassEnd> {
  const failed = new Map<number, Problem>();
  for (const [number, source] of sources.entries()) {
    const lines = scan(source);
    try {
      for await (const block of lineBlocks(source, blockBytes)) {
        if (signal.aborted) return { how: 'aborted' };
        const found = await lines(block, source);
        if ('problem' in found) return { how: 'failed', problem: found.problem };
        if (found.offsets.length > 0) on.hits(number, found.offsets);
      }
    } catch (error) {
      failed.set(number, unreadable(source, error));
    }
    if (signal.aborted) return { how: 'aborted' };
    on.done(number);
  }
  return { how: 'whole', failed };
}

/** Looks for texts without any other program or thread. */
export const scanInPlace: SearchPass = (leaves: PassLeaves, sources, on, signal) =>
  scanSources(
    sources,
    ({ encoding }) => {
      const scanner = literalScanner(leaves, encoding);
      return (block) => Promise.resolve({ offsets: scanBlock(scanner, block) });
    },
    on,
    signal,
  );
