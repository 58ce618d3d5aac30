import type { QueryLeaf } from './queryTree';

/** One word of the query language, and the index of its first character. */
export interface QueryToken {
  readonly at: number;
  readonly what:
    | { readonly kind: 'leaf'; readonly leaf: QueryLeaf }
    | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' };
}

type What = QueryToken['what'];

/** Capitals only: `ou` and `et` are words that people look for. */
const operators: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['ET', 'and'],
  ['OR', 'or'],
  ['OU', 'or'],
  ['NOT', 'not'],
  ['SAUF', 'not'],
]);
const space = /\s/u;

function isEnd(character: string | undefined): boolean {
  return character === undefined || character === ')' || space.test(character);
}

/** `"a phrase"`, in which `\"` is a quotation mark; one that is not closed ends with the query. */
function readPhrase(text: string, at: number): { readonly what?: What; readonly next: number } {
  let words = '';
  let next = at + 1;
  for (; next < text.length && text[next] !== '"'; next += 1) {
    if (text[next] === '\\' && text[next + 1] === '"') next += 1;
    words += text[next] ?? '';
  }
  // A line of a log has no line break in it.
  const phrase = words.replace(/[\r\n\t\f\v]+/gu, ' ');
  return {
    ...(phrase.trim() === '' ? {} : { what: { kind: 'leaf', leaf: { kind: 'text', text: phrase } } }),
    next: next + 1,
  };
}

/** `/expression/` or `/expression/i`; `undefined` where it is a word such as `/api/system/info`. */
function readExpression(
  text: string,
  at: number,
): { readonly what: What; readonly next: number } | undefined {
  let inClass = false;
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      const ignored = text[index + 1] === 'i';
      const next = index + (ignored ? 2 : 1);
      if (index === at + 1 || !isEnd(text[next])) return undefined;
      const source = text.slice(at + 1, index).replaceAll('\\/', '/');
      return {
        what: {
          kind: 'leaf',
          leaf: { kind: 'expression', source, letterCase: ignored ? 'ignored' : 'as-filter' },
        },
        next,
      };
    }
  }
  return undefined;
}

/** A word; brackets that open within it belong to it, as in `push(batch)`. */
function readWord(text: string, at: number): { readonly what: What; readonly next: number } {
  let open = 0;
  let next = at;
  for (; next < text.length; next += 1) {
    const character = text[next] ?? '';
    if (space.test(character) || (character === ')' && open === 0 && next > at)) break;
    if (character === '(') open += 1;
    if (character === ')') open -= 1;
  }
  const word = text.slice(at, next);
  const operator = operators.get(word);
  return {
    what: operator === undefined ? { kind: 'leaf', leaf: { kind: 'text', text: word } } : { kind: operator },
    next,
  };
}

/** Cuts a query into words, phrases, expressions, operators and brackets. */
export function queryTokens(text: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  let open = 0;
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const following = text[at + 1];
    let what: What | undefined;
    let next = at + 1;
    if (space.test(character)) {
      at = next;
      continue;
    }
    if (character === '(') {
      open += 1;
      what = { kind: 'open' };
    } else if (character === ')' && open > 0) {
      open -= 1;
      what = { kind: 'close' };
    } else if (character === '-' && !(following !== undefined && space.test(following))) {
      // A dash with a space behind it stands between words in many log lines: that one is looked for.
      what = { kind: 'not' };
    } else if (character === '"') ({ what, next } = { what: undefined, ...readPhrase(text, at) });
    else ({ what, next } = readExpression(text, at) ?? readWord(text, at));
    if (what !== undefined) tokens.push({ at, what });
    at = next;
  }
  return tokens;
}
