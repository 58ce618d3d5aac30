import type { Problem } from '../../../shared/model/problem';
import type { Domain } from '../../../shared/model/settings';
import type { Result } from '../../../shared/result';

/** Up to when a slice was looked at, on the source server's clock. */
export interface Watermark {
  /** Server instant taken before the read, UTC ISO with milliseconds and `Z`. */
  readonly lookedUpTo: string;
  /** Hash of what the slice covered (types, data sets, roots, normalisation); another scope looks again from the beginning. */
  readonly scopeHash: string;
  /** `systemId` of the source at that time. */
  readonly sourceSystemId: string;
  /** `systemId` of the destination at that time; another destination looks again from the beginning. */
  readonly destinationSystemId: string;
}

/** One record inside a batch. */
export interface BatchItem {
  /** Slice whose hash ledger this record belongs to: plural type, or data set identifier. */
  readonly slice: string;
  /** Natural key: object identifier, or `de.pe.ou.coc.aoc`; at most 1,024 bytes, no control characters. */
  readonly key: string;
  /**
   * Content hash that is true once acknowledged, 1 to 255 printable ASCII characters (22 of base64 hold 128 bits and
   * keep a million records small); `deleted` when the batch removes the record.
   */
  readonly hash: string;
}

/** A write, journalled before it is sent. */
export interface Batch {
  readonly batchId: string;
  readonly runId: string;
  readonly domain: Domain;
  readonly kind: 'upsert' | 'delete';
  readonly items: readonly BatchItem[];
  /** Size of the body in bytes. */
  readonly bytes: number;
}

/**
 * Acknowledged content hashes of one slice, by natural key. A live view: it shows what is acknowledged meanwhile, so
 * collect keys before acknowledging in a loop over them. A `Map<string, string>` has this shape too.
 */
export interface SliceHashes {
  readonly size: number;
  get(key: string): string | undefined;
  has(key: string): boolean;
  keys(): Iterable<string>;
  [Symbol.iterator](): Iterator<[string, string]>;
}

/** Durable memory of what is in step at the destination, of one synchronisation; all failures are typed, all writes fsynced. */
export interface Ledger {
  watermark(domain: Domain, slice: string): Watermark | undefined;
  /** Moves a watermark; only after every batch of the slice is acknowledged, quarantined or held. */
  moveWatermark(domain: Domain, slice: string, watermark: Watermark): Promise<Result<null, Problem>>;
  /** Forgets the watermarks of a domain: the next run looks from the beginning. Hashes stay. */
  forgetWatermarks(domain: Domain): Promise<Result<null, Problem>>;
  /** Content hashes of the records of a slice that the destination acknowledged. */
  hashes(domain: Domain, slice: string): Promise<Result<SliceHashes, Problem>>;
  /** Records hashes as acknowledged without a batch: found equal on both ends by reading. `deleted` removes the key. */
  recordHashes(domain: Domain, items: readonly BatchItem[]): Promise<Result<null, Problem>>;
  /** Small named facts that must survive: approvals, held deletions, quarantine. JSON values; `undefined` forgets one. */
  fact(name: string): unknown;
  setFact(name: string, value: unknown): Promise<Result<null, Problem>>;
}

/** Append-only record of writes of one synchronisation: fsynced before they are sent, acknowledged from the report. */
export interface Journal {
  /** Writes the batch down and fsyncs it; nothing may be sent before this succeeded. */
  begin(batch: Batch): Promise<Result<null, Problem>>;
  /**
   * Records that these items are at the destination (from the report or by reading back): hashes first, then the
   * acknowledgement, each fsynced. Items of the batch that are not named were refused or did not arrive.
   */
  acknowledge(batchId: string, arrived: readonly BatchItem[]): Promise<Result<null, Problem>>;
  /** Batches that were begun and never acknowledged: to be settled by reading back before anything new is sent. */
  unsettled(): readonly Batch[];
}
