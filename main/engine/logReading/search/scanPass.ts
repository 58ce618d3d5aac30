import type { Problem } from '../../../../shared/model/problem';
import { lineBlocks } from './lineBlocks';
import type { LineBlock } from './lineBlocks';
import { literalScanner, scanBlock } from './scanLiterals';
import type { PassEnd, PassEvents, PassLeaves, SearchPass } from './searchPass';
import { unreadable } from './unreadable';
import type { SearchedSource } from '../textSearch';

/** One block is looked through in about a millisecond; in between others have their turn. */
const blockBytes = 256 * 1024;

/** An offset in each line of a block that matches, or why there are none. */
export type ScanLines = (
  block: LineBlock,
  source: SearchedSource,
) => Promise<{ readonly offsets: Float64Array } | { readonly problem: Problem }>;

/** Searches sources block by block, or only parts of each. */
export async function scanSources(
  sources: readonly SearchedSource[],
  scan: (source: SearchedSource) => ScanLines,
  on: PassEvents,
  signal: AbortSignal,
  partsOf: (number: number) => readonly SearchedSource[] = (number) => sources.slice(number, number + 1),
): Promise<PassEnd> {
  const failed = new Map<number, Problem>();
  for (const [number, source] of sources.entries()) {
    const lines = scan(source);
    try {
      for (const part of partsOf(number)) {
        for await (const block of lineBlocks(part, blockBytes)) {
          if (signal.aborted) return { how: 'aborted' };
          const found = await lines(block, source);
          if ('problem' in found) return { how: 'failed', problem: found.problem };
          if (found.offsets.length > 0) on.hits(number, found.offsets);
        }
      }
    } catch (error) {
      failed.set(number, unreadable(source, error));
    }
    if (signal.aborted) return { how: 'aborted' };
    on.done(number);
  }
  return { how: 'whole', failed };
}

/** Looks for texts without any other program or thread, in parts of each source where they are told. */
export function scanTexts(parts?: readonly (readonly SearchedSource[])[]): SearchPass {
  const partsOf = parts === undefined ? undefined : (number: number) => parts[number] ?? [];
  return (leaves: PassLeaves, sources, on, signal) =>
    scanSources(
      sources,
      ({ encoding }) => {
        const scanner = literalScanner(leaves, encoding);
        return (block) => Promise.resolve({ offsets: scanBlock(scanner, block) });
      },
      on,
      signal,
      partsOf,
    );
}

/** Looks for texts without any other program or thread. */
export const scanInPlace: SearchPass = scanTexts();
