import { join } from 'node:path';
import type { SynchronisationInput } from '../../shared/ipc/contract';
import type { LogCode } from '../../shared/model/log';
import { problemParams } from '../../shared/model/logFields';
import { problem } from '../../shared/model/problem';
import type { Problem } from '../../shared/model/problem';
import type { Settings, SynchronisationSettings } from '../../shared/model/settings';
import { fail, succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import { createAggregateSynchroniser } from './aggregate/aggregateSynchroniser';
import { createConnectionDesk } from './connectionDesk';
import type { ConnectionDesk } from './connectionDesk';
import type { Engine, SecretStore } from './enginePort';
import { createMetadataSynchroniser } from './metadata/metadataSynchroniser';
import type { Clock, Log, Random } from './ports';
import { createExclusive } from './run/exclusive';
import { tellInterrupted } from './run/runLog';
import { createKeeper } from './schedule/keeper';
import type { Keeper } from './schedule/keeper';
import { stateWithoutStore, statusOf } from './schedule/statusOf';
import { startTicker } from './schedule/ticker';
import type { Ticker } from './schedule/ticker';
import { createStatusBoard } from './status/statusBoard';
import { openConnectionTestStore } from './store/connectionTestStore';
import type { ConnectionTestStore } from './store/connectionTestStore';
import { openRunHistory } from './store/runHistory';
import type { RunHistory } from './store/runHistory';
import { openSettingsStore } from './store/settingsStore';
import type { SettingsStore } from './store/settingsStore';
import { acquireStateLock } from './store/stateLock';
import type { StateLock } from './store/stateLock';
import { openSynchronisationStore } from './store/synchronisationStore';

/** What the engine asks of the world. */
export interface EnginePorts {
  readonly stateFolder: string;
  /** Held by the caller already, since the log files need it first; released by the caller too. */
  readonly lock?: StateLock;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secretStore: SecretStore;
}

/** First automatic check after a start, in milliseconds: the operator sees the window before work begins. */
export const firstCheckDelayMs = 10_000;
/** What a kill interrupted is taken up sooner, in milliseconds. */
const resumeDelayMs = 3_000;
/** A line at least this often says that the engine is alive, in milliseconds. */
const heartbeatMs = 3_600_000;

interface Opened {
  readonly lock: StateLock | undefined;
  readonly settings: SettingsStore;
  readonly history: RunHistory;
  readonly tests: ConnectionTestStore;
  readonly desk: ConnectionDesk;
  readonly ticker: Ticker;
}

/** The engine's only wiring. Nothing happens before `start`. */
export function createEngine(ports: EnginePorts): Engine {
  const { clock, random, log, secretStore, stateFolder } = ports;
  const board = createStatusBoard();
  const keepers = new Map<string, Keeper>();
  const exclusively = createExclusive();
  const synchronisers = [createMetadataSynchroniser(), createAggregateSynchroniser()];
  const problems: Problem[] = [];
  let opened: Opened | undefined;

  function state(): Opened {
    if (opened === undefined) throw new Error('the engine is not started');
    return opened;
  }

  const settings = (): Settings => state().settings.current();

  const desk = (): ConnectionDesk => state().desk;

  async function openKeeper(
    syncId: string,
    history: RunHistory,
    store: SettingsStore,
  ): Promise<Result<null, Problem>> {
    const opening = await openSynchronisationStore(join(stateFolder, 'syncs', syncId), {
      now: () => clock.now(),
    });
    if (!opening.ok) return opening;
    problems.push(...opening.value.problems);
    const keeper = createKeeper(
      syncId,
      opening.value,
      {
        clock,
        random,
        log,
        secrets: secretStore,
        board,
        book: history,
        synchronisers,
        settings: () => store.current(),
        exclusively,
      },
      clock.now() + firstCheckDelayMs,
      history.list(syncId, 1)[0],
    );
    keepers.set(syncId, keeper);
    const wasCut =
      history.interrupted.some((run) => run.syncId === syncId) ||
      opening.value.journal.unsettled().length > 0;
    if (wasCut) keeper.resumeAt(clock.now() + resumeDelayMs);
    return succeed(null);
  }

  /** Does something with a keeper, or says that there is none. */
  function withKeeper<T>(id: string, act: (keeper: Keeper) => T): T | Result<never, Problem> {
    const keeper = keepers.get(id);
    return keeper === undefined ? fail(problem('unknown-synchronisation', { id })) : act(keeper);
  }

  async function change(
    id: string,
    activity: SynchronisationSettings['activity'],
    code: LogCode,
  ): Promise<Result<null, Problem>> {
    const keeper = keepers.get(id);
    if (keeper === undefined) return fail(problem('unknown-synchronisation', { id }));
    const written = await state().settings.update((all) => ({
      ...all,
      synchronisations: all.synchronisations.map((one) => (one.id === id ? { ...one, activity } : one)),
    }));
    if (!written.ok) return written;
    const name = written.value.synchronisations.find((one) => one.id === id)?.name ?? id;
    log.write({ level: 'INFO', module: 'lifecycle_manager', code, params: { name }, syncId: id });
    keeper.settingsChanged();
    return succeed(null);
  }

  function checked(input: SynchronisationInput): Result<SynchronisationSettings, Problem> {
    const all = settings();
    const before = all.synchronisations.find(({ id }) => id === input.id);
    if (input.id !== undefined && before === undefined) {
      return fail(problem('unknown-synchronisation', { id: input.id }));
    }
    for (const id of [input.sourceId, input.destinationId]) {
      if (!all.connections.some((one) => one.id === id)) return fail(problem('unknown-connection', { id }));
    }
    if (input.sourceId === input.destinationId) return fail(problem('same-server', { systemId: '' }));
    if (all.synchronisations.some((one) => one.name === input.name && one.id !== input.id)) {
      return fail(problem('invalid-input', { field: 'name', reason: 'duplicate-name' }));
    }
    return succeed({
      ...input,
      id: input.id ?? random.identifier(12),
      activity: before?.activity ?? 'started',
    });
  }

  return {
    start: async () => {
      const lock =
        ports.lock === undefined ? await acquireStateLock(stateFolder, () => clock.now()) : undefined;
      if (lock?.ok === false) return lock;
      const store = await openSettingsStore(stateFolder, { now: () => clock.now() });
      const history = store.ok ? await openRunHistory(stateFolder, { now: () => clock.now() }) : store;
      const tests = history.ok
        ? await openConnectionTestStore(stateFolder, { now: () => clock.now() })
        : history;
      if (!store.ok || !history.ok || !tests.ok) {
        await lock?.value.release();
        return !store.ok ? store : !history.ok ? history : tests.ok ? succeed(null) : tests;
      }
      problems.push(...store.value.problems, ...history.value.problems, ...tests.value.problems);
      let lastBeat = clock.now();
      const tick = () => {
        for (const keeper of keepers.values()) keeper.tick(clock.now());
        if (clock.now() - lastBeat < heartbeatMs) return;
        lastBeat = clock.now();
        const { synchronisations } = board.snapshot();
        const running = synchronisations.filter(({ runId }) => runId !== undefined).length;
        const params = { synchronisations: synchronisations.length, running };
        log.write({ level: 'INFO', module: 'lifecycle_manager', code: 'heartbeat', params });
      };
      opened = {
        lock: lock?.value,
        settings: store.value,
        history: history.value,
        tests: tests.value,
        desk: createConnectionDesk({
          settings: store.value,
          tests: tests.value,
          secretStore,
          clock,
          random,
          log,
        }),
        ticker: startTicker(tick),
      };
      tellInterrupted(log, history.value.interrupted);
      const { synchronisations, connections } = store.value.current();
      for (const synchronisation of synchronisations) {
        const kept = await openKeeper(synchronisation.id, history.value, store.value);
        if (kept.ok) continue;
        problems.push(kept.error);
        const { id: syncId, name } = synchronisation;
        const params = { name, problem: kept.error.code };
        log.write({ level: 'INFO', module: 'scheduler', code: 'not-run', params, syncId });
        // Without its memory it cannot run; it stays on the screens, with the reason.
        const step = { state: 'error', cause: kept.error, failures: 0 } as const;
        board.put(statusOf(synchronisation, connections, stateWithoutStore(step, clock.now())));
      }
      for (const found of problems) {
        log.write({
          level: 'WARNING',
          module: 'app',
          code: 'state-problem',
          params: problemParams(found),
          ...(found.detail === undefined ? {} : { detail: found.detail }),
        });
      }
      return succeed(null);
    },
    stop: async (deadlineMs) => {
      if (opened === undefined) return;
      const { ticker, lock } = opened;
      await ticker.stop();
      const closed = Promise.all([...keepers.values()].map((keeper) => keeper.close()));
      const patience = new AbortController();
      await Promise.race([closed, clock.sleep(deadlineMs, patience.signal)]);
      patience.abort();
      await lock?.release();
    },
    stateProblems: () => problems,
    snapshot: () => board.snapshot(),
    onStatus: (listener) => board.listen(listener),
    preferences: () => settings().preferences,
    setPreferences: async (changed) => {
      const written = await state().settings.update((all) => ({
        ...all,
        preferences: { ...all.preferences, ...changed },
      }));
      return written.ok ? succeed(written.value.preferences) : written;
    },
    connections: () => desk().list(),
    saveConnection: async (input) => {
      const saved = await desk().save(input);
      if (saved.ok) for (const keeper of keepers.values()) keeper.settingsChanged();
      return saved;
    },
    removeConnection: (id) => desk().remove(id),
    testConnection: (input, onStep, signal) => desk().test(input, onStep, signal),
    connectionTests: () => state().tests.current(),
    synchronisations: () => settings().synchronisations,
    saveSynchronisation: async (input) => {
      const settled = checked(input);
      if (!settled.ok) return settled;
      const synchronisation = settled.value;
      const written = await state().settings.update((all) => ({
        ...all,
        synchronisations: [
          ...all.synchronisations.filter(({ id }) => id !== synchronisation.id),
          synchronisation,
        ],
      }));
      if (!written.ok) return written;
      const { name, id } = synchronisation;
      log.write({
        level: 'INFO',
        module: 'app',
        code: 'synchronisation-saved',
        params: { name },
        syncId: id,
      });
      const keeper = keepers.get(id);
      if (keeper !== undefined) {
        keeper.settingsChanged();
        return succeed(synchronisation);
      }
      const kept = await openKeeper(id, state().history, state().settings);
      return kept.ok ? succeed(synchronisation) : kept;
    },
    removeSynchronisation: async (id) => {
      const keeper = keepers.get(id);
      if (keeper === undefined) return fail(problem('unknown-synchronisation', { id }));
      const name = settings().synchronisations.find((one) => one.id === id)?.name ?? id;
      await keeper.close();
      const written = await state().settings.update((all) => ({
        ...all,
        synchronisations: all.synchronisations.filter((one) => one.id !== id),
      }));
      if (!written.ok) {
        // Still in the settings: it goes on being kept.
        const kept = await openKeeper(id, state().history, state().settings);
        if (!kept.ok) problems.push(kept.error);
        return written;
      }
      keepers.delete(id);
      board.remove(id);
      const params = { name };
      log.write({ level: 'INFO', module: 'app', code: 'synchronisation-removed', params, syncId: id });
      return succeed(null);
    },
    startSynchronisation: (id) => change(id, 'started', 'synchronisation-started'),
    stopSynchronisation: (id) => change(id, 'stopped', 'synchronisation-stopped'),
    pauseSynchronisation: (id) => change(id, 'paused', 'synchronisation-paused'),
    resumeSynchronisation: (id) => change(id, 'started', 'synchronisation-resumed'),
    runNow: (id) => Promise.resolve(withKeeper(id, (keeper) => keeper.run('operator', 'synchronise'))),
    prove: (id) => Promise.resolve(withKeeper(id, (keeper) => keeper.run('operator', 'prove'))),
    answer: (id, question, answer) =>
      Promise.resolve(withKeeper(id, (keeper) => keeper.answer(question, answer))),
    sendAgain: (id) =>
      Promise.resolve(withKeeper(id, (keeper) => keeper.run('operator', 'synchronise', 'yes'))),
    runs: (syncId, limit) => Promise.resolve(succeed(state().history.list(syncId, limit))),
    runDetail: (runId) => state().history.detail(runId),
  };
}
