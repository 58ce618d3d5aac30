import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createEngine } from '../../main/engine/createEngine';
import type { Engine } from '../../main/engine/enginePort';
import { createSessionSecrets } from '../../main/engine/sessionSecrets';
import { openRunHistory } from '../../main/engine/store/runHistory';
import { systemClock, systemRandom } from '../../main/engine/systemPorts';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox, StartSandboxOptions } from '../../sandbox/startSandbox';
import type { LogEvent } from '../../shared/model/log';
import type { Domain } from '../../shared/model/settings';
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

async function server(options: StartSandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  stops.push(() => sandbox.close());
  return sandbox;
}

async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-told-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An engine whose log lines are kept, on a clock that is moved ahead at will and whose waits take no time. */
class ToldEngine {
  readonly events: LogEvent[] = [];
  readonly engine: Engine;
  ahead = 0;
  private readonly waiting = new Set<() => void>();

  private constructor(readonly folder: string) {
    this.engine = createEngine({
      stateFolder: folder,
      clock: {
        now: () => systemClock.now() + this.ahead,
        sleep: (ms, signal) => systemClock.sleep(ms / 1000, signal),
      },
      random: systemRandom,
      log: { write: (event) => this.note(event) },
      secretStore: createSessionSecrets('test'),
    });
  }

  static async start(folder?: string): Promise<ToldEngine> {
    const told = new ToldEngine(folder ?? (await stateFolder()));
    value(await told.engine.start());
    stops.push(() => told.engine.stop(1_000_000));
    return told;
  }

  private note(event: LogEvent): void {
    this.events.push(event);
    for (const look of this.waiting) look();
  }

  codes(): readonly string[] {
    return this.events.map(({ code }) => code);
  }

  of(code: LogEvent['code']): readonly LogEvent[] {
    return this.events.filter((event) => event.code === code);
  }

  /** Resolves at the `count`-th line with this code. */
  async until(code: LogEvent['code'], count = 1): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (this.of(code).length < count) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  async synchronise(
    source: Sandbox,
    destination: Sandbox,
    mode: 'manual' | 'automatic',
    domains: readonly Domain[] = ['metadata', 'aggregate'],
    name = 'all',
  ): Promise<string> {
    const connect = async (role: string, sandbox: Sandbox): Promise<string> => {
      const account = sandbox.accounts[0];
      const known = this.engine.connections().find((one) => one.name === role);
      if (known !== undefined) return known.id;
      const auth = { type: 'basic', username: account?.username ?? '' } as const;
      const secret = account?.password ?? '';
      const input = { name: role, url: sandbox.url, allowHttp: true, auth, secret };
      return value(await this.engine.saveConnection(input)).id;
    };
    const saved = await this.engine.saveSynchronisation({
      name,
      sourceId: await connect('source', source),
      destinationId: await connect('destination', destination),
      domains: [...domains],
      mode,
      checkIntervalSeconds: 300,
      clone: 'not-a-clone',
    });
    return value(saved).id;
  }
}

const isOfRun = ({ runId }: LogEvent): boolean => runId !== undefined;

test('a first run, one that finds nothing and one that finds changes can be followed in the log', async () => {
  const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
  const destination = await server({ version: '2.42' });
  const told = await ToldEngine.start();
  const id = await told.synchronise(source, destination, 'manual');
  expect(told.of('not-automatic')).toMatchObject([
    { level: 'INFO', module: 'scheduler', params: { name: 'all', why: 'manual' }, syncId: id },
  ]);
  value(await told.engine.runNow(id));
  await told.until('not-automatic', 2);
  const first = told.events.splice(0).filter(isOfRun);
  expect(new Set(first.map(({ runId, syncId }) => `${runId ?? ''} ${syncId ?? ''}`)).size).toBe(1);
  const codes = first.map(({ code }) => code);
  expect(codes).toEqual(
    expect.arrayContaining([
      'run-started',
      'run-first',
      'detection-started',
      'detection-complete',
      'data-sets-reread',
      'resource-differences',
      'differences-found',
      'run-finished',
      'proof-equal',
    ]),
  );
  const inOrder = ['run-started', 'run-first', 'detection-started', 'differences-found', 'run-finished'];
  expect(inOrder.map((code) => codes.indexOf(code as LogEvent['code']))).toEqual(
    inOrder.map((code) => codes.indexOf(code as LogEvent['code'])).toSorted((a, b) => a - b),
  );
  const differences = first.filter(({ code }) => code === 'differences-found');
  expect(differences.map(({ params }) => params?.what)).toEqual(['metadata', 'aggregate']);
  for (const { params } of differences) expect(params?.changes).toBeGreaterThan(0);
  // By type of object and by data set, adding up to the whole.
  for (const what of ['metadata', 'aggregate']) {
    const own = first.filter(({ code, params }) => code === 'resource-differences' && params?.what === what);
    const total = differences.find(({ params }) => params?.what === what)?.params?.changes;
    expect(own.reduce((sum, { params }) => sum + Number(params?.changes), 0)).toBe(total);
    expect(new Set(own.map(({ params }) => params?.resource)).size).toBe(own.length);
  }
  expect(first.filter(({ code }) => code === 'stage').map(({ params }) => params?.phase)).toEqual([
    'connecting',
    'settling',
  ]);
  const stages = first
    .filter(({ code }) => code === 'domain-stage')
    .map(({ params }) => `${params?.domain ?? ''} ${params?.phase ?? ''}`);
  expect(stages).toEqual(
    expect.arrayContaining(['metadata reading', 'metadata sending', 'aggregate reading']),
  );
  expect(new Set(stages).size).toBe(stages.length);
  expect(first.find(({ code }) => code === 'run-finished')).toMatchObject({ level: 'INFO' });
  // What ends a piece of work says how long it took.
  for (const ending of ['batch-acknowledged', 'aggregate-done', 'proof-equal', 'run-finished']) {
    const took = first.filter(({ code }) => code === ending).map(({ params }) => params?.ms);
    expect(took).not.toEqual([]);
    for (const ms of took) expect(ms).toBeGreaterThanOrEqual(0);
  }

  value(await told.engine.runNow(id));
  await told.until('not-automatic', 1);
  const idle = told.events.splice(0);
  expect(idle.filter(({ code }) => code === 'run-incremental')).toHaveLength(1);
  const silent = idle.filter(({ code }) => code === 'no-change');
  expect(silent.map(({ params, module }) => [params?.what, module])).toEqual([
    ['metadata', 'change_detector'],
    ['aggregate', 'change_detector'],
  ]);
  for (const { params } of silent) expect(Date.parse(String(params?.since))).not.toBeNaN();
  expect(idle.filter(({ code }) => /changes|differences/u.test(code))).toEqual([]);

  const clerk = new ServerClerk(source);
  const { dataElements = [] } = await clerk.metadata(['dataElements']);
  await clerk.edit('dataElements', String(dataElements[0]?.['id']), { name: 'Renamed by a test' });
  value(await told.engine.runNow(id));
  await told.until('not-automatic', 1);
  expect(told.of('resource-changes')).toMatchObject([
    {
      level: 'INFO',
      module: 'change_detector',
      params: { what: 'metadata', resource: 'dataElements', changes: 1, deletions: 0 },
    },
  ]);
  expect(told.of('changes-found')).toMatchObject([{ params: { what: 'metadata', changes: 1 } }]);
  expect(told.of('no-change')).toMatchObject([{ params: { what: 'aggregate' } }]);
});

test('a synchronisation that does not run says why: cut network, refusal, pause, another run, its turn', async () => {
  const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
  const destination = await startSandbox({ version: '2.42' });
  const told = await ToldEngine.start();
  const id = await told.synchronise(source, destination, 'automatic', ['metadata']);
  expect(told.of('next-check')).toMatchObject([{ level: 'INFO', module: 'scheduler', syncId: id }]);
  await destination.close();
  value(await told.engine.runNow(id));
  expect(await told.engine.runNow(id)).toMatchObject({ ok: false });
  expect(told.of('run-refused')).toMatchObject([{ level: 'INFO', module: 'scheduler', syncId: id }]);
  await told.until('cooldown');
  expect(told.of('cooldown')).toMatchObject([
    { level: 'INFO', module: 'lifecycle_manager', params: { problem: 'connection-refused' } },
  ]);
  expect(Date.parse(String(told.of('cooldown')[0]?.params?.until))).toBeGreaterThan(Date.now());
  expect(told.of('request-repeated').map(({ params }) => params?.attempt)).toEqual([2, 3, 4]);
  expect(told.of('request-failed')).toMatchObject([{ level: 'DEBUG', params: { path: '/api/system/info' } }]);
  expect(told.of('run-problem')).toMatchObject([
    { level: 'ERROR', module: 'orchestrator', params: { problem: 'connection-refused' } },
  ]);
  expect(told.of('no-change')).toEqual([]);
  expect(told.of('run-finished')).toMatchObject([{ level: 'ERROR', params: { outcome: 'could-not-look' } }]);
  value(await told.engine.pauseSynchronisation(id));
  expect(told.of('not-automatic').at(-1)?.params).toMatchObject({ why: 'paused' });
  value(await told.engine.stopSynchronisation(id));
  expect(told.of('not-automatic').at(-1)?.params).toMatchObject({ why: 'stopped' });
});

test('a server that cannot be found is waited for, and a restart says again why nothing runs', async () => {
  const source = await server({ version: '2.41' });
  const told = await ToldEngine.start();
  const nowhere = { ...source, url: 'http://nowhere.invalid' };
  const id = await told.synchronise(source, nowhere, 'automatic', ['metadata']);
  value(await told.engine.runNow(id));
  await told.until('waiting-for-network');
  expect(told.of('waiting-for-network')).toMatchObject([
    { level: 'INFO', module: 'lifecycle_manager', params: { problem: 'name-not-found' }, syncId: id },
  ]);
  value(await told.engine.stopSynchronisation(id));
  await told.engine.stop(1_000_000);
  const again = await ToldEngine.start(told.folder);
  expect(again.of('not-automatic')).toMatchObject([{ params: { why: 'stopped' }, syncId: id }]);
});

test('a run that a kill cut short is closed and planned again, and every hour there is a sign of life', async () => {
  const source = await server({ version: '2.41' });
  const destination = await server({ version: '2.42' });
  const before = await ToldEngine.start();
  const id = await before.synchronise(source, destination, 'automatic', ['metadata']);
  await before.engine.stop(1_000_000);
  const history = value(await openRunHistory(before.folder));
  const startedAt = new Date().toISOString();
  const mark = { runId: 'cut', syncId: id, trigger: 'automatic', task: 'synchronise', startedAt } as const;
  value(await history.begin(mark));
  const told = await ToldEngine.start(before.folder);
  expect(told.of('run-interrupted')).toMatchObject([
    { level: 'WARNING', module: 'lifecycle_manager', runId: 'cut', syncId: id },
  ]);
  expect(told.of('resume-planned')).toMatchObject([{ level: 'INFO', syncId: id }]);
  told.ahead += 3_600_001;
  await told.until('heartbeat');
  expect(told.of('heartbeat')).toMatchObject([
    { level: 'INFO', module: 'lifecycle_manager', params: { synchronisations: 1 } },
  ]);
});

test('two synchronisations to one destination: the second says that it waits its turn', async () => {
  const source = await server({ version: '2.41', data: 'demo', scale: 0.01 });
  const destination = await server({ version: '2.42' });
  const told = await ToldEngine.start();
  const one = await told.synchronise(source, destination, 'manual', ['metadata'], 'one');
  const two = await told.synchronise(source, destination, 'manual', ['metadata'], 'two');
  value(await told.engine.runNow(one));
  value(await told.engine.runNow(two));
  await told.until('run-finished', 2);
  expect(told.of('waiting-for-destination')).toMatchObject([
    {
      level: 'INFO',
      module: 'lifecycle_manager',
      params: { name: 'two', connection: 'destination' },
      syncId: two,
    },
  ]);
  const runs = told.events.filter(({ code }) => code === 'run-started' || code === 'run-finished');
  expect(runs.map(({ syncId }) => syncId)).toEqual([one, one, two, two]);
});

test('a server that asks to slow down is waited for, and the log says for how long', async () => {
  const fault = { kind: 'status', status: 429 } as const;
  const source = await server({
    version: '2.41',
    data: 'demo',
    scale: 0.01,
    faults: [{ path: '/api/metadata*', fault, times: 1 }],
  });
  const destination = await server({ version: '2.42' });
  const told = await ToldEngine.start();
  const id = await told.synchronise(source, destination, 'manual', ['metadata']);
  value(await told.engine.runNow(id));
  await told.until('run-finished');
  expect(told.of('throttled')).toMatchObject([
    { level: 'WARNING', module: 'client', params: { path: '/api/metadata' }, syncId: id },
  ]);
  expect(Number(told.of('throttled')[0]?.params?.ms)).toBeGreaterThan(0);
});

test('values that could not be looked at are named with the reason, and never called unchanged', async () => {
  const source = await server({
    version: '2.41',
    data: 'demo',
    scale: 0.01,
    faults: [{ method: 'GET', path: '/api/dataValueSets*', fault: { kind: 'status', status: 500 } }],
  });
  const destination = await server({ version: '2.42' });
  const told = await ToldEngine.start();
  const id = await told.synchronise(source, destination, 'manual');
  value(await told.engine.runNow(id));
  await told.until('run-finished');
  const unfinished = told.events.filter(({ code }) => /unfinished$/u.test(code));
  expect(unfinished.length).toBeGreaterThan(0);
  for (const event of unfinished) {
    expect(event).toMatchObject({ level: 'ERROR', module: 'change_detector', params: { what: 'aggregate' } });
  }
  expect(told.of('no-change')).toEqual([]);
  expect(told.of('no-difference').filter(({ params }) => params?.what === 'aggregate')).toEqual([]);
});
