/** First place, from one of a buffer up to another one, at which something stands; the other one where it does not. */
export type FindInBytes = (bytes: Buffer, from: number, to: number) => number;

/** What tells a line that may have to be changed: a text in ASCII, its letters in either case, or a pattern in bytes. */
export type Sign =
  | { readonly text: string }
  /** `find` finds what the pattern finds, in lines as they stand in a buffer, and sooner. */
  | { readonly pattern: RegExp; readonly find?: FindInBytes };

/** Signs for texts. */
export function textSigns(texts: readonly string[]): readonly Sign[] {
  return [...new Set(texts)].filter((text) => text !== '').map((text) => ({ text }));
}

/** One sign for all patterns; none where there are none. */
export function patternSigns(patterns: readonly string[]): readonly Sign[] {
  return patterns.length === 0 ? [] : [{ pattern: new RegExp(patterns.join('|'), 'g') }];
}

const letters = /[A-Za-z0-9]+/g;

/** The longest run of letters and digits in a text, which no spelling changes; `undefined` where it is too short to tell anything. */
export function anchorOf(text: string, shortest = 3): string | undefined {
  const runs = text.match(letters) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  return longest.length >= shortest ? longest : undefined;
}
