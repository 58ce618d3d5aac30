/** A set of records of one source, a bit for each. */
export class RecordMarks {
  count = 0;
  private bits = new Uint8Array(1024);

  has(record: number): boolean {
    return (((this.bits[record >> 3] ?? 0) >> (record & 7)) & 1) === 1;
  }

  add(record: number): void {
    if (this.has(record)) return;
    const place = record >> 3;
    if (place >= this.bits.length) {
      const larger = new Uint8Array(Math.max(place + 1, this.bits.length * 2));
      larger.set(this.bits);
      this.bits = larger;
    }
    this.bits[place] = (this.bits[place] ?? 0) | (1 << (record & 7));
    this.count += 1;
  }

  /** Takes out every record from this one on. */
  removeFrom(record: number): void {
    const last = this.bits.length * 8;
    for (let one = record; one < last; one += 1) {
      if ((one & 7) === 0 && (this.bits[one >> 3] ?? 0) === 0) {
        one += 7;
        continue;
      }
      if (!this.has(one)) continue;
      this.bits[one >> 3] = (this.bits[one >> 3] ?? 0) & ~(1 << (one & 7));
      this.count -= 1;
    }
  }
}
