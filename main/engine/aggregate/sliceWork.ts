import type { Problem } from '../../../shared/model/problem';
import type { SliceScope } from './sliceScopes';

/** What a run found out about one data set. */
export interface SliceWork {
  readonly scope: SliceScope;
  /** Keys that are quarantined or whose deletion is held: whether they are live at the source matters. */
  readonly watched: ReadonlySet<string>;
  /** Those of the watched keys that were found live at the source. */
  readonly liveAgain: Set<string>;
  /** Keys deleted at the source and live at the destination. */
  readonly deletions: Set<string>;
  /** Values found to be new or different at the source. */
  changes: number;
  /** Values that the destination was seen to have, in a full look. */
  known: number;
  /** Why the data set could not be looked at, or not be settled. */
  failure?: Problem;
}

/** Starts the work on a data set. */
export function startWork(scope: SliceScope, watched: Iterable<string>): SliceWork {
  return {
    scope,
    watched: new Set(watched),
    liveAgain: new Set(),
    deletions: new Set(),
    changes: 0,
    known: 0,
  };
}

/** Remembers that a key is live at the source, where that matters. */
export function sawLive(work: SliceWork, key: string): void {
  if (work.watched.has(key)) work.liveAgain.add(key);
}
