import { existsSync, lstatSync, renameSync, writeFileSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Generations } from './generations';
import { scanFolder } from './scanFolder';
import type { LookAtName } from './scanFolder';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-scan-'));
  for (const name of ['errors.log', 'errors.log.1', 'auto_sync.log', 'notes.txt']) {
    await writeFile(join(folder, name), 'line\n');
  }
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function refusing(code: string, names: readonly string[]): LookAtName {
  return (path) =>
    names.some((name) => path === join(folder, name))
      ? Promise.reject(Object.assign(new Error(code), { code }))
      : lstat(path, { bigint: true });
}

test.each(['EACCES', 'EPERM', 'EBUSY'])(
  'a file that cannot be looked at (%s) is told, and is not taken for absent',
  async (code) => {
    const look = refusing(code, ['errors.log', 'errors.log.1', 'notes.txt']);
    const { files, others } = await scanFolder(folder, look);
    expect(files.map(({ name }) => name)).toEqual(['auto_sync.log']);
    expect(others.map(({ name, unreadable }) => [name, unreadable])).toEqual([
      ['errors.log', 'log-unreadable'],
      ['errors.log.1', 'log-unreadable'],
    ]);
    expect(new Set(others.map(({ dev, ino }) => `${dev} ${ino}`)).size).toBe(2);
  },
);

test('a file that is gone when it is looked at is absent', async () => {
  const { files, others } = await scanFolder(folder, refusing('ENOENT', ['errors.log']));
  expect([...files, ...others].map(({ name }) => name)).toEqual(['auto_sync.log', 'errors.log.1']);
});

test('a file that could not be looked at once is the same one afterwards', async () => {
  const generations = new Generations();
  const take = async (look?: LookAtName) => {
    const { files, others } = await scanFolder(folder, look);
    generations.take([...files, ...others], () => true);
  };
  await take();
  const before = generations.live('errors.log');
  await take(refusing('EACCES', ['errors.log']));
  expect(generations.live('errors.log')?.file.unreadable).toBe('log-unreadable');
  expect(before?.state).toBe('there');
  await take();
  await take();
  expect(generations.live('errors.log')).toBe(before);
  expect(generations.all().filter(({ file }) => file.unreadable !== undefined)).toEqual([]);
});

/** What a writer does step by step to rotate a log, again and again: old files move up, then the live one, then there is a new one. */
function* rotations(pathOf: (number: number) => string): Generator<undefined, never> {
  for (;;) {
    let top = 0;
    while (existsSync(pathOf(top + 1))) top += 1;
    for (let number = top; number >= 0; number -= 1) {
      renameSync(pathOf(number), pathOf(number + 1));
      yield;
    }
    writeFileSync(pathOf(0), 'line\n');
    yield;
  }
}

test('of a log that is rotated while it is looked at, no file is missed that is older than one that is found', async () => {
  const names = ['sync_jobs.log', ...Array.from({ length: 900 }, (_, old) => `sync_jobs.log.${old + 1}`)];
  const stepsBetween = fc.array(fc.oneof(fc.nat(3), fc.nat(20)), { maxLength: 40 });
  let rotated = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(4), stepsBetween, async (old, steps) => {
      rotated += 1;
      const place = join(folder, `${rotated}`);
      const pathOf = (number: number): string => join(place, names[number] ?? '');
      await mkdir(place);
      for (let number = 0; number <= old; number += 1) await writeFile(pathOf(number), 'line\n');
      const rotating = rotations(pathOf);
      const waiting = [...steps];
      const { files } = await scanFolder(place, (path) => {
        for (let step = waiting.shift() ?? 0; step > 0; step -= 1) rotating.next();
        return lstat(path, { bigint: true });
      });
      const found = new Set(files.map(({ ino }) => ino));
      const youngestFirst = names.map((_, number) => pathOf(number)).filter((path) => existsSync(path));
      const isFound = youngestFirst.map((path) => found.has(lstatSync(path, { bigint: true }).ino));
      expect(isFound).toContain(true);
      expect(isFound.slice(isFound.indexOf(true))).not.toContain(false);
    }),
    { numRuns: 60 },
  );
});
