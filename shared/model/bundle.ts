import type { LogFile } from './log';

/** What a diagnostic bundle is to hold. */
export interface BundleRequest {
  /** Milliseconds since the epoch, both inclusive; log lines and runs outside are left out. */
  readonly from: number;
  readonly until: number;
  readonly logs: readonly LogFile[];
  /** Lines of the last hour at debug level. */
  readonly lastHour: 'with' | 'without';
  /** Only these runs; empty: all of the period. */
  readonly runs: readonly string[];
  /** `hidden`: names of connections, synchronisations, servers and accounts get stand-ins. */
  readonly names: 'shown' | 'hidden';
}

/** What an entry of a bundle is. */
export type BundleEntryKind =
  | 'log'
  | 'last-hour'
  | 'settings'
  | 'versions'
  | 'system'
  | 'runs'
  | 'quarantine'
  | 'connection-tests'
  | 'readme'
  | 'manifest';

/** One file of a bundle before it is written. */
export interface BundleEntry {
  /** Path inside the zip, `/` between folders. */
  readonly name: string;
  readonly kind: BundleEntryKind;
  /** Bytes before compression; of log lines before redaction, which changes them a little. */
  readonly bytes: number;
  readonly lines?: number;
  /** A part of it could not be read, why as a problem code: what can be read is in the bundle. */
  readonly incomplete?: string;
  /** Why it is not in the bundle, as a problem code. */
  readonly missing?: string;
}

/** Everything that a bundle would hold. */
export interface BundlePlan {
  readonly entries: readonly BundleEntry[];
  readonly bytes: number;
}

/** How far writing a bundle is. */
export interface BundleProgress {
  readonly bundleId: string;
  readonly done: number;
  readonly total: number;
  /** Entry that is being written. */
  readonly entry: string;
}

/** A bundle that was written. */
export interface BundleSaved {
  readonly path: string;
  readonly bytes: number;
  readonly entries: number;
}
