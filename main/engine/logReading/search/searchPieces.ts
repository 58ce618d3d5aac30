import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import type { SearchedSource } from '../textSearch';
import { lineBlocks } from './lineBlocks';
import type { PathQuestion, PathSearchEvents } from './searchPaths';
import { RipgrepOutput } from './ripgrepOutput';
import { runRipgrep } from './runRipgrep';
import { unreadable } from './unreadable';

const blockBytes = 256 * 1024;
const lineBreak = 10;

/** A stretch of what ripgrep was handed, and where it stands in its source. */
interface Stretch {
  readonly source: number;
  readonly begins: number;
  readonly offset: number;
}

/** How a search of pieces ended. */
export type PieceSearchEnd =
  | { readonly how: 'whole'; readonly failed: ReadonlyMap<number, Problem> }
  | { readonly how: 'aborted' }
  | { readonly how: 'absent'; readonly words: string };

/** Searches sources by handing their bytes to one ripgrep, one after the other: those that have no name, and short pieces. */
export async function searchPieces(
  question: PathQuestion,
  sources: readonly SearchedSource[],
  numbers: readonly number[],
  on: PathSearchEvents,
  signal: AbortSignal,
): Promise<PieceSearchEnd> {
  const failed = new Map<number, Problem>();
  const stretches: Stretch[] = [];
  let at = 0;

  async function* chunks(): AsyncGenerator<Buffer> {
    for (const number of numbers) {
      const source = sources[number];
      if (source === undefined) continue;
      try {
        for await (const { offset, bytes } of lineBlocks(source, blockBytes)) {
          stretches.push({ source: number, begins: at, offset });
          // The last line of a file may lack its break, and the next piece begins a line.
          const whole = bytes.at(-1) === lineBreak ? bytes : Buffer.concat([bytes, Buffer.from('\n')]);
          at += whole.length;
          yield whole;
        }
      } catch (error) {
        failed.set(number, unreadable(source, error));
      }
    }
  }

  /** The stretch of the last hit: hits rise. */
  let current = 0;
  function told(offsets: Float64Array): void {
    for (let from = 0; from < offsets.length;) {
      const first = offsets[from] ?? 0;
      while ((stretches[current + 1]?.begins ?? Infinity) <= first) current += 1;
      const stretch = stretches[current];
      if (stretch === undefined) return;
      const ends = stretches[current + 1]?.begins ?? Infinity;
      let until = from + 1;
      while ((offsets[until] ?? Infinity) < ends) until += 1;
      until = Math.min(until, offsets.length);
      const moved = offsets.slice(from, until).map((offset) => offset - stretch.begins + stretch.offset);
      on.hits(stretch.source, moved);
      from = until;
    }
  }

  const output = new RipgrepOutput('stdin', (_, offsets) => told(offsets));
  const input = { kind: 'stdin', chunks: chunks() } as const;
  const end = await runRipgrep({ ...question, input }, (chunk) => output.push(chunk), signal);
  if (end.how === 'aborted' || end.how === 'absent') return end;
  for (const number of numbers) {
    if (end.how === 'failed' && !failed.has(number))
      failed.set(number, problem('internal-error', {}, end.words));
    if (!failed.has(number)) on.done(number);
  }
  return { how: 'whole', failed };
}
