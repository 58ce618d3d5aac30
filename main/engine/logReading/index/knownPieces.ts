const placeBits = 7;
const placeShift = 32 - placeBits;
const places = 1 << placeBits;
const spreading = 0x9e3779b1;
/** Longest piece in words of four bytes. */
const mostWords = 32;

/** Shortest and longest piece that is kept, in bytes. */
export const shortestPiece = 4;
export const longestPiece = mostWords * 4;

/**
 * Pieces of lines that were read lately, with two numbers that were learned from each: the next line mostly holds the
 * same bytes, and to compare them is cheaper than to read them. A key says where to look; equal pieces have equal keys.
 */
export class KnownPieces {
  private readonly words = new Int32Array(places * mostWords);
  /** Last four bytes of each piece: they may overlap the word before. */
  private readonly ends = new Int32Array(places);
  /** Bytes of each piece, 0 where there is none. */
  private readonly lengths = new Int32Array(places);
  private readonly firsts = new Int32Array(places);
  private readonly seconds = new Int32Array(places);

  /** Place of the piece that stands at `at`; -1 where none of them does. */
  find(view: DataView, at: number, key: number): number {
    const place = Math.imul(key, spreading) >>> placeShift;
    if (this.stands(view, at, place)) return place;
    const neighbour = place ^ 1;
    return this.stands(view, at, neighbour) ? neighbour : -1;
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

  /** Keeps the piece from `from` up to `to`, unless it is too short or too long; it may take the place of another one. */
  keep(view: DataView, from: number, to: number, key: number, first: number, second: number): void {
    const length = to - from;
    if (length < shortestPiece || length > longestPiece || this.find(view, from, key) !== -1) return;
    const place = Math.imul(key, spreading) >>> placeShift;
    this.move(place, place ^ 1);
    const end = to - 4;
    let word = place * mostWords;
    for (let at = from; at < end; at += 4) {
      this.words[word] = view.getInt32(at, true);
      word += 1;
    }
    this.ends[place] = view.getInt32(end, true);
    this.lengths[place] = length;
    this.firsts[place] = first;
    this.seconds[place] = second;
  }

  private stands(view: DataView, at: number, place: number): boolean {
    const length = this.lengths[place] ?? 0;
    if (length === 0) return false;
    const end = at + length - 4;
    if (view.getInt32(end, true) !== this.ends[place]) return false;
    let word = place * mostWords;
    for (let from = at; from < end; from += 4) {
      if (view.getInt32(from, true) !== this.words[word]) return false;
      word += 1;
    }
    return true;
  }

  private move(from: number, to: number): void {
    const word = from * mostWords;
    this.words.copyWithin(to * mostWords, word, word + mostWords);
    for (const numbers of [this.ends, this.lengths, this.firsts, this.seconds])
      numbers[to] = numbers[from] ?? 0;
  }
}
