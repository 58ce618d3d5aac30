import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../main/engine/createEngine';
import type { Engine } from '../../main/engine/enginePort';
import type { Clock } from '../../main/engine/ports';
import { createSessionSecrets } from '../../main/engine/sessionSecrets';
import { systemClock, systemRandom } from '../../main/engine/systemPorts';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox, StartSandboxOptions } from '../../sandbox/startSandbox';
import type { Domain } from '../../shared/model/settings';
import type { SynchronisationStatus } from '../../shared/model/status';
import type { Result } from '../../shared/result';
import { ServerClerk } from './support/serverClerk';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The real clock, moved ahead at will; waiting takes a fiftieth of its time. */
function movableClock(): Clock & { ahead: number } {
  const clock = {
    ahead: 0,
    now: () => systemClock.now() + clock.ahead,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 50, signal),
  };
  return clock;
}

async function server(options: StartSandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  stops.push(() => sandbox.close());
  return sandbox;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'passerelle-engine-'));
  stops.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

const secrets = createSessionSecrets('test');
/** Twenty seconds on the clock of these tests. */
const stopDeadlineMs = 1_000_000;

async function start(stateFolder: string, clock: Clock = movableClock()): Promise<Engine> {
  const engine = createEngine({
    stateFolder,
    clock,
    random: systemRandom,
    log: { write: () => undefined },
    secretStore: secrets,
  });
  value(await engine.start());
  stops.push(() => engine.stop(stopDeadlineMs));
  return engine;
}

async function connect(engine: Engine, name: string, sandbox: Sandbox, secret?: string): Promise<string> {
  const account = sandbox.accounts[0];
  const saved = await engine.saveConnection({
    name,
    url: sandbox.url,
    allowHttp: true,
    auth: { type: 'basic', username: account?.username ?? '' },
    secret: secret ?? account?.password ?? '',
  });
  return value(saved).id;
}

async function synchronise(
  engine: Engine,
  source: Sandbox,
  destination: Sandbox,
  options: { mode?: 'manual' | 'automatic'; domains?: Domain[]; secret?: string } = {},
): Promise<string> {
  const saved = await engine.saveSynchronisation({
    name: 'all',
    sourceId: await connect(engine, 'source', source, options.secret),
    destinationId: await connect(engine, 'destination', destination),
    domains: options.domains ?? ['metadata'],
    mode: options.mode ?? 'manual',
    checkIntervalSeconds: 300,
    clone: 'not-a-clone',
  });
  return value(saved).id;
}

const statusOf = (engine: Engine) => engine.snapshot().synchronisations[0];

/** Resolves once the status is as wanted. */
function until(
  engine: Engine,
  wanted: (status: SynchronisationStatus) => boolean,
): Promise<SynchronisationStatus> {
  return new Promise((resolve) => {
    const look = () => {
      const status = statusOf(engine);
      if (status === undefined || !wanted(status)) return false;
      resolve(status);
      return true;
    };
    if (look()) return;
    const stop = engine.onStatus(() => {
      if (look()) stop();
    });
  });
}

const isOver = (status: SynchronisationStatus) => status.lastRun !== undefined && status.runId === undefined;

describe('the engine', () => {
  it('runs an automatic synchronisation by itself, proves it, and says when it looks next', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
    const destination = await server({ version: '2.42' });
    const clock = movableClock();
    const engine = await start(await folder(), clock);
    await synchronise(engine, source, destination, { mode: 'automatic', domains: ['metadata', 'aggregate'] });
    const waiting = statusOf(engine);
    expect(waiting?.state).toBe('waiting');
    expect(Date.parse(waiting?.nextRunAt ?? '') - clock.now()).toBeGreaterThan(5000);
    clock.ahead += 11_000;
    const done = await until(engine, isOver);
    expect(done).toMatchObject({
      state: 'waiting',
      lastRun: { outcome: 'changed', trigger: 'automatic', quarantined: 0 },
      lastProof: { result: 'equal', scope: ['metadata', 'aggregate'] },
    });
    expect(Date.parse(done.nextRunAt ?? '') - clock.now()).toBeGreaterThan(290_000);
    clock.ahead += 301_000;
    const idle = await until(
      engine,
      (status) => isOver(status) && status.lastRun?.runId !== done.lastRun?.runId,
    );
    expect(idle.lastRun?.outcome).toBe('verified-unchanged');
    expect(idle.lastProof?.at).toBe(done.lastProof?.at);
  });

  it('pauses a run at the next safe point, stays paused over a restart, and goes on', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
    const destination = await server({ version: '2.42' });
    const state = await folder();
    const engine = await start(state);
    const id = await synchronise(engine, source, destination, { domains: ['metadata', 'aggregate'] });
    value(await engine.runNow(id));
    expect(await engine.runNow(id)).toMatchObject({ ok: false, error: { code: 'already-running' } });
    value(await engine.pauseSynchronisation(id));
    expect((await until(engine, ({ state: now }) => now === 'paused')).runId).toBeDefined();
    const before = destination.requests().length;
    await engine.stop(stopDeadlineMs);
    const again = await start(state);
    expect(statusOf(again)?.state).toBe('paused');
    expect(destination.requests().length).toBeLessThanOrEqual(before + 1);
    value(await again.resumeSynchronisation(id));
    value(await again.runNow(id));
    const done = await until(again, (status) => isOver(status) && status.lastRun?.outcome === 'changed');
    expect(done).toMatchObject({ state: 'idle', lastProof: { result: 'equal' } });
  });

  it('stops at refused credentials, says so, and does not try again by itself', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
    const destination = await server({ version: '2.42' });
    const clock = movableClock();
    const engine = await start(await folder(), clock);
    await synchronise(engine, source, destination, { mode: 'automatic', secret: 'wrong' });
    clock.ahead += 11_000;
    const failed = await until(engine, isOver);
    expect(failed).toMatchObject({
      state: 'error',
      cause: { code: 'wrong-credentials' },
      lastRun: { outcome: 'could-not-look' },
    });
    expect(failed.nextRunAt).toBeUndefined();
    expect(source.requests()).toHaveLength(1);
  });

  it('never shows a dead destination as anything but a failure, and tries again later', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
    const destination = await startSandbox({ version: '2.42' });
    const clock = movableClock();
    const engine = await start(await folder(), clock);
    await synchronise(engine, source, destination, { mode: 'automatic' });
    await destination.close();
    clock.ahead += 11_000;
    const failed = await until(engine, isOver);
    expect(failed).toMatchObject({
      state: 'cooldown',
      cause: { code: 'connection-refused' },
      lastRun: { outcome: 'could-not-look' },
    });
    expect(Date.parse(failed.nextRunAt ?? '')).toBeGreaterThan(clock.now());
    expect(failed.lookedUpTo).toBeUndefined();
  });

  it('asks before the first write into a destination that is not empty, once', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01, seed: 1 });
    const destination = await server({ version: '2.41', data: 'demo', scale: 0.01, seed: 2 });
    const engine = await start(await folder());
    const id = await synchronise(engine, source, destination);
    value(await engine.runNow(id));
    const held = await until(engine, isOver);
    expect(held).toMatchObject({ state: 'held', question: { kind: 'first-write' } });
    expect(destination.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
    const runId = held.lastRun?.runId;
    value(await engine.answer(id, 'first-write', 'yes'));
    const done = await until(engine, (status) => isOver(status) && status.lastRun?.runId !== runId);
    expect(done.question?.kind).not.toBe('first-write');
    expect(destination.requests().some(({ method }) => method === 'POST')).toBe(true);
  });

  it('holds many deletions, names them, and carries them out when allowed', async () => {
    const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
    const destination = await server({ version: '2.42' });
    const engine = await start(await folder());
    const id = await synchronise(engine, source, destination);
    value(await engine.runNow(id));
    const first = await until(engine, isOver);
    const clerk = new ServerClerk(source);
    const { validationRules = [] } = await clerk.metadata(['validationRules']);
    const doomed = validationRules.slice(0, 3).map((rule) => String(rule['id']));
    for (const rule of doomed) await clerk.remove('validationRules', rule);
    value(await engine.runNow(id));
    const held = await until(
      engine,
      (status) => isOver(status) && status.lastRun?.runId !== first.lastRun?.runId,
    );
    expect(held.state).toBe('held');
    expect(held.question).toMatchObject({ kind: 'deletions', total: 3 });
    value(await engine.answer(id, 'deletions', 'yes'));
    const done = await until(
      engine,
      (status) => isOver(status) && status.lastRun?.runId !== held.lastRun?.runId,
    );
    expect(done).toMatchObject({ state: 'idle', lastRun: { deleted: 3 }, lastProof: { result: 'equal' } });
  });
});
