import type { Problem } from '../../../../shared/model/problem';
import type { SearchedSource } from '../textSearch';
import type { CompiledLeaf } from './compileQuery';

/** Lines in which at least one of these leaves is found. */
export type PassLeaves = readonly CompiledLeaf[];

/** What a pass tells on its way. */
export interface PassEvents {
  /** An offset in each line, rising within a source; after a file was renamed they may begin again. */
  readonly hits: (source: number, offsets: Float64Array) => void;
  /** All records of a source from one up to another match; rising, too, and none of them told otherwise. */
  readonly records: (source: number, from: number, until: number) => void;
  /** A source was searched to its end, or it is known that it cannot be. */
  readonly done: (source: number) => void;
}

/** How one pass over all sources ended; `absent`: the search program cannot be started. */
export type PassEnd =
  | { readonly how: 'whole'; readonly failed: ReadonlyMap<number, Problem> }
  | { readonly how: 'failed'; readonly problem: Problem }
  | { readonly how: 'aborted' | 'absent' };

/** Searches sources once. */
export type SearchPass = (
  leaves: PassLeaves,
  sources: readonly SearchedSource[],
  on: PassEvents,
  signal: AbortSignal,
) => Promise<PassEnd>;
