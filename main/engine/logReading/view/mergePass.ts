import { noTime } from '../formats/instantReader';
import type { ChunkedIndex } from '../recordIndex';

const halfOfSeq = 0x8000;

/** Records in the order in which they are shown: for each place the number of its source and its record there. */
export interface OrderedRecords {
  readonly sources: Uint16Array;
  readonly records: Uint32Array;
  readonly length: number;
}

/** Places from `cut` on, merged anew beside the order until it takes them over. */
export interface MergePass extends OrderedRecords {
  readonly cut: number;
}

/** What a pass keeps while it runs. */
export interface RunningPass extends MergePass {
  sources: Uint16Array;
  records: Uint32Array;
  length: number;
  /** Next record of each source, and behind its last one. */
  readonly next: Uint32Array;
  readonly limits: readonly number[];
  /** Numbers of the sources that have records left, the one whose record comes next on top. */
  readonly heap: number[];
  readonly keys: Float64Array;
  readonly seqs: Int32Array;
  readonly ranks: readonly number[];
  ready: boolean;
}

/**
 * Takes over the records of a source that surely come next and are shown from nowhere else, at most `most`: those before
 * every record of the source that comes second, as soon as the place before is of the same source and of another instant.
 * Lines that stand in several files stand next to each other in one instant. How many were taken.
 */
export function takeRun(
  pass: RunningPass,
  source: number,
  second: number | undefined,
  index: ChunkedIndex,
  most: number,
): number {
  const before = second === undefined ? Infinity : (pass.keys[second] ?? 0);
  const start = pass.next[source] ?? 0;
  let key = pass.keys[source] ?? 0;
  if (pass.length === 0 || pass.sources[pass.length - 1] !== source || key >= before) return 0;
  const lastTime = index.timeOf(pass.records[pass.length - 1] ?? 0);
  if (index.timeOf(start) === lastTime) return 0;
  const end = Math.min(pass.limits[source] ?? 0, start + most);
  const { sources, records } = pass;
  let { length } = pass;
  let record = start;
  while (record < end && key < before) {
    const { first, end: behind, minutes, milliseconds } = index.chunkOf(record);
    const until = Math.min(end, behind);
    for (; record < until; record += 1) {
      const minute = minutes[record - first] ?? noTime;
      const time = minute * 60_000 + (milliseconds[record - first] ?? 0);
      if (minute !== noTime && time > key) key = time;
      if (key >= before) break;
      sources[length] = source;
      records[length] = record;
      length += 1;
    }
  }
  pass.length = length;
  pass.next[source] = record;
  pass.keys[source] = key;
  return record - start;
}

/** Lines of one instant stand by the writer's number; those without one behind them, by rank, then in the order of their sources. */
export function isBefore(pass: RunningPass, one: number, other: number): boolean {
  const key = pass.keys[one] ?? 0;
  const otherKey = pass.keys[other] ?? 0;
  if (key !== otherKey) return key < otherKey;
  const seq = pass.seqs[one] ?? -1;
  const otherSeq = pass.seqs[other] ?? -1;
  if (seq === otherSeq) {
    const rank = pass.ranks[one] ?? 0;
    const otherRank = pass.ranks[other] ?? 0;
    return rank === otherRank ? one < other : rank < otherRank;
  }
  if (seq === -1 || otherSeq === -1) return otherSeq === -1;
  return ((seq - otherSeq) & 0xffff) >= halfOfSeq;
}

/** Puts the top of the heap where it belongs. */
export function sink(pass: RunningPass): void {
  const { heap } = pass;
  const moved = heap[0];
  if (moved === undefined) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const left = heap[child];
    if (left === undefined) break;
    const right = heap[child + 1];
    const rightFirst = right !== undefined && isBefore(pass, right, left);
    if (rightFirst) child += 1;
    const candidate = rightFirst ? right : left;
    if (!isBefore(pass, candidate, moved)) break;
    heap[at] = candidate;
    at = child;
  }
  heap[at] = moved;
}
