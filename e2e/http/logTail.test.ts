import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLogFollow } from '../../main/engine/logReading/createLogFollow';
import { createLogReader } from '../../main/engine/logReading/createLogReader';
import type { LogViewState } from '../../shared/model/logView';
import { emptyLogFilter } from '../../shared/model/logView';
import { startProgram } from './support/programRun';

const isLong = process.env['PASSERELLE_LONG'] === '1';
/** Times that the writer is killed, and lines that it writes between. */
const kills = isLong ? 30 : 3;
const linesBetween = isLong ? 60_000 : 8_000;
/** Each rotation renames all old files, and none is given up: thousands of them would measure renaming. */
const fileBytes = isLong ? 4 * 1024 * 1024 : 256 * 1024;
const file = 'sync_jobs.log';
const soon = { timeout: 60_000, interval: 20 };

let folder = '';
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Lets a writer write so many lines, then kills it in whatever it does at that moment. */
async function writeAndKill(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'support/logWriter.child.ts'), [folder, `${fileBytes}`], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  child.on('message', (told: { readonly written: number }) => {
    if (told.written >= linesBetween) child.kill('SIGKILL');
  });
  await once(child, 'close');
}

/** What stands in all generations of the file, oldest first: nothing was rotated away. */
function truth(): readonly string[] {
  const numbers = readdirSync(folder).flatMap((name) => {
    const number = name === file ? 0 : Number(new RegExp(`^${file}\\.(\\d+)$`).exec(name)?.[1]);
    return Number.isNaN(number) ? [] : [number];
  });
  const names = numbers
    .sort((one, other) => other - one)
    .map((number) => (number === 0 ? file : `${file}.${number}`));
  return names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
}

test('nothing is lost and nothing doubled behind a writer of 20,000 lines a second that is killed and restarted', async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-live-'));
  writeFileSync(join(folder, file), '');
  const followed: string[] = [];
  const follow = createLogFollow({
    folder,
    files: [file],
    onRecords: (records) => followed.push(...records.map(({ text }) => text)),
  });
  await follow.start(0);
  const oracle: Buffer[] = [];
  const tail = spawn('tail', ['-F', '-n', '+1', join(folder, file)], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(tail);
  tail.stdout.on('data', (bytes: Buffer) => oracle.push(bytes));

  const states: LogViewState[] = [];
  const reader = createLogReader(
    { logFolder: folder, scratchFolder: join(folder, 'scratch') },
    (_event, payload) => {
      if ('sameRows' in payload && payload.viewId === 'v') states.push(payload);
    },
  );
  await reader.view({
    viewId: 'v',
    selection: { files: [file], old: 'with' },
    filter: emptyLogFilter,
    show: 'all',
    context: 0,
  });
  for (let kill = 0; kill < kills; kill += 1) await writeAndKill();

  const lines = truth();
  // The line that the last kill cut is shown once it is clear that nobody goes on with it.
  await follow.look();
  await follow.look();
  await follow.stop();
  expect(lines.length).toBeGreaterThan(kills * linesBetween * 0.9);
  expect(followed.length).toBe(lines.length);
  expect(followed).toEqual(lines);

  // tail -F loses lines when files are rotated between two of its looks; what it saw, we saw.
  const ours = new Set(followed);
  const seen = Buffer.concat(oracle).toString('utf8').split('\n').slice(0, -1);
  expect(seen.filter((line) => !ours.has(line))).toEqual([]);
  expect(seen.length).toBeGreaterThan(0);

  const state = await reader.view({
    viewId: 'again',
    selection: { files: [file], old: 'with' },
    filter: emptyLogFilter,
    show: 'all',
    context: 0,
  });
  const numbers: number[] = [];
  const rows = state.ok ? state.value.rows : 0;
  for (let from = 0; from < rows; from += 500) {
    const page = await reader.rows({ viewId: 'again', from, count: 500 });
    numbers.push(
      ...(page.ok ? page.value.rows.map(({ fields }) => Number(/^seq=(\d+)/.exec(fields)?.[1])) : []),
    );
  }
  expect(numbers).toEqual(lines.map((line) => Number(/ \| seq=(\d+)/.exec(line)?.[1])));
  // The view that was open all the time came to the same, version after version.
  for (const [at, { version }] of states.slice(1).entries()) {
    expect(version).toBeGreaterThanOrEqual(states[at]?.version ?? 0);
  }
  const live = await reader.view({
    viewId: 'v',
    selection: { files: [file], old: 'with' },
    filter: emptyLogFilter,
    show: 'all',
    context: 1,
  });
  expect(live.ok && live.value.rows).toBe(rows);
  await reader.close({});
});

test('the command line prints every line once and in order behind such a writer, and all of them before it ends', async () => {
  const state = mkdtempSync(join(tmpdir(), 'passerelle-live-'));
  folder = join(state, 'logs');
  mkdirSync(folder);
  const begun = '[INFO] 2026-11-23 10:00:00 [scheduler] - begun';
  writeFileSync(join(folder, file), `${begun}\n`);
  const { child, ended, shown } = startProgram(['logs', 'tail', file, '--lines', '1', '--state', state]);
  children.push(child);
  await expect.poll(shown, soon).toBe(`${begun}\n`);
  for (let kill = 0; kill < kills; kill += 1) await writeAndKill();

  const lines = truth();
  expect(lines.length).toBeGreaterThan(kills * linesBetween * 0.9);
  await expect.poll(() => shown().split('\n').length - 1, soon).toBeGreaterThanOrEqual(lines.length);
  child.kill('SIGINT');
  const { stdout, stderr, code } = await ended;
  expect(stdout.split('\n').slice(0, -1)).toEqual(lines);
  expect([stderr, code]).toEqual(['', 0]);
  rmSync(state, { recursive: true });
});
