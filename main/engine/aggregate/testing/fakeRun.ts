import type { LogEvent } from '../../../../shared/model/log';
import { succeed } from '../../../../shared/result';
import type { Dhis2Client } from '../../dhis2/clientPort';
import type { ConnectedServer, ServerIdentity } from '../../dhis2/server';
import type { RunContext } from '../../run/runContext';
import type { Batch, BatchItem, Journal, Ledger, Watermark } from '../../store/storePort';

/** Ledger and journal in memory, with what a test wants to see of them. */
export interface FakeStore {
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly hashes: Map<string, Map<string, string>>;
  readonly watermarks: Map<string, Watermark>;
  readonly facts: Map<string, unknown>;
  /** Batches as they were begun, in order. */
  readonly begun: Batch[];
  readonly open: Map<string, Batch>;
}

/** Makes a store that holds nothing yet. */
export function createFakeStore(): FakeStore {
  const hashes = new Map<string, Map<string, string>>();
  const watermarks = new Map<string, Watermark>();
  const facts = new Map<string, unknown>();
  const begun: Batch[] = [];
  const open = new Map<string, Batch>();
  const record = (items: readonly BatchItem[]): void => {
    for (const { slice, key, hash } of items) {
      const known = hashes.get(slice) ?? new Map<string, string>();
      hashes.set(slice, known);
      if (hash === 'deleted') known.delete(key);
      else known.set(key, hash);
    }
  };
  return {
    hashes,
    watermarks,
    facts,
    begun,
    open,
    ledger: {
      watermark: (_, slice) => watermarks.get(slice),
      moveWatermark: (_, slice, watermark) => {
        watermarks.set(slice, watermark);
        return Promise.resolve(succeed(null));
      },
      forgetWatermarks: () => {
        watermarks.clear();
        return Promise.resolve(succeed(null));
      },
      hashes: (_, slice) => Promise.resolve(succeed(hashes.get(slice) ?? new Map<string, string>())),
      recordHashes: (_, items) => {
        record(items);
        return Promise.resolve(succeed(null));
      },
      fact: (name) => facts.get(name),
      setFact: (name, value) => {
        facts.set(name, value);
        return Promise.resolve(succeed(null));
      },
    },
    journal: {
      begin: (batch) => {
        begun.push(batch);
        open.set(batch.batchId, batch);
        return Promise.resolve(succeed(null));
      },
      acknowledge: (batchId, arrived) => {
        open.delete(batchId);
        record(arrived);
        return Promise.resolve(succeed(null));
      },
      unsettled: () => [...open.values()],
    },
  };
}

/** A server behind a client, with the usual identity unless told otherwise. */
export function fakeServer(
  name: string,
  client: Dhis2Client,
  identity: Partial<ServerIdentity> = {},
): ConnectedServer {
  return {
    name,
    client,
    identity: {
      version: '2.41.0',
      minor: 41,
      patch: 0,
      systemId: `system-of-${name}`,
      revision: 'abcdef0',
      timeZone: 'UTC',
      serverInstant: '2026-11-23T12:00:00.000Z',
      ...identity,
    },
    account: {
      id: 'Uaaaaaaaaaa',
      username: 'admin',
      isSuperuser: true,
      authorities: ['ALL'],
      orgUnitIds: ['OUroot00000'],
    },
  };
}

/** A run over two servers and a store; time passes only when somebody sleeps. */
export function fakeContext(
  source: ConnectedServer,
  destination: ConnectedServer,
  store: FakeStore,
  changes: Partial<RunContext> = {},
): RunContext & { readonly events: LogEvent[] } {
  const events: LogEvent[] = [];
  let now = Date.parse('2026-11-23T12:00:00.000Z');
  let identifiers = 0;
  return {
    runId: 'run-1',
    synchronisation: {
      id: 'all',
      name: 'all',
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
    ledger: store.ledger,
    journal: store.journal,
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    },
    random: {
      next: () => 0.5,
      identifier: (length) => String((identifiers += 1)).padStart(length, 'b'),
    },
    log: { write: (event) => events.push(event) },
    approvals: { allowDeletions: 0, sendQuarantinedAgain: false },
    quarantine: [],
    signal: new AbortController().signal,
    pausePoint: () => Promise.resolve(),
    report: () => undefined,
    acknowledged: () => undefined,
    events,
    ...changes,
  };
}
