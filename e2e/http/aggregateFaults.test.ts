import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, FaultRule } from '../../sandbox/faults/fault';
import type { DomainResult } from '../../main/engine/run/runContext';
import { AggregateHarness, valueOf } from './aggregateHarness';
import type { Json, ValueKey } from './support/serverClerk';

let harness: AggregateHarness;
let pool: readonly (Json & ValueKey)[];
let edits = 0;

beforeAll(async () => {
  harness = await AggregateHarness.withCountry('2.41', '2.42', { values: 300 });
  expect((await harness.run()).errors).toEqual([]);
  const values = await harness.clerk('source').values();
  const types = new Map(
    [...harness.source.context.metadata.all('dataElements')].map((one) => [one.id, one['valueType']]),
  );
  pool = values.filter(({ dataElement, attributeOptionCombo }) => {
    const takesAnyNumber = /^(INTEGER|INTEGER_ZERO_OR_POSITIVE|NUMBER)$/u.test(
      String(types.get(dataElement)),
    );
    return takesAnyNumber && attributeOptionCombo === 'HllvX50cXC0';
  });
});

afterAll(async () => {
  await harness.close();
});

/** Changes some values at the source, each time others and to other numbers. */
async function change(count: number): Promise<void> {
  const clerk = harness.clerk('source');
  for (let index = 0; index < count; index += 1) {
    edits += 1;
    const one = pool[(edits * 7) % pool.length] ?? expect.fail();
    await clerk.ask('POST', '/api/dataValueSets', {
      dataValues: [{ ...one, value: String(100_000 + edits) }],
    });
  }
}

function clearFaults(): void {
  harness.source.setFaults([]);
  harness.destination.setFaults([]);
}

/** A run that claims to have looked at everything must have left both ends equal. */
async function claimsAreTrue(result: DomainResult): Promise<boolean> {
  const claims = result.errors.length === 0 && result.scopes.every((scope) => scope.result === 'looked-at');
  if (!claims || result.quarantined.length > 0) return true;
  const source = await harness.contents('source');
  const destination = await harness.contents('destination');
  return [...source].every(([key, content]) => destination.get(key) === content);
}

function watermarks(): ReadonlyMap<string, string | undefined> {
  const ids = [...harness.source.context.metadata.all('dataSets')].map(({ id }) => id);
  return new Map(ids.map((id) => [id, harness.ledger.watermark('aggregate', id)?.lookedUpTo]));
}

async function recovers(): Promise<void> {
  clearFaults();
  const result = await harness.run({ sendQuarantinedAgain: true });
  expect(result.errors).toEqual([]);
  expect(result.quarantined).toEqual([]);
  expect(await harness.contents('destination')).toEqual(await harness.contents('source'));
  expect(harness.postedTwice).toEqual([]);
  expect(harness.journal.unsettled()).toEqual([]);
}

const readFaults: readonly (readonly [string, Fault])[] = [
  ['500', { kind: 'status', status: 500 }],
  ['503', { kind: 'status', status: 503 }],
  ['403', { kind: 'status', status: 403 }],
  ['404', { kind: 'status', status: 404 }],
  ['a page of HTML', { kind: 'status', status: 200, body: '<html></html>', contentType: 'text/html' }],
  ['a login page', { kind: 'loginPage' }],
  ['a body without values', { kind: 'status', status: 200, body: '{}', contentType: 'application/json' }],
  ['a body cut off', { kind: 'cutBody', afterBytes: 60 }],
  ['malformed JSON', { kind: 'malformedJson' }],
  ['a dropped connection', { kind: 'dropBefore' }],
  ['emptied lists', { kind: 'emptyList' }],
];

describe.each([
  ['increments', 'kept'],
  ['full looks', 'forgotten'],
] as const)('reading %s from the source', (_, marks) => {
  it.each(readFaults)('through %s is never taken for silence', async (_name, fault) => {
    await change(2);
    if (marks === 'forgotten') valueOf(await harness.ledger.forgetWatermarks('aggregate'));
    const before = watermarks();
    const rule: FaultRule = { fault, method: 'GET', path: '/api/dataValueSets*' };
    harness.source.setFaults([rule]);
    const lasting = await harness.run();
    expect(lasting.errors.length).toBeGreaterThan(0);
    expect(lasting.scopes.some((scope) => scope.result === 'could-not-look')).toBe(true);
    expect(await claimsAreTrue(lasting)).toBe(true);
    for (const { slice } of lasting.scopes.filter((scope) => scope.result === 'could-not-look')) {
      expect(watermarks().get(slice)).toBe(before.get(slice));
    }

    harness.source.setFaults([{ ...rule, times: 1 }]);
    expect(await claimsAreTrue(await harness.run())).toBe(true);
    await recovers();
  });
});

describe('reading the list of data sets', () => {
  it.each(readFaults)('through %s is never taken for silence', async (_name, fault) => {
    await change(1);
    harness.source.setFaults([{ fault, method: 'GET', path: '/api/dataSets*' }]);
    const result = await harness.run();
    expect(result.errors.length).toBeGreaterThan(0);
    expect(result.scopes.filter((scope) => scope.result === 'looked-at')).toEqual([]);
    await recovers();
  });
});

const writeFaults: readonly (readonly [string, Fault, 'arrives' | 'stays behind'])[] = [
  ['500', { kind: 'status', status: 500 }, 'stays behind'],
  ['502', { kind: 'status', status: 502 }, 'stays behind'],
  ['403', { kind: 'status', status: 403 }, 'stays behind'],
  ['a login page', { kind: 'loginPage' }, 'stays behind'],
  [
    'a body without a report',
    { kind: 'status', status: 200, body: '{}', contentType: 'application/json' },
    'stays behind',
  ],
  ['409 without a report', { kind: 'status', status: 409 }, 'stays behind'],
  ['a connection dropped before', { kind: 'dropBefore' }, 'stays behind'],
  ['a connection dropped after the commit', { kind: 'dropAfterCommit' }, 'arrives'],
  ['504 after the commit', { kind: 'commitThenStatus', status: 504 }, 'arrives'],
  ['502 after the commit', { kind: 'commitThenStatus', status: 502 }, 'arrives'],
  ['a report cut off', { kind: 'cutBody', afterBytes: 40 }, 'arrives'],
  ['a malformed report', { kind: 'malformedJson' }, 'arrives'],
  ['a report without its lists', { kind: 'emptyList' }, 'arrives'],
];

describe('writing to the destination', () => {
  it.each(writeFaults)(
    'through %s loses nothing, invents nothing and claims nothing',
    async (_name, fault, end) => {
      await change(3);
      const rule: FaultRule = { fault, method: 'POST', path: '/api/dataValueSets*' };
      harness.destination.setFaults([rule]);
      const lasting = await harness.run();
      expect(await claimsAreTrue(lasting)).toBe(true);
      expect(lasting.errors.length > 0).toBe(end === 'stays behind');
      expect(lasting.quarantined).toEqual([]);

      await change(3);
      harness.destination.setFaults([{ ...rule, times: 1 }]);
      const once = await harness.run();
      expect(await claimsAreTrue(once)).toBe(true);
      await recovers();
    },
  );

  it('that committed and cannot be read back stays open, and the next run settles it without sending it again', async () => {
    await change(1);
    const values = '/api/dataValueSets*';
    harness.destination.setFaults([
      { fault: { kind: 'dropAfterCommit' }, method: 'POST', path: values },
      { fault: { kind: 'status', status: 503 }, method: 'GET', path: values },
    ]);
    const posts = harness.posts().length;
    const cut = await harness.run();
    expect(cut.errors.length).toBeGreaterThan(0);
    expect(harness.journal.unsettled()).toHaveLength(1);
    expect(harness.posts()).toHaveLength(posts + 1);
    await harness.reopen();
    expect(harness.journal.unsettled()).toHaveLength(1);
    await recovers();
    expect(harness.posts()).toHaveLength(posts + 1);
  });

  it('that is stopped amid a request is settled by the next run', async () => {
    await change(2);
    const stop = new AbortController();
    const stopped = await harness.run({ signal: stop.signal, onBatch: () => stop.abort() });
    expect(stopped.errors.map(({ code }) => code)).toContain('stopped-by-operator');
    expect(stopped.scopes.some((scope) => scope.result === 'could-not-look')).toBe(true);
    await harness.reopen();
    await recovers();
  });
});

describe('comparing both ends', () => {
  it.each(readFaults)('through %s proves nothing', async (_name, fault) => {
    for (const end of ['source', 'destination'] as const) {
      harness[end].setFaults([{ fault, method: 'GET', path: '/api/dataValueSets*' }]);
      const proof = await harness.prove();
      expect(proof.ok && proof.value.differences === 0).toBe(false);
      clearFaults();
    }
  });
});
