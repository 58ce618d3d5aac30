import fc from 'fast-check';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { SearchedSource } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import type { TextSearchOptions } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-others-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(...lines: readonly string[]): Promise<SearchedSource> {
  const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return searchedFile(join(folder, `${(files += 1)}.log`), content);
}

async function run(
  options: TextSearchOptions,
  text: string,
  sources: readonly SearchedSource[],
): Promise<{ readonly found: readonly number[][]; readonly outcome: unknown }> {
  const search = createTextSearch({ headStart: 0, ...options });
  const found: number[][] = sources.map(() => []);
  const outcome = await search.run(
    { filter: { ...emptyLogFilter, text } },
    sources,
    { found: (source, records) => found[source]?.push(...records), progress: () => undefined },
    new AbortController().signal,
  );
  await search.close();
  return { found, outcome };
}

/** A program in place of ripgrep that notes what it is asked before it becomes ripgrep. */
async function notedProgram(before = ''): Promise<{ program: string; asked: () => Promise<string> }> {
  const program = join(folder, `program${(files += 1)}`);
  await writeFile(program, `#!/bin/sh\n${before}\necho "$*" >>'${program}.asked'\nexec '${ripgrep}' "$@"\n`);
  await chmod(program, 0o755);
  return { program, asked: () => readFile(`${program}.asked`, 'utf8') };
}

test.each([
  ['9 of 10', 'asked', 10],
  ['1 of 2', 'not asked', 2],
])('Where %s lines match, ripgrep is %s for the others', async (_, asks, one) => {
  const lines = Array.from(
    { length: 5000 },
    (__, line) => `[${line}] ${line % one === 0 ? 'foin' : 'aiguille'}`,
  );
  const { program, asked } = await notedProgram();
  const { found, outcome } = await run({ ripgrep: program, bytesInPlace: 0 }, 'aiguille', [
    await fileOf(...lines),
  ]);
  expect(outcome).toEqual({ ok: true, value: { failed: [] } });
  expect(found).toEqual([lines.flatMap((line, record) => (line.endsWith('aiguille') ? [record] : []))]);
  expect((await asked()).includes('--invert-match') ? 'asked' : 'not asked').toBe(asks);
});

test('Parts of files are found to match by what does not, as they are found to match by what does', async () => {
  const record = fc.constantFrom('[1] aiguille', '[2] foin', '  aiguille', '  foin', '', 'e');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(record, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 2 }),
      fc.constantFrom('aiguille', 'e', 'aiguille -foin', 'foin OR -aiguille', '[1] -e'),
      fc.nat(),
      fc.nat(),
      async (all, text, one, other) => {
        const sources = await Promise.all(all.map((lines) => fileOf(...lines)));
        const parts = sources.map((source, number) => {
          const lines = all[number] ?? [];
          const begins = [0, ...lines.keys()].map((__, line) =>
            lines.slice(0, line).reduce((bytes, text) => bytes + Buffer.byteLength(text) + 1, 0),
          );
          const [a = 0, b = 0] = [begins[one % begins.length], begins[other % begins.length]];
          return { ...source, from: Math.min(a, b), until: Math.max(a, b) };
        });
        const simple = await run({ bytesInPlace: Infinity }, text, parts);
        expect(await run({ ripgrep, bytesInPlace: 0, othersFrom: 0 }, text, parts)).toEqual(simple);
      },
    ),
    { numRuns: 60 },
  );
});

test('A file that was cut short meanwhile holds nothing that matches where nothing is left', async () => {
  const one = await fileOf('[1] aiguille', '[2] aiguille');
  const { program, asked } = await notedProgram(`: >'${one.path() ?? ''}'`);
  const { found, outcome } = await run({ ripgrep: program, bytesInPlace: 0, othersFrom: 0 }, 'aiguille', [
    one,
  ]);
  expect(await asked()).toContain('--invert-match');
  expect(outcome).toEqual({ ok: true, value: { failed: [] } });
  expect(found).toEqual([[]]);
});
