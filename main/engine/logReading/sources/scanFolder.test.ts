import { lstat, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
