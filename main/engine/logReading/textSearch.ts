import type { LogFilter } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import type { RecordIndex, TextEncoding } from './recordIndex';

/** The part of a filter that is looked for in texts. */
export type TextFilter = Pick<LogFilter, 'text' | 'syntax' | 'letterCase' | 'accents'>;

/** One plain file in which is searched; compressed ones were inflated before. */
export interface SearchedSource {
  readonly index: RecordIndex;
  readonly encoding: TextEncoding;
  /** Where the file stands now; asked again when it was renamed meanwhile. `undefined`: it has no name any more. */
  path(): string | undefined;
  /** Inode and device: a path that leads elsewhere is not searched. */
  readonly dev: bigint;
  readonly ino: bigint;
  /** Bytes from `from` up to `until` are searched; both begin lines. */
  readonly from: number;
  readonly until: number;
  read(offset: number, length: number): Promise<Buffer>;
}

/** A text filter that was found valid. */
export interface TextQuery {
  readonly filter: TextFilter;
}

/** How a search ended. */
export interface SearchOutcome {
  /** Sources in which could not be searched, and why: never counted as "nothing found". */
  readonly failed: readonly { readonly source: number; readonly problem: Problem }[];
}

/** Finds text in log files, off the caller's thread. */
export interface TextSearch {
  /** `undefined` where nothing is looked for; fails with `invalid-query` and a reason. */
  prepare(filter: TextFilter): Promise<Result<TextQuery | undefined, Problem>>;
  /**
   * Calls `found` with the numbers of records that match, each once, rising within a source; sources are searched in
   * their order, only that the end of the first one may be told before all else. Aborted: ends within 50 ms with
   * `cancelled`.
   */
  run(
    query: TextQuery,
    sources: readonly SearchedSource[],
    on: {
      readonly found: (source: number, records: Uint32Array) => void;
      /** Bytes done, of all sources together. */
      readonly progress: (bytes: number) => void;
    },
    signal: AbortSignal,
  ): Promise<Result<SearchOutcome, Problem>>;
  /** Ranges that the query finds in texts that are shown, as UTF-16 indexes; empty where that takes too long. */
  marks(
    query: TextQuery,
    texts: readonly string[],
  ): Promise<readonly (readonly (readonly [number, number])[])[]>;
  close(): Promise<void>;
}
