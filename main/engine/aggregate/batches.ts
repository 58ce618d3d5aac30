import { rowBytes } from './dataValue';
import type { DataValue } from './dataValue';

/** How large one request may become. */
export interface BatchLimit {
  readonly rows: number;
  /** Bytes of rows. The default stays under the 1 MB that reverse proxies commonly allow. */
  readonly bytes: number;
}

/** Default size of a batch. */
export const defaultBatchLimit: BatchLimit = { rows: 5000, bytes: 950_000 };

/** Order in which values are sent: by period, then org unit, so that what belongs together travels together. */
export function inSendingOrder(values: readonly DataValue[]): DataValue[] {
  return [...values].sort((a, b) => {
    if (a.period !== b.period) return a.period < b.period ? -1 : 1;
    if (a.orgUnit !== b.orgUnit) return a.orgUnit < b.orgUnit ? -1 : 1;
    return 0;
  });
}

/** Cuts values into batches within the limit; a single value larger than the limit goes alone. */
export function cutIntoBatches(values: readonly DataValue[], limit: BatchLimit): DataValue[][] {
  const batches: DataValue[][] = [];
  let batch: DataValue[] = [];
  let bytes = 0;
  for (const value of values) {
    const size = rowBytes(value) + 1;
    if (batch.length > 0 && (batch.length >= limit.rows || bytes + size > limit.bytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(value);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
