import type { QuarantinedRecord } from '../../../shared/model/run';

/** The records of this domain that are quarantined, as a run changes them. */
export interface QuarantineList {
  /** Whether a value stays quarantined unsent: refused before with the same content. */
  keepsBack(slice: string, key: string, hash: string): boolean;
  add(record: QuarantinedRecord): void;
  /** The record arrived, was deleted or is gone. */
  leave(slice: string, key: string): void;
  /** Refused records of a slice are tried again in this run, changed or not. */
  releaseSlice(slice: string): void;
  /** Leaves only records of these slices. */
  restrictTo(slices: ReadonlySet<string>): void;
  ofSlice(slice: string): readonly QuarantinedRecord[];
  all(): readonly QuarantinedRecord[];
  /** Whether it differs from what was last taken by {@link QuarantineList.all} for saving. */
  takeChanged(): boolean;
}

/** Starts from the records of earlier runs; of two about the same record the later one counts. */
export function createQuarantineList(
  earlier: readonly QuarantinedRecord[],
  retry: 'only-changed' | 'all',
): QuarantineList {
  const records = new Map<string, QuarantinedRecord>();
  const released = new Set<string>();
  let changed = false;
  const nameOf = (slice: string, key: string): string => `${slice} ${key}`;
  for (const record of earlier) {
    const name = nameOf(record.slice, record.key);
    const other = records.get(name);
    if (other === undefined || other.at <= record.at) records.set(name, record);
  }
  return {
    keepsBack(slice, key, hash) {
      if (retry === 'all' || released.has(slice)) return false;
      return records.get(nameOf(slice, key))?.hash === hash;
    },
    add(record) {
      records.set(nameOf(record.slice, record.key), record);
      changed = true;
    },
    leave(slice, key) {
      if (records.delete(nameOf(slice, key))) changed = true;
    },
    releaseSlice(slice) {
      released.add(slice);
    },
    restrictTo(slices) {
      for (const [name, record] of records) {
        if (slices.has(record.slice)) continue;
        records.delete(name);
        changed = true;
      }
    },
    ofSlice: (slice) => [...records.values()].filter((record) => record.slice === slice),
    all: () => [...records.values()],
    takeChanged() {
      const was = changed;
      changed = false;
      return was;
    },
  };
}
