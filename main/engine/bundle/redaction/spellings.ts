import { anchorOf } from './sign';

/*
 * Lines are looked at as their bytes, one letter for each (latin1), whatever encoding they have: so patterns are spelled
 * in bytes too.
 */

/** Text as the letters of its UTF-8 bytes. */
export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapes: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
};

function literal(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9]/g, (byte) => `\\x${hex(byte.charCodeAt(0), 2)}`);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Hexadecimal digits in either case. */
function hexForm(value: number, digits: number): string {
  return hex(value, digits).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function percentForm(bytes: string): string {
  return bytes.replace(/[^]/g, (byte) => `%(?:25){0,8}${hexForm(byte.charCodeAt(0), 2)}`);
}

/** Every way in which a character may be written: as it is, in JSON, in an address, in HTML, in our own line form. */
function spellingsOf(character: string, letterCase: 'exact' | 'any'): string {
  if (/^[A-Za-z0-9]$/.test(character)) {
    const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
    return letterCase === 'exact' || other === character ? character : `[${character}${other}]`;
  }
  const forms: string[] = [];
  const cases = new Set([character]);
  if (letterCase === 'any') cases.add(character.toLowerCase()).add(character.toUpperCase());
  for (const one of cases) {
    const bytes = bytesOf(one);
    // Behind backslashes: JSON within JSON doubles them. Their number is bounded so that no line takes long.
    forms.push(one === '\\' ? '\\\\{1,16}' : `\\\\{0,15}${literal(bytes)}`, percentForm(bytes));
    forms.push(
      [...Array(one.length).keys()].map((at) => `\\\\{1,16}u${hexForm(one.charCodeAt(at), 4)}`).join(''),
    );
    const code = one.codePointAt(0) ?? 0;
    if (code < 256) forms.push(`\\\\{1,16}x${hexForm(code, 2)}`);
    if (code >= 128 && code < 256) forms.push(literal(String.fromCharCode(code)));
    forms.push(`&#0{0,6}(?:${code}|[xX]0{0,6}${hexForm(code, 1)});`);
    const entity = entities[one];
    if (entity !== undefined) forms.push(entity);
    const escape = escapes[one];
    if (escape !== undefined) forms.push(`\\\\{1,16}${escape}`);
    if (one === ' ') forms.push('\\+');
    // A bar in a line is the sign before the fields: the writer puts a broken one instead.
    if (one === '|') forms.push(literal(bytesOf('¦')));
  }
  return `(?:${forms.join('|')})`;
}

/** The letters of a text alone, without the marks on them. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** A pattern, without groups that capture, for a text in all its spellings; in any case also without its accents. */
export function spelled(text: string, letterCase: 'exact' | 'any'): string {
  const forms = new Set([text, text.normalize('NFC'), text.normalize('NFD')]);
  if (letterCase === 'any') forms.add(withoutAccents(text));
  return [...forms]
    .map((form) => form.replace(/[^]/gu, (character) => spellingsOf(character, letterCase)))
    .join('|');
}

const sixBits = 6;

/** Signs of base64, of its form for addresses, and escaped. */
const base64Signs: Readonly<Record<string, string>> = {
  '+': '(?:[+-]|%2[bB])',
  '/': '(?:[/_]|\\\\{1,16}/|%2[fF])',
};

/** A text within base64, in the three ways in which its bytes can fall. */
export interface Base64Form {
  /** Letters that do not depend on what stands around. */
  readonly core: string;
  readonly pattern: string;
  /** Letters and digits that stand in whatever the pattern finds; absent where there are too few to tell anything. */
  readonly anchor?: string;
}

/**
 * Patterns for what a text looks like somewhere within base64: for each of the three ways in which its bytes can fall
 * the letters that do not depend on what stands around it. None for texts of less than four bytes.
 */
export function base64Spelled(text: string): readonly Base64Form[] {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length < 4) return [];
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(2)]).toString('base64');
    const from = Math.ceil((before * 8) / sixBits);
    const to = Math.floor(((before + bytes.length) * 8) / sixBits);
    const core = encoded.slice(from, to);
    const anchor = anchorOf(core);
    const pattern = core.replace(/[+/]/g, (sign) => base64Signs[sign] ?? sign);
    return anchor === undefined ? { core, pattern } : { core, pattern, anchor };
  });
}
