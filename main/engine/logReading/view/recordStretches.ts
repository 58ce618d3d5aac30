import type { RecordChunk } from '../recordIndex';
import type { MergeOrder } from './mergeOrder';
import type { OrderedRecords } from './mergePass';

/** Finds the columns in which records stand; the next one of a file mostly stands in the same ones as the one before. */
export class ChunkFinder {
  private readonly last: (RecordChunk | undefined)[] = [];

  constructor(private readonly order: MergeOrder) {}

  /** The columns of a record of a source. */
  of(source: number, record: number): RecordChunk {
    const last = this.last[source];
    if (last !== undefined && record >= last.first && record < last.end) return last;
    const chunk = this.order.indexOf(source).chunkOf(record);
    this.last[source] = chunk;
    return chunk;
  }
}

/** Behind the last place, from `place` on and before `end`, whose record stands in the same columns of the same source. */
export function stretchEnd(
  { sources, records }: OrderedRecords,
  place: number,
  end: number,
  chunk: RecordChunk,
): number {
  const source = sources[place];
  const behind = chunk.end;
  let at = place + 1;
  // Records of a source rise from place to place.
  while (at < end && sources[at] === source && (records[at] ?? 0) < behind) at += 1;
  return at;
}

/**
 * A place before `end` up to which the records from `place` on surely are consecutive ones of one source in these columns;
 * `place` where that is not known. Where each merged record stands at a place, the first and the last of them prove it.
 */
export function evenEnd(order: MergeOrder, place: number, end: number, chunk: RecordChunk): number {
  const { sources, records, gaps } = order;
  const record = records[place] ?? 0;
  const behind = Math.min(end, place + chunk.end - record);
  const even =
    gaps === 'none' &&
    sources[behind - 1] === sources[place] &&
    (records[behind - 1] ?? 0) - record === behind - 1 - place;
  return even ? behind : place;
}
