import { demoAccounts } from './accounts/demoAccounts';
import { apiRoutes } from './apiRoutes';
import type { SandboxContext } from './context';
import { demonstrationCountry } from './country/demonstrationCountry';
import type { FaultRule } from './faults/fault';
import type { RequestRecord } from './http/requestLog';
import { loadData } from './loadData';
import type { LoadReport, SandboxData } from './loadData';
import { isRecord } from './model';
import type { Account, MetadataBundle, ServerLine } from './model';
import type { TimeSource } from './serverClock';
import { createSandboxServer } from './server';
import { seedServer } from './seedServer';

/** What `startSandbox` may be asked for; only the version is needed. */
export interface StartSandboxOptions {
  readonly version: ServerLine;
  /** What the server holds from the start; `empty` (defaults and users only) when absent. */
  readonly data?: 'empty' | 'demo' | MetadataBundle | SandboxData;
  /** Size of the demonstration country; 1 is 1,300 org units. */
  readonly scale?: number;
  readonly seed?: number;
  readonly port?: number;
  /** IANA zone of the server, such as `Africa/Kinshasa`; UTC when absent. */
  readonly timeZone?: string;
  readonly faults?: readonly FaultRule[];
  readonly timeSource?: TimeSource;
  /** How faults wait; real time when absent. */
  readonly pause?: (millis: number) => Promise<void>;
  readonly accounts?: readonly Account[];
  /** Gives the four default category objects other UIDs than a fresh installation has. */
  readonly defaultIds?: 'fixed' | 'own';
  /** Makes this server a clone: same `systemId` as another. */
  readonly systemId?: string;
}

/** A running server, with direct access to what it holds for tests. */
export interface Sandbox {
  readonly url: string;
  /** Full version, such as `2.41.0`. */
  readonly version: string;
  readonly accounts: readonly Account[];
  readonly context: SandboxContext;
  /** What became of the data it was started with. */
  readonly loaded: LoadReport;
  /** All requests served so far, control requests left out. */
  requests(): readonly RequestRecord[];
  /** Replaces the faults in force. */
  setFaults(rules: readonly FaultRule[]): void;
  close(): Promise<void>;
}

/** Starts a DHIS2 stand-in on 127.0.0.1 and resolves when it answers. */
export async function startSandbox(options: StartSandboxOptions): Promise<Sandbox> {
  const accounts = options.accounts ?? demoAccounts;
  const server = createSandboxServer({
    line: options.version,
    timeZone: options.timeZone ?? 'UTC',
    seed: options.seed ?? 1,
    accounts,
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...(options.timeSource === undefined ? {} : { timeSource: options.timeSource }),
    ...(options.systemId === undefined ? {} : { systemId: options.systemId }),
    ...(options.pause === undefined ? {} : { pause: options.pause }),
    routes: apiRoutes,
  });
  seedServer(server.context, { defaultIds: options.defaultIds ?? 'fixed' });
  const data = dataFor(options);
  const loaded =
    data === undefined ? { objects: 0, values: 0, problems: [] } : await loadData(server.context, data);
  const url = await server.listen(options.port ?? 0);
  return {
    url,
    version: server.context.version,
    accounts,
    context: server.context,
    loaded,
    requests: () => server.requests,
    setFaults: (rules) => server.faults.replace(rules),
    close: () => server.close(),
  };
}

function dataFor(options: StartSandboxOptions): SandboxData | undefined {
  const { data = 'empty' } = options;
  if (data === 'empty') return undefined;
  if (data === 'demo') {
    const country = demonstrationCountry({
      seed: options.seed ?? 1,
      scale: options.scale ?? 1,
      ...(options.timeSource === undefined ? {} : { now: options.timeSource() }),
    });
    return { metadata: country.bundle, dataValues: country.dataValues };
  }
  return isSandboxData(data) ? data : { metadata: data };
}

function isSandboxData(data: MetadataBundle | SandboxData): data is SandboxData {
  return isRecord(data.metadata);
}
