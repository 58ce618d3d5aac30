import { noTime } from '../formats/instantReader';

const fourGigabytes = 2 ** 32;

/** What is kept of each record, 14 bytes: its offset, its time, its facet and the end of its number. */
export class RecordColumns {
  length = 0;
  private offsets = new Uint32Array(256);
  private minutes = new Int32Array(256);
  /** Within the minute. */
  private milliseconds = new Uint16Array(256);
  private facets: Uint16Array | Uint32Array = new Uint16Array(256);
  /** Largest facet that the column has room for. */
  private mostFacet = 0xffff;
  private seqs = new Uint16Array(256);
  /** First record behind each four gigabytes: what the offsets have no room for. */
  private readonly beyond: number[] = [];
  /** Offset from which on there is a further one. */
  private roomUntil = fourGigabytes;

  /** Without a time (`noTime`) the record gets that of the record before. */
  push(offset: number, minutes: number, milliseconds: number, facet: number, seq: number): void {
    const record = this.length;
    if (record === this.offsets.length) this.grow();
    if (offset >= this.roomUntil) this.goBeyond(offset);
    // Typed arrays keep the low 32 bits.
    this.offsets[record] = offset;
    const timed = minutes !== noTime || record === 0;
    this.minutes[record] = timed ? minutes : (this.minutes[record - 1] ?? noTime);
    this.milliseconds[record] = timed ? milliseconds : (this.milliseconds[record - 1] ?? 0);
    if (facet > this.mostFacet) this.widen();
    this.facets[record] = facet;
    this.seqs[record] = seq;
    this.length = record + 1;
  }

  /** Forgets the records from this number on. */
  cut(length: number): void {
    this.length = Math.min(this.length, length);
    while ((this.beyond.at(-1) ?? -1) >= this.length) this.beyond.pop();
    this.roomUntil = fourGigabytes * (this.beyond.length + 1);
  }

  offset(record: number): number {
    const low = this.offsets[record] ?? 0;
    if (this.beyond.length === 0) return low;
    let above = 0;
    while (above < this.beyond.length && (this.beyond[above] ?? 0) <= record) above += 1;
    return above * fourGigabytes + low;
  }

  time(record: number): number {
    const minutes = this.minutes[record] ?? noTime;
    return minutes === noTime ? NaN : minutes * 60_000 + (this.milliseconds[record] ?? 0);
  }

  facet(record: number): number {
    return this.facets[record] ?? 0;
  }

  seq(record: number): number {
    return this.seqs[record] ?? 0;
  }

  private goBeyond(offset: number): void {
    for (; offset >= this.roomUntil; this.roomUntil += fourGigabytes) this.beyond.push(this.length);
  }

  private widen(): void {
    this.facets = new Uint32Array(this.facets);
    this.mostFacet = 0xffffffff;
  }

  private grow(): void {
    const room = Math.ceil(this.offsets.length * 1.5);
    this.offsets = copied(this.offsets, new Uint32Array(room));
    this.minutes = copied(this.minutes, new Int32Array(room));
    this.milliseconds = copied(this.milliseconds, new Uint16Array(room));
    this.facets =
      this.facets instanceof Uint16Array
        ? copied(this.facets, new Uint16Array(room))
        : copied(this.facets, new Uint32Array(room));
    this.seqs = copied(this.seqs, new Uint16Array(room));
  }
}

function copied<T extends Uint16Array | Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
