import { afterEach, expect, it } from 'vitest';
import { dataElement, dataSet, orgUnit } from '../../sandbox/testing/smallBundle';
import type { MetadataBundle } from '../../sandbox/model';
import { MetadataHarness } from './metadataHarness';

let harness: MetadataHarness | undefined;

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const bundle: MetadataBundle = {
  organisationUnits: [
    orgUnit('OrgRoot0000'),
    orgUnit('OrgEast0000', 'OrgRoot0000'),
    orgUnit('OrgWest0000', 'OrgRoot0000'),
    orgUnit('OrgClinic00', 'OrgEast0000'),
    orgUnit('OrgWard0000', 'OrgClinic00'),
  ],
  dataElements: Array.from({ length: 12 }, (_, at) => dataElement(`DeNumber${String(at).padStart(3, '0')}`)),
  dataSets: [dataSet('DsFirst0001', ['DeNumber000'])],
};

async function start(destination: MetadataBundle | 'empty' = 'empty'): Promise<MetadataHarness> {
  harness = await MetadataHarness.start(
    { version: '2.41', data: bundle, timeZone: 'Africa/Kinshasa' },
    { version: '2.41', data: destination, timeZone: 'America/Bogota' },
  );
  return harness;
}

it('finds ends equal that were so from the start, and writes nothing', async () => {
  const at = await start(bundle);
  const result = await at.run();
  expect(result.counts).toMatchObject({ read: 18, unchanged: 18, created: 0, updated: 0 });
  expect(at.requests('destination').filter((line) => line.startsWith('POST'))).toEqual([]);
  expect((await at.prove()).differences).toBe(0);
});

it('counts both ends by type without reading records', async () => {
  const at = await start();
  const counts = await at.count();
  expect(counts.destination).toEqual([]);
  expect(counts.source).toContainEqual({ name: 'dataElements', count: 12 });
  expect(counts.source).toContainEqual({ name: 'organisationUnits', count: 5 });
});

it('moves an org unit with everything below it', async () => {
  const at = await start();
  await at.run();
  const { metadata } = at.source.context;
  metadata.put('organisationUnits', orgUnit('OrgClinic00', 'OrgWest0000'));
  const result = await at.run();
  expect(result.counts).toMatchObject({ updated: 1, created: 0 });
  expect(at.destination.context.metadata.get('organisationUnits', 'OrgClinic00')?.['parent']).toEqual({
    id: 'OrgWest0000',
  });
  expect((await at.prove()).differences).toBe(0);
});

it('sees what became visible late, within the overlap', async () => {
  const at = await start();
  await at.run();
  const { metadata, clock } = at.source.context;
  const tenMinutes = 10 * 60 * 1_000_000;
  metadata.put('dataElements', dataElement('DeNumber003', { description: 'late' }), {
    lastUpdated: clock.now() - tenMinutes,
  });
  expect((await at.run()).counts.updated).toBe(1);
});

it('looks at everything again when the clock of the source went back', async () => {
  const at = await start();
  await at.run();
  at.source.setFaults([{ fault: { kind: 'clockSkew', millis: -3_600_000 }, path: '/api/system/info*' }]);
  const before = at.requests('destination').length;
  const result = await at.run();
  expect(result.counts).toMatchObject({ read: 18, unchanged: 18 });
  expect(at.requests('destination', before).some((line) => line.includes('attributes=true'))).toBe(true);
  expect(at.events.map(({ params }) => params?.['why'])).toContain('clock-went-back');
});

it('looks at everything again when the destination is another server', async () => {
  const at = await start();
  await at.run();
  const watermark = at.ledger.watermark('metadata', 'all');
  if (watermark === undefined) throw new Error('no watermark');
  await at.ledger.moveWatermark('metadata', 'all', { ...watermark, destinationSystemId: 'another' });
  at.destination.context.metadata.remove('dataSets', 'DsFirst0001', 'silent');
  expect((await at.run()).counts.created).toBe(1);
});

it('does not believe that a type it knows objects of is empty, unless its collection says so', async () => {
  const at = await start();
  await at.run();
  await at.ledger.forgetWatermarks('metadata');
  // The export leaves the type out, as if it had no objects; the collection knows better.
  at.source.setFaults([
    {
      fault: {
        kind: 'status',
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify({ system: { id: 'x' }, organisationUnits: bundle['organisationUnits'] }),
      },
      path: '/api/metadata*attributes=true*',
    },
  ]);
  const result = await at.run();
  expect(result.errors.map(({ code }) => code)).toEqual(['incomplete-answer']);
  expect(at.ledger.watermark('metadata', 'all')).toBeUndefined();
});

it('believes that a type is empty when its collection says so', async () => {
  const at = await start();
  await at.run();
  await at.ledger.forgetWatermarks('metadata');
  at.source.context.metadata.remove('dataSets', 'DsFirst0001', 'silent');
  const result = await at.run();
  expect(result.errors).toEqual([]);
  // Gone without a trace: not deleted, but a proof tells.
  expect((await at.prove()).sample).toMatchObject([{ key: 'DsFirst0001', kind: 'only-at-destination' }]);
});

it('cuts what is too long for one bundle along the references, each part once', async () => {
  const long = 'x'.repeat(250_000);
  harness = await MetadataHarness.start(
    {
      version: '2.41',
      data: {
        dataElements: Array.from({ length: 40 }, (_, at) =>
          dataElement(`DeNumber${String(at).padStart(3, '0')}`, { description: long }),
        ),
        dataSets: [dataSet('DsFirst0001', ['DeNumber000', 'DeNumber039'])],
      },
    },
    { version: '2.41', data: 'empty' },
  );
  const result = await harness.run();
  expect(result.quarantined).toEqual([]);
  expect(result.counts.created).toBe(41);
  expect(harness.commits()).toHaveLength(3);
  expect((await harness.prove()).differences).toBe(0);
});

it('a run that the operator stops says so', async () => {
  const at = await start();
  const controller = new AbortController();
  controller.abort();
  const result = await at.run({ signal: controller.signal });
  expect(result.errors.map(({ code }) => code)).toEqual(['stopped-by-operator']);
});
