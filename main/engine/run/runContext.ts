import type { Problem } from '../../../shared/model/problem';
import type {
  DomainCounts,
  Difference,
  HeldDeletion,
  QuarantinedRecord,
  RunNote,
  SliceProof,
} from '../../../shared/model/run';
import type { Domain, SynchronisationSettings } from '../../../shared/model/settings';
import type { Progress } from '../../../shared/model/status';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import type { Clock, Log, Random } from '../ports';
import type { Journal, Ledger } from '../store/storePort';

/** What the operator allowed for this run. */
export interface Approvals {
  /** Deletions of the whole run that may pass in spite of the guard; 0 keeps the guard as it is. */
  readonly allowDeletions: number;
  /** Sends quarantined records again even when they did not change. */
  readonly sendQuarantinedAgain: boolean;
}

/** Everything a domain needs for one run of one synchronisation. */
export interface RunContext {
  readonly runId: string;
  readonly synchronisation: SynchronisationSettings;
  readonly source: ConnectedServer;
  readonly destination: ConnectedServer;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly approvals: Approvals;
  /** Records of earlier runs that are quarantined: unchanged ones are not sent again, they stay quarantined. */
  readonly quarantine: readonly QuarantinedRecord[];
  /** Aborted when the operator stops the run. */
  readonly signal: AbortSignal;
  /** Waits while the run is paused; to be awaited between batches and reads. Rejects never. */
  readonly pausePoint: () => Promise<void>;
  readonly report: (progress: Omit<Progress, 'acknowledged'>) => void;
  /** Counts records that the destination acknowledged, for progress. */
  readonly acknowledged: (records: number) => void;
}

/** A slice of a domain (metadata: all types at once; values: a data set) and whether it was looked at in this run. */
export interface ScopeResult {
  readonly slice: string;
  readonly result: 'looked-at' | 'could-not-look';
  readonly problem?: Problem;
}

/** How a domain ended. */
export interface DomainResult {
  readonly counts: DomainCounts;
  readonly scopes: readonly ScopeResult[];
  readonly errors: readonly Problem[];
  readonly notes: readonly RunNote[];
  /** All that is quarantined now: records refused in this run, and older ones that remain so. */
  readonly quarantined: readonly QuarantinedRecord[];
  readonly heldDeletions: readonly HeldDeletion[];
}

/** How comparing both ends of a domain ended. */
export interface DomainProof {
  readonly slices: readonly SliceProof[];
  readonly differences: number;
  /** At most 1,000. */
  readonly sample: readonly Difference[];
  /** Codes, texts under `leftOut.<code>`. */
  readonly leftOut: readonly string[];
}

/** What a first write would meet: counts of both ends, for the operator's confirmation. */
export interface EndCounts {
  readonly source: readonly { readonly name: string; readonly count: number }[];
  readonly destination: readonly { readonly name: string; readonly count: number }[];
}

/** One domain of synchronisation: metadata, aggregate values; later events, tracker, completeness. */
export interface DomainSynchroniser {
  readonly domain: Domain;
  /** Settles batches of an interrupted run by reading the destination back; nothing is sent. */
  settle(context: RunContext): Promise<Result<null, Problem>>;
  /** Counts both ends without reading records, before a first write. */
  count(context: RunContext): Promise<Result<EndCounts, Problem>>;
  /** Detects what changed, sends it, settles it, and moves the watermarks of what was settled. Never throws. */
  run(context: RunContext): Promise<DomainResult>;
  /** Reads both ends and compares them; never uses what an earlier run remembered. */
  prove(context: RunContext): Promise<Result<DomainProof, Problem>>;
}
