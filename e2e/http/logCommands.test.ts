import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rename, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../main/engine/bundle/testing/readZip';
import { acquireStateLock } from '../../main/engine/store/stateLock';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { openWorkspace } from './support/programRun';
import type { ProgramResult, Workspace } from './support/programRun';

const files = ['dhis2_sync.log', 'errors.log', 'auto_sync.log', 'changes_detected.log', 'sync_jobs.log'];

let source: Sandbox;
let destination: Sandbox;
let workspace: Workspace;
let folder = '';

beforeAll(async () => {
  source = await startSandbox({ version: '2.41', data: 'demo', scale: 0.01 });
  destination = await startSandbox({ version: '2.42' });
  workspace = await openWorkspace(source, destination);
  folder = await mkdtemp(join(tmpdir(), 'passerelle-cli-logs-'));
  // A failure first, so that every file has lines.
  destination.setFaults([{ path: '/api/*', fault: { kind: 'status', status: 403, body: '{}' } }]);
  await workspace.run('--yes');
  destination.setFaults([]);
  await workspace.run('--yes');
}, 600_000);

afterAll(async () => {
  await workspace.remove();
  await rm(folder, { recursive: true, force: true });
  await destination.close();
  await source.close();
});

const soon = { timeout: 60_000, interval: 5 };

const log = (name: string): string => join(workspace.state, 'logs', name);

function logs(...args: readonly string[]): Promise<ProgramResult> {
  return workspace.start(['logs', ...args, '--state', workspace.state]).ended;
}

/** What a program that people are used to says. */
function program(name: string, ...args: readonly string[]): string {
  return execFileSync(name, args, { encoding: 'utf8' });
}

describe('logs on the command line', () => {
  it('counts lines as wc -l does', async () => {
    const listed = await logs('list', '--json');
    expect(listed.code).toBe(0);
    const list = JSON.parse(listed.stdout) as { files: { name: string; lines: number; bytes: number }[] };
    const live = list.files.filter(({ name }) => files.includes(name));
    expect(live.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
    for (const { name, lines, bytes } of live) {
      expect(program('wc', '-lc', log(name)).trim().split(/\s+/).slice(0, 2).map(Number)).toEqual([
        lines,
        bytes,
      ]);
    }
  });

  it.each([
    ['ERROR', 'errors.log'],
    ['INFO', 'dhis2_sync.log'],
    ['change_detector', 'changes_detected.log'],
    ['change_detector', 'auto_sync.log'],
    ['orchestrator', 'sync_jobs.log'],
  ])('finds what grep finds: %s in %s', async (word, file) => {
    const expected = program('grep', word, log(file));
    const found = await logs('search', word, '--files', file, '--exact-case');
    expect(found.stdout).toBe(expected);
    expect(found.code).toBe(0);
    const counted = await logs('search', word, '--files', file, '--exact-case', '--count');
    expect(counted.stdout).toBe(program('grep', '-c', word, log(file)));
  });

  it('names files as grep does, and shows a line that stands in two of them once', async () => {
    const found = await logs('search', 'ERROR', '--files', 'dhis2_sync.log,errors.log', '--exact-case');
    const lines = found.stdout.trimEnd().split('\n');
    expect(lines.every((line) => /^(?:dhis2_sync|errors)\.log:\[ERROR\]/.test(line))).toBe(true);
    expect(lines.length).toBe(Number(program('grep', '-c', 'ERROR', log('errors.log'))));
  });

  it('shows the last lines as tail does', async () => {
    const shown = await logs('view', 'dhis2_sync.log', '--lines', '7');
    expect(shown.stdout).toBe(program('tail', '-n', '7', log('dhis2_sync.log')));
    expect(shown.code).toBe(0);
  });

  it('narrows by level, expression and time', async () => {
    const errors = await logs('search', 'code=', '--files', 'dhis2_sync.log', '--level', 'error+', '--count');
    expect(errors.stdout).toBe(program('grep', '-cE', '^\\[(ERROR|CRITICAL)\\]', log('dhis2_sync.log')));
    const digits = await logs(
      'search',
      'seq=[0-9]*7 ',
      '--files',
      'dhis2_sync.log',
      '--regex',
      '--exact-case',
      '--count',
    );
    expect(digits.stdout).toBe(program('grep', '-cE', 'seq=[0-9]*7 ', log('dhis2_sync.log')));
    const before = await logs(
      'search',
      'code=',
      '--files',
      'dhis2_sync.log',
      '--until',
      '2020-01-01',
      '--count',
    );
    expect([before.stdout, before.code]).toEqual(['0\n', 1]);
  });

  it('tells nothing found (1) from what could not be looked at (2)', async () => {
    const nothing = await logs('search', 'nothing-like-this', '--files', 'dhis2_sync.log');
    expect([nothing.stdout, nothing.code]).toEqual(['', 1]);
    for (const args of [
      ['search', 'x', '--files', 'absent.log'],
      ['search', '(', '--files', 'dhis2_sync.log', '--regex'],
      ['view', 'absent.log'],
      ['tail', '../settings.json'],
      ['clear', '../settings.json', '--yes'],
    ]) {
      const failed = await logs(...args);
      expect([args[0], failed.stdout, failed.code]).toEqual([args[0], '', 2]);
      expect(failed.stderr).not.toBe('');
    }
  });

  it('looks into a compressed file from elsewhere, with and without a state folder', async () => {
    const path = join(folder, 'older.log.gz');
    await writeFile(path, gzipSync(await readFile(log('errors.log'))));
    const shown = await workspace.start(['logs', 'view', path, '--lines', '3']).ended;
    expect(shown.stdout).toBe(program('tail', '-n', '3', log('errors.log')));
    const counted = await logs('search', 'ERROR', '--files', path, '--exact-case', '--count');
    expect(counted.stdout).toBe(program('grep', '-c', 'ERROR', log('errors.log')));
  });

  it('ends without a word when nobody reads on', async () => {
    const args = ['logs', 'search', 'code=', '--files', 'dhis2_sync.log', '--state', workspace.state];
    const { child, ended } = workspace.start(args);
    child.stdout?.destroy();
    const finished = await ended;
    expect(finished.stderr).toBe('');
    expect(finished.signal).toBeNull();
  });

  it('follows what is written as tail -f does, until it is interrupted', async () => {
    const path = log('sync_jobs.log');
    const tail = ['logs', 'tail', 'sync_jobs.log', '--state', workspace.state, '--lines', '2'];
    const { child, ended, shown } = workspace.start(tail);
    const until = (text: string) => expect.poll(shown, soon).toContain(text);
    const begun = program('tail', '-n', '2', path);
    await until(begun);
    const line = (seq: number) =>
      `[INFO] 2099-01-01 10:00:0${seq} [orchestrator] - ligne ${seq} | seq=90000${seq} t=2099-01-01T10:00:0${seq}.000+00:00 code=stage\n`;
    await appendFile(path, line(1));
    await appendFile(path, line(2));
    // A rotation: what follows stands in a new file.
    await rename(path, `${path}.1`);
    await writeFile(path, line(3));
    await until(line(3));
    child.kill('SIGINT');
    const finished = await ended;
    expect(finished.stdout).toBe(begun + line(1) + line(2) + line(3));
    expect(finished.code).toBe(0);
  });

  it('leaves no half bundle under its name when it is killed, and writes a whole one afterwards', async () => {
    const line = (await readFile(log('dhis2_sync.log'), 'utf8')).split('\n')[0] ?? '';
    await writeFile(log('auto_sync.log.4'), `${line}\n`.repeat(150_000));
    const out = join(folder, 'out');
    await mkdir(out);
    const args = ['logs', 'bundle', '--out', join(out, 'a.zip'), '--state', workspace.state];
    const killed = async (): Promise<boolean> => {
      const events = watch(out);
      const { child, ended } = workspace.start(args);
      for await (const { filename } of events) if (filename === 'a.zip.part') break;
      child.kill('SIGKILL');
      return (await ended).signal === 'SIGKILL';
    };
    // One that came to its end before the kill, on a machine that was busy elsewhere, proves nothing.
    while (!(await killed())) await rm(join(out, 'a.zip'));
    expect(existsSync(join(out, 'a.zip'))).toBe(false);
    expect((await workspace.start(args).ended).code).toBe(0);
    const members = await readZip(join(out, 'a.zip'));
    expect(members.get('logs/auto_sync.log')?.length).toBeGreaterThan(150_000 * line.length);
    expect(existsSync(join(out, 'a.zip.part'))).toBe(false);
    await rm(log('auto_sync.log.4'));
  });

  it('clears a file into the archive when that is confirmed, and never beside a running Passerelle', async () => {
    const asked = await logs('clear', 'errors.log');
    expect([asked.code, asked.stdout]).toEqual([1, '']);
    const lock = await acquireStateLock(workspace.state);
    const locked = await logs('clear', 'errors.log', '--yes', '--language', 'en');
    expect(locked.code).toBe(2);
    expect(locked.stderr).toContain('Passerelle uses these logs right now');
    expect(lock.ok && (await lock.value.release())).toMatchObject({ ok: true });
    const before = await readFile(log('errors.log'));
    expect(before.length).toBeGreaterThan(0);
    const cleared = await logs('clear', 'errors.log', '--yes', '--language', 'en');
    expect(cleared.code).toBe(0);
    const archived = /archive\/(\S+)/.exec(cleared.stdout)?.[1] ?? '';
    expect(program('gzip', '-dc', log(join('archive', archived)))).toBe(before.toString('utf8'));
    expect(await readFile(log('errors.log'), 'utf8')).toBe('');
  });
});
