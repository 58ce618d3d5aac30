import fc from 'fast-check';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { SearchedSource, TextSearch } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import { LetterCensus } from './letterCensus';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));
const going = new AbortController().signal;

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-census-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(text: string): Promise<SearchedSource> {
  return searchedFile(join(folder, `${(files += 1)}.log`), Buffer.from(text));
}

const french = Array.from('eéèêëEÉÈÊËaàâäAÀoôöOÔiîïuùûüUÙcçCÇnNyÿŸœŒæÆß ×÷°«»…');
const latin1 = Array.from({ length: 0x40 }, (_, code) => String.fromCodePoint(0xc0 + code));
const foreign = latin1.filter((letter) => !'×÷ß'.includes(letter) && !french.includes(letter.toLowerCase()));
const uncommon = ['ā', 'Ő', 'ł', 'ž', 'ſ', 'e\u0301', 'n\u0303'];

test.each([
  ['french', french],
  ['common', foreign],
  ['all', uncommon],
] as const)(
  'a file that has, beside French ones, some letters of their own needs %s letters',
  async (needs, letters) => {
    for (const size of [10, 1024 * 1024 + 10]) {
      const sources = await Promise.all(
        letters.map((letter) => fileOf(`${french.join('')}${letter}\n${'x'.repeat(size)}\n`)),
      );
      const census = new LetterCensus(ripgrep);
      const numbers = [...sources.keys()];
      const told = await census.lettersOf(sources, numbers, going);
      expect([...told.values()]).toEqual(letters.map(() => needs));
      expect(await census.lettersOf(sources, numbers, going)).toEqual(told);
    }
  },
);

test.each([
  ['french', 'ñ', 'common'],
  ['french', 'ł', 'all'],
  ['common', 'é', 'common'],
  ['common', 'ł', 'all'],
  ['all', 'é', 'all'],
] as const)('a file that needed %s letters and grew by %s needs %s ones', async (_, added, needs) => {
  const first = { french: 'é', common: 'ñ', all: 'ł' }[_];
  const source = await fileOf(`${first}\n`);
  const census = new LetterCensus(ripgrep);
  expect((await census.lettersOf([source], [0], going)).get(0)).toBe(_);
  await appendFile(source.path() ?? '', `${added}\n`);
  const grown = { ...source, until: source.until + Buffer.byteLength(`${added}\n`) };
  expect((await census.lettersOf([grown], [0], going)).get(0)).toBe(needs);
});

test('a file that cannot be looked through is searched for all letters', async () => {
  const census = new LetterCensus(join(folder, 'absent'));
  const source = await fileOf(`é\n${'x'.repeat(1024 * 1024)}\n`);
  expect((await census.lettersOf([source], [0], going)).get(0)).toBe('all');
});

async function found(search: TextSearch, text: string, source: SearchedSource): Promise<readonly number[]> {
  const records: number[] = [];
  const filter = { ...emptyLogFilter, text, letterCase: 'ignored', accents: 'ignored' } as const;
  const ended = await search.run(
    { filter },
    [source],
    { found: (_, some) => records.push(...some), progress: () => undefined },
    going,
  );
  expect(ended).toEqual({ ok: true, value: { failed: [] } });
  return records;
}

test('a search that knows the letters of a file finds what one that knows nothing finds', async () => {
  const knowing = createTextSearch({ ripgrep, bytesInPlace: 0, headStart: 0 });
  const simple = createTextSearch({ headStart: 0 });
  const letter = fc
    .constantFrom('french' as const, 'common' as const, 'all' as const)
    .map((needs) =>
      fc.constantFrom(
        ...french,
        ...(needs === 'french' ? [] : foreign),
        ...(needs === 'all' ? uncommon : []),
      ),
    );
  const word = (letters: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(letters, { minLength: 1, maxLength: 3 }).map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(
      letter.chain((letters) => fc.array(word(letters), { minLength: 1, maxLength: 20 })),
      word(fc.constantFrom(...french, ...foreign, ...uncommon)).filter((text) => text.trim() !== ''),
      async (lines, text) => {
        const source = await fileOf(lines.map((line) => `[1] ${line}\n`).join(''));
        const quoted = `"${text}"`;
        expect(await found(knowing, quoted, source)).toEqual(await found(simple, quoted, source));
      },
    ),
    { numRuns: 100 },
  );
  await knowing.close();
  await simple.close();
});
