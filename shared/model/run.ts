import type { Problem } from './problem';
import type { Domain } from './settings';

/**
 * How a run ended. A scope is looked at only if it was read at the source and settled at the destination:
 * `could-not-look` when no scope could be, `partly-looked` when some could; both are failures.
 */
export type Outcome = 'changed' | 'verified-unchanged' | 'could-not-look' | 'partly-looked';

/** Records of one domain in one run; created, updated and deleted come from the server's reports. */
export interface DomainCounts {
  /** Records read at the source. */
  readonly read: number;
  readonly created: number;
  /** On 2.43 values: every upsert, since that version does not tell created from updated. */
  readonly updated: number;
  /** Read, hash equal, not sent. */
  readonly unchanged: number;
  readonly deleted: number;
  readonly quarantined: number;
}

/** Counts of nothing. */
export const noCounts: DomainCounts = {
  read: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  quarantined: 0,
};

/** One record on which both ends disagree. */
export interface Difference {
  readonly domain: Domain;
  /** Metadata: plural type; values: data set identifier. */
  readonly slice: string;
  /** Metadata: object identifier; values: `dataElement.period.orgUnit.categoryOptionCombo.attributeOptionCombo`. */
  readonly key: string;
  /** Name for people, where one is known. */
  readonly label?: string;
  readonly kind: 'missing-at-destination' | 'different' | 'only-at-destination';
  /** Metadata: names of the members that differ. */
  readonly members?: readonly string[];
}

/** Counts and content hash of one slice on both ends. */
export interface SliceProof {
  readonly domain: Domain;
  readonly slice: string;
  readonly label?: string;
  readonly sourceCount: number;
  readonly destinationCount: number;
  readonly sourceHash: string;
  readonly destinationHash: string;
}

/** What comparing both ends showed, for which scope, and when. */
export interface Proof {
  readonly result: 'equal' | 'different' | 'not-checked';
  /** Instant in UTC at which the comparison ended. */
  readonly at?: string;
  /** What was compared: domains and slices. */
  readonly slices: readonly SliceProof[];
  /** Total number; `sample` holds at most 1,000 of them. */
  readonly differences: number;
  readonly sample: readonly Difference[];
  /** Codes of what the comparison leaves out, texts under `leftOut.<code>`. */
  readonly leftOut: readonly string[];
  /** Why it is not checked. */
  readonly cause?: Problem;
}

/** A record that the destination refused, or that depends on one it refused. */
export interface QuarantinedRecord {
  readonly domain: Domain;
  readonly slice: string;
  readonly key: string;
  readonly label?: string;
  /** Why, with the server's own words in `detail`. */
  readonly problem: Problem;
  /** Server's error code (E5002, E8020…), where it gave one. */
  readonly serverCode?: string;
  /** Content hash of what was refused; a changed record is tried again by itself. */
  readonly hash: string;
  readonly at: string;
}

/** Deletions that wait for the operator. */
export interface HeldDeletion {
  readonly domain: Domain;
  readonly slice: string;
  readonly key: string;
  readonly label?: string;
}

/** A fact of the run that is worth a line but is no error, texts under `note.<code>`. */
export interface RunNote {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What set a run off. */
export type RunTrigger = 'operator' | 'automatic' | 'resumed' | 'command-line';

/** What a run was asked to do: synchronise, or only compare both ends. */
export type RunTask = 'synchronise' | 'prove';

/** The record of one run, kept for the history. */
export interface RunRecord {
  readonly runId: string;
  readonly syncId: string;
  readonly trigger: RunTrigger;
  readonly task: RunTask;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: Outcome;
  readonly domains: Readonly<Partial<Record<Domain, DomainCounts>>>;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly proof: Proof;
  readonly errors: readonly Problem[];
  readonly notes: readonly RunNote[];
  readonly heldDeletions: readonly HeldDeletion[];
  readonly quarantined: readonly QuarantinedRecord[];
}
