import type { TextEncoding } from '../recordIndex';
import type { TextFilter } from '../textSearch';
import { characters, literalUnits } from './literalUnits';
import type { LiteralUnit } from './literalUnits';
import { rustPattern, textPattern } from './literalPatterns';
import type { Letters } from './literalPatterns';

/** How the pieces of an expression are written for one engine. */
interface Dialect {
  readonly letter: (letter: string) => string;
  readonly classMember: (letter: string) => string;
  readonly escape: (escape: string, where: 'in-class' | 'outside') => string;
  readonly groupStart: (start: string) => string;
  /** A whole class, where it cannot be written member by member. */
  readonly wholeClass?: (written: string) => string | undefined;
}

const escapes = /\\(?:[pPxuU]\{[^}]*\}|[pP][A-Z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|k<[^>]*>|[\s\S])/uy;
const groupStarts = /\((?:\?(?:P?<[^>]*>|[A-Za-z-]*[:)]))?/uy;
const repetitions = /\{\d*,?\d*\}/uy;
/** Without other classes in it. */
const simpleClasses = /\[\^?\]?(?:\\[\s\S]|[^\\\]\[])*\]/uy;
const ranges = /(?:\\.|[^\\\]])-(?:\\.|[^\\\]])|\[:\^?[a-z]+:\]/uy;

function at(pattern: RegExp, source: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0];
}

/** Writes an expression anew, letter by letter; what is not understood is copied, for the engine to judge. */
function translated(source: string, dialect: Dialect): string {
  let written = '';
  let depth = 0;
  let index = 0;
  while (index < source.length) {
    const character = String.fromCodePoint(source.codePointAt(index) ?? 0);
    const where = depth > 0 ? 'in-class' : 'outside';
    const kept = where === 'in-class' ? at(ranges, source, index) : at(repetitions, source, index);
    const escape = at(escapes, source, index);
    const start = where === 'outside' ? at(groupStarts, source, index) : undefined;
    const simple = where === 'outside' ? at(simpleClasses, source, index) : undefined;
    const whole = simple === undefined ? undefined : dialect.wholeClass?.(simple);
    let read = character;
    if (simple !== undefined && whole !== undefined) {
      written += whole;
      read = simple;
    } else if (kept !== undefined) written += read = kept;
    else if (escape !== undefined) written += dialect.escape((read = escape), where);
    else if (start !== undefined) written += dialect.groupStart((read = start));
    else {
      if (character === '[') depth += 1;
      if (character === ']') depth = Math.max(0, depth - 1);
      if (!/[\p{L}\p{M}]|[^\p{ASCII}]/u.test(character)) written += character;
      else written += where === 'in-class' ? dialect.classMember(character) : dialect.letter(character);
    }
    index += read.length;
  }
  return written;
}

function copy(text: string): string {
  return text;
}

/** What a letter of an expression may look like; its case is left to the engine. */
function unitsOf(letter: string, accents: TextFilter['accents']): readonly LiteralUnit[] {
  return literalUnits(letter, { letterCase: 'exact', accents });
}

function singleForms(letter: string, accents: TextFilter['accents']): readonly string[] {
  return unitsOf(letter, accents).flatMap(({ forms }) =>
    forms.filter((form) => characters(form).length === 1),
  );
}

/** An expression for ripgrep in UTF-8; its letters are widened where accents count for nothing. */
function utf8Expression(source: string, accents: TextFilter['accents'], letters: Letters): string {
  if (accents === 'exact') return source;
  return translated(source, {
    letter: (letter) => `(?:${rustPattern(unitsOf(letter, accents), letters)})`,
    classMember: (letter) => singleForms(letter, accents).join(''),
    escape: copy,
    groupStart: copy,
  });
}

/** What classes of letters and of blanks hold beside the ASCII ones. */
const latin1Classes: Readonly<Record<string, string>> = {
  '\\w': '\\w\\xAA\\xB5\\xBA\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\xFF',
  '\\s': '\\s\\x85\\xA0',
};

function latin1Members(letter: string, filter: Pick<TextFilter, 'letterCase' | 'accents'>): string {
  const forms = literalUnits(letter, filter).flatMap((unit) => unit.forms);
  return forms
    .map((form) => (form.length === 1 ? form.charCodeAt(0) : 0x100))
    .filter((code) => code <= 0xff)
    .map((code) => `\\x${code.toString(16).padStart(2, '0')}`)
    .join('');
}

/** An expression for ripgrep over bytes of ISO-8859-1, where `\w` and case know the letters of that alphabet. */
function latin1Expression(source: string, filter: Pick<TextFilter, 'letterCase' | 'accents'>): string {
  return `(?-u)${translated(source, {
    letter: (letter) => {
      const members = latin1Members(letter, filter);
      // A letter that the alphabet lacks is found nowhere.
      return members === '' ? '(?:\\x00\\b\\x00)' : `[${members}]`;
    },
    classMember: (letter) => latin1Members(letter, filter),
    escape: (escape, where) => {
      const members = latin1Classes[escape.toLowerCase()];
      if (members === undefined) return escape;
      if (escape !== escape.toLowerCase()) return `[^${members}]`;
      return where === 'in-class' ? members : `[${members}]`;
    },
    groupStart: copy,
  })}`;
}

/** A regular expression as ripgrep is given it. */
export function rustExpression(
  source: string,
  filter: Pick<TextFilter, 'letterCase' | 'accents'>,
  encoding: TextEncoding,
  letters: Letters,
): string {
  const written =
    encoding === 'latin1'
      ? latin1Expression(source, filter)
      : utf8Expression(source, filter.accents, letters);
  return filter.letterCase === 'ignored' ? `(?i)${written}` : written;
}

const wordMembers = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}';
const inWord = `[${wordMembers}]`;
const wordStart = `(?<!${inWord})(?=${inWord})`;
const wordEnd = `(?<=${inWord})(?!${inWord})`;

/** How V8 writes what ripgrep means: its own `\b` knows no letters but those of ASCII, its own `\s` other blanks. */
const spellings: Readonly<Record<string, string>> = {
  '\\w': inWord,
  '\\W': `[^${wordMembers}]`,
  '\\d': '\\p{Nd}',
  '\\D': '\\P{Nd}',
  '\\s': '\\p{White_Space}',
  '\\S': '\\P{White_Space}',
  '\\b': `(?:${wordStart}|${wordEnd})`,
  '\\B': `(?:(?<=${inWord})(?=${inWord})|(?<!${inWord})(?!${inWord}))`,
  '\\<': wordStart,
  '\\>': wordEnd,
  '\\A': '^',
  '\\z': '$',
};
const classSpellings: Readonly<Record<string, string>> = {
  '\\w': wordMembers,
  '\\d': '\\p{Nd}',
  '\\D': '\\P{Nd}',
  '\\s': '\\p{White_Space}',
  '\\S': '\\P{White_Space}',
};
/** A class with `\W`: what stands before it, and behind it. */
const noWord = /^\[(\^?)((?:\\[^W]|[^\\])*?)\\W((?:\\[\s\S]|[^\\])*)\]$/u;
/** Backslashes that V8 refuses because they are not needed; that of a hyphen only outside a class. */
const needless = /^\\[^\p{L}\p{N}^$\\.*+?()[\]{}|/<>-]$/u;

/** A class with `\W` in it: V8 knows no classes within classes, so that is one or the other, or neither. */
function classWithoutWord(written: string, accents: TextFilter['accents']): string | undefined {
  const [, negation, before = '', behind = ''] = noWord.exec(written) ?? [];
  if (negation === undefined) return undefined;
  // A range has no such end, and classes may be subtracted from each other.
  if (/.-$/u.test(before) || /^-./u.test(behind) || /&&|--|~~/u.test(written)) return undefined;
  const others = before + behind === '' ? undefined : textExpression(`[${before}${behind}]`, accents);
  if (negation === '') return others === undefined ? `[^${wordMembers}]` : `(?:${others}|[^${wordMembers}])`;
  return others === undefined ? inWord : `(?:(?!${others})${inWord})`;
}

/** The same expression for V8, with the flags `u` and, for case, `i`: a few spellings differ. */
export function textExpression(source: string, accents: TextFilter['accents']): string {
  return translated(source.replace(/^\(\?i\)/u, ''), {
    letter: (letter) => (accents === 'exact' ? letter : `(?:${textPattern(unitsOf(letter, accents))})`),
    classMember: (letter) => (accents === 'exact' ? letter : singleForms(letter, accents).join('')),
    escape: (escape, where) => {
      const known = (where === 'in-class' ? classSpellings : spellings)[escape];
      if (known !== undefined) return known;
      if (where === 'outside' && escape === '\\-') return '-';
      return needless.test(escape) ? escape.slice(1) : escape;
    },
    groupStart: (start) => start.replace('(?P<', '(?<'),
    wholeClass: (written) => classWithoutWord(written, accents),
  });
}
