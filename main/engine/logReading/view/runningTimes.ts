import { noTime } from '../formats/instantReader';
import type { ChunkedIndex } from '../recordIndex';

const blockBits = 7;
const blockRecords = 1 << blockBits;

/**
 * The time by which a record is merged: the latest one of its file so far, so that the order within a file stays as it is
 * when a clock went back. Records before the first time come before everything.
 */
export class RunningTimes {
  /** Latest time before each block of records. */
  private before = new Float64Array(16);
  private blocks = 0;
  /** Records that were taken in, and the latest time among them. */
  private taken = 0;
  private latest = -Infinity;
  private earliest = Infinity;

  constructor(private readonly index: ChunkedIndex) {}

  /** Records taken in so far. */
  get records(): number {
    return this.taken;
  }

  /** Earliest and latest time of all; infinite where none carries one. */
  get span(): { readonly from: number; readonly until: number } {
    return { from: this.earliest, until: this.latest };
  }

  /** Takes in records up to a number, at most `most` of them; whether all of them are in. */
  extend(records: number, most = Infinity): boolean {
    const until = Math.min(records, this.taken + most);
    let { latest, earliest } = this;
    for (let record = this.taken; record < until;) {
      const { first, end, minutes, milliseconds } = this.index.chunkOf(record);
      const behind = Math.min(until, end);
      for (; record < behind; record += 1) {
        if ((record & (blockRecords - 1)) === 0) this.addBlock(latest);
        const minute = minutes[record - first] ?? noTime;
        if (minute === noTime) continue;
        const time = minute * 60_000 + (milliseconds[record - first] ?? 0);
        if (time > latest) latest = time;
        if (time < earliest) earliest = time;
      }
    }
    this.latest = latest;
    this.earliest = earliest;
    this.taken = Math.max(this.taken, until);
    return this.taken >= records;
  }

  /** Forgets records from a number on. */
  forgetFrom(record: number): void {
    if (record >= this.taken) return;
    const last = record === 0 ? -Infinity : this.keyOf(record - 1);
    this.taken = record;
    this.latest = last;
    this.blocks = (record + blockRecords - 1) >> blockBits;
  }

  /** Merging time of a record that was taken in; -Infinity before the first time of the file. */
  keyOf(record: number): number {
    const block = record >> blockBits;
    let key = this.before[block] ?? -Infinity;
    for (let one = block << blockBits; one <= record; one += 1) {
      const time = this.index.timeOf(one);
      if (time > key) key = time;
    }
    return key;
  }

  /** First record whose merging time is at least `key`; `records` where there is none. */
  firstFrom(key: number): number {
    let low = 0;
    let high = this.blocks;
    // The first block that begins with a latest time of at least the key: the record stands in the block before it, or at its beginning.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.before[middle] ?? Infinity) >= key) high = middle;
      else low = middle + 1;
    }
    const from = Math.max(0, low - 1) << blockBits;
    let latest = this.before[from >> blockBits] ?? -Infinity;
    for (let record = from; record < this.taken; record += 1) {
      const time = this.index.timeOf(record);
      if (time > latest) latest = time;
      if (latest >= key) return record;
    }
    return this.taken;
  }

  private addBlock(latest: number): void {
    if (this.blocks === this.before.length) {
      const larger = new Float64Array(this.before.length * 2);
      larger.set(this.before);
      this.before = larger;
    }
    this.before[this.blocks] = latest;
    this.blocks += 1;
  }
}
