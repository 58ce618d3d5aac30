/*
 * Bodies that other programs wrote into lines name people and hold data values: `"createdBy": {"name": "…"}`, also with
 * the quotes of JSON within JSON (`\"firstName\":\"…\"`), of Python (`'surname': '…'`), in addresses (`username=…`) and in
 * XML. The value behind such a name is masked, an object or a list as a whole.
 */

import { textSigns } from './sign';
import type { Sign } from './sign';

const mask = '***';

/** Names of members behind which a person stands. */
const personNames = [
  'first_?name',
  'sur_?name',
  'last_?name',
  'middle_?name',
  'given_?name',
  'family_?name',
  'full_?name',
  'phone(?:_?number)?',
  'mobile(?:_?number)?',
  'e-?mail(?:_?address)?',
  'whats_?app',
  'telegram',
  'skype',
  'facebook_?messenger',
  'twitter',
  'birth_?day',
  'date_?of_?birth',
  'user_?name',
  'users?',
  'user_?info',
  'user_?credentials',
  'user_?access(?:es)?',
  'created_?by(?:_?user_?info)?',
  'last_?updated_?by(?:_?user_?info)?',
  'last_?modified_?by',
  'modified_?by',
  'updated_?by',
  'stored_?by',
  'completed_?by',
  'assigned_?user(?:_?(?:username|display_?name|first_?name|sur_?name))?',
].join('|');

/** Names of members behind which data stands; such words are common, they count only as members. */
const valueNames = 'value|comment|notes?';
const valueBeginnings = ['"', "'", '<'].flatMap((sign) =>
  ['value', 'comment', 'note'].map((name) => sign + name),
);

const member = new RegExp(
  `(?<![A-Za-z0-9])(?:(?:${personNames})(?![A-Za-z0-9_])(?:\\\\{0,15}["'])?|(?<=["'])(?:${valueNames})\\\\{0,15}["'])` +
    `[ \\t]*(?:=>?|:)[ \\t]*`,
  'gi',
);
const element = new RegExp(`(<(?:${personNames}|${valueNames})>)[^<]+(?=<)`, 'gi');

/** One of these stands in each of the names. */
const personWords = [
  ...['first', 'sur', 'last', 'middle', 'given', 'family', 'full'].flatMap((one) => [
    `${one}name`,
    `${one}_name`,
  ]),
  ...['phone', 'mobile', 'email', 'e-mail', 'whatsapp', 'whats_app', 'telegram', 'skype'],
  ...['messenger', 'twitter', 'birth', 'user', 'edby', 'ed_by'],
];

/** What stands in every line that {@link PersonValues} would change. */
export const personSigns: readonly Sign[] = textSigns([...personWords, ...valueBeginnings]);

const wordsThatStay = /^(?:null|true|false|none|undefined)$/i;

/** Masks people and data values, line by line; what one line leaves open is masked in the lines behind it too. */
export class PersonValues {
  /** Brackets that are still open behind a masked name. */
  private depth = 0;

  /** Whether the lines that follow begin within something that is masked. */
  get open(): boolean {
    return this.depth > 0;
  }

  /** A new record begins: nothing of the one before goes on. */
  reset(): void {
    this.depth = 0;
  }

  mask(line: string): string {
    let from = 0;
    let clean = '';
    if (this.depth > 0) {
      from = this.endOfBrackets(line, 0);
      clean = mask;
    }
    member.lastIndex = from;
    for (let found = member.exec(line); found !== null; found = member.exec(line)) {
      const begin = found.index + found[0].length;
      const { end, text } = this.value(line, begin, found[0]);
      clean += line.slice(from, begin) + text;
      from = end;
      member.lastIndex = end;
    }
    return (clean + line.slice(from)).replace(element, `$1${mask}`);
  }

  private value(line: string, begin: number, name: string): { readonly end: number; readonly text: string } {
    const first = line.charAt(begin);
    if (first === '{' || first === '[') {
      const text = /["']/.test(name) ? quotedMask(name) : mask;
      return { end: this.endOfBrackets(line, begin), text };
    }
    const opening = /\\{0,15}["']/y;
    opening.lastIndex = begin;
    const quote = opening.exec(line)?.[0];
    if (quote !== undefined) {
      const end = endOfString(line, begin + quote.length, quote);
      return { end, text: quote + mask + quote };
    }
    // Words without quotes: up to the next sign, behind `=` up to the next blank.
    const bare = name.includes('=') ? /[^\s&,;)}\]"'<|]*/y : /[^,;)}\]"'<|\r]*/y;
    bare.lastIndex = begin;
    const word = bare.exec(line)?.[0] ?? '';
    const stays = word === '' || wordsThatStay.test(word.trim());
    return { end: begin + word.length, text: stays ? word : mask + word.slice(word.trimEnd().length) };
  }

  /** Behind the bracket that closes all open ones; the line's end when they go on behind it. */
  private endOfBrackets(line: string, begin: number): number {
    const signs = /\\{0,15}["']|[[\]{}]/g;
    signs.lastIndex = begin;
    for (let sign = signs.exec(line); sign !== null; sign = signs.exec(line)) {
      const [text] = sign;
      if (text === '{' || text === '[') this.depth += 1;
      else if (text === '}' || text === ']') this.depth -= 1;
      else signs.lastIndex = endOfString(line, signs.lastIndex, text);
      if (this.depth <= 0) {
        this.depth = 0;
        return signs.lastIndex;
      }
      if (signs.lastIndex >= line.length) break;
    }
    return line.length;
  }
}

function quotedMask(name: string): string {
  const quote = /\\{0,15}["']/.exec(name)?.[0] ?? '"';
  return quote + mask + quote;
}

/** Behind the quote that ends a string; the line's end where none does. Within a string quotes have more backslashes. */
function endOfString(line: string, begin: number, quote: string): number {
  const sign = quote.slice(-1);
  const before = quote.length - 1;
  const round = 2 * (before + 1);
  for (let at = line.indexOf(sign, begin); at !== -1; at = line.indexOf(sign, at + 1)) {
    let backslashes = 0;
    while (at - backslashes > begin && line.charCodeAt(at - backslashes - 1) === 92) backslashes += 1;
    if (backslashes % round === before) return at + 1;
  }
  return line.length;
}
