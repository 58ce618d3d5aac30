import { noTime } from '../formats/instantReader';
import type { RecordChunk } from '../recordIndex';

const fourGigabytes = 2 ** 32;
/** Records of one chunk, as a power of two: nothing is copied when the columns grow. */
const chunkBits = 16;
const chunkRecords = 1 << chunkBits;
const chunkMask = chunkRecords - 1;
const mostShortFacet = 0xffff;

/** What is kept of consecutive records, 14 bytes each: their offsets, times, facets and the ends of their numbers. */
interface Chunk {
  /** Low 32 bits. */
  readonly offsets: Uint32Array;
  readonly minutes: Int32Array;
  /** Within the minute. */
  readonly milliseconds: Uint16Array;
  /** Wider only where there are more facets than two bytes can number. */
  facets: Uint16Array | Uint32Array;
  readonly seqs: Uint16Array;
}

function newChunk(records: number): Chunk {
  return {
    offsets: new Uint32Array(records),
    minutes: new Int32Array(records),
    milliseconds: new Uint16Array(records),
    facets: new Uint16Array(records),
    seqs: new Uint16Array(records),
  };
}

const nothing = newChunk(0);

/** The columns of an index. */
export class RecordColumns {
  length = 0;
  private readonly chunks: Chunk[] = [];
  /** The chunk that grows. */
  private last: Chunk = newChunk(0);
  /** Minute and milliseconds of the record before. */
  private lastMinutes = noTime;
  private lastMilliseconds = 0;
  /** First record behind each four gigabytes: what the offsets have no room for. */
  private readonly beyond: number[] = [];
  /** Offset from which on there is a further one. */
  private roomUntil = fourGigabytes;

  /** Without a time (`noTime`) the record gets that of the record before. */
  push(offset: number, minutes: number, milliseconds: number, facet: number, seq: number): void {
    const record = this.length;
    const place = record & chunkMask;
    if (place === 0) this.addChunk();
    const chunk = this.last;
    if (offset >= this.roomUntil) this.goBeyond(offset);
    // The array keeps the low 32 bits.
    chunk.offsets[place] = offset;
    if (minutes !== noTime) {
      this.lastMinutes = minutes;
      this.lastMilliseconds = milliseconds;
    }
    chunk.minutes[place] = this.lastMinutes;
    chunk.milliseconds[place] = this.lastMilliseconds;
    if (facet > mostShortFacet && chunk.facets instanceof Uint16Array)
      chunk.facets = new Uint32Array(chunk.facets);
    chunk.facets[place] = facet;
    chunk.seqs[place] = seq;
    this.length = record + 1;
  }

  /** Forgets the records from this number on. */
  cut(length: number): void {
    this.length = Math.min(this.length, length);
    this.chunks.length = Math.ceil(this.length / chunkRecords);
    const chunk = this.chunks.at(-1);
    const place = (this.length - 1) & chunkMask;
    if (chunk !== undefined) this.last = chunk;
    this.lastMinutes = chunk?.minutes[place] ?? noTime;
    this.lastMilliseconds = chunk?.milliseconds[place] ?? 0;
    while ((this.beyond.at(-1) ?? -1) >= this.length) this.beyond.pop();
    this.roomUntil = fourGigabytes * (this.beyond.length + 1);
  }

  offset(record: number): number {
    const low = this.chunks[record >>> chunkBits]?.offsets[record & chunkMask] ?? 0;
    if (this.beyond.length === 0) return low;
    let above = 0;
    while (above < this.beyond.length && (this.beyond[above] ?? 0) <= record) above += 1;
    return above * fourGigabytes + low;
  }

  time(record: number): number {
    const chunk = this.chunks[record >>> chunkBits];
    const minutes = chunk?.minutes[record & chunkMask] ?? noTime;
    return minutes === noTime ? NaN : minutes * 60_000 + (chunk?.milliseconds[record & chunkMask] ?? 0);
  }

  facet(record: number): number {
    return this.chunks[record >>> chunkBits]?.facets[record & chunkMask] ?? 0;
  }

  seq(record: number): number {
    return this.chunks[record >>> chunkBits]?.seqs[record & chunkMask] ?? 0;
  }

  /** The columns in which a record stands; empty ones where there is no such record. */
  chunkOf(record: number): RecordChunk {
    const number = record >>> chunkBits;
    const { minutes, milliseconds, facets } = this.chunks[number] ?? nothing;
    const first = number << chunkBits;
    return { first, end: first + chunkRecords, minutes, milliseconds, facets };
  }

  private addChunk(): void {
    this.last = newChunk(chunkRecords);
    this.chunks.push(this.last);
  }

  private goBeyond(offset: number): void {
    for (; offset >= this.roomUntil; this.roomUntil += fourGigabytes) this.beyond.push(this.length);
  }
}
