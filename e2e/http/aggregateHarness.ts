import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent } from '../../shared/model/log';
import type { ConnectionSettings } from '../../shared/model/settings';
import type { Progress } from '../../shared/model/status';
import { succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import { createAggregateSynchroniser } from '../../main/engine/aggregate/aggregateSynchroniser';
import { connectServer } from '../../main/engine/run/connectEnds';
import type { OpenServer } from '../../main/engine/run/connectEnds';
import { giveOrgUnits } from '../../main/engine/run/giveOrgUnits';
import { recall } from '../../main/engine/run/rememberedFacts';
import type { DomainProof, DomainResult, EndCounts, RunContext } from '../../main/engine/run/runContext';
import { runDomains } from '../../main/engine/run/runDomains';
import type { BatchItem } from '../../main/engine/store/storePort';
import { openSynchronisationStore } from '../../main/engine/store/synchronisationStore';
import type { SynchronisationStore } from '../../main/engine/store/synchronisationStore';
import { systemRandom } from '../../main/engine/systemPorts';
import type { DefaultIds } from '../../sandbox/country/countryKit';
import { demonstrationCountry } from '../../sandbox/country/demonstrationCountry';
import type { DemonstrationCountry } from '../../sandbox/country/demonstrationCountry';
import type { MetadataBundle } from '../../sandbox/model';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox, StartSandboxOptions } from '../../sandbox/startSandbox';
import { ServerClerk } from './support/serverClerk';
import type { Json, ValueKey } from './support/serverClerk';

/** Unwraps a success; a failure is an error that the test shows. */
export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Hour in milliseconds. */
export const hour = 3_600_000;

/** What a run may be asked to do differently. */
export interface RunOptions {
  readonly allowDeletions?: number;
  readonly sendQuarantinedAgain?: boolean;
  readonly signal?: AbortSignal;
  /** Called after each batch was journalled; the run cannot go on before it resolves. */
  readonly onBatch?: (items: readonly BatchItem[]) => void;
}

/** Clock of both servers: stands still until a test moves it. */
export class TestTime {
  now = Date.parse('2026-11-23T12:00:00.000Z');
}

/** A small demonstration country, the same for both ends. */
export function smallCountry(time: TestTime, dataValues = 3000, defaults?: DefaultIds): DemonstrationCountry {
  const now = time.now - 48 * hour;
  return demonstrationCountry({
    seed: 7,
    orgUnits: 60,
    dataValues,
    now,
    ...(defaults === undefined ? {} : { defaults }),
  });
}

/** Two sandboxes, a state folder, and the synchroniser of values between them. */
export class AggregateHarness {
  readonly events: LogEvent[] = [];
  readonly progress: Omit<Progress, 'acknowledged'>[] = [];
  /** Keys of all batches that were begun, by run. */
  readonly batches: { readonly run: number; readonly items: readonly BatchItem[] }[] = [];
  acknowledged = 0;
  /** Values that were begun although the destination had acknowledged just that content before. */
  readonly postedTwice: string[] = [];
  private readonly settled = new Map<string, string>();
  private runs = 0;

  private constructor(
    readonly time: TestTime,
    readonly source: Sandbox,
    readonly destination: Sandbox,
    private readonly folder: string,
    private store: SynchronisationStore,
  ) {}

  /** Starts both ends with accounts that have org units, and opens a new state folder. */
  static async start(
    source: StartSandboxOptions,
    destination: StartSandboxOptions,
    time = new TestTime(),
  ): Promise<AggregateHarness> {
    const timeSource = () => time.now;
    const ends = await Promise.all([
      startSandbox({ ...source, timeSource }),
      startSandbox({ ...destination, timeSource, seed: (source.seed ?? 1) + 1 }),
    ]);
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-aggregate-'));
    const store = valueOf(await openSynchronisationStore(folder));
    const harness = new AggregateHarness(time, ends[0], ends[1], folder, store);
    for (const sandbox of ends) {
      if (sandbox.loaded.objects === 0) continue;
      const server = await harness.connect('end', sandbox);
      valueOf(await giveOrgUnits(server, new AbortController().signal));
      server.close();
    }
    time.now += hour;
    return harness;
  }

  /** A small country with values at the source and metadata only at the destination. */
  static async withCountry(
    sourceVersion: StartSandboxOptions['version'],
    destinationVersion: StartSandboxOptions['version'],
    options: {
      readonly values?: number;
      readonly sourceZone?: string;
      readonly bundle?: MetadataBundle;
    } = {},
  ): Promise<AggregateHarness> {
    const time = new TestTime();
    const country = smallCountry(time, options.values);
    const bundle = options.bundle ?? country.bundle;
    return AggregateHarness.start(
      {
        version: sourceVersion,
        data: { metadata: country.bundle, dataValues: country.dataValues },
        timeZone: options.sourceZone ?? 'Africa/Kinshasa',
      },
      { version: destinationVersion, data: bundle, timeZone: 'America/Bogota' },
      time,
    );
  }

  async close(): Promise<void> {
    await this.store.close();
    await Promise.all([this.source.close(), this.destination.close()]);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Closes and opens the state again, as a restart of the program does. */
  async reopen(): Promise<void> {
    await this.store.close();
    this.store = valueOf(await openSynchronisationStore(this.folder));
  }

  get journal(): SynchronisationStore['journal'] {
    return this.store.journal;
  }

  get ledger(): SynchronisationStore['ledger'] {
    return this.store.ledger;
  }

  clerk(end: 'source' | 'destination'): ServerClerk {
    return new ServerClerk(this[end]);
  }

  /** One run as the engine makes it: settles first, quarantine and held deletions are kept for the next. */
  async run(options: RunOptions = {}): Promise<DomainResult> {
    this.time.now += hour;
    return this.with(options, async (context) => {
      const synchroniser = createAggregateSynchroniser();
      const settled = await synchroniser.settle(context);
      if (!settled.ok) throw new Error(JSON.stringify(settled.error));
      const result = (await runDomains([synchroniser], context)).get('aggregate');
      if (result === undefined) throw new Error('The domain did not run.');
      return result;
    });
  }

  async prove(): Promise<Result<DomainProof, unknown>> {
    return this.with({}, (context) => createAggregateSynchroniser().prove(context));
  }

  async count(): Promise<EndCounts> {
    return valueOf(await this.with({}, (context) => createAggregateSynchroniser().count(context)));
  }

  /** Live values of an end as key → value, comment and follow-up. */
  async contents(end: 'source' | 'destination'): Promise<ReadonlyMap<string, string>> {
    const values = await this.clerk(end).values();
    return new Map(
      values.map((one) => [
        [one.dataElement, one.period, one.orgUnit, one.categoryOptionCombo, one.attributeOptionCombo].join(
          '.',
        ),
        JSON.stringify([one['value'] ?? null, one['comment'] ?? null, one['followup'] ?? false]),
      ]),
    );
  }

  /** Puts rows into the source as a data entry program does. */
  async enter(rows: readonly (ValueKey & Json)[], end: 'source' | 'destination' = 'source'): Promise<void> {
    await this.clerk(end).ask('POST', '/api/dataValueSets', { dataValues: rows });
  }

  /** Requests that an end served since it had served `from` of them. */
  requests(end: 'source' | 'destination', from = 0): readonly string[] {
    return this[end]
      .requests()
      .slice(from)
      .map(({ method, path, status }) => `${method} ${path} ${String(status)}`);
  }

  /** Posts of values at the destination. */
  posts(from = 0): readonly string[] {
    return this.requests('destination', from).filter((line) => line.startsWith('POST /api/dataValueSets'));
  }

  /** Does something with a context whose servers have just been greeted. */
  async with<T>(options: RunOptions, work: (context: RunContext) => Promise<T>): Promise<T> {
    const source = await this.connect('source', this.source);
    const destination = await this.connect('destination', this.destination);
    this.runs += 1;
    const run = this.runs;
    const { journal, ledger } = this.store;
    const context: RunContext = {
      runId: `run-${String(run)}`,
      synchronisation: {
        id: 'sync',
        name: 'sync',
        sourceId: 'source',
        destinationId: 'destination',
        domains: ['aggregate'],
        mode: 'manual',
        checkIntervalSeconds: 300,
        activity: 'stopped',
        clone: 'not-a-clone',
      },
      source,
      destination,
      ledger,
      journal: {
        begin: async (batch) => {
          this.batches.push({ run, items: batch.items });
          for (const { key, hash } of batch.items) {
            if (this.settled.get(key) === hash) this.postedTwice.push(key);
          }
          const begun = await journal.begin(batch);
          options.onBatch?.(batch.items);
          return begun;
        },
        acknowledge: (batchId, arrived) => {
          for (const { key, hash } of arrived) this.settled.set(key, hash);
          return journal.acknowledge(batchId, arrived);
        },
        unsettled: () => journal.unsettled(),
      },
      clock: { now: () => this.time.now, sleep: () => Promise.resolve() },
      random: systemRandom,
      log: { write: (event) => this.events.push(event) },
      approvals: {
        allowDeletions: options.allowDeletions ?? 0,
        sendQuarantinedAgain: options.sendQuarantinedAgain ?? false,
      },
      quarantine: recall(ledger, 'quarantine') ?? [],
      signal: options.signal ?? new AbortController().signal,
      pausePoint: () => Promise.resolve(),
      report: (progress) => this.progress.push(progress),
      acknowledged: (records) => {
        this.acknowledged += records;
      },
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
    return valueOf(await connectServer(connection, ports, new AbortController().signal));
  }
}
