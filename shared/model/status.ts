import type { Problem } from './problem';
import type { Outcome, RunTask, RunTrigger } from './run';
import type { Domain, SynchronisationMode } from './settings';

/** Where a synchronisation stands; each state has a since, a cause where there is one, and a next step. */
export type SynchronisationState =
  | 'idle'
  | 'waiting'
  | 'detecting'
  | 'syncing'
  | 'proving'
  | 'pausing'
  | 'paused'
  | 'held'
  | 'cooldown'
  | 'stopped'
  | 'error';

/** What a run is busy with. */
export type Phase =
  'connecting' | 'settling' | 'reading' | 'comparing' | 'validating' | 'sending' | 'deleting' | 'proving';

/** Progress of long work; `done` never falls within a phase. */
export interface Progress {
  readonly phase: Phase;
  readonly domain?: Domain;
  readonly done: number;
  /** Absent while it is not known. */
  readonly total?: number;
  readonly unit: 'objects' | 'values' | 'slices';
  /** Total of records acknowledged in this run so far. */
  readonly acknowledged: number;
}

/** A question that a synchronisation put to the operator before it goes on. */
export type Question =
  | {
      readonly kind: 'first-write';
      /** What stands at the destination: objects by type and values by data set, before anything is written. */
      readonly destinationCounts: readonly { readonly name: string; readonly count: number }[];
      readonly sourceCounts: readonly { readonly name: string; readonly count: number }[];
    }
  | {
      readonly kind: 'deletions';
      readonly total: number;
      /** At most 200 of them. */
      readonly items: readonly {
        readonly domain: Domain;
        readonly slice: string;
        readonly key: string;
        readonly label?: string;
      }[];
    };

/** Short form of a finished run. */
export interface RunSummary {
  readonly runId: string;
  readonly syncId: string;
  readonly trigger: RunTrigger;
  readonly task: RunTask;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: Outcome;
  readonly sent: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly heldDeletions: number;
  readonly proof: {
    readonly result: 'equal' | 'different' | 'not-checked';
    readonly differences: number;
    readonly at?: string;
  };
  readonly firstError?: Problem;
}

/** The live state of one synchronisation. */
export interface SynchronisationStatus {
  readonly syncId: string;
  readonly name: string;
  readonly sourceName: string;
  readonly destinationName: string;
  readonly domains: readonly Domain[];
  readonly mode: SynchronisationMode;
  readonly checkIntervalSeconds: number;
  readonly state: SynchronisationState;
  /** Instant in UTC. */
  readonly since: string;
  readonly cause?: Problem;
  /** Instant in UTC of the next automatic run. */
  readonly nextRunAt?: string;
  readonly runId?: string;
  readonly progress?: Progress;
  readonly question?: Question;
  readonly lastRun?: RunSummary;
  /** Last comparison of both ends that found them equal or different. */
  readonly lastProof?: {
    readonly result: 'equal' | 'different';
    readonly differences: number;
    readonly at: string;
    readonly scope: readonly Domain[];
  };
  /** Last time that everything in scope was read at the source and settled at the destination. */
  readonly lookedUpTo?: string;
}

/** Everything the console shows at a glance; `seq` rises by one with each delta. */
export interface StatusSnapshot {
  readonly seq: number;
  readonly synchronisations: readonly SynchronisationStatus[];
}

/** What changed since the delta before. */
export interface StatusDelta {
  readonly seq: number;
  readonly changed: readonly SynchronisationStatus[];
  readonly removed: readonly string[];
}
