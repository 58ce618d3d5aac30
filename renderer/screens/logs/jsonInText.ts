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

/** What opens, closes and keeps apart in JSON, as units of text: half a million are looked at in one go. */
const brace = { opens: 0x7b, closes: 0x7d } as const;
const bracket = { opens: 0x5b, closes: 0x5d } as const;
const quote = 0x22;
const backslash = 0x5c;

/** End of the string whose quote opens at `from`, or `last` where it does not close before. */
function endOfString(text: string, from: number, last: number): number {
  for (let at = from + 1; at < last; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === backslash) at += 1;
    else if (unit === quote) return at + 1;
  }
  return last;
}

/** Letters that are looked at in one go, and how many of them are left before the next pause. */
const lettersInOneGo = 100_000;
interface Breath {
  left: number;
}

/** End of the bracket that opens at `from`, or -1 where it does not close before `last`; strings are skipped. */
function* endOf(text: string, from: number, last: number, breath: Breath): Generator<undefined, number> {
  const open: number[] = [];
  let pauseAt = from + breath.left;
  let end = -1;
  let at = from;
  for (; at < last && end === -1; at += 1) {
    if (at >= pauseAt) {
      yield;
      pauseAt = at + lettersInOneGo;
    }
    const unit = text.charCodeAt(at);
    if (unit === quote) at = endOfString(text, at, last) - 1;
    else if (unit === brace.opens) open.push(brace.closes);
    else if (unit === bracket.opens) open.push(bracket.closes);
    else if (unit === brace.closes || unit === bracket.closes) {
      if (open.pop() !== unit) break;
      if (open.length === 0) end = at + 1;
    }
  }
  breath.left = Math.max(0, pauseAt - at);
  return end;
}

function parsed(text: string): Json | undefined {
  try {
    // Boundary: what JSON.parse returns is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Looks for JSON in a text, with a pause wherever it has worked for a few milliseconds. */
export function* searchJson(text: string): Generator<undefined, readonly JsonPiece[]> {
  const pieces: JsonPiece[] = [];
  const begin = /[{[]/gu;
  const breath: Breath = { left: lettersInOneGo };
  let letters = text.length + mostLetters;
  for (let tries = 0; tries < mostTries && pieces.length < mostPieces && letters > 0; tries += 1) {
    const found = begin.exec(text);
    if (found === null) break;
    const last = Math.min(text.length, found.index + letters);
    const until = yield* endOf(text, found.index, last, breath);
    letters -= (until === -1 ? last : until) - found.index;
    if (until === -1) continue;
    if (until - found.index > lettersInOneGo) yield;
    const value = until - found.index < shortest ? undefined : parsed(text.slice(found.index, until));
    if (value === undefined) continue;
    pieces.push({ from: found.index, until, value });
    begin.lastIndex = until;
  }
  return pieces;
}

/** Objects and lists of JSON in a text, in their order, the outermost of each. */
export function jsonInText(text: string): readonly JsonPiece[] {
  const search = searchJson(text);
  let step = search.next();
  while (step.done !== true) step = search.next();
  return step.value;
}
