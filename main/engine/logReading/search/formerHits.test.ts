import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { RecordIndex } from '../recordIndex';
import type { SearchedSource, TextFilter, TextSearch } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import { indexOf } from './testing/searchedFile';

/** A file in memory that is appended to, as its reader knows it: a line that is not whole yet may be taken for a record. */
class GrowingFile {
  read = 0;
  private content = Buffer.alloc(0);
  private now = indexOf(this.content, () => false);
  private readonly index: RecordIndex;

  constructor(text: string) {
    const now = (): RecordIndex => this.now;
    this.index = {
      get records() {
        return now().records;
      },
      get lines() {
        return now().lines;
      },
      get bytes() {
        return now().bytes;
      },
      offsetOf: (record) => now().offsetOf(record),
      endOf: (record) => now().endOf(record),
      timeOf: () => Number.NaN,
      facetOf: () => 0,
      seqOf: () => 0,
      recordAt: (offset) => now().recordAt(offset),
    };
    this.append(text);
  }

  append(text: string): void {
    this.content = Buffer.concat([this.content, Buffer.from(text)]);
    this.now = indexOf(this.content, (line) => /^\[(?:\d\]|$)/u.test(line));
  }

  text(): string {
    return this.content.toString();
  }

  source(): SearchedSource {
    return {
      index: this.index,
      encoding: 'utf8',
      path: () => undefined,
      dev: 0n,
      ino: 0n,
      from: 0,
      until: this.content.length,
      read: (offset, length) => {
        this.read += length;
        return Promise.resolve(this.content.subarray(offset, offset + length));
      },
    };
  }
}

const folded = { ...emptyLogFilter, letterCase: 'ignored', accents: 'ignored' } as const;

async function run(
  search: TextSearch,
  text: string,
  sources: readonly SearchedSource[],
  rules: TextFilter = folded,
): Promise<readonly number[][]> {
  const found: number[][] = sources.map(() => []);
  const ended = await search.run(
    { filter: { ...rules, text } },
    sources,
    { found: (source, records) => found[source]?.push(...records), progress: () => undefined },
    new AbortController().signal,
  );
  expect(ended).toEqual({ ok: true, value: { failed: [] } });
  return found;
}

const filler = `${'[1] rien du tout\n'.repeat(5)}suite\n`;

test('Each query after others, as files grow, finds what it finds from nothing', async () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('[1] ', '[', '\n', '\n[2] ', 'suite\n', filler.repeat(40)) },
    {
      weight: 5,
      arbitrary: fc.constantFrom('o', 'œ', 'oe', 'e', 'é', 'e\u0301', 's', 'ss', 'ß', 'S', ' ', '-'),
    },
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const typed = fc
    .array(fc.constantFrom('o', 'e', 'é', 's', 'œ', 'ß', ' ', ' -', ' OU ', '"', '\u0301'), { maxLength: 6 })
    .map((letters) => letters.join(''));
  const step = fc.record({
    text: typed,
    letterCase: fc.constantFrom('ignored' as const, 'exact' as const),
    accents: fc.constantFrom('ignored' as const, 'exact' as const),
    appended: fc.option(text, { nil: '' }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(text, { minLength: 1, maxLength: 2 }),
      fc.array(step, { minLength: 2, maxLength: 6 }),
      async (texts, steps) => {
        const files = texts.map((one) => new GrowingFile(one));
        const remembering = createTextSearch({});
        const words = steps.flatMap(({ text: word, ...rest }) =>
          Array.from({ length: word.length }, (_, letter) => ({ ...rest, text: word.slice(0, letter + 1) })),
        );
        for (const { text: word, appended, ...rules } of words) {
          const prepared = await remembering.prepare({ ...folded, ...rules, text: word });
          if (!prepared.ok || prepared.value === undefined) continue;
          const sources = files.map((file) => file.source());
          const fresh = createTextSearch({});
          const expected = await run(fresh, word, sources, { ...folded, ...rules });
          expect(await run(remembering, word, sources, { ...folded, ...rules })).toEqual(expected);
          files[0]?.append(appended);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test.each([
  ['aig', 'aiguille', 'few'],
  ['"guill"', 'aiguille', 'few'],
  ['aig', 'aig rien', 'few'],
  ['tout rien', 'tou', 'all'],
  ['aig', 'ai', 'all'],
  ['aig', 'aig', 'all'],
  ['aig', 'aig OU rien', 'all'],
  ['aig', '-aig', 'all'],
  ['rie', 'rien', 'all'],
])('After %s, the search for %s reads %s of the bytes', async (before, after, reads) => {
  const file = new GrowingFile(`${filler.repeat(2000)}[2] rien qu’une aiguille\n${filler.repeat(2000)}`);
  const search = createTextSearch({});
  await run(search, before, [file.source()]);
  file.append('[3] aiguille, rien\n');
  file.read = 0;
  const found = await run(search, after, [file.source()]);
  expect(found).toEqual(await run(createTextSearch({}), after, [new GrowingFile(file.text()).source()]));
  expect(file.read < 100_000 ? 'few' : 'all').toBe(reads);
});

test('A line that was taken for a record until it was whole is searched with the record that it belongs to', async () => {
  const file = new GrowingFile(`${filler.repeat(2000)}[2] aiguille\n[`);
  const search = createTextSearch({});
  expect(await run(search, 'aiguille foin', [file.source()])).toEqual([[]]);
  file.append('foin, pain\n');
  expect(await run(search, 'aiguille foin pain', [file.source()])).toEqual([[10_000]]);
});

test('Another file is searched from nothing, though one like it was searched before', async () => {
  const search = createTextSearch({});
  await run(search, 'aig', [new GrowingFile(filler).source()]);
  expect(await run(search, 'aiguille', [new GrowingFile(`[1] aiguille\n${filler}`).source()])).toEqual([[0]]);
});

test('What cannot be read at the former hits is searched as always, and told', async () => {
  const search = createTextSearch({});
  const source = new GrowingFile(`${filler.repeat(100)}[1] aiguille\n${filler.repeat(100)}`).source();
  await run(search, 'aig', [source]);
  const ended = await search.run(
    { filter: { ...folded, text: 'aiguille' } },
    [{ ...source, read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })) }],
    { found: () => undefined, progress: () => undefined },
    new AbortController().signal,
  );
  expect(ended).toMatchObject({ value: { failed: [{ source: 0, problem: { code: 'log-unreadable' } }] } });
});
