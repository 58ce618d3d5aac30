import { afterEach, expect, test } from 'vitest';
import { createMetadataSynchroniser } from '../../main/engine/metadata/metadataSynchroniser';
import type { RunContext } from '../../main/engine/run/runContext';
import type { LogEvent } from '../../shared/model/log';
import type { MetadataBundle } from '../../sandbox/model';
import { dataElement, dataSet, orgUnit } from '../../sandbox/testing/smallBundle';
import { MetadataHarness } from './metadataHarness';

let harness: MetadataHarness | undefined;

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const few: MetadataBundle = {
  organisationUnits: [orgUnit('OrgRoot0000')],
  dataElements: [dataElement('DeNumber001'), dataElement('DeNumber002')],
  dataSets: [dataSet('DsFirst0001', ['DeNumber001'])],
};

const requestTime = 700;

/** The same run, on a clock that only imports and reads at the destination move. */
function timed(context: RunContext, importing: number, reading: number): RunContext {
  let now = Date.parse('2026-11-23T12:00:00.000Z');
  const { client } = context.destination;
  return {
    ...context,
    clock: { now: () => now, sleep: () => Promise.resolve() },
    destination: {
      ...context.destination,
      client: {
        get: (...request) => {
          now += reading;
          return client.get(...request);
        },
        post: async (...request) => {
          if (request[1]['importMode'] === 'COMMIT') now += importing;
          return client.post(...request);
        },
        traffic: () => client.traffic(),
      },
    },
  };
}

function durations(events: readonly LogEvent[], code: LogEvent['code']): readonly unknown[] {
  return events.filter((event) => event.code === code).map(({ params }) => params?.ms);
}

test('each batch of metadata, sent or deleted, says how long the destination took', async () => {
  const at = await MetadataHarness.start({ version: '2.41', data: few }, { version: '2.41', data: 'empty' });
  harness = at;
  await at.with({}, (context) => createMetadataSynchroniser().run(timed(context, requestTime, 0)));
  const sent = durations(at.events, 'batch-acknowledged');
  expect(sent.length).toBeGreaterThan(0);
  expect(new Set(sent)).toEqual(new Set([requestTime]));
  at.events.length = 0;
  at.source.context.metadata.remove('dataSets', 'DsFirst0001', 'tombstone', 'admin');
  const deleted = await at.with({}, (context) =>
    createMetadataSynchroniser().run(timed(context, requestTime, 0)),
  );
  expect(deleted.counts.deleted).toBe(1);
  expect(durations(at.events, 'batch-acknowledged')).toEqual([requestTime]);
});

test('a batch of metadata that is settled by reading says how long that took', async () => {
  const at = await MetadataHarness.start({ version: '2.41', data: few }, { version: '2.41', data: 'empty' });
  harness = at;
  const items = [{ slice: 'dataElements', key: 'DeNumber001', hash: 'sent' }];
  const open = {
    batchId: 'open',
    runId: 'run-0',
    domain: 'metadata',
    kind: 'upsert',
    items,
    bytes: 1,
  } as const;
  await at.journal.begin(open);
  await at.with({}, (context) => createMetadataSynchroniser().settle(timed(context, 0, requestTime)));
  expect(durations(at.events, 'metadata-settled')).toEqual([requestTime]);
});
