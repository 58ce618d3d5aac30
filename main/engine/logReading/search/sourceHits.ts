import type { RecordIndex } from '../recordIndex';
import type { SearchedSource } from '../textSearch';

/** The record in which an offset stands, looked for from a record that begins at it or before: near ones are found first. */
function recordFrom(index: RecordIndex, from: number, offset: number): number {
  let below = from;
  let step = 1;
  while (below + step < index.records && index.offsetOf(below + step) <= offset) {
    below += step;
    step *= 2;
  }
  let above = Math.min(below + step, index.records);
  while (above - below > 1) {
    const middle = (below + above) >>> 1;
    if (index.offsetOf(middle) <= offset) below = middle;
    else above = middle;
  }
  return below;
}

/** Turns offsets of lines of one source into the numbers of their records, each once. */
export class SourceHits {
  private record = 0;
  /** Offsets below are of records that were told, or of none. */
  private next: number;

  constructor(private readonly source: SearchedSource) {
    const { index, from } = source;
    this.next = index.records === 0 ? Infinity : Math.max(from, index.offsetOf(0));
  }

  /** Records of rising offsets; what was told before is left out, so a search may begin again. */
  take(offsets: Float64Array): Uint32Array {
    const { index, until } = this.source;
    const records = new Uint32Array(offsets.length);
    let { record, next } = this;
    let count = 0;
    for (let at = 0; at < offsets.length; at += 1) {
      const offset = offsets[at] ?? 0;
      if (offset < next || offset >= until) continue;
      record = recordFrom(index, record, offset);
      next = index.endOf(record);
      // Behind the last record stands nothing that belongs to one.
      if (offset < next) records[count++] = record;
    }
    this.record = record;
    this.next = next;
    return count === records.length ? records : records.slice(0, count);
  }
}
