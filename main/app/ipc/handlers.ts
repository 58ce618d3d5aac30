import type { AppInfo } from '../../../shared/ipc/contract';
import { problem } from '../../../shared/model/problem';
import type { Preferences } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Engine } from '../../engine/enginePort';
import { logHandlers } from './logHandlers';
import type { LogHandlerNeeds } from './logHandlers';
import type { Publish } from './publishEvents';
import type { CommandHandlers } from './registerCommands';
import type { StatusFeed } from './statusFeed';

/** What the commands are carried out with. */
export interface HandlerNeeds {
  readonly engine: Engine;
  readonly status: StatusFeed;
  readonly publish: Publish;
  readonly info: () => AppInfo;
  /** Preferences were changed and kept: language of the tray, answer to the close question. */
  readonly onPreferences: (preferences: Preferences, change: Partial<Preferences>) => void;
  readonly quit: () => void;
  /** What the commands about logs and bundles are carried out with. */
  readonly reading: LogHandlerNeeds;
}

/** Carries out the commands of the contract: the engine's by asking it, the program's own here. */
export function createHandlers(needs: HandlerNeeds): CommandHandlers {
  const { engine } = needs;
  return {
    'app.info': () => succeed(needs.info()),
    'app.setPreferences': async (change) => {
      const changed = await engine.setPreferences(change);
      if (changed.ok) {
        needs.publish('preferences', changed.value);
        needs.onPreferences(changed.value, change);
      }
      return changed;
    },
    'app.quit': () => {
      // The answer first: the page should not see its question break off.
      setImmediate(needs.quit);
      return succeed(null);
    },
    'status.snapshot': () => succeed(needs.status.snapshot()),
    ...connectionHandlers(needs),
    'synchronisations.list': () => succeed(engine.synchronisations()),
    'synchronisations.save': (input) => engine.saveSynchronisation(input),
    'synchronisations.remove': ({ id }) => engine.removeSynchronisation(id),
    'synchronisations.start': ({ id }) => engine.startSynchronisation(id),
    'synchronisations.stop': ({ id }) => engine.stopSynchronisation(id),
    'synchronisations.pause': ({ id }) => engine.pauseSynchronisation(id),
    'synchronisations.resume': ({ id }) => engine.resumeSynchronisation(id),
    'synchronisations.runNow': ({ id }) => engine.runNow(id),
    'synchronisations.prove': ({ id }) => engine.prove(id),
    'synchronisations.answer': ({ id, question, answer }) => engine.answer(id, question, answer),
    'synchronisations.sendAgain': ({ id }) => engine.sendAgain(id),
    'runs.list': ({ syncId, limit }) => engine.runs(syncId, limit),
    'runs.detail': ({ runId }) => engine.runDetail(runId),
    ...logHandlers(needs.reading),
  };
}

type ConnectionCommand = Extract<keyof CommandHandlers, `connections.${string}`>;

/** Connections; a test under way is known by the identifier the page gave it, so that it can be cancelled. */
function connectionHandlers({ engine, publish }: HandlerNeeds): Pick<CommandHandlers, ConnectionCommand> {
  const tests = new Map<string, AbortController>();
  return {
    'connections.list': () => succeed(engine.connections()),
    'connections.save': (input) => engine.saveConnection(input),
    'connections.remove': ({ id }) => engine.removeConnection(id),
    'connections.test': async ({ testId, connection }) => {
      if (tests.has(testId)) return fail(problem('invalid-input', { field: 'testId', reason: 'in-use' }));
      const controller = new AbortController();
      tests.set(testId, controller);
      try {
        const results = await engine.testConnection(
          connection,
          (result) => publish('connectionTest', { testId, result }),
          controller.signal,
        );
        return succeed(results);
      } finally {
        tests.delete(testId);
      }
    },
    'connections.cancelTest': ({ testId }) => {
      tests.get(testId)?.abort();
      return succeed(null);
    },
  };
}
