import type { ConnectionInput, ConnectionView } from '../../shared/ipc/contract';
import type { ConnectionTestRecord, ConnectionTestResult } from '../../shared/model/connectionTest';
import { problem } from '../../shared/model/problem';
import type { Problem } from '../../shared/model/problem';
import type { ConnectionSettings, Settings } from '../../shared/model/settings';
import { fail, succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import { readBaseUrl } from './dhis2/baseUrl';
import { testConnection } from './dhis2/testConnection';
import type { SecretStore } from './enginePort';
import type { Clock, Log, Random } from './ports';
import { credentialsOf } from './run/connectEnds';
import type { ConnectionTestStore } from './store/connectionTestStore';
import type { SettingsStore } from './store/settingsStore';

/** What the desk works with. */
export interface ConnectionDeskPorts {
  readonly settings: SettingsStore;
  readonly tests: ConnectionTestStore;
  readonly secretStore: SecretStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Keeps connections: list, save, remove, test. */
export interface ConnectionDesk {
  list(): readonly ConnectionView[];
  save(input: ConnectionInput): Promise<Result<ConnectionView, Problem>>;
  remove(id: string): Promise<Result<null, Problem>>;
  test(
    input: ConnectionInput,
    onStep: (result: ConnectionTestResult) => void,
    signal: AbortSignal,
  ): Promise<readonly ConnectionTestResult[]>;
}

/** Whether what was tested is what is saved: only then the result is that of the connection. */
function isAsSaved(saved: ConnectionSettings, tested: ConnectionInput): boolean {
  const url = readBaseUrl(tested.url, tested.allowHttp);
  return (
    url.ok &&
    url.value.href.replace(/\/$/u, '') === saved.url &&
    JSON.stringify(saved.auth) === JSON.stringify(tested.auth)
  );
}

/** Whether a changed connection may keep the secret it has: never when it would go to another server or account. */
function mayKeepSecret(before: ConnectionSettings, after: ConnectionInput): boolean {
  const sameServer =
    URL.canParse(before.url) &&
    URL.canParse(after.url) &&
    new URL(before.url).origin === new URL(after.url).origin;
  return sameServer && JSON.stringify(before.auth) === JSON.stringify(after.auth);
}

/** Makes the desk of connections; secrets go in and never come out. */
export function createConnectionDesk(ports: ConnectionDeskPorts): ConnectionDesk {
  const { settings, tests, secretStore, clock, random, log } = ports;
  let lastTest:
    | { readonly input: ConnectionInput; readonly record: Omit<ConnectionTestRecord, 'connectionId'> }
    | undefined;

  const usedBy = (all: Settings, id: string) =>
    all.synchronisations.filter((one) => one.sourceId === id || one.destinationId === id).length;

  const view = (connection: ConnectionSettings): ConnectionView => {
    const secretKept = secretStore.kept(connection.id);
    return {
      ...connection,
      hasSecret: secretKept !== 'none',
      secretKept,
      usedBy: usedBy(settings.current(), connection.id),
    };
  };

  async function secretFor(input: ConnectionInput): Promise<Result<string, Problem>> {
    if (input.secret !== undefined) return succeed(input.secret);
    const before = settings.current().connections.find(({ id }) => id === input.id);
    if (before === undefined || !mayKeepSecret(before, input)) {
      return fail(problem('secret-missing', { place: input.name, reason: 'not-set' }));
    }
    return secretStore.read(before.id);
  }

  /** A test that cannot be kept stops nothing: it is told in the log. */
  async function keepTest(connection: ConnectionSettings): Promise<void> {
    if (lastTest === undefined || !isAsSaved(connection, lastTest.input)) return;
    tellProblem(await tests.record({ connectionId: connection.id, ...lastTest.record }));
  }

  function tellProblem(kept: Result<null, Problem>): void {
    if (kept.ok) return;
    const { code, params } = kept.error;
    log.write({
      level: 'WARNING',
      module: 'app',
      code: 'state-problem',
      params: { problem: code, keptAs: '', ...params },
    });
  }

  return {
    list: () => settings.current().connections.map(view),
    save: async (input) => {
      const url = readBaseUrl(input.url, input.allowHttp);
      if (!url.ok) return url;
      const { connections } = settings.current();
      const before = connections.find(({ id }) => id === input.id);
      if (input.id !== undefined && before === undefined) {
        return fail(problem('unknown-connection', { id: input.id }));
      }
      if (connections.some((one) => one.name === input.name && one.id !== input.id)) {
        return fail(problem('invalid-input', { field: 'name', reason: 'duplicate-name' }));
      }
      const connection: ConnectionSettings = {
        id: input.id ?? random.identifier(12),
        name: input.name,
        url: url.value.href.replace(/\/$/u, ''),
        allowHttp: input.allowHttp,
        auth: input.auth,
      };
      if (input.secret !== undefined) {
        const saved = await secretStore.save(connection.id, input.secret);
        if (!saved.ok) return saved;
      } else if (before !== undefined && !mayKeepSecret(before, input)) {
        const removed = await secretStore.remove(connection.id);
        if (!removed.ok) return removed;
      }
      const written = await settings.update((all) => ({
        ...all,
        connections: [...all.connections.filter(({ id }) => id !== connection.id), connection],
      }));
      if (!written.ok) return written;
      log.write({
        level: 'INFO',
        module: 'app',
        code: 'connection-saved',
        params: { name: connection.name },
      });
      // Tested in the form first, then saved: the result is this connection's.
      await keepTest(connection);
      return succeed(view(connection));
    },
    remove: async (id) => {
      const all = settings.current();
      const connection = all.connections.find((one) => one.id === id);
      if (connection === undefined) return fail(problem('unknown-connection', { id }));
      if (usedBy(all, id) > 0) return fail(problem('invalid-input', { field: 'id', reason: 'in-use' }));
      const written = await settings.update((now) => ({
        ...now,
        connections: now.connections.filter((one) => one.id !== id),
      }));
      if (!written.ok) return written;
      log.write({
        level: 'INFO',
        module: 'app',
        code: 'connection-removed',
        params: { name: connection.name },
      });
      tellProblem(await tests.forget(id));
      return secretStore.remove(id);
    },
    test: async (input, onStep, signal) => {
      const secret = await secretFor(input);
      if (!secret.ok) {
        const refused: ConnectionTestResult = {
          step: 'account',
          result: 'failed',
          params: {},
          problem: secret.error,
        };
        onStep(refused);
        return [refused];
      }
      const results = await testConnection(
        {
          url: input.url,
          allowHttp: input.allowHttp,
          credentials: credentialsOf(input.auth, secret.value),
          clock,
          random,
        },
        onStep,
        signal,
      );
      const failed = results.find(({ result }) => result === 'failed');
      const { name } = input;
      if (failed === undefined) {
        log.write({ level: 'INFO', module: 'client', code: 'connection-test-passed', params: { name } });
      } else {
        const params = { name, step: failed.step, problem: failed.problem?.code ?? '' };
        log.write({ level: 'WARNING', module: 'client', code: 'connection-test-failed', params });
      }
      // A test that was cancelled says nothing about the connection.
      if (signal.aborted) return results;
      lastTest = { input, record: { at: new Date(clock.now()).toISOString(), results } };
      const saved = settings.current().connections.find(({ id }) => id === input.id);
      if (saved !== undefined) await keepTest(saved);
      return results;
    },
  };
}
