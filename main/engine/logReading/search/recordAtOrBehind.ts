import type { RecordIndex } from '../recordIndex';

/** First record that begins at an offset or behind it. */
export function recordAtOrBehind(index: RecordIndex, offset: number): number {
  let below = 0;
  let above = index.records;
  while (below < above) {
    const middle = (below + above) >>> 1;
    if (index.offsetOf(middle) < offset) below = middle + 1;
    else above = middle;
  }
  return below;
}
