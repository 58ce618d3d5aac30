/** Places for pieces, as a power of two. */
export const placeBits = 7;
const placeShift = 32 - placeBits;
const places = 1 << placeBits;
const spreading = 0x9e3779b1;
/** Longest piece in words of eight bytes. */
const mostWords = 16;

/** Shortest and longest piece that is kept, in bytes. */
export const shortestPiece = 8;
export const longestPiece = mostWords * 8;

/**
 * Pieces of lines that were read lately, with two numbers that were learned from each: the next line mostly holds the
 * same bytes, and to compare them is cheaper than to read them. A key says where to look; equal pieces have equal keys.
 *
 * Eight bytes at a time are compared as floating-point numbers. What equals itself has the same bytes, but for zero, which
 * equals minus zero: a piece that holds one is not kept.
 */
export class KnownPieces {
  private readonly words = new Float64Array(places * mostWords);
  /** Last eight bytes of each piece: they may overlap the word before. */
  private readonly ends = new Float64Array(places);
  /** Bytes of each piece, 0 where there is none. */
  private readonly lengths = new Int32Array(places);
  private readonly firsts = new Int32Array(places);
  private readonly seconds = new Int32Array(places);

  /** Place of the piece that stands at `at`; -1 where none of them does. */
  find(view: DataView, at: number, key: number): number {
    const place = Math.imul(key, spreading) >>> placeShift;
    return this.stands(view, at, place) ? place : this.findBeside(view, at, place);
  }

  lengthOf(place: number): number {
    return this.lengths[place] ?? 0;
  }

  firstOf(place: number): number {
    return this.firsts[place] ?? 0;
  }

  secondOf(place: number): number {
    return this.seconds[place] ?? 0;
  }

  /**
   * Keeps the piece from `from` up to `to`, unless it is too short or too long; it may take the place of another one, which
   * then stands elsewhere or nowhere.
   */
  keep(
    view: DataView,
    from: number,
    to: number,
    key: number,
    first: number,
    second: number,
  ): 'kept' | 'as-before' {
    const length = to - from;
    if (length < shortestPiece || length > longestPiece || this.find(view, from, key) !== -1)
      return 'as-before';
    const end = to - 8;
    for (let at = from; at < end; at += 8) if (view.getFloat64(at, true) === 0) return 'as-before';
    if (view.getFloat64(end, true) === 0) return 'as-before';
    const place = Math.imul(key, spreading) >>> placeShift;
    this.move(place, place ^ 1);
    let word = place * mostWords;
    for (let at = from; at < end; at += 8) {
      this.words[word] = view.getFloat64(at, true);
      word += 1;
    }
    this.ends[place] = view.getFloat64(end, true);
    this.lengths[place] = length;
    this.firsts[place] = first;
    this.seconds[place] = second;
    return 'kept';
  }

  private findBeside(view: DataView, at: number, place: number): number {
    const neighbour = place ^ 1;
    return this.stands(view, at, neighbour) ? neighbour : -1;
  }

  private stands(view: DataView, at: number, place: number): boolean {
    const length = this.lengths[place] ?? 0;
    if (length === 0) return false;
    const end = at + length - 8;
    if (view.getFloat64(end, true) !== this.ends[place]) return false;
    let word = place * mostWords;
    for (let from = at; from < end; from += 8) {
      if (view.getFloat64(from, true) !== this.words[word]) return false;
      word += 1;
    }
    return true;
  }

  private move(from: number, to: number): void {
    const word = from * mostWords;
    this.words.copyWithin(to * mostWords, word, word + mostWords);
    this.ends[to] = this.ends[from] ?? 0;
    for (const numbers of [this.lengths, this.firsts, this.seconds]) numbers[to] = numbers[from] ?? 0;
  }
}
