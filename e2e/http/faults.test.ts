import { afterEach, describe, expect, it } from 'vitest';
import type { Domain } from '../../shared/model/settings';
import type { Fault, FaultRule } from '../../sandbox/faults/fault';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { EngineRun } from './support/engineRun';
import type { EngineRunResult } from './support/engineRun';
import { keyOf, ServerClerk } from './support/serverClerk';
import type { ValueKey } from './support/serverClerk';

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

interface Named {
  readonly name: string;
  readonly fault: Fault;
  /** Requests that it befalls; all when absent. */
  readonly times?: number;
}

const readFaults: readonly Named[] = [
  { name: 'status 500', fault: { kind: 'status', status: 500 } },
  { name: 'status 503', fault: { kind: 'status', status: 503 } },
  { name: 'status 503 twice', fault: { kind: 'status', status: 503 }, times: 2 },
  { name: 'status 401', fault: { kind: 'status', status: 401 } },
  { name: 'status 403', fault: { kind: 'status', status: 403 } },
  { name: 'status 404', fault: { kind: 'status', status: 404 } },
  { name: 'status 409', fault: { kind: 'status', status: 409 } },
  { name: 'cut body', fault: { kind: 'cutBody', afterBytes: 40 } },
  { name: 'cut body once', fault: { kind: 'cutBody', afterBytes: 40 }, times: 1 },
  { name: 'malformed JSON', fault: { kind: 'malformedJson' } },
  { name: 'login page with 200', fault: { kind: 'loginPage' } },
  { name: 'empty lists', fault: { kind: 'emptyList' } },
  { name: 'connection dropped', fault: { kind: 'dropBefore' } },
];

const writeFaults: readonly Named[] = [
  { name: 'status 500', fault: { kind: 'status', status: 500 } },
  { name: 'status 502', fault: { kind: 'status', status: 502 } },
  { name: 'status 401', fault: { kind: 'status', status: 401 } },
  { name: 'status 403', fault: { kind: 'status', status: 403 } },
  { name: 'status 409 without report', fault: { kind: 'status', status: 409 } },
  { name: 'status 413', fault: { kind: 'status', status: 413 } },
  { name: 'cut answer', fault: { kind: 'cutBody', afterBytes: 20 } },
  { name: 'malformed answer', fault: { kind: 'malformedJson' } },
  { name: 'login page with 200', fault: { kind: 'loginPage' } },
  { name: 'empty lists in the report', fault: { kind: 'emptyList' } },
  { name: 'connection dropped before', fault: { kind: 'dropBefore' } },
  { name: 'connection dropped after commit', fault: { kind: 'dropAfterCommit' }, times: 1 },
  { name: 'connection dropped after every commit', fault: { kind: 'dropAfterCommit' } },
  { name: '504 after commit', fault: { kind: 'commitThenStatus', status: 504 }, times: 1 },
  { name: '502 after every commit', fault: { kind: 'commitThenStatus', status: 502 } },
];

interface Place {
  readonly domain: Domain;
  readonly side: 'read' | 'write';
  readonly paths: readonly string[];
}

const places: readonly Place[] = [
  { domain: 'metadata', side: 'read', paths: ['/api/metadata*'] },
  { domain: 'metadata', side: 'write', paths: ['/api/metadata*'] },
  { domain: 'aggregate', side: 'read', paths: ['/api/dataValueSets*'] },
  { domain: 'aggregate', side: 'write', paths: ['/api/dataValueSets*'] },
];

function rulesFor(place: Place, { fault, times }: Named): readonly FaultRule[] {
  return place.paths.map((path) => ({
    method: place.side === 'read' ? 'GET' : 'POST',
    path,
    fault,
    ...(times === undefined ? {} : { times }),
  }));
}

function isClean({ record, code }: EngineRunResult): boolean {
  return record.outcome === 'changed' || record.outcome === 'verified-unchanged' || code === 0;
}

/** Edits the source so that the next run has one record of the domain to send; tells how to see whether it arrived. */
async function edit(
  source: Sandbox,
  destination: Sandbox,
  domain: Domain,
  mark: string,
): Promise<() => Promise<boolean>> {
  const [clerk, inspector] = [new ServerClerk(source), new ServerClerk(destination)];
  if (domain === 'metadata') {
    const { indicators = [] } = await clerk.metadata(['indicators']);
    const id = String(indicators[0]?.['id']);
    await clerk.edit('indicators', id, { description: mark });
    return async () => {
      const { indicators: found = [] } = await inspector.metadata(['indicators']);
      return found.some((one) => one['id'] === id && one['description'] === mark);
    };
  }
  const values = await clerk.values();
  const value = values.find((row) => /^[1-9]\d*$/u.test(String(row['value'])));
  const key = value as ValueKey;
  const next = String(Number(value?.['value']) + 1);
  await clerk.enter(key, next);
  return async () => {
    const there = await inspector.values();
    return there.some((row) => keyOf(row) === keyOf(key) && row['value'] === next);
  };
}

/** A server whose every answer is empty, before anything is known of it, cannot be told from an empty server. */
function knownByNobody({ fault }: Named): boolean {
  return fault.kind === 'emptyList';
}

describe.each(places)('faults on $side of $domain', (place) => {
  const faults = place.side === 'read' ? readFaults : writeFaults;

  it('never make an increment look clean unless everything arrived, and the watermark stays behind', async () => {
    const source = await startSandbox({
      version: '2.41',
      data: 'demo',
      scale: 0.02,
      timeZone: 'Africa/Kinshasa',
    });
    const destination = await startSandbox({ version: '2.42', data: 'empty' });
    const engine = await EngineRun.open(source, destination, ['metadata', 'aggregate']);
    open.push(source, destination, engine);
    const first = await engine.run();
    expect(first.record).toMatchObject({ outcome: 'changed', errors: [], proof: { result: 'equal' } });

    const faulty = place.side === 'read' ? source : destination;
    for (const named of faults) {
      const hasArrived = await edit(source, destination, place.domain, named.name);
      faulty.setFaults(rulesFor(place, named));
      const struck = await engine.run();
      faulty.setFaults([]);
      const arrived = await hasArrived();
      const summary = `${named.name}: ${struck.record.outcome}, exit ${struck.code}, arrived ${String(arrived)}`;
      if (isClean(struck)) expect(arrived, summary).toBe(true);
      const cured = await engine.run();
      expect(cured.record.errors, `${named.name}, then cured`).toEqual([]);
      expect(cured.record.quarantined, `${named.name}, then cured`).toEqual([]);
      expect(await hasArrived(), `${named.name}, then cured`).toBe(true);
    }
    const proof = await engine.run({ task: 'prove' });
    expect(proof.record.proof).toMatchObject({ result: 'equal', differences: 0 });
  });

  it('never make a first run look clean unless everything arrived', async () => {
    const source = await startSandbox({ version: '2.41', data: 'demo', scale: 0.01 });
    open.push(source);
    const clerk = new ServerClerk(source);
    const expected = (await clerk.values()).length;
    for (const chosen of faults) {
      const named = knownByNobody(chosen) ? { ...chosen, times: 1 } : chosen;
      const destination = await startSandbox({ version: '2.43', data: 'empty' });
      const engine = await EngineRun.open(source, destination, ['metadata', 'aggregate']);
      open.push(destination, engine);
      const faulty = place.side === 'read' ? source : destination;
      faulty.setFaults(rulesFor(place, named));
      const struck = await engine.run();
      faulty.setFaults([]);
      const inspector = new ServerClerk(destination);
      const arrived = (await inspector.values()).length;
      const summary = `${named.name}: ${struck.record.outcome}, exit ${struck.code}, ${arrived} of ${expected}`;
      if (isClean(struck)) expect(arrived, summary).toBe(expected);
      const cured = await engine.run();
      expect(cured.record, `${named.name}, then cured`).toMatchObject({ errors: [], quarantined: [] });
      expect((await inspector.values()).length, `${named.name}, then cured`).toBe(expected);
      await engine.close();
      await destination.close();
      open.splice(open.indexOf(destination), 2);
    }
  });
});
