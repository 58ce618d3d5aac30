import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';

/** Keeps what is too long for a log line (a server's words, a stack trace) beside the runs, redacted, for 30 days. */
export interface DetailStore {
  /**
   * Takes a text that is redacted already and returns the reference under which it can be read; `undefined` when there
   * is no room. Returns at once and never throws: the text is written behind the caller's back.
   */
  keep(text: string, runId?: string): string | undefined;
  /** The text of a reference, at most 1 MB; fails with `detail-gone` for any other string and for what was removed. */
  read(reference: string): Promise<Result<string, Problem>>;
  /** Writes what is still waiting, now: for the moment before the process ends. */
  flush(): void;
}

/** Opens the details in `<state>/runs/details`. */
export function openDetailStore(options: {
  readonly stateFolder: string;
  readonly now: () => number;
}): DetailStore {
  return {
    keep: () => undefined,
    read: () => Promise.resolve(fail(problem('internal-error', { file: options.stateFolder }))),
    flush: () => undefined,
  };
}
