import type { Bridge } from '../../shared/ipc/bridge';
import type { CommandName, CommandResult, Commands, EventName, Events } from '../../shared/ipc/contract';
import { connectionTestSteps } from '../../shared/model/connectionTest';
import type { ConnectionTestResult } from '../../shared/model/connectionTest';
import { problem } from '../../shared/model/problem';
import type { Preferences } from '../../shared/model/settings';
import type { SynchronisationStatus } from '../../shared/model/status';
import { fail, succeed } from '../../shared/result';
import { without } from '../stores/without';
import { fakeBundle } from './fakeBundle';
import { fakeLogs } from './fakeLogs';
import { crowd, fakeConnections, fakeInfo, fakeRun, fakeStatuses, settingsOf } from './fakeData';
import type { Scene } from './fakeData';

type Handlers = { readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<CommandResult<N>> };

const facts: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  version: { version: '2.41.3', latencyMs: 412 },
  account: { username: 'sync_nord' },
  clock: { skewSeconds: -2, zone: 'Africa/Kinshasa' },
  identity: { systemId: 'eed3d451-4ff5-4193-b951-ffcc68954299' },
  tls: { daysLeft: 81 },
};

/** How long one step of the pretended connection test takes, in milliseconds. */
const stepMs = 120;

/** A bridge to an invented world, for looking at screens without Electron. */
export function fakeBridge(scene: Scene, theme: Preferences['theme']): Bridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const emit = <N extends EventName>(event: N, payload: Events[N]): void => {
    // Boundary: listeners of an event are kept under its own name.
    for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[N]) => void)(payload);
  };
  let seq = 1;
  const statuses = new Map<string, SynchronisationStatus>(
    (scene === 'empty' ? [] : scene === 'crowded' ? crowd(500) : fakeStatuses).map((entry) => [
      entry.syncId,
      entry,
    ]),
  );
  const connections = scene === 'empty' ? fakeConnections.slice(0, 1) : fakeConnections;
  let info = fakeInfo(scene, theme);

  const change = (
    id: string,
    into: Partial<SynchronisationStatus>,
  ): Promise<CommandResult<'synchronisations.stop'>> => {
    const before = statuses.get(id);
    if (before === undefined) return Promise.resolve(fail(problem('unknown-synchronisation', { id })));
    const rest = without(before, 'question', 'cause', 'progress');
    const after = { ...rest, since: new Date().toISOString(), ...into };
    statuses.set(id, after);
    seq += 1;
    emit('status', { seq, changed: [after], removed: [] });
    return Promise.resolve(succeed(null));
  };
  const begin = (id: string): ReturnType<typeof change> =>
    change(id, {
      state: 'syncing',
      runId: `run-${seq}`,
      progress: { phase: 'reading', domain: 'metadata', done: 0, unit: 'objects', acknowledged: 0 },
    });
  const runs = [...statuses.values()].flatMap((entry) =>
    entry.lastRun === undefined ? [] : [entry.lastRun],
  );
  const done = <T>(value: T): Promise<{ readonly ok: true; readonly value: T }> =>
    Promise.resolve(succeed(value));
  const never = new Promise<never>(() => undefined);

  const test = async (testId: string): Promise<readonly ConnectionTestResult[]> => {
    const results: ConnectionTestResult[] = [];
    for (const step of connectionTestSteps) {
      await new Promise((resolve) => setTimeout(resolve, stepMs));
      const result: ConnectionTestResult =
        step === 'authorities'
          ? {
              step,
              result: 'warning',
              params: {},
              problem: problem('missing-authority', { authority: 'F_DATAVALUE_ADD', username: 'sync_nord' }),
            }
          : { step, result: 'passed', params: facts[step] ?? {} };
      results.push(result);
      emit('connectionTest', { testId, result });
    }
    return results;
  };

  const handlers: Handlers = {
    'app.info': () => done(info),
    'app.setPreferences': (wanted) => {
      info = { ...info, preferences: { ...info.preferences, ...wanted } };
      return done(info.preferences);
    },
    'app.quit': () => done(null),
    'status.snapshot': () => {
      if (scene === 'silent') return Promise.resolve(fail(problem('internal-error')));
      if (scene === 'loading') return never;
      return done({ seq, synchronisations: [...statuses.values()] });
    },
    'connections.list': () => (scene === 'loading' ? never : done(connections)),
    'connections.save': () => done(fakeConnections[0] ?? never) as never,
    'connections.remove': () => Promise.resolve(fail(problem('disk-full'))),
    'connections.test': async ({ testId }) => succeed(await test(testId)),
    'connections.cancelTest': () => done(null),
    'synchronisations.list': () => done([...statuses.values()].map(settingsOf)),
    'synchronisations.save': () => Promise.resolve(fail(problem('disk-full'))),
    'synchronisations.remove': () => done(null),
    'synchronisations.start': ({ id }) => change(id, { state: 'waiting' }),
    'synchronisations.stop': ({ id }) => change(id, { state: 'stopped' }),
    'synchronisations.pause': ({ id }) => change(id, { state: 'paused' }),
    'synchronisations.resume': ({ id }) => change(id, { state: 'idle' }),
    'synchronisations.runNow': ({ id }) => begin(id),
    'synchronisations.prove': ({ id }) => change(id, { state: 'proving' }),
    'synchronisations.answer': ({ id, answer }) =>
      answer === 'yes' ? begin(id) : change(id, { state: 'idle' }),
    'synchronisations.sendAgain': ({ id }) => begin(id),
    'runs.list': ({ syncId }) => {
      if (scene === 'loading') return never;
      // An answer that no engine gives: the screen that asked must fail alone.
      if (scene === 'broken') return done(JSON.parse('null') as never);
      return done(runs.filter((run) => syncId === undefined || run.syncId === syncId));
    },
    'runs.detail': ({ runId }) => {
      const run = runs.find((entry) => entry.runId === runId);
      return run === undefined
        ? Promise.resolve(fail(problem('not-found', { name: runId })))
        : done(fakeRun(run, scene === 'crowded' ? 100_000 : run.quarantined));
    },
    'logs.openFolder': () => done(null),
    ...fakeLogs(scene, emit),
    ...fakeBundle(scene, emit),
  };
  return {
    ...handlers,
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set();
      listeners.set(event, known);
      known.add(listener);
      return () => {
        known.delete(listener);
      };
    },
  };
}
