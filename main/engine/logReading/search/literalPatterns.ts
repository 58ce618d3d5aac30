import type { TextEncoding } from '../recordIndex';
import { characters } from './literalUnits';
import type { LiteralUnit } from './literalUnits';

/**
 * `common`: a file without a letter of U+0100 to U+017F (œ, Œ, Ÿ apart) and without accents as signs of their own;
 * `french`: of those, one without the letters of Latin-1 that French does not have.
 */
export type Letters = 'french' | 'common' | 'all';

/** Bytes that {@link Letters} `common` excludes, in the syntax that ripgrep and V8 share. */
export const uncommonBytes = '[\\xC4\\xCC\\xCD]|\\xC5[\\x80-\\x91\\x94-\\xB7\\xB9-\\xBF]';
/** Bytes that `french` excludes beyond those. */
export const foreignBytes =
  '\\xC3[\\x81\\x83\\x85\\x8C\\x8D\\x90-\\x93\\x95\\x98\\x9A\\x9D\\x9E\\xA1\\xA3\\xA5\\xAC\\xAD\\xB0-\\xB3\\xB5\\xB8\\xBA\\xBD\\xBE]';

const uncommon = /[\u0100-\u0151\u0154-\u0177\u0179-\u017f\u0300-\u036f]/u;
const foreign = /[ÁÃÅÌÍÐ-ÓÕØÚÝÞáãåìíð-óõøúýþ]/u;
/** From this many forms on, ripgrep would no longer look for literals first: measured to be four times slower. */
const mostFormsInClass = 10;
const markRange = '\\u{300}-\\u{36F}';

function hex(code: number): string {
  return code.toString(16).toUpperCase();
}

/** A character that means nothing but itself, in a class or outside. */
function rustCharacter(character: string): string {
  return /^[A-Za-z0-9]$/u.test(character) ? character : `\\x{${hex(character.codePointAt(0) ?? 0)}}`;
}

function textCharacter(character: string): string {
  return /^[A-Za-z0-9]$/u.test(character) ? character : `\\u{${hex(character.codePointAt(0) ?? 0)}}`;
}

function byteCharacter(byte: number): string {
  return `\\x${hex(byte).padStart(2, '0')}`;
}

function group(alternatives: readonly string[]): string {
  return alternatives.length === 1 ? (alternatives[0] ?? '') : `(?:${alternatives.join('|')})`;
}

function classOf(members: readonly string[]): string {
  return members.length === 1 ? (members[0] ?? '') : `[${members.join('')}]`;
}

/** Alternatives of one letter, single characters gathered into classes. */
function formAlternatives(
  forms: readonly string[],
  write: (character: string) => string,
  mostInClass: number,
): readonly string[] {
  const single = forms.filter((form) => characters(form).length === 1);
  const alternatives: string[] = [];
  for (let from = 0; from < single.length; from += mostInClass) {
    const members = classOf(single.slice(from, from + mostInClass).map(write));
    // A group that captures keeps its class apart from the others.
    alternatives.push(from === 0 ? members : `(${members})`);
  }
  const several = forms.filter((form) => characters(form).length > 1);
  return [...alternatives, ...several.map((form) => characters(form).map(write).join(''))];
}

/** Writes units one after the other; `one` writes a letter without its spelling. */
function sequence(units: readonly LiteralUnit[], one: (unit: LiteralUnit) => string): string {
  return units
    .map((unit) =>
      unit.spelled === undefined ? one(unit) : `(?:${one(unit)}|${unit.spelled.map(one).join('')})`,
    )
    .join('');
}

/** Forms that may stand in a file of such letters; all where none may: what is looked for is found nowhere then. */
function formsAmong(forms: readonly string[], letters: Letters): readonly string[] {
  if (letters === 'all') return forms;
  const among = forms.filter((form) => !uncommon.test(form) && (letters === 'common' || !foreign.test(form)));
  return among.length === 0 ? forms : among;
}

/** Pattern for ripgrep that finds units in UTF-8. */
export function rustPattern(units: readonly LiteralUnit[], letters: Letters): string {
  return sequence(units, ({ forms, marks }) => {
    const written = formAlternatives(formsAmong(forms, letters), rustCharacter, mostFormsInClass);
    return group(written) + (marks === 'allowed' && letters === 'all' ? '[\\x{300}-\\x{36F}]*' : '');
  });
}

/** Forms as single bytes of ISO-8859-1. */
function latin1Bytes(forms: readonly string[]): readonly number[][] {
  return forms
    .map((form) => characters(form).map((character) => character.codePointAt(0) ?? 0))
    .filter((codes) => codes.every((code) => code <= 0xff));
}

/** Forms as bytes of UTF-8. */
function utf8Bytes(forms: readonly string[]): readonly number[][] {
  return forms.map((form) => [...Buffer.from(form, 'utf8')]);
}

/** Byte strings as alternatives, those that differ only in their last byte gathered. */
function byteAlternatives(strings: readonly (readonly number[])[]): string {
  const lastBytes = new Map<string, string[]>();
  for (const bytes of strings) {
    const head = bytes.slice(0, -1).map(byteCharacter).join('');
    const last = byteCharacter(bytes.at(-1) ?? 0);
    lastBytes.set(head, [...(lastBytes.get(head) ?? []), last]);
  }
  const alternatives = [...lastBytes].map(([head, last]) => head + classOf(last));
  // A class of nothing is written in no engine the same way: a byte that is two at once is.
  return alternatives.length === 0 ? '(?:\\x00\\b\\x00)' : group(alternatives);
}

const markBytes = '(?:\\xCC[\\x80-\\xBF]|\\xCD[\\x80-\\xAF])*';

/** Pattern over bytes, in the syntax that ripgrep (within `(?-u:…)`) and V8 (over text read as latin1) share. */
export function bytePattern(units: readonly LiteralUnit[], encoding: TextEncoding): string {
  return sequence(units, ({ forms, marks }) => {
    if (encoding === 'latin1') return byteAlternatives(latin1Bytes(forms));
    return byteAlternatives(utf8Bytes(forms)) + (marks === 'allowed' ? markBytes : '');
  });
}

/** Pattern for V8, with the flag `u`, that finds units in text. */
export function textPattern(units: readonly LiteralUnit[]): string {
  return sequence(units, ({ forms, marks }) => {
    const written = group(formAlternatives(forms, textCharacter, forms.length));
    return written + (marks === 'allowed' ? `[${markRange}]*` : '');
  });
}
