import type { LogFilter } from '../../shared/model/logView';

/** Ranges of a text, as UTF-16 indexes. */
export type Marks = readonly (readonly [number, number])[];

/** A query of the invented reader: words and phrases that all must occur, words after `-` that must not. */
export interface FakeQuery {
  readonly matches: (text: string) => boolean;
  readonly marks: (text: string) => Marks;
}

/** Letter by letter, so that places in the folded text are places in the text. */
function folded(text: string, filter: LogFilter): string {
  return Array.from(text, (letter) => {
    const plain = filter.accents === 'ignored' ? (letter.normalize('NFD')[0] ?? letter) : letter;
    const small = filter.letterCase === 'ignored' ? plain.toLowerCase() : plain;
    return small.length === letter.length ? small : letter;
  }).join('');
}

function placesOf(text: string, word: string): Marks {
  const places: (readonly [number, number])[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    places.push([at, at + word.length]);
  }
  return places;
}

/** `undefined` where the query is not valid. */
export function fakeQuery(filter: LogFilter): FakeQuery | undefined {
  const typed = filter.text.trim();
  if (typed === '') return { matches: () => true, marks: () => [] };
  if (filter.syntax === 'expression') {
    if ((typed.match(/[([]/gu)?.length ?? 0) !== (typed.match(/[)\]]/gu)?.length ?? 0)) return undefined;
    const expression = new RegExp(typed, `gu${filter.letterCase === 'ignored' ? 'i' : ''}`);
    return {
      matches: (text) => text.search(expression) !== -1,
      marks: (text) =>
        [...text.matchAll(expression)].map((found) => [found.index, found.index + found[0].length]),
    };
  }
  const terms = (typed.match(/-?"[^"]*"|\S+/gu) ?? []).filter((term) => !['AND', 'OR', 'NOT'].includes(term));
  const clean = (term: string): string => folded(term.replace(/^-/u, '').replaceAll('"', ''), filter);
  const wanted = terms
    .filter((term) => !term.startsWith('-'))
    .map(clean)
    .filter((term) => term !== '');
  const unwanted = terms
    .filter((term) => term.startsWith('-'))
    .map(clean)
    .filter((term) => term !== '');
  return {
    matches: (text) => {
      const plain = folded(text, filter);
      return wanted.every((term) => plain.includes(term)) && !unwanted.some((term) => plain.includes(term));
    },
    marks: (text) => {
      const plain = folded(text, filter);
      return wanted.flatMap((term) => placesOf(plain, term)).toSorted(([a], [b]) => a - b);
    },
  };
}
