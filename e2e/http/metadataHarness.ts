import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionSettings } from '../../shared/model/settings';
import type { LogEvent } from '../../shared/model/log';
import type { QuarantinedRecord } from '../../shared/model/run';
import { succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import { createMetadataSynchroniser } from '../../main/engine/metadata/metadataSynchroniser';
import { connectServer } from '../../main/engine/run/connectEnds';
import type { OpenServer } from '../../main/engine/run/connectEnds';
import type { DomainProof, DomainResult, EndCounts, RunContext } from '../../main/engine/run/runContext';
import { openSynchronisationStore } from '../../main/engine/store/synchronisationStore';
import type { SynchronisationStore } from '../../main/engine/store/synchronisationStore';
import { systemRandom } from '../../main/engine/systemPorts';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox, StartSandboxOptions } from '../../sandbox/startSandbox';

/** What one run may be asked to do differently. */
export interface RunOptions {
  readonly allowDeletions?: number;
  readonly sendQuarantinedAgain?: boolean;
  readonly signal?: AbortSignal;
}

/** Unwraps a success; a failure is an error that the test shows. */
export function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Two sandboxes, a state folder, and the metadata synchroniser between them. */
export class MetadataHarness {
  quarantine: readonly QuarantinedRecord[] = [];
  readonly events: LogEvent[] = [];
  private runs = 0;

  private constructor(
    readonly source: Sandbox,
    readonly destination: Sandbox,
    private readonly folder: string,
    private store: SynchronisationStore,
  ) {}

  /** Starts both ends and opens a new state folder. */
  static async start(
    source: StartSandboxOptions,
    destination: StartSandboxOptions,
  ): Promise<MetadataHarness> {
    const ends = await Promise.all([startSandbox(source), startSandbox(destination)]);
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-metadata-'));
    const store = value(await openSynchronisationStore(folder));
    return new MetadataHarness(ends[0], ends[1], folder, store);
  }

  /** Stops everything and removes the state folder. */
  async close(): Promise<void> {
    await this.store.close();
    await Promise.all([this.source.close(), this.destination.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Closes and opens the state again, as a restart of the program does. */
  async reopen(): Promise<void> {
    await this.store.close();
    this.store = value(await openSynchronisationStore(this.folder));
  }

  get ledger(): SynchronisationStore['ledger'] {
    return this.store.ledger;
  }

  get journal(): SynchronisationStore['journal'] {
    return this.store.journal;
  }

  /** One run after a handshake; what it quarantines is remembered for the next. */
  async run(options: RunOptions = {}): Promise<DomainResult> {
    return this.with(options, async (context) => {
      const result = await createMetadataSynchroniser().run(context);
      this.quarantine = result.quarantined;
      return result;
    });
  }

  /** Settles what an interrupted run left open. */
  async settle(): Promise<void> {
    value(await this.with({}, (context) => createMetadataSynchroniser().settle(context)));
  }

  /** Compares both ends. */
  async prove(): Promise<DomainProof> {
    return value(await this.with({}, (context) => createMetadataSynchroniser().prove(context)));
  }

  /** Counts both ends. */
  async count(): Promise<EndCounts> {
    return value(await this.with({}, (context) => createMetadataSynchroniser().count(context)));
  }

  /** Requests that one end served since it had served `from` of them, in short form. */
  requests(end: 'source' | 'destination', from = 0): readonly string[] {
    return this[end]
      .requests()
      .slice(from)
      .map(({ method, path, status }) => `${method} ${path} ${String(status)}`);
  }

  /** Posts of metadata that committed, at the destination. */
  commits(from = 0): readonly string[] {
    return this.requests('destination', from).filter((line) => line.includes('importMode=COMMIT'));
  }

  /** Does something with a context whose servers have just been greeted. */
  async with<T>(options: RunOptions, work: (context: RunContext) => Promise<T>): Promise<T> {
    const signal = options.signal ?? new AbortController().signal;
    const source = await this.connect('source', this.source);
    const destination = await this.connect('destination', this.destination);
    this.runs += 1;
    const context: RunContext = {
      runId: `run-${String(this.runs)}`,
      synchronisation: {
        id: 'sync',
        name: 'sync',
        sourceId: 'source',
        destinationId: 'destination',
        domains: ['metadata'],
        mode: 'manual',
        checkIntervalSeconds: 300,
        activity: 'stopped',
        clone: 'not-a-clone',
      },
      source,
      destination,
      ledger: this.store.ledger,
      journal: this.store.journal,
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
      random: systemRandom,
      log: { write: (event) => this.events.push(event) },
      approvals: {
        allowDeletions: options.allowDeletions ?? 0,
        sendQuarantinedAgain: options.sendQuarantinedAgain ?? false,
      },
      quarantine: this.quarantine,
      signal,
      pausePoint: () => Promise.resolve(),
      report: () => undefined,
      acknowledged: () => undefined,
    };
    const result = await work(context);
    source.close();
    destination.close();
    return result;
  }

  private async connect(id: string, sandbox: Sandbox): Promise<OpenServer> {
    const account = sandbox.accounts.find(({ username }) => username === 'admin');
    if (account === undefined) throw new Error('The sandbox has no administrator.');
    const connection: ConnectionSettings = {
      id,
      name: id,
      url: sandbox.url,
      allowHttp: true,
      auth: { type: 'basic', username: account.username },
    };
    const ports = {
      secrets: { read: () => Promise.resolve(succeed(account.password)) },
      clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
      random: systemRandom,
    };
    return value(await connectServer(connection, ports, new AbortController().signal));
  }
}
