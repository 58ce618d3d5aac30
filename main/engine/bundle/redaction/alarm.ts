/** A piece of text that is looked at by many patterns; its small letters are made once. */
export class LookedAt {
  private small: string | undefined;

  constructor(readonly text: string) {}

  /** The text in small letters: as long as the text itself, since a byte stays a byte. */
  get lower(): string {
    this.small ??= this.text.toLowerCase();
    return this.small;
  }
}

/** What tells a line that may have to be changed: a text or a pattern, looked for in small letters or as they are. */
export type Sign =
  | { readonly in: 'lower' | 'text'; readonly text: string }
  | { readonly in: 'lower' | 'text'; readonly pattern: RegExp };

const mostSingle = 12;

/** Signs as few patterns: each look through a text costs more than what is looked for. */
export function literalSigns(texts: readonly string[], letters: 'lower' | 'text'): readonly Sign[] {
  const unique = [...new Set(texts)].filter((text) => text !== '');
  if (unique.length === 0) return [];
  // A few texts are found faster one by one than by a pattern.
  if (unique.length <= mostSingle) return unique.map((text) => ({ in: letters, text }));
  const pattern = unique.map((text) => text.replace(/[^A-Za-z0-9]/g, (sign) => codeOf(sign))).join('|');
  return [{ in: letters, pattern: new RegExp(pattern, 'g') }];
}

function codeOf(sign: string): string {
  return `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Looks for the next place where any of several signs stands. */
export class Alarm {
  private readonly places: number[];

  constructor(
    private readonly signs: readonly Sign[],
    private readonly looked: LookedAt,
  ) {
    this.places = signs.map(() => -2);
  }

  /** First place from `from` on, which never goes back; -1 where there is none. */
  next(from: number): number {
    let first = -1;
    for (const [index, sign] of this.signs.entries()) {
      let place = this.places[index] ?? -1;
      if (place !== -1 && place < from) {
        place = placeOf(sign, this.looked, from);
        this.places[index] = place;
      }
      if (place !== -1 && (first === -1 || place < first)) first = place;
    }
    return first;
  }
}

function placeOf(sign: Sign, looked: LookedAt, from: number): number {
  const text = sign.in === 'lower' ? looked.lower : looked.text;
  if ('text' in sign) return text.indexOf(sign.text, from);
  sign.pattern.lastIndex = from;
  return sign.pattern.exec(text)?.index ?? -1;
}

const letters = /[A-Za-z0-9]+/g;

/** The longest run of letters and digits in a text, which no spelling changes; `undefined` where it is too short to tell anything. */
export function anchorOf(text: string, shortest = 3): string | undefined {
  const runs = text.match(letters) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  return longest.length >= shortest ? longest : undefined;
}
