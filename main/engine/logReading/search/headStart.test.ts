import fc from 'fast-check';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import { soon } from '../readerFolder.fixture';
import type { SearchedSource } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import type { TextSearchOptions } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));

let folder = '';
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-head-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(...lines: readonly string[]): Promise<SearchedSource> {
  const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return searchedFile(join(folder, `${(files += 1)}.log`), content);
}

/** A program in place of ripgrep that notes its process before it becomes ripgrep. */
async function notedProgram(): Promise<{ readonly program: string; readonly pids: () => Promise<number[]> }> {
  const program = join(folder, `program${(files += 1)}`);
  await writeFile(program, `#!/bin/sh\necho $$ >>'${program}.pids'\nexec '${ripgrep}' "$@"\n`);
  await chmod(program, 0o755);
  await writeFile(`${program}.pids`, '');
  const pids = async (): Promise<number[]> =>
    (await readFile(`${program}.pids`, 'utf8')).split('\n').slice(0, -1).map(Number);
  return { program, pids };
}

type Told = readonly (readonly [source: number, ...records: number[]])[];

async function run(
  options: TextSearchOptions,
  text: string,
  sources: readonly SearchedSource[],
  controller = new AbortController(),
  onFound: () => void = () => undefined,
): Promise<{ readonly told: Told; readonly outcome: unknown }> {
  const search = createTextSearch({ ripgrep, bytesInPlace: 0, ...options });
  const told: [number, ...number[]][] = [];
  const outcome = await search.run(
    { filter: { ...emptyLogFilter, text } },
    sources,
    {
      found: (source, records) => {
        told.push([source, ...records]);
        onFound();
      },
      progress: () => undefined,
    },
    controller.signal,
  );
  await search.close();
  return { told, outcome };
}

/** What was told of a source, in the order of its records. */
function recordsOf(told: Told, source: number): readonly number[] {
  return told.flatMap(([one, ...records]) => (one === source ? records : [])).sort((a, b) => a - b);
}

const whole = { ok: true, value: { failed: [] } };
const lines = Array.from({ length: 400 }, (_, line) => `[${line}] ${line % 7 === 0 ? 'aiguille' : 'foin'}`);

test('The end of the first source is told first, and nothing is told twice', async () => {
  const [one, other] = [await fileOf(...lines), await fileOf(...lines)];
  const { told, outcome } = await run({ headStart: 4096 }, 'aiguille', [one, other]);
  const all = Array.from({ length: 58 }, (_, hit) => hit * 7);
  expect(outcome).toEqual(whole);
  expect(told[0]?.[0]).toBe(0);
  expect(told[0]?.at(-1)).toBe(399);
  expect(recordsOf(told, 0)).toEqual(all);
  expect(recordsOf(told, 1)).toEqual(all);
});

test('A search of part of a file finds the same after a head start as without one', async () => {
  const word = fc.constantFrom('aiguille', 'foin', 'Échec', '');
  const record = fc.tuple(fc.constantFrom('[1] ', ''), word, word).map((words) => words.join(''));
  const asked = fc.constantFrom(
    'aiguille',
    '-aiguille',
    'aiguille echec',
    'aiguille -foin',
    'foin OR -echec',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 80 }),
      asked,
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 1, max: 2000 }),
      async (all, text, one, other, headStart) => {
        const source = await fileOf(...all);
        const ends = all.map((_, line) => Buffer.byteLength(all.slice(0, line).join('\n')) + Math.sign(line));
        const [from = 0, until = 0] = [
          ends[one % ends.length],
          [...ends, source.until][other % (ends.length + 1)],
        ];
        const part = { ...source, from: Math.min(from, until), until: Math.max(from, until) };
        const without = await run({ headStart: 0 }, text, [part, source]);
        const after = await run({ headStart }, text, [part, source]);
        expect(after.outcome).toEqual(without.outcome);
        expect(recordsOf(after.told, 0)).toEqual(recordsOf(without.told, 0));
        expect(recordsOf(after.told, 1)).toEqual(recordsOf(without.told, 1));
      },
    ),
    { numRuns: 60 },
  );
});

test('A source that cannot be read is searched by its path, and all of it is told', async () => {
  const one = await fileOf(...lines);
  const read = (): Promise<Buffer> => Promise.reject(Object.assign(new Error('no'), { code: 'EIO' }));
  const { told, outcome } = await run({ headStart: 4096 }, 'aiguille', [{ ...one, read }]);
  expect(outcome).toEqual(whole);
  expect(recordsOf(told, 0)).toHaveLength(58);
});

test('Where ripgrep cannot be started, what the head start found is not told once more', async () => {
  const options = { ripgrep: join(folder, 'absent'), headStart: 4096 };
  const { told, outcome } = await run(options, 'aiguille', [await fileOf(...lines)]);
  expect(outcome).toEqual(whole);
  expect(recordsOf(told, 0)).toEqual(Array.from({ length: 58 }, (_, hit) => hit * 7));
});

test('A program that is ended because a mapped file was cut short reads it instead, and nothing is told twice', async () => {
  const one = await fileOf(...lines);
  const path = one.path() ?? '';
  const program = join(folder, 'cut');
  const told = `printf '%s\\0000:x\\n' '${path}'`;
  const script = `if [ ! -e '${program}.ended' ]; then cat >'${program}.ended'; ${told}; kill -BUS $$; fi`;
  await writeFile(
    program,
    `#!/bin/sh\n${script}\ncase "$*" in *--mmap*) exit 2;; esac\nexec '${ripgrep}' "$@"\n`,
  );
  await chmod(program, 0o755);
  const found = await run({ ripgrep: program, headStart: 0 }, 'aiguille', [one]);
  expect(found.outcome).toEqual(whole);
  expect(recordsOf(found.told, 0)).toEqual(Array.from({ length: 58 }, (_, hit) => hit * 7));
});

describe('A search that is cancelled', () => {
  test('by what its head start finds tells nothing else', async () => {
    const controller = new AbortController();
    const { told, outcome } = await run(
      { headStart: 100_000 },
      '-foin',
      [await fileOf(...lines), await fileOf(...lines)],
      controller,
      () => controller.abort(),
    );
    expect(told).toHaveLength(1);
    expect(outcome).toMatchObject({ error: { code: 'cancelled' } });
  });

  test('at any moment leaves no process behind and tells nothing more', async () => {
    const many = Array.from({ length: 20_000 }, () => lines.slice(0, 7).join('\n'));
    const sources = [await fileOf(...many), await fileOf(...many)];
    const { program, pids } = await notedProgram();
    const moments = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89].map((turns) => async () => {
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    });
    const started = async (): Promise<void> => {
      const before = await pids();
      await vi.waitFor(async () => expect((await pids()).length).toBeGreaterThan(before.length), soon);
    };
    for (const moment of [...moments, started]) {
      const controller = new AbortController();
      let cancelled = 'no';
      let late = 0;
      const running = run({ ripgrep: program, headStart: 100_000 }, 'aiguille', sources, controller, () => {
        if (cancelled === 'yes') late += 1;
      });
      await moment();
      controller.abort();
      cancelled = 'yes';
      await running;
      for (const pid of await pids())
        await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), soon);
      expect(late).toBe(0);
    }
    expect((await pids()).length).toBeGreaterThan(0);
  });
});
