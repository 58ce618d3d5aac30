/** Stands for a time that is not known. */
const noTime = 0xffffffff;
const fourGigabytes = 2 ** 32;

/** What is kept of each record, 14 bytes: its offset, its time, its facet and the end of its number. */
export class RecordColumns {
  length = 0;
  private offsets = new Uint32Array(256);
  private seconds = new Uint32Array(256);
  private milliseconds = new Uint16Array(256);
  private facets: Uint16Array | Uint32Array = new Uint16Array(256);
  private seqs = new Uint16Array(256);
  /** First record behind each four gigabytes: what the offsets have no room for. */
  private readonly beyond: number[] = [];

  /** `seconds` is NaN where the record carries no time: then it gets that of the record before. */
  push(offset: number, seconds: number, milliseconds: number, facet: number, seq: number): void {
    const record = this.length;
    if (record === this.offsets.length) this.grow();
    while (offset >= fourGigabytes * (this.beyond.length + 1)) this.beyond.push(record);
    // Typed arrays keep the low 32 bits.
    this.offsets[record] = offset;
    if (Number.isNaN(seconds)) {
      this.seconds[record] = record === 0 ? noTime : (this.seconds[record - 1] ?? noTime);
      this.milliseconds[record] = record === 0 ? 0 : (this.milliseconds[record - 1] ?? 0);
    } else {
      this.seconds[record] = seconds;
      this.milliseconds[record] = milliseconds;
    }
    if (facet > 0xffff && this.facets instanceof Uint16Array) this.facets = new Uint32Array(this.facets);
    this.facets[record] = facet;
    this.seqs[record] = seq;
    this.length = record + 1;
  }

  /** Forgets the records from this number on. */
  cut(length: number): void {
    this.length = Math.min(this.length, length);
    while ((this.beyond.at(-1) ?? -1) >= this.length) this.beyond.pop();
  }

  offset(record: number): number {
    const low = this.offsets[record] ?? 0;
    if (this.beyond.length === 0) return low;
    let above = 0;
    while (above < this.beyond.length && (this.beyond[above] ?? 0) <= record) above += 1;
    return above * fourGigabytes + low;
  }

  time(record: number): number {
    const seconds = this.seconds[record] ?? noTime;
    return seconds === noTime ? NaN : seconds * 1000 + (this.milliseconds[record] ?? 0);
  }

  facet(record: number): number {
    return this.facets[record] ?? 0;
  }

  seq(record: number): number {
    return this.seqs[record] ?? 0;
  }

  private grow(): void {
    const room = Math.ceil(this.offsets.length * 1.5);
    this.offsets = copied(this.offsets, new Uint32Array(room));
    this.seconds = copied(this.seconds, new Uint32Array(room));
    this.milliseconds = copied(this.milliseconds, new Uint16Array(room));
    this.facets =
      this.facets instanceof Uint16Array
        ? copied(this.facets, new Uint16Array(room))
        : copied(this.facets, new Uint32Array(room));
    this.seqs = copied(this.seqs, new Uint16Array(room));
  }
}

function copied<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
