import { execFile, fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../main/engine/logs/createLog';
import { parseLine } from '../../main/engine/logs/lineForm';
import { logRoutes } from '../../main/engine/logs/logRoutes';
import { openWorkspace } from '../../main/worker/openWorkspace';

const isLong = process.env['PASSERELLE_LONG'] === '1';
const support = join(import.meta.dirname, 'support');
const run = promisify(execFile);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-log-writer-'));
});
afterEach(async () => {
  // What a log writes behind its caller's back arrives between two attempts.
  await rm(folder, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
});

/** Lines of a file with its old ones, oldest first. */
function linesOf(logs: string, file: string): string[] {
  const names = [file];
  for (let number = 1; existsSync(join(logs, `${file}.${number}`)); number += 1)
    names.unshift(`${file}.${number}`);
  return names.flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n').slice(0, -1));
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const [answer] = (await once(child, 'message')) as [unknown, unknown];
  return answer;
}

describe('the log writer', () => {
  it.each(['dhis2_sync.log', 'sync_jobs.log'])(
    'at full speed over many rotations, %s holds the newest lines in order, each once, as many as its old files take',
    async (file) => {
      const logs = join(folder, 'logs');
      const routes = logRoutes.map((route) => ({ ...route, size: route.size / 40 }));
      const log = createLog({ folder: logs, language: () => 'fr', clock: { now: () => Date.now() }, routes });
      const goal = isLong ? 400_000 : 40_000;
      for (let number = 0; number < goal; number += 1) {
        const params = { batch: `b${number}`, records: number, bytes: number };
        log.write({ level: 'INFO', module: 'orchestrator', code: 'batch-sent', params });
        // As a program does: now and then the event loop comes to its timers.
        if (number % 500 === 0) await turn();
      }
      await log.close();
      const route = routes.find((one) => one.file === file);
      const numbers = linesOf(logs, file)
        .flatMap((line) => / batch=b(\d+)/.exec(line)?.[1] ?? [])
        .map(Number);
      expect(numbers.at(-1)).toBe(goal - 1);
      const first = numbers[0] ?? 0;
      expect(numbers.every((number, index) => number === first + index)).toBe(true);
      // Everything that the files may hold is there: all old ones, each full up to its last line.
      const old = readdirSync(logs).filter((name) => name.startsWith(`${file}.`));
      expect(old.length).toBe(Math.min(route?.old ?? 0, old.length));
      for (const name of old) {
        expect(statSync(join(logs, name)).size).toBeLessThanOrEqual(route?.size ?? 0);
        expect(statSync(join(logs, name)).size).toBeGreaterThan((route?.size ?? 0) - 400);
      }
      expect(first === 0 || old.length === route?.old).toBe(true);
      expect(log.missed()).toBe(0);
    },
  );

  it('on a disk that is full goes on, writes by itself once there is room, and says how much is missing', async () => {
    const child = ['--import', 'tsx', join(support, 'fullDisk.child.ts'), folder];
    const mount = `mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"`;
    const mounted = await run('unshare', [
      '-rm',
      'sh',
      '-c',
      mount,
      folder,
      process.execPath,
      ...child,
      'mounted',
    ]).catch(() => undefined);
    // No right to mount a file system of its own, or no Linux: the same on a disk that counts its bytes.
    const { stdout } = mounted ?? (await run(process.execPath, [...child, 'counted']));
    const { missed, lines } = JSON.parse(stdout) as { missed: number; lines: string[] };
    expect(missed).toBeGreaterThan(0);
    const batches = lines.flatMap((line) => / batch=b(\d+)/.exec(line)?.[1] ?? []).map(Number);
    const told = Number(/file=errors\.log lines=(\d+)/.exec(lines.join('\n'))?.[1]);
    expect(batches).toHaveLength(5001 - told);
    expect(batches.slice(0, -1).every((batch, index) => batch === index)).toBe(true);
    expect(batches.at(-1)).toBe(5000);
    expect(lines.every((line) => parseLine('errors.log', 0, line).seq !== undefined)).toBe(true);
  });

  it('has one process per folder: a second one is refused before it touches a file, until the first is gone', async () => {
    const start = (): ChildProcess =>
      fork(join(support, 'logHolder.child.ts'), [folder], { execArgv: ['--import', 'tsx'] });
    const first = start();
    expect(await answerOf(first)).toEqual({ opened: folder });
    first.send('one');
    expect(await answerOf(first)).toEqual({ wrote: 'one' });
    const logs = join(folder, 'logs');
    const state = (): string[] =>
      logRoutes.map(({ file: name }) => `${name} ${readFileSync(join(logs, name), 'utf8')}`);
    const before = state();
    const second = start();
    expect(await answerOf(second)).toEqual({ refused: 'state-locked' });
    // Nor a second time within this process or another.
    expect(await openWorkspace(folder, 'fr')).toMatchObject({ ok: false, error: { code: 'state-locked' } });
    expect(state()).toEqual(before);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const third = start();
    expect(await answerOf(third)).toEqual({ opened: folder });
    third.send('three');
    expect(await answerOf(third)).toEqual({ wrote: 'three' });
    third.kill('SIGKILL');
    await once(third, 'exit');
    const names = linesOf(logs, 'errors.log').map((line) => / name=(\S+)/.exec(line)?.[1]);
    expect(names).toEqual(['one', 'three']);
    const seqs = linesOf(logs, 'dhis2_sync.log').map((line) => parseLine('dhis2_sync.log', 0, line).seq ?? 0);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other));
  });
});
