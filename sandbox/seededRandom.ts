const uidLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const uidCharacters = `${uidLetters}0123456789`;

/** A small seeded generator (mulberry32): the same seed gives the same server, run after run. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to `limit` (exclusive). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** `length` characters of an alphabet. */
  characters(alphabet: string, length: number): string {
    let result = '';
    while (result.length < length) result += alphabet.charAt(this.below(alphabet.length));
    return result;
  }

  /** A DHIS2 UID: 11 characters, the first a letter. */
  uid(): string {
    return this.characters(uidLetters, 1) + this.characters(uidCharacters, 10);
  }

  /** A UUID (version 4 form). */
  uuid(): string {
    const hex = '0123456789abcdef';
    const part = (length: number): string => this.characters(hex, length);
    return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
  }
}
