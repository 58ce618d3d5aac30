import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownIdentity, stateOfProcess } from './processIdentity';
import { acquireStateLock } from './stateLock';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-lock-'));
});
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  await rm(folder, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function answer(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
}

async function start(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'stateLock.child.ts'), [folder], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  children.push(child);
  expect(await answer(child)).toEqual({ got: 'ready' });
  return child;
}

async function tell(child: ChildProcess, what: 'take' | 'release'): Promise<unknown> {
  const told = answer(child);
  child.send(what);
  return told;
}

const gotLock = expect.objectContaining({ got: 'lock' }) as unknown;

describe('the state lock', () => {
  test('is held once, also within one process, and free again after its release', async () => {
    const first = await acquireStateLock(folder);
    expect(first).toMatchObject({ ok: true });
    expect(await acquireStateLock(folder)).toMatchObject({
      ok: false,
      error: { code: 'state-locked', params: { pid: process.pid } },
    });
    expect(first.ok && (await first.value.release())).toMatchObject({ ok: true });
    const second = await acquireStateLock(folder);
    expect(second).toMatchObject({ ok: true });
    expect(second.ok && second.value.takenOverFrom).toBeUndefined();
  });

  test('names the process that holds it, and is taken over from one that was killed', async () => {
    const holder = await start();
    expect(await tell(holder, 'take')).toEqual(gotLock);
    expect(await acquireStateLock(folder)).toMatchObject({
      ok: false,
      error: { code: 'state-locked', params: { pid: holder.pid } },
    });
    await kill(holder);
    const taken = await acquireStateLock(folder);
    expect(taken).toMatchObject({ ok: true, value: { takenOverFrom: { pid: holder.pid } } });
  });

  test('is taken over from a holder whose number belongs to another process by now', async () => {
    await mkdir(join(folder, 'lock'));
    const reused = { state: 'held', ...ownIdentity(), startTicks: '1', since: '2026-11-23T10:00:00.000Z' };
    await writeFile(join(folder, 'lock', '41.json'), JSON.stringify(reused));
    expect(await acquireStateLock(folder)).toMatchObject({ ok: true });
    expect(await readdir(join(folder, 'lock'))).toEqual(['42.json']);
  });

  test('is not taken from another machine, of whose processes nothing is known', async () => {
    const away = { ...ownIdentity(), bootId: 'another', host: 'elsewhere' };
    expect(stateOfProcess(away)).toBe('unknown');
    await mkdir(join(folder, 'lock'));
    const content = { state: 'held', ...away, since: '2026-11-23T10:00:00.000Z' };
    await writeFile(join(folder, 'lock', '1.json'), JSON.stringify(content));
    expect(await acquireStateLock(folder)).toMatchObject({
      ok: false,
      error: { code: 'state-locked', params: { host: 'elsewhere' } },
    });
  });

  test('a restart of the machine ends every holder', () => {
    expect(stateOfProcess({ ...ownIdentity(), bootId: 'the boot before' })).toBe('ended');
  });

  test('a file that its writer did not finish is taken over', async () => {
    const unfinished = ['', '{"state":"held","pi', '\0\0\0'];
    const taken = await Promise.all(
      unfinished.map(async (content, index) => {
        const state = join(folder, `${index}`);
        await mkdir(join(state, 'lock'), { recursive: true });
        await writeFile(join(state, 'lock', '3.json'), content);
        return acquireStateLock(state);
      }),
    );
    expect(taken.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('of many takers at the same time exactly one wins: free, released, and after a kill', async () => {
    const takers = await Promise.all(Array.from({ length: 6 }, start));
    const winners: ChildProcess[] = [];
    for (let round = 0; round < 4; round += 1) {
      const others = takers.filter((child) => child.signalCode === null);
      const answers = await Promise.all(others.map((child) => tell(child, 'take')));
      const won = others.filter((_, index) => (answers[index] as { got: string }).got === 'lock');
      expect(won).toHaveLength(1);
      expect(answers.filter((one) => (one as { got: string }).got === 'state-locked')).toHaveLength(
        others.length - 1,
      );
      const [winner] = won;
      if (winner === undefined) throw new Error('nobody won');
      winners.push(winner);
      if (round % 2 === 0) await kill(winner);
      else expect(await tell(winner, 'release')).toEqual({ got: 'released' });
    }
    expect(winners).toHaveLength(4);
  });

  test('a release touches no lock but its own', async () => {
    const first = await acquireStateLock(folder);
    if (!first.ok) throw new Error('not taken');
    await first.value.release();
    const holder = await start();
    expect(await tell(holder, 'take')).toEqual(gotLock);
    await first.value.release();
    expect(await acquireStateLock(folder)).toMatchObject({ ok: false, error: { code: 'state-locked' } });
  });
});
