/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A piece of JSON that stands in a text, and where. */
export interface JsonPiece {
  readonly from: number;
  readonly until: number;
  readonly value: Json;
}

/** Most pieces looked for in one text. */
const mostPieces = 20;
/** Most brackets at which a piece is tried to begin, so that a text full of brackets costs little. */
const mostTries = 200;
/** Most letters looked at in all tries together, besides those of the text itself. */
const mostLetters = 2_000_000;
/** Pieces shorter than this, such as `[]` or `[4]`, read better where they are. */
const shortest = 8;

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** End of the bracket that opens at `from`, or -1 where it does not close before `last`; strings are skipped. */
function endOf(text: string, from: number, last: number): number {
  const open: string[] = [];
  let inString: 'yes' | 'no' = 'no';
  for (let at = from; at < last; at += 1) {
    const letter = text[at] ?? '';
    if (inString === 'yes') {
      if (letter === '\\') at += 1;
      else if (letter === '"') inString = 'no';
      continue;
    }
    if (letter === '"') inString = 'yes';
    const closes = closing[letter];
    if (closes !== undefined) open.push(closes);
    else if (letter === '}' || letter === ']') {
      if (open.pop() !== letter) return -1;
      if (open.length === 0) return at + 1;
    }
  }
  return -1;
}

function parsed(text: string): Json | undefined {
  try {
    // Boundary: what JSON.parse returns is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Objects and lists of JSON in a text, in their order, the outermost of each. */
export function jsonInText(text: string): readonly JsonPiece[] {
  const pieces: JsonPiece[] = [];
  const begin = /[{[]/gu;
  let letters = text.length + mostLetters;
  for (let tries = 0; tries < mostTries && pieces.length < mostPieces && letters > 0; tries += 1) {
    const found = begin.exec(text);
    if (found === null) break;
    const last = Math.min(text.length, found.index + letters);
    const until = endOf(text, found.index, last);
    letters -= (until === -1 ? last : until) - found.index;
    if (until === -1) continue;
    const value = until - found.index < shortest ? undefined : parsed(text.slice(found.index, until));
    if (value === undefined) continue;
    pieces.push({ from: found.index, until, value });
    begin.lastIndex = until;
  }
  return pieces;
}
