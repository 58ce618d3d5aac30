import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { version } from '../../package.json';
import { openWorkspace } from './openWorkspace';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-workspace-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(): Promise<readonly string[]> {
  return (await readFile(join(folder, 'logs', 'dhis2_sync.log'), 'utf8')).split('\n').slice(0, -1);
}

test('the log of the command line begins and ends with what was started, and nothing stops that could not start', async () => {
  const opened = await openWorkspace(folder, 'fr');
  const refused = await openWorkspace(folder, 'fr');
  await expect.poll(written, { interval: 2 }).toHaveLength(1);
  if (opened.ok) await opened.value.close();
  expect([opened.ok, refused.ok]).toEqual([true, false]);
  const lines = await written();
  expect(lines.map((line) => /\[(\w+)\] - .* code=(\S+)/.exec(line)?.slice(1))).toEqual([
    ['worker', 'app-started'],
    ['worker', 'app-stopped'],
  ]);
  expect(lines[0]).toContain(`version=${version}`);
  expect(lines[0]).toContain(`node=${process.versions.node}`);
});
