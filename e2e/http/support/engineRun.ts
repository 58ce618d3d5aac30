import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAggregateSynchroniser } from '../../../main/engine/aggregate/aggregateSynchroniser';
import { createMetadataSynchroniser } from '../../../main/engine/metadata/metadataSynchroniser';
import type { Clock } from '../../../main/engine/ports';
import { recordedRun } from '../../../main/engine/run/recordedRun';
import { createRunControls } from '../../../main/engine/run/runControls';
import { exitCodeOf } from '../../../main/engine/run/runOutcome';
import { openSynchronisationStore } from '../../../main/engine/store/synchronisationStore';
import type { SynchronisationStore } from '../../../main/engine/store/synchronisationStore';
import { systemRandom } from '../../../main/engine/systemPorts';
import type { LogEvent } from '../../../shared/model/log';
import type { RunRecord } from '../../../shared/model/run';
import type { ConnectionSettings, Domain } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import { problem } from '../../../shared/model/problem';
import type { Sandbox } from '../../../sandbox/startSandbox';

/** A clock on which waiting takes no time: retries are tested, not waited for. */
const impatientClock: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

/** What one run may be asked to do differently. */
export interface EngineRunOptions {
  readonly allowDeletions?: number;
  readonly task?: 'synchronise' | 'prove';
  readonly confirmFirstWrite?: 'yes' | 'no';
  readonly sendQuarantinedAgain?: 'yes' | 'no';
}

/** A finished run with its exit code. */
export interface EngineRunResult {
  readonly record: RunRecord;
  readonly code: 0 | 1 | 2;
  readonly events: readonly LogEvent[];
}

/** One synchronisation between two sandboxes, run in this process by the engine itself. */
export class EngineRun {
  private runs = 0;

  private constructor(
    private readonly source: Sandbox,
    private readonly destination: Sandbox,
    private readonly domains: readonly Domain[],
    private readonly folder: string,
    readonly store: SynchronisationStore,
  ) {}

  /** Opens a new state folder. */
  static async open(source: Sandbox, destination: Sandbox, domains: readonly Domain[]): Promise<EngineRun> {
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-engine-'));
    const store = await openSynchronisationStore(folder);
    if (!store.ok) throw new Error(JSON.stringify(store.error));
    return new EngineRun(source, destination, domains, folder, store.value);
  }

  async run(options: EngineRunOptions = {}): Promise<EngineRunResult> {
    this.runs += 1;
    const events: LogEvent[] = [];
    const secretOf = (id: string) => (id === 'source' ? this.source : this.destination).accounts[0]?.password;
    const { record } = await recordedRun(
      {
        runId: `run-${this.runs}`,
        synchronisation: {
          id: 'all',
          name: 'all',
          sourceId: 'source',
          destinationId: 'destination',
          domains: this.domains,
          mode: 'manual',
          checkIntervalSeconds: 300,
          activity: 'started',
          clone: 'not-a-clone',
        },
        connections: [connectionOf('source', this.source), connectionOf('destination', this.destination)],
        trigger: 'operator',
        task: options.task ?? 'synchronise',
        confirmFirstWrite: options.confirmFirstWrite ?? 'no',
        allowDeletions: options.allowDeletions ?? 0,
        sendQuarantinedAgain: options.sendQuarantinedAgain ?? 'no',
      },
      {
        clock: impatientClock,
        random: systemRandom,
        log: { write: (event) => events.push(event) },
        secrets: {
          read: (id) => {
            const secret = secretOf(id);
            return Promise.resolve(secret === undefined ? fail(problem('secret-missing')) : succeed(secret));
          },
        },
        ledger: this.store.ledger,
        journal: this.store.journal,
        synchronisers: [createMetadataSynchroniser(), createAggregateSynchroniser()],
        controls: createRunControls(),
        onProgress: () => undefined,
        onState: () => undefined,
      },
      { begin: () => Promise.resolve(succeed(null)), finish: () => Promise.resolve(succeed(null)) },
    );
    return { record, code: exitCodeOf(record), events };
  }

  async close(): Promise<void> {
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function connectionOf(id: string, server: Sandbox): ConnectionSettings {
  const username = server.accounts[0]?.username ?? '';
  return { id, name: id, url: server.url, allowHttp: true, auth: { type: 'basic', username } };
}
