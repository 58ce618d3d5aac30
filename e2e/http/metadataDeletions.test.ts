import { afterEach, expect, it } from 'vitest';
import { dataElement, dataSet, orgUnit } from '../../sandbox/testing/smallBundle';
import type { MetadataBundle } from '../../sandbox/model';
import { MetadataHarness } from './metadataHarness';

let harness: MetadataHarness | undefined;

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

function elementId(at: number): string {
  return `DeNumber${String(at).padStart(3, '0')}`;
}

const forty: MetadataBundle = {
  organisationUnits: [
    orgUnit('OrgRoot0000'),
    orgUnit('OrgChild000', 'OrgRoot0000'),
    orgUnit('OrgLeaf0000', 'OrgChild000'),
  ],
  dataElements: Array.from({ length: 40 }, (_, at) => dataElement(elementId(at))),
  dataSets: [dataSet('DsFirst0001', [elementId(0)]), dataSet('DsSecond001', [elementId(1)])],
};

async function synchronised(): Promise<MetadataHarness> {
  harness = await MetadataHarness.start({ version: '2.41', data: forty }, { version: '2.41', data: 'empty' });
  await harness.run();
  return harness;
}

function remove(at: MetadataHarness, type: string, ids: readonly string[]): void {
  for (const id of ids) at.source.context.metadata.remove(type, id, 'tombstone', 'admin');
}

it('deletes one object of a type, however few there are', async () => {
  const at = await synchronised();
  remove(at, 'dataSets', ['DsSecond001']);
  const result = await at.run();
  expect(result.counts.deleted).toBe(1);
  expect(result.heldDeletions).toEqual([]);
  expect(at.destination.context.metadata.get('dataSets', 'DsSecond001')).toBeUndefined();
});

it('holds more than 5 % of a type, names them, and asks again until allowed', async () => {
  const at = await synchronised();
  const ids = [elementId(10), elementId(11), elementId(12)];
  remove(at, 'dataElements', ids);
  const held = await at.run();
  expect(held.counts.deleted).toBe(0);
  expect(held.scopes[0]?.result).toBe('looked-at');
  expect(held.heldDeletions.map(({ key, label }) => [key, label]).sort()).toEqual(
    ids.map((id) => [id, `Element ${id}`]),
  );
  await at.reopen();
  expect((await at.run()).heldDeletions).toHaveLength(3);
  expect((await at.run({ allowDeletions: 2 })).heldDeletions).toHaveLength(3);
  const allowed = await at.run({ allowDeletions: 3 });
  expect(allowed.counts.deleted).toBe(3);
  expect(allowed.heldDeletions).toEqual([]);
  expect((await at.run()).heldDeletions).toEqual([]);
  expect((await at.prove()).differences).toBe(0);
});

it('lets a held deletion go that was created again at the source', async () => {
  const at = await synchronised();
  const ids = [elementId(10), elementId(11), elementId(12)];
  remove(at, 'dataElements', ids);
  await at.run();
  for (const id of ids) at.source.context.metadata.put('dataElements', dataElement(id));
  const result = await at.run();
  expect(result.heldDeletions).toEqual([]);
  expect(at.destination.context.metadata.get('dataElements', ids[0] ?? '')).toBeDefined();
});

it('deletes dependents before what they refer to', async () => {
  const at = await synchronised();
  remove(at, 'dataSets', ['DsFirst0001']);
  remove(at, 'dataElements', [elementId(0)]);
  remove(at, 'organisationUnits', ['OrgLeaf0000']);
  const result = await at.run();
  expect(result.quarantined).toEqual([]);
  expect(result.counts.deleted).toBe(3);
  expect((await at.prove()).differences).toBe(0);
});

it('tells a veto of the destination with its words, and does not repeat the request', async () => {
  const at = await synchronised();
  // An indicator that only the destination has calculates with the data element.
  at.destination.context.metadata.put('indicators', { id: 'InLocal0001', numerator: `#{${elementId(5)}}` });
  remove(at, 'dataElements', [elementId(5)]);
  const vetoed = await at.run();
  expect(vetoed.counts.deleted).toBe(0);
  expect(vetoed.quarantined).toMatchObject([{ key: elementId(5), serverCode: 'E4030', hash: 'deleted' }]);
  const before = at.requests('destination').length;
  expect((await at.run()).quarantined).toHaveLength(1);
  expect(at.commits(before)).toEqual([]);
  at.destination.context.metadata.remove('indicators', 'InLocal0001', 'tombstone');
  const again = await at.run({ sendQuarantinedAgain: true });
  expect(again.counts.deleted).toBe(1);
  expect(again.quarantined).toEqual([]);
});

it('takes an object away neither that still is at the source nor that is gone already', async () => {
  const at = await synchronised();
  remove(at, 'dataElements', [elementId(7)]);
  at.source.context.metadata.put('dataElements', dataElement(elementId(7)));
  remove(at, 'dataSets', ['DsSecond001']);
  at.destination.context.metadata.remove('dataSets', 'DsSecond001', 'tombstone');
  const before = at.requests('destination').length;
  const result = await at.run();
  expect(result.counts.deleted).toBe(0);
  expect(at.requests('destination', before).filter((line) => line.includes('DELETE'))).toEqual([]);
});

it('settles a deletion whose answer was lost', async () => {
  const at = await synchronised();
  remove(at, 'dataSets', ['DsSecond001']);
  at.destination.setFaults([
    { fault: { kind: 'dropAfterCommit' }, method: 'POST', path: '*importStrategy=DELETE*', times: 1 },
  ]);
  const before = at.requests('destination').length;
  const result = await at.run();
  expect(result.errors).toEqual([]);
  expect(result.counts.deleted).toBe(1);
  expect(at.commits(before)).toHaveLength(1);
});

it('sends an object again that was gone at both ends and is created again as it was', async () => {
  const at = await synchronised();
  const before = at.source.context.metadata.get('dataSets', 'DsSecond001');
  if (before === undefined) throw new Error('no data set');
  remove(at, 'dataSets', ['DsSecond001']);
  at.destination.context.metadata.remove('dataSets', 'DsSecond001', 'tombstone');
  await at.run();
  at.source.context.metadata.put('dataSets', before);
  expect((await at.run()).counts.created).toBe(1);
  expect((await at.prove()).differences).toBe(0);
});
