import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import { soon } from '../readerFolder.fixture';
import type { SearchedSource, TextSearch } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import type { TextSearchOptions } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));
const expressionWorker = join(import.meta.dirname, 'testing/expressionWorker.cjs');

let folder = '';
let searches: TextSearch[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-faults-'));
});
afterEach(async () => {
  for (const search of searches) await search.close();
  searches = [];
  await rm(folder, { recursive: true });
});

function searchWith(options: TextSearchOptions): TextSearch {
  const search = createTextSearch({ bytesInPlace: 0, headStart: 0, expressionWorker, ...options });
  searches.push(search);
  return search;
}

async function fileOf(name: string, ...lines: readonly string[]): Promise<SearchedSource> {
  return searchedFile(join(folder, name), Buffer.from(lines.map((line) => `${line}\n`).join('')));
}

/** A program in place of ripgrep; `$RG` is ripgrep. */
async function programOf(script: string): Promise<string> {
  const path = join(folder, 'program');
  await writeFile(path, `#!/bin/sh\nRG='${ripgrep}'\ncd '${folder}'\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

async function run(
  search: TextSearch,
  text: string,
  sources: readonly SearchedSource[],
  controller = new AbortController(),
  onFound: () => void = () => undefined,
): Promise<{ readonly found: number[][]; readonly progress: number[]; readonly outcome: unknown }> {
  const found: number[][] = sources.map(() => []);
  const progress: number[] = [];
  const outcome = await search.run(
    { filter: { ...emptyLogFilter, text } },
    sources,
    {
      found: (source, records) => {
        found[source]?.push(...records);
        onFound();
      },
      progress: (bytes) => progress.push(bytes),
    },
    controller.signal,
  );
  return { found, progress, outcome };
}

const whole = { ok: true, value: { failed: [] } };

describe('a file that is renamed', () => {
  test('before the search is found under its new name, and the one that took its name is not searched for it', async () => {
    const source = await fileOf('live.log', '[1] aiguille', '[2] foin');
    await rename(join(folder, 'live.log'), join(folder, 'live.log.1'));
    await writeFile(join(folder, 'live.log'), '[1] foinfoin\n[2] aiguille\n');
    let asked = 0;
    const path = (): string => join(folder, (asked += 1) === 1 ? 'live.log' : 'live.log.1');
    const { found, outcome } = await run(searchWith({ ripgrep }), 'aiguille', [{ ...source, path }]);
    expect(outcome).toEqual(whole);
    expect(found).toEqual([[0]]);
  });

  test('between the look at its name and the search gives no hit of the file that took its name', async () => {
    const source = await fileOf('live.log', '[1] aiguille', '[2] foin');
    await writeFile(join(folder, 'next'), '[1] foinfoin\n[2] aiguille\n');
    const program = await programOf(
      '[ -e next ] && mv live.log live.log.1 && mv next live.log\nexec "$RG" "$@"',
    );
    const { found, outcome } = await run(searchWith({ ripgrep: program }), 'aiguille', [
      {
        ...source,
        path: () => join(folder, 'live.log'),
        read: async (offset, length) =>
          (await readFile(join(folder, 'live.log.1'))).subarray(offset, offset + length),
      },
    ]);
    expect(outcome).toEqual(whole);
    expect(found).toEqual([[0]]);
    expect(await readFile(join(folder, 'live.log'), 'utf8')).toContain('[2] aiguille');
  });

  test('or has no name any more is read and searched all the same, with others beside it', async () => {
    const gone = await fileOf('gone.log', '[1] foin', '[2] aiguille', 'suite', '[3] aiguille');
    const other = await fileOf('other.log', '[1] aiguille');
    const { found, outcome } = await run(searchWith({ ripgrep }), 'aiguille', [
      { ...gone, path: () => undefined },
      other,
      { ...gone, path: () => undefined, until: gone.index.offsetOf(1) },
    ]);
    expect(outcome).toEqual(whole);
    expect(found).toEqual([[1, 2], [0], []]);
  });
});

describe('a source that cannot be searched', () => {
  const refusing = {
    path: () => undefined,
    read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })),
  };

  test.each([
    ['ripgrep', { ripgrep }],
    ['no ripgrep', {}],
  ])('is told with its reason, and the others are searched, with %s', async (_, options) => {
    const one = await fileOf('one.log', '[1] aiguille');
    const other = await fileOf('other.log', '[1] foin', '[2] aiguille');
    const { found, outcome } = await run(searchWith(options), 'aiguille', [
      one,
      { ...one, ...refusing },
      other,
    ]);
    expect(outcome).toMatchObject({
      value: { failed: [{ source: 1, problem: { code: 'log-unreadable', detail: 'EIO' } }] },
    });
    expect(found).toEqual([[0], [], [1]]);
  });

  test('is no match of a NOT either', async () => {
    const one = await fileOf('one.log', '[1] aiguille', '[2] foin');
    const { found, outcome } = await run(searchWith({ ripgrep }), '-aiguille', [
      one,
      { ...one, ...refusing },
    ]);
    expect(outcome).toMatchObject({ value: { failed: [{ source: 1 }] } });
    expect(found).toEqual([[1], []]);
  });

  test('because ripgrep fails without a word about files is told, never found empty', async () => {
    const one = await fileOf('one.log', '[1] aiguille');
    const program = await programOf('echo "rg: out of luck" >&2\nexit 2');
    const { found, outcome } = await run(searchWith({ ripgrep: program }), 'aiguille', [one]);
    expect(found).toEqual([[]]);
    expect(outcome).toMatchObject({
      value: { failed: [{ source: 0, problem: { code: 'internal-error', detail: 'rg: out of luck\n' } }] },
    });
  });

  test('because ripgrep ends before it has read a large file is told, whenever the pipe breaks', async () => {
    const one = await fileOf('one.log', ...Array.from({ length: 40_000 }, (_, line) => `[${line}] aiguille`));
    const program = await programOf('echo "rg: out of luck" >&2\nexit 2');
    for (let round = 0; round < 20; round += 1) {
      const { found, outcome } = await run(searchWith({ ripgrep: program }), 'aiguille', [one]);
      expect(found).toEqual([[]]);
      expect(outcome).toMatchObject({ value: { failed: [{ source: 0 }] } });
    }
  });

  test('by its path is searched by its bytes, and what was found before is told once', async () => {
    const one = await fileOf('one.log', '[1] aiguille', '[2] foin', '[3] aiguille');
    const program = await programOf(
      `case "$*" in *--heading*) cat >first; printf '%s\\0000:x\\n' '${join(folder, 'one.log')}'; ` +
        `echo 'rg: ${join(folder, 'one.log')}: Input/output error (os error 5)' >&2; exit 2;; esac\nexec "$RG" "$@"`,
    );
    const { found, outcome } = await run(searchWith({ ripgrep: program }), 'aiguille', [one]);
    expect(outcome).toEqual(whole);
    expect(found).toEqual([[0, 2]]);
  });
});

test('a program that cannot be started is done without', async () => {
  const one = await fileOf('one.log', '[1] aiguille', '[2] Échec');
  const search = searchWith({ ripgrep: join(folder, 'absent') });
  const { found, outcome } = await run(search, 'echec', [one]);
  expect(outcome).toEqual(whole);
  expect(found).toEqual([[1]]);
  expect(await search.prepare({ ...emptyLogFilter, text: '/e(c/' })).toMatchObject({
    error: { code: 'invalid-query', params: { reason: 'invalid-expression' } },
  });
});

describe('a search that is cancelled', () => {
  test('ends its program and tells nothing more', async () => {
    const one = await fileOf('one.log', '[1] aiguille');
    const program = await programOf('echo $$ >pid\nexec sleep 1000');
    const controller = new AbortController();
    const running = run(searchWith({ ripgrep: program }), 'aiguille', [one], controller);
    const pid = await vi.waitFor(async () => {
      const written = Number(await readFile(join(folder, 'pid'), 'utf8'));
      expect(written).toBeGreaterThan(0);
      return written;
    }, soon);
    controller.abort();
    expect(await running).toMatchObject({ found: [[]], outcome: { error: { code: 'cancelled' } } });
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), soon);
  });

  test.each([
    ['ripgrep', { ripgrep }, 'aiguille'],
    ['ripgrep', { ripgrep }, 'aiguille OR (foin -x)'],
    ['no ripgrep', {}, 'aiguille'],
    ['no ripgrep', {}, '/aiguille/'],
  ])('by what it finds first tells nothing else, with %s: %s', async (_, options, text) => {
    const one = await fileOf(
      'one.log',
      ...Array.from({ length: 100_000 }, (__, line) => `[${line}] aiguille`),
    );
    const controller = new AbortController();
    let told = 0;
    const { outcome } = await run(searchWith(options), text, [one, one], controller, () => {
      told += 1;
      controller.abort();
    });
    expect(told).toBe(1);
    expect(outcome).toMatchObject({ error: { code: 'cancelled' } });
  });
});

describe('the searched part', () => {
  test.each([
    ['ripgrep', { ripgrep }],
    ['ripgrep that is asked for the lines which do not match', { ripgrep, othersFrom: 0 }],
    ['a search in place', { ripgrep, bytesInPlace: 1000 }],
    ['no ripgrep', {}],
  ])('is all that is searched, and all of it counts as done, with %s', async (_, options) => {
    const all = await fileOf('one.log', ...Array.from({ length: 10 }, (__, line) => `[${line}] aiguille`));
    const [from, until] = [all.index.offsetOf(7), all.index.offsetOf(9)];
    const first = { ...all, until: all.index.offsetOf(2) };
    const middle = { ...all, from: all.index.offsetOf(3), until };
    const { found, progress } = await run(searchWith(options), 'aiguille', [
      first,
      { ...all, from, until },
      middle,
    ]);
    expect(found).toEqual([
      [0, 1],
      [7, 8],
      [3, 4, 5, 6, 7, 8],
    ]);
    expect(progress.at(-1)).toBe(first.until + (until - from) + (until - middle.from));
  });
});

describe('an expression', () => {
  const hostile = [
    '(a+)+$',
    '(a{1000}){1000}',
    '.*.*.*=.*',
    '('.repeat(250) + ')'.repeat(250),
    `${'('.repeat(160)}a${')*'.repeat(160)}`,
    'a'.repeat(501),
    '[[[[[[[[a]]]]]]]]',
    '(?:(?:a?){200}){200}b',
    '\\p{L}{500}{500}',
  ];

  test.each(hostile)('as hostile as %s ends with an answer, with ripgrep', async (text) => {
    const one = await fileOf('one.log', `[1] ${'a'.repeat(500_000)}!`, '[2] =');
    const search = searchWith({ ripgrep });
    const prepared = await search.prepare({ ...emptyLogFilter, text, syntax: 'expression' });
    expect(prepared.ok ? 'valid' : prepared.error.code).toMatch(/^(?:valid|invalid-query)$/u);
    const outcome = await search.run(
      { filter: { ...emptyLogFilter, text, syntax: 'expression' } },
      [one],
      { found: () => undefined, progress: () => undefined },
      new AbortController().signal,
    );
    expect(outcome).toMatchObject(
      prepared.ok || text.length > 500
        ? prepared.ok
          ? whole
          : prepared
        : { value: { failed: [{ source: 0 }] } },
    );
  });

  test('that takes for ever without ripgrep is ended and told, and the next search works', async () => {
    const one = await fileOf('one.log', `[1] ${'a'.repeat(60)}!`);
    const search = searchWith({ blockDeadline: 300 });
    expect((await run(search, '/(a+)+$/', [one])).outcome).toMatchObject({
      error: { code: 'query-too-slow' },
    });
    expect(await run(search, '/a!/', [one])).toMatchObject({ found: [[0]], outcome: whole });
    expect(
      await search.marks({ filter: { ...emptyLogFilter, text: '/(a+)+$/' } }, [`${'a'.repeat(60)}!`]),
    ).toEqual([[]]);
  });

  test.each([
    ['(a', 'invalid-expression', 'unclosed group'],
    ['a\\nb', 'line-break', undefined],
    ['a\\x0ab', 'line-break', undefined],
    ['(?=a)', 'invalid-expression', 'look-around, including look-ahead and look-behind, is not supported'],
    ['\\p{L}{1000}{1000}', 'expression-too-large', undefined],
  ])('that is not valid is refused with its reason: %s', async (text, reason, detail) => {
    const refused = await searchWith({ ripgrep }).prepare({ ...emptyLogFilter, text, syntax: 'expression' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid-query', params: { reason } } });
    expect(refused.ok ? undefined : refused.error.detail).toBe(detail);
  });

  test('in ISO-8859-1 knows the letters of that alphabet', async () => {
    const path = join(folder, 'old.log');
    const source = await searchedFile(
      path,
      Buffer.from('[1] \xc9chec\r\n[2] \xe9chec\xe9\n[3] rien\n', 'latin1'),
      'latin1',
    );
    const search = searchWith({ ripgrep });
    expect((await run(search, '/^\\[\\d\\] \\w+c$/', [source])).found).toEqual([[0]]);
    expect((await run(search, '/[é]chec/', [source])).found).toEqual([[0, 1]]);
    expect((await run(search, '/œ|ł/', [source])).outcome).toEqual(whole);
  });
});

describe('marks', () => {
  test.each([
    ['ripgrep', { ripgrep }],
    ['no ripgrep', {}],
  ])('are where words and expressions are found, not where they must not be, with %s', async (_, options) => {
    const search = searchWith(options);
    const texts = ['😀 Échec e\u0301chec', 'rien', 'cœur 503, 502', 'deux\néchec', ''];
    const marks = async (text: string): Promise<unknown> =>
      search.marks({ filter: { ...emptyLogFilter, text } }, texts);
    expect(await marks('echec OR coeur -rien')).toEqual([
      [
        [3, 8],
        [9, 15],
      ],
      [],
      [[0, 4]],
      [[5, 10]],
      [],
    ]);
    expect(await marks('/50\\d/ OR /chec$/')).toEqual([
      [[11, 15]],
      [],
      [
        [5, 8],
        [10, 13],
      ],
      [[6, 10]],
      [],
    ]);
    expect(await marks('ech OR /chec/')).toMatchObject([
      [
        [3, 8],
        [9, 15],
      ],
      [],
      [],
      [[5, 10]],
      [],
    ]);
  });
});
