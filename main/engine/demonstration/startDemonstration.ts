import type { ConnectionInput, SynchronisationInput } from '../../../shared/ipc/contract';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { defaultCheckIntervalSeconds } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Engine } from '../enginePort';
import { readReadyLine } from './readyLine';
import type { ReadySandbox } from './readyLine';
import { launchUnderNode } from './sandboxProcess';
import type { LaunchSandbox, SandboxProcess } from './sandboxProcess';

/** How long a sandbox may take to announce itself, in milliseconds; making the country takes seconds. */
const readyPatienceMs = 120_000;

/** What {@link startDemonstration} needs. */
export interface DemonstrationOptions {
  /** Program that runs the sandbox: Node, or Electron's binary. */
  readonly nodePath: string;
  /** The built sandbox, `out/main/sandbox.cjs`. */
  readonly sandboxPath: string;
  /** Size of the demonstration country; 1 (1,300 org units, 190,000 values) when absent. */
  readonly scale?: number;
  /** Names for people, in their language. */
  readonly names: {
    readonly source: string;
    readonly destination: string;
    readonly synchronisation: string;
  };
  /** Another kind of process than one under `nodePath`, where that is not allowed. */
  readonly launch?: LaunchSandbox;
}

/** Two running servers, and what must be set up to keep them in step. */
export interface Demonstration {
  /** Both connections, with the secrets of their accounts. */
  readonly source: ConnectionInput;
  readonly destination: ConnectionInput;
  /** Automatic, all domains, between two connections that were saved. */
  readonly synchronisation: (sourceId: string, destinationId: string) => SynchronisationInput;
  /** Ends both servers; resolves once they are gone. */
  readonly stop: () => Promise<void>;
}

/** Starts a source with the demonstration country and an empty destination, as child processes on free ports. */
export async function startDemonstration(
  options: DemonstrationOptions,
): Promise<Result<Demonstration, Problem>> {
  const launch = options.launch ?? launchUnderNode(options.nodePath, options.sandboxPath);
  const scale = options.scale === undefined ? [] : ['--scale', String(options.scale)];
  const source = launch(['--port', '0', '--version', '2.41', '--data', 'demo', ...scale]);
  const destination = launch(['--port', '0', '--version', '2.42', '--data', 'empty']);
  const stop = async (): Promise<void> => {
    await Promise.all([source.stop(), destination.stop()]);
  };
  const [sourceReady, destinationReady] = await Promise.all([ready(source), ready(destination)]);
  if (!sourceReady.ok || !destinationReady.ok) {
    await stop();
    return sourceReady.ok ? asFailure(destinationReady) : asFailure(sourceReady);
  }
  return succeed({
    source: connection(options.names.source, sourceReady.value),
    destination: connection(options.names.destination, destinationReady.value),
    synchronisation: (sourceId, destinationId) => ({
      name: options.names.synchronisation,
      sourceId,
      destinationId,
      domains: ['metadata', 'aggregate'],
      mode: 'automatic',
      checkIntervalSeconds: defaultCheckIntervalSeconds,
      clone: 'not-a-clone',
    }),
    stop,
  });
}

function ready(sandbox: SandboxProcess): Promise<Result<ReadySandbox, string>> {
  return readReadyLine(sandbox, readyPatienceMs);
}

function asFailure(result: Result<unknown, string>): Result<never, Problem> {
  return fail(problem('internal-error', { what: 'demonstration' }, result.ok ? '' : result.error));
}

function connection(name: string, { url, accounts }: ReadySandbox): ConnectionInput {
  const account = accounts[0];
  return {
    name,
    url,
    // Our own servers on this machine's loopback: nothing leaves it.
    allowHttp: true,
    auth: { type: 'basic', username: account?.username ?? '' },
    ...(account === undefined ? {} : { secret: account.password }),
  };
}

/**
 * Saves both connections and the synchronisation, which then begins by itself as any automatic one does; resolves to
 * the synchronisation's identifier.
 */
export async function setUpDemonstration(
  engine: Pick<Engine, 'saveConnection' | 'saveSynchronisation'>,
  { source, destination, synchronisation }: Demonstration,
): Promise<Result<string, Problem>> {
  const savedSource = await engine.saveConnection(source);
  if (!savedSource.ok) return savedSource;
  const savedDestination = await engine.saveConnection(destination);
  if (!savedDestination.ok) return savedDestination;
  const saved = await engine.saveSynchronisation(
    synchronisation(savedSource.value.id, savedDestination.value.id),
  );
  return saved.ok ? succeed(saved.value.id) : saved;
}
