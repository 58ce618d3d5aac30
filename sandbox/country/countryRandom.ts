import { SeededRandom } from '../seededRandom';

/** Mixes a text into 32 bits (FNV-1a with a final avalanche): the same text always gives the same number. */
export function hashText(text: string, seed = 0): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  }
  return mix(hash);
}

/** Spreads the bits of a 32-bit number. */
export function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Repeatable randomness with the questions the generator asks; a text as seed gives each part its own. */
export class CountryRandom extends SeededRandom {
  constructor(seed: number | string) {
    super(typeof seed === 'string' ? hashText(seed) : mix(seed));
  }

  /** A whole number from `from` to `to`, both possible. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  }

  /** Each item with the given probability. */
  some<T>(items: readonly T[], probability: number): T[] {
    return items.filter(() => this.happens(probability));
  }
}

/** A valid DHIS2 UID (a letter and ten alphanumerics) that depends on nothing but the seed and the text. */
export function uidOf(seed: number, text: string): string {
  return new SeededRandom(hashText(text, mix(seed)) ^ mix(hashText(`${text}#`, seed + 1))).uid();
}
