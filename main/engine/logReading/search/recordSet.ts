/** Numbers of records of one source, one bit each. */
export class RecordSet {
  private constructor(
    readonly records: number,
    private readonly bits: Uint32Array,
  ) {}

  /** An empty set for records below a number. */
  static empty(records: number): RecordSet {
    return new RecordSet(records, new Uint32Array(Math.ceil(records / 32)));
  }

  add(record: number): void {
    this.bits[record >>> 5] = (this.bits[record >>> 5] ?? 0) | (1 << (record & 31));
  }

  has(record: number): boolean {
    return (((this.bits[record >>> 5] ?? 0) >>> (record & 31)) & 1) === 1;
  }

  and(other: RecordSet): RecordSet {
    return this.combined((index) => (this.bits[index] ?? 0) & (other.bits[index] ?? 0));
  }

  or(other: RecordSet): RecordSet {
    return this.combined((index) => (this.bits[index] ?? 0) | (other.bits[index] ?? 0));
  }

  /** All other records. */
  not(): RecordSet {
    return this.combined((index) => ~(this.bits[index] ?? 0));
  }

  /** Members from a number up to another one, rising. */
  members(from: number, until: number): Uint32Array {
    const found = new Uint32Array(Math.max(0, until - from));
    let count = 0;
    for (let record = from; record < until; record += 1) {
      // Words without a member are passed over whole.
      if ((record & 31) === 0 && (this.bits[record >>> 5] ?? 0) === 0) record += 31;
      else if (this.has(record)) found[count++] = record;
    }
    return found.slice(0, count);
  }

  private combined(word: (index: number) => number): RecordSet {
    return new RecordSet(
      this.records,
      Uint32Array.from(this.bits, (_, index) => word(index)),
    );
  }
}
