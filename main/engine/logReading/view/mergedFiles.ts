import type { MergeOrder } from './mergeOrder';
import type { MergePass } from './mergePass';
import type { MergedFile } from './shownRows';

/** Records merged between two chances for something else to be done. */
export const mergeSlice = 32 * 1024;

/** Merges everything that a pass has, in slices. */
export function* mergeAll(order: MergeOrder, pass: MergePass): Generator<undefined, null> {
  while (!order.step(pass, mergeSlice)) yield;
  return null;
}

/** Notes how far files are merged in. */
export function noteEnds(merged: readonly MergedFile[], order: MergeOrder): void {
  for (const [number, file] of merged.entries()) {
    const known = order.mergedOf(number);
    file.lastEnd = known === 0 ? 0 : file.index.endOf(known - 1);
  }
}

/** The instants between which all records stand, in milliseconds since the epoch; `from` is behind `until` where none has one. */
export function spanOf(merged: readonly MergedFile[], order: MergeOrder): { from: number; until: number } {
  const all = { from: Infinity, until: -Infinity };
  for (const number of merged.keys()) {
    const { span } = order.timesOf(number);
    all.from = Math.min(all.from, span.from);
    all.until = Math.max(all.until, span.until);
  }
  return all;
}

/** First record that is another one than when it was merged: the last one may have grown, or been taken back. */
export function firstChanged(file: MergedFile, known: number): number {
  const { records } = file.index;
  if (records < known) return Math.max(0, records - 1);
  if (known > 0 && file.index.endOf(known - 1) !== file.lastEnd) return known - 1;
  return known;
}
