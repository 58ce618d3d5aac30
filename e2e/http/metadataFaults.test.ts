import { afterEach, describe, expect, it } from 'vitest';
import { dataElement, dataSet, orgUnit } from '../../sandbox/testing/smallBundle';
import type { Fault } from '../../sandbox/faults/fault';
import type { MetadataBundle } from '../../sandbox/model';
import { MetadataHarness } from './metadataHarness';

let harness: MetadataHarness | undefined;

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const bundle: MetadataBundle = {
  organisationUnits: [orgUnit('OrgRoot0000')],
  dataElements: Array.from({ length: 30 }, (_, at) => dataElement(`DeNumber${String(at).padStart(3, '0')}`)),
  dataSets: [dataSet('DsFirst0001', ['DeNumber000']), dataSet('DsSecond001', ['DeNumber001'])],
};

async function start(): Promise<MetadataHarness> {
  harness = await MetadataHarness.start(
    { version: '2.41', data: bundle },
    { version: '2.42', data: 'empty' },
  );
  return harness;
}

/** The same everywhere, since it does not depend on what was asked. */
const faults: readonly (readonly [string, Fault])[] = [
  ['500', { kind: 'status', status: 500 }],
  ['502', { kind: 'status', status: 502 }],
  ['503', { kind: 'status', status: 503 }],
  ['401', { kind: 'status', status: 401 }],
  ['404', { kind: 'status', status: 404 }],
  ['409 without report', { kind: 'status', status: 409 }],
  ['200 {}', { kind: 'status', status: 200, body: '{}', contentType: 'application/json' }],
  ['login page', { kind: 'loginPage' }],
  ['body cut', { kind: 'cutBody', afterBytes: 40 }],
  ['JSON that ends in the middle', { kind: 'malformedJson' }],
  ['connection dropped', { kind: 'dropBefore' }],
];

const readPaths = [
  '/api/metadata*lastUpdated*',
  '/api/metadata*attributes=true*',
  '/api/deletedObjects*',
] as const;

describe.each([...faults, ['empty lists', { kind: 'emptyList' }] as const])(
  'reading with %s',
  (_name, fault) => {
    it('is never "nothing changed", and the watermark stays', async () => {
      const at = await start();
      await at.run();
      const watermark = at.ledger.watermark('metadata', 'all');
      at.source.context.metadata.put('dataElements', dataElement('DeNumber003', { description: 'new' }));
      at.source.context.metadata.remove('dataSets', 'DsSecond001', 'tombstone');
      for (const path of ['/api/metadata*lastUpdated*', '/api/deletedObjects*']) {
        at.source.setFaults([{ fault, method: 'GET', path }]);
        const before = at.requests('destination').length;
        const result = await at.run();
        expect(result.scopes[0]?.result).toBe('could-not-look');
        expect(result.errors).not.toEqual([]);
        expect(at.commits(before)).toEqual([]);
        expect(at.ledger.watermark('metadata', 'all')).toEqual(watermark);
      }
      at.source.setFaults([]);
      expect((await at.run()).counts).toMatchObject({ updated: 1, deleted: 1 });
      expect((await at.prove()).differences).toBe(0);
    });

    it.each(['source', 'destination'] as const)(
      'a whole %s writes nothing and moves no watermark',
      async (end) => {
        const at = await start();
        at.destination.context.metadata.put(
          'dataElements',
          dataElement('DeNumber003', { description: 'old' }),
        );
        at[end].setFaults([{ fault, method: 'GET', path: '/api/metadata*' }]);
        const result = await at.run();
        expect(result.scopes[0]?.result).toBe('could-not-look');
        expect(at.commits()).toEqual([]);
        expect(at.ledger.watermark('metadata', 'all')).toBeUndefined();
      },
    );
  },
);

describe.each([
  ...faults,
  ['504 after the commit', { kind: 'commitThenStatus', status: 504 }] as const,
  ['connection dropped after the commit', { kind: 'dropAfterCommit' }] as const,
  ['empty lists', { kind: 'emptyList' }] as const,
])('writing with %s', (name, fault) => {
  it('ends well only when everything arrived, and never sends an acknowledged batch twice', async () => {
    const at = await start();
    at.destination.setFaults([{ fault, method: 'POST', path: '/api/metadata*importMode=COMMIT*' }]);
    const result = await at.run();
    const arrived = at.destination.context.metadata.count('dataElements') === 30;
    expect(result.quarantined).toEqual([]);
    if (result.scopes[0]?.result === 'looked-at') {
      expect(arrived).toBe(true);
      expect(at.ledger.watermark('metadata', 'all')).toBeDefined();
    } else {
      expect(result.errors).not.toEqual([]);
      expect(at.ledger.watermark('metadata', 'all')).toBeUndefined();
    }
    // What the server carried out was settled by reading back, and was posted once.
    if (arrived) expect(at.commits()).toHaveLength(1);
    at.destination.setFaults([]);
    await at.settle();
    expect(at.journal.unsettled()).toEqual([]);
    const later = at.requests('destination').length;
    expect((await at.run()).scopes[0]?.result).toBe('looked-at');
    expect(at.commits(later)).toHaveLength(arrived ? 0 : 1);
    expect((await at.prove()).differences, name).toBe(0);
  });

  it('validating, commits nothing', async () => {
    const at = await start();
    at.destination.setFaults([{ fault, method: 'POST', path: '/api/metadata*importMode=VALIDATE*' }]);
    const result = await at.run();
    // Emptied lists of an OK report are a true report: it never lists sound objects.
    const sound = fault.kind === 'emptyList';
    expect(result.scopes[0]?.result).toBe(sound ? 'looked-at' : 'could-not-look');
    expect(at.destination.context.metadata.count('dataElements')).toBe(sound ? 30 : 0);
    expect(result.quarantined).toEqual([]);
  });
});

it.each(readPaths)('a fault that passes on %s does no harm', async (path) => {
  const at = await start();
  at.source.setFaults([{ fault: { kind: 'status', status: 503 }, method: 'GET', path, times: 1 }]);
  expect((await at.run()).scopes[0]?.result).toBe('looked-at');
  expect((await at.prove()).differences).toBe(0);
});

it('settles after a restart what was committed before a crash, without posting it again', async () => {
  const at = await start();
  at.destination.setFaults([
    { fault: { kind: 'dropAfterCommit' }, method: 'POST', path: '*importMode=COMMIT*', times: 1 },
    // Reading back fails too, as when the line is gone: the batch stays open.
    { fault: { kind: 'dropBefore' }, method: 'GET', path: '/api/metadata*id%3Ain*' },
  ]);
  expect((await at.run()).scopes[0]?.result).toBe('could-not-look');
  expect(at.journal.unsettled()).toHaveLength(1);
  at.destination.setFaults([]);
  await at.reopen();
  expect(at.journal.unsettled()).toHaveLength(1);
  await at.settle();
  expect(at.journal.unsettled()).toEqual([]);
  const result = await at.run();
  expect(result.scopes[0]?.result).toBe('looked-at');
  expect(at.commits()).toHaveLength(1);
  expect((await at.prove()).differences).toBe(0);
});

it('a stopped run ends between requests and moves nothing', async () => {
  const at = await start();
  const controller = new AbortController();
  controller.abort();
  const result = await at.run({ signal: controller.signal });
  expect(result.scopes[0]?.result).toBe('could-not-look');
  expect(at.ledger.watermark('metadata', 'all')).toBeUndefined();
  expect(at.commits()).toEqual([]);
});

it('a proof of an end that cannot be read is a failure', async () => {
  const at = await start();
  await at.run();
  at.destination.setFaults([
    { fault: { kind: 'emptyList' }, method: 'GET', path: '/api/metadata*attributes=true*' },
  ]);
  await expect(at.prove()).rejects.toThrow('incomplete-answer');
});

it('does not believe an import report whose counts do not fit what was sent', async () => {
  const at = await start();
  const stats = { created: 1, updated: 0, deleted: 0, ignored: 0, total: 1 };
  const body = {
    status: 'OK',
    response: { responseType: 'ImportReport', status: 'OK', stats, typeReports: [] },
  };
  at.destination.setFaults([
    {
      fault: { kind: 'status', status: 200, contentType: 'application/json', body: JSON.stringify(body) },
      method: 'POST',
      path: '*importMode=COMMIT*',
    },
  ]);
  const result = await at.run();
  expect(result.errors.map(({ code }) => code)).toEqual(['not-arrived']);
  expect(result.counts).toMatchObject({ created: 0, updated: 0 });
  expect(at.ledger.watermark('metadata', 'all')).toBeUndefined();
});
