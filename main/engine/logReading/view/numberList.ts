/** Numbers of one piece, as a power of two: what is full is not copied when a list grows. */
const pieceBits = 16;
const pieceNumbers = 1 << pieceBits;
const pieceMask = pieceNumbers - 1;
const leastRoom = 64;

/** Whole numbers below 2^32 in a row, packed. */
export class NumberList {
  private count = 0;
  /** All but the last one are full. */
  private pieces: Uint32Array[] = [];
  /** Numbers for which there is room. */
  private room = 0;

  get length(): number {
    return this.count;
  }

  at(place: number): number {
    return this.pieces[place >>> pieceBits]?.[place & pieceMask] ?? 0;
  }

  push(value: number): void {
    if (this.count === this.room) this.makeRoom(1);
    const piece = this.pieces[this.count >>> pieceBits];
    if (piece !== undefined) piece[this.count & pieceMask] = value;
    this.count += 1;
  }

  /** Adds numbers behind those that are there. */
  append(numbers: Uint32Array): void {
    for (let from = 0; from < numbers.length;) {
      if (this.count === this.room) this.makeRoom(numbers.length - from);
      const until = Math.min(numbers.length, from + this.room - this.count);
      this.pieces[this.count >>> pieceBits]?.set(numbers.subarray(from, until), this.count & pieceMask);
      this.count += until - from;
      from = until;
    }
  }

  /** Forgets the numbers from this place on. */
  cut(place: number): void {
    this.count = Math.min(this.count, place);
    this.pieces.length = Math.ceil(this.count / pieceNumbers);
    this.room = this.pieces.reduce((sum, piece) => sum + piece.length, 0);
  }

  /** Replaces everything from `place` on by another list, which nobody uses any more. */
  replaceFrom(place: number, tail: NumberList): void {
    this.cut(place);
    if (this.count > 0) {
      for (const [number, piece] of tail.pieces.entries()) {
        this.append(piece.subarray(0, tail.count - number * pieceNumbers));
      }
      return;
    }
    this.pieces = tail.pieces;
    this.count = tail.count;
    this.room = tail.room;
  }

  /** First place, of a rising list, whose number is at least `value`. */
  firstFrom(value: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) >= value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private makeRoom(more: number): void {
    const last = this.pieces.at(-1);
    const begun = last !== undefined && last.length < pieceNumbers ? last : undefined;
    const before = begun?.length ?? 0;
    // Short lists stay small; a list of several pieces will most likely need the whole of the next one.
    const wanted = this.pieces.length > 1 ? pieceNumbers : Math.max(leastRoom, before * 2, before + more);
    const piece = new Uint32Array(Math.min(pieceNumbers, wanted));
    if (begun !== undefined) {
      piece.set(begun);
      this.pieces.pop();
    }
    this.pieces.push(piece);
    this.room += piece.length - before;
  }
}
