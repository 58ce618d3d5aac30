import { afterEach, expect, it } from 'vitest';
import type { Fault, FaultRule } from '../../sandbox/faults/fault';
import type { MetadataObject, ServerLine } from '../../sandbox/model';
import { SeededRandom } from '../../sandbox/seededRandom';
import { dataElement } from '../../sandbox/testing/smallBundle';
import { MetadataHarness } from './metadataHarness';

let harness: MetadataHarness | undefined;

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const faults: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'cutBody', afterBytes: 30 },
  { kind: 'malformedJson' },
  { kind: 'loginPage' },
  { kind: 'emptyList' },
  { kind: 'dropBefore' },
  { kind: 'dropAfterCommit' },
  { kind: 'commitThenStatus', status: 504 },
];

const changeable = ['dataElements', 'indicators', 'organisationUnits', 'options', 'dataSets', 'dashboards'];

/** One seeded course: edits at the source and faults on both ends, run after run, with restarts in between. */
async function stormyWeek(at: MetadataHarness, seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const item = list[random.below(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const { metadata } = at.source.context;
  const created: string[] = [];
  for (let day = 0; day < 7; day += 1) {
    for (let edit = 0; edit < 4; edit += 1) {
      const type = pick(changeable);
      const object: MetadataObject = pick([...metadata.all(type)]);
      metadata.put(type, { ...object, description: `Edit ${String(day)}.${String(edit)}` });
    }
    const id = `DeStorm${String(seed)}${String(day)}xxx`.slice(0, 11);
    metadata.put('dataElements', dataElement(id));
    created.push(id);
    if (day % 2 === 1) metadata.remove('dataElements', created.shift() ?? '', 'tombstone', 'admin');
    const rules = (): FaultRule[] => [
      {
        fault: pick(faults),
        path: pick(['/api/metadata*', '/api/deletedObjects*', '*importMode=COMMIT*', '*id%3Ain*']),
        from: 1 + random.below(3),
        times: 2 + random.below(6),
      },
    ];
    at.source.setFaults(rules());
    at.destination.setFaults(rules());
    const watermark = at.ledger.watermark('metadata', 'all');
    const result = await at.run();
    if (result.scopes[0]?.result !== 'looked-at') {
      expect(result.errors).not.toEqual([]);
      expect(at.ledger.watermark('metadata', 'all')).toEqual(watermark);
    }
    at.source.setFaults([]);
    at.destination.setFaults([]);
    await at.reopen();
    await at.settle();
  }
}

it.each([
  [1, '2.40', '2.41'],
  [2, '2.42', '2.43'],
  [3, '2.43', '2.43'],
  [4, '2.41', '2.40'],
] as const)(
  'seed %i: from %s to %s, ends converge after a week of edits and faults',
  async (seed, from, to) => {
    const versions: readonly [ServerLine, ServerLine] = [from, to];
    harness = await MetadataHarness.start(
      { version: versions[0], data: 'demo', scale: 0.05, seed },
      { version: versions[1], data: 'empty', seed: seed + 100 },
    );
    await stormyWeek(harness, seed);
    const last = await harness.run({ allowDeletions: 100, sendQuarantinedAgain: true });
    expect(last.errors).toEqual([]);
    expect(last.quarantined).toEqual([]);
    const proof = await harness.prove();
    expect(proof.sample).toEqual([]);
    const before = harness.requests('destination').length;
    const idle = await harness.run();
    expect(idle.scopes[0]?.result).toBe('looked-at');
    expect(harness.commits(before)).toEqual([]);
  },
);
