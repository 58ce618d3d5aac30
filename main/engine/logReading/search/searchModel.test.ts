import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { TextEncoding } from '../recordIndex';
import type { SearchedSource, TextFilter } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import type { TextSearchOptions } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-model-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

type Rules = Pick<TextFilter, 'letterCase' | 'accents'>;

/** Every way to write a text with its pairs of letters as ligatures or not. */
function spellings(text: string): readonly string[] {
  const pair = /oe|ae|ss|Oe|Ae|OE|AE|SS|Ss|oE|aE|sS/u.exec(text);
  if (pair === null) return [text];
  const ligature = { o: 'œ', a: 'æ', s: 'ß', O: 'Œ', A: 'Æ', S: 'ẞ' }[pair[0].charAt(0)] ?? '';
  const before = text.slice(0, pair.index);
  return spellings(text.slice(pair.index + 2)).flatMap((rest) => [
    before + pair[0] + rest,
    before + ligature + rest,
  ]);
}

/** Every way to write a text with its accents in the letters or as signs of their own. */
function eitherForm(text: string): readonly string[] {
  return Array.from(text).reduce<readonly string[]>(
    (all, letter) =>
      [...new Set([letter, letter.normalize('NFD')])].flatMap((form) => all.map((one) => one + form)),
    [''],
  );
}

/** A text under rules, by normalising it: the search widens what is looked for instead. */
function plain(text: string, { letterCase, accents }: Rules): string {
  const folded =
    accents === 'exact'
      ? text
      : text
          // Accents of letters beyond are part of the letter: it is found as it is typed.
          .replace(/[\u00c0-\u017f]/gu, (letter) => letter.normalize('NFD'))
          .replace(/[\u0300-\u036f]/gu, '')
          .replace(/[’ʼ]/gu, "'")
          .replace(/[\u00a0\u202f\u2009]/gu, ' ')
          .replace(/[‐‑]/gu, '-');
  return letterCase === 'ignored' ? folded.toLowerCase() : folded;
}

function spelled(text: string): string {
  const pairs: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'Oe', æ: 'ae', Æ: 'Ae', ß: 'ss', ẞ: 'Ss' };
  return text.replace(/[œŒæÆßẞ]/gu, (one) => pairs[one] ?? one);
}

function holds(line: string, wanted: string, rules: Rules): boolean {
  const text = plain(line, rules);
  const looked = plain(wanted, rules);
  if (rules.accents === 'exact') return eitherForm(looked.normalize('NFC')).some((one) => text.includes(one));
  return spellings(spelled(looked)).some((one) =>
    text.includes(rules.letterCase === 'ignored' ? one.toLowerCase() : one),
  );
}

type Query =
  | { readonly op: 'text'; readonly text: string }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly op: 'not'; readonly part: Query };

function written(query: Query): string {
  switch (query.op) {
    case 'text':
      return `"${query.text}"`;
    case 'not':
      return `-${written(query.part)}`;
    case 'and':
    case 'or':
      return `(${query.parts.map(written).join(query.op === 'and' ? ' ' : ' OU ')})`;
  }
}

function matches(query: Query, lines: readonly string[], rules: Rules): boolean {
  switch (query.op) {
    case 'text':
      return lines.some((line) => holds(line, query.text, rules));
    case 'not':
      return !matches(query.part, lines, rules);
    case 'and':
      return query.parts.every((part) => matches(part, lines, rules));
    case 'or':
      return query.parts.some((part) => matches(part, lines, rules));
  }
}

function expected(
  { index }: SearchedSource,
  content: Buffer,
  encoding: TextEncoding,
  query: Query,
  rules: Rules,
): number[] {
  return Array.from({ length: index.records }, (_, record) => record).filter((record) => {
    const text = content.toString(encoding, index.offsetOf(record), index.endOf(record));
    return matches(query, text.split('\n'), rules);
  });
}

const letters = [
  ...Array.from("eéEÉoœŒcçCsSßaæAàxX (.*[-’'\\"),
  ...['e\u0301', 'o\u0302', '\u00a0', 'ō', 'ł', '1'],
];
/** Three s in a row could be read as ß in two ways: only one of them is looked for. */
const wantedText = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 4 })
  .map((all) => all.join(''))
  .filter((text) => text.trim() !== '' && !/s{3}/iu.test(spelled(text)) && !text.endsWith('\\'));
const query = fc
  .letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      wantedText.map((text): Query => ({ op: 'text', text })),
      fc.record({
        op: fc.constantFrom('and' as const, 'or' as const),
        parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      }),
      tie('query').map((part): Query => ({ op: 'not', part })),
    ),
  }))
  .query.filter((one) => (written(one).match(/"/gu) ?? []).length <= 24);
const rules = fc.record<Rules>({
  letterCase: fc.constantFrom('ignored', 'exact'),
  accents: fc.constantFrom('ignored', 'exact'),
});
/** An o of the letters beyond U+017F is no ô. */
const beyond: Query = { op: 'text', text: 'ô' };
const folded: Rules = { letterCase: 'ignored', accents: 'ignored' };
const noise = ['\0', '\r', '\t', '[', 'lot '];
const line = fc.array(fc.constantFrom(...letters, ...noise), { maxLength: 12 }).map((all) => all.join(''));
const utf8Lines = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: line.map((text) => Buffer.from(text)) },
    // No text at all.
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 12 })
        .map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10))),
    },
    { weight: 1, arbitrary: line.map((text) => Buffer.from('x'.repeat(70_000) + text)) },
  ),
  { minLength: 1, maxLength: 30 },
);
const latin1Lines = fc.array(
  line.map((text) => Buffer.from(text.replace(/[^\0-\u00ff]/gu, ''), 'latin1')),
  { minLength: 1, maxLength: 30 },
);

function content(lines: readonly Buffer[], end: string): Buffer {
  return Buffer.concat(
    lines.flatMap((one) => [Buffer.from(one.length % 3 === 0 ? '' : '[1] '), one, Buffer.from(end)]),
  );
}

const variants: readonly (readonly [string, TextSearchOptions])[] = [
  ['ripgrep', { ripgrep, bytesInPlace: 0, headStart: 0 }],
  [
    'ripgrep that is asked for the lines which do not match',
    { ripgrep, bytesInPlace: 0, headStart: 0, othersFrom: 0 },
  ],
  ['ripgrep after a short head start', { ripgrep, bytesInPlace: 0, headStart: 160 }],
  ['ripgrep after a long head start', { ripgrep, bytesInPlace: 0, headStart: 100_000 }],
  ['a search in place', { ripgrep, bytesInPlace: Infinity, headStart: 0 }],
  ['no ripgrep', { headStart: 0 }],
];

describe.each(variants)('%s', (_, options) => {
  const search = createTextSearch(options);
  afterAll(() => search.close());

  test.each([
    ['UTF-8', 'utf8', utf8Lines],
    ['ISO-8859-1', 'latin1', latin1Lines],
  ] as const)(
    'finds in %s the records that a reader of each record would find',
    async (_name, encoding, someLines) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(someLines, { minLength: 1, maxLength: 3 }),
          fc.constantFrom('\n', '\r\n'),
          query,
          rules,
          async (all, end, asked, rule) => {
            const contents = all.map((lines) => content(lines, end));
            const sources = await Promise.all(
              contents.map((one) => searchedFile(join(folder, `${(files += 1)}.log`), one, encoding)),
            );
            const found: number[][] = sources.map(() => []);
            const filter = { ...emptyLogFilter, ...rule, text: written(asked) };
            const outcome = await search.run(
              { filter },
              sources,
              { found: (source, records) => found[source]?.push(...records), progress: () => undefined },
              new AbortController().signal,
            );
            expect(outcome).toEqual({ ok: true, value: { failed: [] } });
            // The end of the first source may have been told first.
            if (options.headStart !== 0) found[0]?.sort((one, other) => one - other);
            expect(found).toEqual(
              sources.map((source, number) =>
                expected(source, contents[number] ?? Buffer.alloc(0), encoding, asked, rule),
              ),
            );
          },
        ),
        { numRuns: 120, examples: [[[[Buffer.from('Ǫ')]], '\n', beyond, folded]] },
      );
    },
  );
});
