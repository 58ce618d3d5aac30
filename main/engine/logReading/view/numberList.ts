/** Whole numbers below 2^32 in a row, packed. */
export class NumberList {
  length = 0;
  private numbers: Uint32Array;

  constructor(room = 64) {
    this.numbers = new Uint32Array(room);
  }

  at(place: number): number {
    return this.numbers[place] ?? 0;
  }

  push(value: number): void {
    if (this.length === this.numbers.length) this.grow(this.length + 1);
    this.numbers[this.length] = value;
    this.length += 1;
  }

  /** Replaces everything from `place` on by another list. */
  replaceFrom(place: number, tail: NumberList): void {
    const length = place + tail.length;
    this.length = place;
    if (length > this.numbers.length) this.grow(length);
    this.numbers.set(tail.numbers.subarray(0, tail.length), place);
    this.length = length;
  }

  /** First place, of a rising list, whose number is at least `value`. */
  firstFrom(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.numbers[middle] ?? 0) >= value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private grow(length: number): void {
    const larger = new Uint32Array(Math.max(64, Math.ceil(length * 1.5)));
    larger.set(this.numbers.subarray(0, this.length));
    this.numbers = larger;
  }
}
