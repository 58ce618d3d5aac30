import type { TextFilter } from '../textSearch';

/**
 * One letter of a text that is looked for: any of its forms, and where `marks` are allowed any accents written as signs
 * of their own behind it. A letter such as œ also has the spelling of two letters.
 */
export interface LiteralUnit {
  /** At least one; each a character, or a few that stand for it. */
  readonly forms: readonly string[];
  readonly marks: 'allowed' | 'none';
  readonly spelled?: readonly [LiteralUnit, LiteralUnit];
}

/** Accents written as signs of their own: U+0300 to U+036F. */
const marks = /[\u0300-\u036f]/gu;

/**
 * Letters up to U+017F, by the letter that is left without their accents. Few forms for a letter keep a search fast;
 * letters beyond are found as they are typed, and by their base letter when their accents are signs of their own.
 */
const accented: ReadonlyMap<string, readonly string[]> = (() => {
  const byBase = new Map<string, string[]>();
  for (let code = 0xc0; code <= 0x17f; code += 1) {
    const letter = String.fromCodePoint(code);
    const base = withoutAccents(letter);
    if (base === letter || base.length !== 1) continue;
    byBase.set(base, [...(byBase.get(base) ?? []), letter]);
  }
  return byBase;
})();

const ligatures: readonly (readonly [string, string])[] = [
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
];
/** Characters that a reader takes for the same one. */
const alike: readonly string[] = ["'’ʼ", ' \u00a0\u202f\u2009', '-‐‑'];

/** Characters of a text: code points, as in a pattern, not what a reader sees as one. */
export function characters(text: string): readonly string[] {
  return Array.from(text);
}

/** A text without its accents, in composed letters, its case kept. */
function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(marks, '').normalize('NFC');
}

/** Lower and upper case of a character, where either is a single one too. */
function cases(letter: string): readonly string[] {
  return [letter, letter.toLowerCase(), letter.toUpperCase()].filter((one) => characters(one).length === 1);
}

function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}

function foldedUnit(letter: string, letterCase: TextFilter['letterCase']): LiteralUnit {
  const same = alike.find((all) => all.includes(letter));
  if (same !== undefined) return { forms: characters(same), marks: 'none' };
  const bases = letterCase === 'ignored' ? cases(letter) : [letter];
  if (!/\p{L}/u.test(letter)) return { forms: distinct(bases), marks: 'none' };
  return {
    forms: distinct(bases.flatMap((base) => [base, ...(accented.get(base) ?? [])])),
    marks: 'allowed',
  };
}

/** Both cases of a ligature, or the one that its spelling has. */
function ligatureForms(
  ligature: string,
  spelling: string,
  letterCase: TextFilter['letterCase'],
): readonly string[] {
  const upper = ligature === 'ß' ? 'ẞ' : ligature.toUpperCase();
  if (letterCase === 'ignored') return [ligature, upper];
  return spelling.charAt(0) === spelling.charAt(0).toLowerCase() ? [ligature] : [upper];
}

/** Letters of a text whose accents count for nothing. */
function foldedUnits(text: string, letterCase: TextFilter['letterCase']): readonly LiteralUnit[] {
  const spelled = withoutAccents(text)
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'Oe')
    .replaceAll('æ', 'ae')
    .replaceAll('Æ', 'Ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ẞ', 'Ss');
  const letters = characters(spelled);
  const units: LiteralUnit[] = [];
  for (let index = 0; index < letters.length; index += 1) {
    const [one = '', other = ''] = [letters[index], letters[index + 1]];
    const ligature = ligatures.find(([, spelling]) => spelling === (one + other).toLowerCase());
    if (ligature === undefined) {
      units.push(foldedUnit(one, letterCase));
    } else {
      units.push({
        forms: ligatureForms(ligature[0], one, letterCase),
        marks: 'allowed',
        spelled: [foldedUnit(one, letterCase), foldedUnit(other, letterCase)],
      });
      index += 1;
    }
  }
  return units;
}

/**
 * A letter as it is typed, written as one character or with its accents as signs behind it. A letter without accents is
 * also found where a sign follows it: that is how it is written there.
 */
function exactUnit(letter: string, letterCase: TextFilter['letterCase']): LiteralUnit {
  const bases = letterCase === 'ignored' ? cases(letter) : [letter];
  return {
    forms: distinct(bases.flatMap((base) => [base, base.normalize('NFC'), base.normalize('NFD')])),
    marks: 'none',
  };
}

/** What each letter of a text may look like in a log, under the rules of a filter for case and accents. */
export function literalUnits(
  text: string,
  { letterCase, accents }: Pick<TextFilter, 'letterCase' | 'accents'>,
): readonly LiteralUnit[] {
  return accents === 'ignored'
    ? foldedUnits(text, letterCase)
    : characters(text.normalize('NFC')).map((letter) => exactUnit(letter, letterCase));
}
