import { expect, test } from 'vitest';
import { openSession } from './aggregateSession';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import { postBatch } from './postBatch';
import { settleBatches } from './settleBatches';
import { createFakeDestination } from './testing/fakeDestination';
import type { Mishap } from './testing/fakeDestination';
import { createFakeStore, fakeContext, fakeServer } from './testing/fakeRun';

const slice = 'DSaaaaaaaaa';
const value: DataValue = {
  dataElement: 'DEaaaaaaaaa',
  period: '202601',
  orgUnit: 'OU000000001',
  categoryOptionCombo: 'HllvX50cXC0',
  attributeOptionCombo: 'HllvX50cXC0',
  value: '1',
  comment: '',
  followup: false,
  deleted: false,
  storedBy: '',
};
const importTime = 1500;
const readTime = 40;

/** A run over a destination whose every request takes its time on the run's clock. */
function slowRun(mishaps: readonly Mishap[] = []) {
  let now = Date.parse('2026-11-23T12:00:00.000Z');
  const { client } = createFakeDestination({ minor: 41, mishaps });
  const slow: typeof client = {
    get: (...request) => {
      now += readTime;
      return client.get(...request);
    },
    post: (...request) => {
      now += importTime;
      return client.post(...request);
    },
    traffic: () => client.traffic(),
  };
  const sleep = (ms: number): Promise<void> => {
    now += ms;
    return Promise.resolve();
  };
  const store = createFakeStore();
  const context = fakeContext(fakeServer('source', slow), fakeServer('destination', slow), store, {
    clock: { now: () => now, sleep },
  });
  const told = (code: string) => context.events.filter((event) => event.code === code);
  return { context, store, told };
}

test('a batch that is acknowledged says how long the destination took', async () => {
  const { context, told } = slowRun();
  await postBatch(openSession(context), slice, 'upsert', [value]);
  expect(told('batch-acknowledged')).toMatchObject([{ params: { arrived: 1, refused: 0, ms: importTime } }]);
});

test('a batch that is settled by reading says how long that took, waiting included', async () => {
  const { context, told } = slowRun(['cut-before']);
  await postBatch(openSession(context), slice, 'upsert', [value]);
  // Roots and values, a second of waiting, values again.
  expect(told('batch-settled-by-reading')).toMatchObject([
    { params: { arrived: 0, ms: 3 * readTime + 1000 } },
  ]);
});

test('a batch of an interrupted run that is settled says how long that took', async () => {
  const { context, store, told } = slowRun();
  await store.journal.begin({
    batchId: 'open',
    runId: 'run-0',
    domain: 'aggregate',
    kind: 'upsert',
    items: [{ slice, key: keyOf(value), hash: contentHash(value) }],
    bytes: 1,
  });
  expect(await settleBatches(context)).toMatchObject({ ok: true });
  const params = { values: 1, arrived: 0, ms: 2 * readTime };
  expect(told('batch-settled-by-reading')).toMatchObject([{ params }]);
});
