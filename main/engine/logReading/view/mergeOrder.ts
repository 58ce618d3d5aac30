import type { ChunkedIndex, RecordIndex } from '../recordIndex';
import { isBefore, sink, takeRun } from './mergePass';
import type { MergePass, OrderedRecords, RunningPass } from './mergePass';
import { RunningTimes } from './runningTimes';

/** Records looked back at for the same line from another file; lines of one instant stand next to each other. */
const lookBack = 64;
/** Records of one instant that are merged again together. */
const mostTogether = 2048;

/** Whether records with a facet carry a number of our writer, so that the same line can be told in two files. */
export type IsNumbered = (facet: number) => boolean;

/**
 * Merges the records of several files by time; within a file the order stays. A line that the writer put into several files
 * is shown once. What is merged once stays: records that come later are merged in from where they belong.
 */
export class MergeOrder implements OrderedRecords {
  sources: Uint16Array = new Uint16Array(0);
  records: Uint32Array = new Uint32Array(0);
  length = 0;
  /** Whether records that are merged stand at no place, because they are shown from another source. */
  gaps: 'none' | 'some' = 'none';
  private readonly indexes: ChunkedIndex[] = [];
  private readonly ranks: number[] = [];
  private readonly times: RunningTimes[] = [];
  /** Records of each source that are merged, those included that are shown from another source. */
  private readonly merged: number[] = [];

  constructor(private readonly isNumbered: IsNumbered) {}

  /**
   * Adds a source behind those that are there; none of its records are merged yet. Its number. Of a line that stands in
   * several files, the one with the lowest rank is shown.
   */
  add(index: ChunkedIndex, rank: number): number {
    this.indexes.push(index);
    this.ranks.push(rank);
    this.times.push(new RunningTimes(index));
    this.merged.push(0);
    return this.indexes.length - 1;
  }

  indexOf(source: number): ChunkedIndex {
    const index = this.indexes[source];
    if (index === undefined) throw new Error('no such source in the order');
    return index;
  }

  timesOf(source: number): RunningTimes {
    const times = this.times[source];
    if (times === undefined) throw new Error('no such source in the order');
    return times;
  }

  /** Records of a source that are merged. */
  mergedOf(source: number): number {
    return this.merged[source] ?? 0;
  }

  /** Time by which the record at a place is merged. */
  keyAt(place: number): number {
    return this.timesOf(this.sources[place] ?? 0).keyOf(this.records[place] ?? 0);
  }

  /** First place whose merging time is at least `key`. */
  firstFrom(key: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keyAt(middle) >= key) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Place of a record; that of the same line from another file where the record is shown from there, -1 where it is not merged. */
  placeOf(source: number, record: number): number {
    if (record >= this.mergedOf(source)) return -1;
    const key = this.timesOf(source).keyOf(record);
    const index = this.indexOf(source);
    let twin = -1;
    for (let place = this.firstFrom(key); place < this.length && this.keyAt(place) === key; place += 1) {
      const from = this.sources[place] ?? 0;
      const other = this.records[place] ?? 0;
      if (from === source && other >= record) return other === record ? place : twin;
      if (from !== source && this.isSameLine(index, record, this.indexOf(from), other)) twin = place;
    }
    return twin;
  }

  /**
   * Begins to merge what is new: the records of each source from `changed` on (those of sources that it does not name, from
   * the merged ones on), as far as they are there now. `undefined` when there is nothing new.
   */
  begin(changed: ReadonlyMap<number, number> = new Map()): MergePass | undefined {
    const limits = this.indexes.map((index) => index.records);
    const next = Uint32Array.from(this.merged);
    for (const [source, record] of changed) {
      next[source] = Math.min(next[source] ?? 0, record);
      this.timesOf(source).forgetFrom(record);
    }
    const fresh = [...next.keys()].filter(
      (source) => (next[source] ?? 0) < (limits[source] ?? 0) || (next[source] ?? 0) < this.mergedOf(source),
    );
    if (fresh.length === 0) return undefined;
    for (const source of fresh) this.timesOf(source).extend((next[source] ?? 0) + 1, limits[source]);
    const cut = this.groupStart(this.cutFor(fresh, next), next);
    // What stands behind the cut is merged again: the sources go back to their first record there.
    for (let place = this.length - 1; place >= cut; place -= 1) {
      const source = this.sources[place] ?? 0;
      next[source] = Math.min(next[source] ?? 0, this.records[place] ?? 0);
    }
    const room = limits.reduce((sum, limit, source) => sum + Math.max(0, limit - (next[source] ?? 0)), 0);
    const pass: RunningPass = {
      cut,
      sources: new Uint16Array(room),
      records: new Uint32Array(room),
      length: 0,
      next,
      limits,
      heap: [],
      keys: new Float64Array(limits.length),
      seqs: new Int32Array(limits.length),
      ranks: this.ranks,
      ready: false,
    };
    return pass;
  }

  /** Merges at most about `most` records more; whether all of them are merged. */
  step(begun: MergePass, most: number): boolean {
    const pass = begun as RunningPass;
    if (!pass.ready) {
      for (const [source, limit] of pass.limits.entries()) {
        if (!this.timesOf(source).extend(limit, most)) return false;
      }
      this.fillHeap(pass);
      pass.ready = true;
    }
    const { heap } = pass;
    let left = most;
    while (left > 0) {
      const top = heap[0];
      if (top === undefined) return true;
      const second = this.second(pass);
      do {
        this.emit(pass, top);
        left -= 1;
        if (!this.advance(pass, top)) break;
        left -= takeRun(pass, top, second, this.indexOf(top), left);
      } while (this.enter(pass, top) && (second === undefined || isBefore(pass, top, second)) && left > 0);
      if ((pass.next[top] ?? 0) >= (pass.limits[top] ?? 0)) {
        const last = heap.pop();
        if (last !== undefined && heap.length > 0) heap[0] = last;
      }
      sink(pass);
    }
    return heap.length === 0;
  }

  /** Takes a finished pass over; places below its answer hold the same records as before. */
  take(begun: MergePass): number {
    const pass = begun as RunningPass;
    const length = pass.cut + pass.length;
    let same = pass.cut;
    while (
      same < Math.min(this.length, length) &&
      this.sources[same] === pass.sources[same - pass.cut] &&
      this.records[same] === pass.records[same - pass.cut]
    ) {
      same += 1;
    }
    if (pass.cut === 0) {
      this.sources = pass.sources;
      this.records = pass.records;
    } else {
      if (length > this.records.length) this.grow(length);
      this.sources.set(pass.sources.subarray(0, pass.length), pass.cut);
      this.records.set(pass.records.subarray(0, pass.length), pass.cut);
    }
    this.length = length;
    for (const [source, limit] of pass.limits.entries()) this.merged[source] = limit;
    this.gaps = this.merged.reduce((sum, merged) => sum + merged, 0) === length ? 'none' : 'some';
    return same;
  }

  /** First place that may change: behind everything that surely comes before the first fresh record of each source. */
  private cutFor(fresh: readonly number[], next: Uint32Array): number {
    let cut = this.length;
    for (const source of fresh) {
      const first = next[source] ?? 0;
      // Of records that changed nobody knows any more where they stood: only the record before them tells.
      const moved = first < this.mergedOf(source);
      const key = moved ? -Infinity : this.timesOf(source).keyOf(first);
      let place = Math.min(cut, first === 0 ? this.firstFrom(key) : this.length);
      while (place > 0 && first > 0) {
        const other = this.sources[place - 1] ?? 0;
        const record = this.records[place - 1] ?? 0;
        if (other === source && record < first) break;
        if (other !== source && this.timesOf(other).keyOf(record) < key) break;
        place -= 1;
      }
      cut = Math.min(cut, place);
    }
    return cut;
  }

  /**
   * Goes back to the first record of the instant in which the cut stands, and every source with it: lines that are shown
   * from another file stand at no place, and have their turn all the same. Instants with very many records are cut within.
   */
  private groupStart(cut: number, next: Uint32Array): number {
    if (cut === 0) next.fill(0);
    if (cut === 0 || this.indexes.length === 1) return cut;
    const key = this.keyAt(cut - 1);
    let start = cut - 1;
    while (start > 0 && cut - start < mostTogether && this.keyAt(start - 1) === key) start -= 1;
    if (start > 0 && this.keyAt(start - 1) === key) return cut;
    for (const [source, times] of this.times.entries()) {
      if ((next[source] ?? 0) > 0) next[source] = Math.min(next[source] ?? 0, times.firstFrom(key));
    }
    return start;
  }

  private fillHeap(pass: RunningPass): void {
    for (const [source, limit] of pass.limits.entries()) {
      const record = pass.next[source] ?? 0;
      if (record >= limit) continue;
      pass.keys[source] = this.timesOf(source).keyOf(record);
      pass.seqs[source] = this.seqAt(source, record);
      pass.heap.push(source);
    }
    pass.heap.sort((one, other) => (isBefore(pass, one, other) ? -1 : 1));
  }

  private second(pass: RunningPass): number | undefined {
    const [, one, other] = pass.heap;
    if (one === undefined || other === undefined) return one;
    return isBefore(pass, one, other) ? one : other;
  }

  private advance(pass: RunningPass, source: number): boolean {
    pass.next[source] = (pass.next[source] ?? 0) + 1;
    return this.enter(pass, source);
  }

  /** Notes by what the next record of a source is merged; whether there is one. */
  private enter(pass: RunningPass, source: number): boolean {
    const record = pass.next[source] ?? 0;
    if (record >= (pass.limits[source] ?? 0)) return false;
    const time = this.indexOf(source).timeOf(record);
    if (time > (pass.keys[source] ?? 0)) pass.keys[source] = time;
    pass.seqs[source] = this.seqAt(source, record);
    return true;
  }

  private seqAt(source: number, record: number): number {
    const index = this.indexOf(source);
    return this.isNumbered(index.facetOf(record)) ? index.seqOf(record) : -1;
  }

  private emit(pass: RunningPass, source: number): void {
    const record = pass.next[source] ?? 0;
    const seq = pass.seqs[source] ?? -1;
    if (seq !== -1 && this.isShown(pass, source, record, seq)) return;
    pass.sources[pass.length] = source;
    pass.records[pass.length] = record;
    pass.length += 1;
  }

  /** Whether the same line was merged in already from another file. */
  private isShown(pass: RunningPass, source: number, record: number, seq: number): boolean {
    const index = this.indexOf(source);
    const time = index.timeOf(record);
    const facet = index.facetOf(record);
    const end = pass.cut + pass.length;
    for (let place = end - 1; place >= Math.max(0, end - lookBack); place -= 1) {
      const inPass = place >= pass.cut;
      const from = (inPass ? pass.sources[place - pass.cut] : this.sources[place]) ?? 0;
      const shown = (inPass ? pass.records[place - pass.cut] : this.records[place]) ?? 0;
      const other = this.indexOf(from);
      if (other.timeOf(shown) !== time) return false;
      if (from !== source && other.seqOf(shown) === seq && other.facetOf(shown) === facet) return true;
    }
    return false;
  }

  private isSameLine(index: RecordIndex, record: number, other: RecordIndex, otherRecord: number): boolean {
    const facet = index.facetOf(record);
    return (
      this.isNumbered(facet) &&
      other.facetOf(otherRecord) === facet &&
      other.seqOf(otherRecord) === index.seqOf(record) &&
      other.timeOf(otherRecord) === index.timeOf(record)
    );
  }

  private grow(length: number): void {
    const room = Math.ceil(length * 1.25) + 1024;
    const sources = new Uint16Array(room);
    sources.set(this.sources.subarray(0, this.length));
    const records = new Uint32Array(room);
    records.set(this.records.subarray(0, this.length));
    this.sources = sources;
    this.records = records;
  }
}
