import { afterEach, describe, expect, it } from 'vitest';
import type { DefaultIds } from '../../sandbox/country/countryKit';
import { loadData } from '../../sandbox/loadData';
import type { ServerLine } from '../../sandbox/model';
import { AggregateHarness, hour, smallCountry, TestTime, valueOf } from './aggregateHarness';
import type { Json, ValueKey } from './support/serverClerk';
import { keyOf } from './support/serverClerk';

let open: AggregateHarness | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(
  source: ServerLine,
  destination: ServerLine,
  options: Parameters<typeof AggregateHarness.withCountry>[2] = {},
): Promise<AggregateHarness> {
  open = await AggregateHarness.withCountry(source, destination, { values: 800, ...options });
  return open;
}

/** Whole numbers of an end that one data set alone has, with the default attribute option combo. */
async function numbers(
  harness: AggregateHarness,
  end: 'source' | 'destination',
  count: number,
): Promise<readonly (Json & ValueKey)[]> {
  const clerk = harness.clerk(end);
  const path = '/api/dataSets?fields=dataSetElements[dataElement[id]]&paging=false';
  const { dataSets } = (await clerk.ask('GET', path)) as {
    dataSets: { dataSetElements: { dataElement: { id: string } }[] }[];
  };
  const holders = new Map<string, number>();
  for (const { dataElement } of dataSets.flatMap(({ dataSetElements }) => dataSetElements)) {
    holders.set(dataElement.id, (holders.get(dataElement.id) ?? 0) + 1);
  }
  const fitting = (await clerk.values()).filter(
    (one) =>
      holders.get(one.dataElement) === 1 &&
      one.attributeOptionCombo === 'HllvX50cXC0' &&
      /^\d+$/u.test(String(one['value'])),
  );
  expect(fitting.length).toBeGreaterThanOrEqual(count);
  return fitting.slice(0, count);
}

describe.each([
  ['2.40', '2.41'],
  ['2.42', '2.43'],
  ['2.43', '2.40'],
] as const)('values from %s to %s', (from, to) => {
  it('arrive whole; then exactly what changed is sent; then nothing', async () => {
    const harness = await start(from, to);
    const first = await harness.run();
    expect(first.errors).toEqual([]);
    expect(first.quarantined).toEqual([]);
    const source = await harness.contents('source');
    expect(source.size).toBeGreaterThan(700);
    expect(await harness.contents('destination')).toEqual(source);
    expect(first.counts.created + first.counts.updated).toBe(source.size);
    expect(first.notes.some(({ code }) => code === 'created-not-told')).toBe(to === '2.43');
    expect(harness.acknowledged).toBe(source.size);

    const clerk = harness.clerk('source');
    const chosen = await numbers(harness, 'source', 8);
    for (const one of chosen.slice(0, 5)) await clerk.enter(one, String(Number(one['value']) + 1));
    for (const one of chosen.slice(5, 7)) await clerk.erase(one);
    const before = harness.batches.length;
    const second = await harness.run();
    expect(second.errors).toEqual([]);
    expect(second.heldDeletions).toEqual([]);
    const sent = harness.batches.slice(before).flatMap(({ items }) => items);
    expect(sent.map(({ key }) => key).sort()).toEqual(chosen.slice(0, 7).map(keyOf).sort());
    expect(sent.filter(({ hash }) => hash === 'deleted')).toHaveLength(2);
    expect(second.counts).toMatchObject({ created: 0, updated: 5, deleted: 2, quarantined: 0 });
    expect(await harness.contents('destination')).toEqual(await harness.contents('source'));

    const served = [harness.source.requests().length, harness.destination.requests().length] as const;
    const third = await harness.run();
    expect(third.errors).toEqual([]);
    expect(third.counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    expect(third.scopes.every(({ result }) => result === 'looked-at')).toBe(true);
    // Two requests are the handshake; none asks the destination for anything else.
    expect(harness.requests('source', served[0])).toHaveLength(5);
    expect(harness.requests('destination', served[1])).toHaveLength(2);

    const proof = valueOf(await harness.prove());
    expect(proof.differences).toBe(0);
    expect(proof.slices.every((slice) => slice.sourceHash === slice.destinationHash)).toBe(true);
    expect(proof.leftOut).toEqual(['values-outside-data-sets', 'completeness']);
  });
});

describe('increments', () => {
  it('miss no change of a server up to 2.42 whose zone lies west of Greenwich', async () => {
    const harness = await start('2.41', '2.41', { sourceZone: 'America/Bogota' });
    await harness.run();
    const clerk = harness.clerk('source');
    const [one] = await numbers(harness, 'source', 1);
    await clerk.enter(one ?? expect.fail(), '424242');
    const result = await harness.run();
    expect(result.counts).toMatchObject({ updated: 1 });
    expect(await harness.contents('destination')).toEqual(await harness.contents('source'));
  });

  it('do not send again what the overlap brings back', async () => {
    const harness = await start('2.43', '2.42');
    await harness.run();
    const clerk = harness.clerk('source');
    const [one] = await numbers(harness, 'source', 1);
    await clerk.enter(one ?? expect.fail(), '77');
    expect((await harness.run()).counts.updated).toBe(1);
    // The clock of the servers stands just after the change: the next bound lies before it.
    harness.time.now -= hour - 1000;
    const again = await harness.run();
    harness.time.now -= hour - 1000;
    const oncemore = await harness.run();
    for (const result of [again, oncemore]) expect(result.counts).toMatchObject({ updated: 0, created: 0 });
    expect(harness.posts()).toHaveLength(harness.batches.length);
  });

  it('look at a data set from the beginning once its definition changed, and send nothing that is equal', async () => {
    const harness = await start('2.42', '2.42');
    await harness.run();
    const clerk = harness.clerk('source');
    const { dataSets } = (await clerk.ask(
      'GET',
      '/api/dataSets?fields=id,organisationUnits[id]&paging=false',
    )) as {
      dataSets: { id: string; organisationUnits: Json[] }[];
    };
    const changed = dataSets.find(({ organisationUnits }) => organisationUnits.length > 1) ?? expect.fail();
    await clerk.edit('dataSets', changed.id, { organisationUnits: changed.organisationUnits.slice(1) });
    const served = harness.requests('source').length;
    const result = await harness.run();
    expect(result.counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    const whole = harness
      .requests('source', served)
      .filter(
        (line) =>
          line.includes(`dataSet=${changed.id}&orgUnit`) &&
          !line.includes('lastUpdated') &&
          !line.includes('limit=1 '),
      );
    expect(whole).toHaveLength(1);
  });
});

describe('deletions', () => {
  it('of many values of a data set are held and named, come back until they are allowed, and less those revived', async () => {
    const harness = await start('2.41', '2.42', { values: 3000 });
    await harness.run();
    const clerk = harness.clerk('source');
    const chosen = await numbers(harness, 'source', 60);
    for (const one of chosen) await clerk.erase(one);
    const held = await harness.run();
    expect(held.errors).toEqual([]);
    const names = new Set(held.heldDeletions.map(({ key }) => key));
    expect(held.heldDeletions.length).toBeGreaterThan(10);
    expect(held.heldDeletions.every(({ label }) => label?.includes(' · ') === true)).toBe(true);
    expect(held.counts.deleted + names.size).toBe(60);

    const revived = chosen.find((one) => names.has(keyOf(one))) ?? expect.fail();
    await clerk.enter(revived, '5');
    const next = await harness.run({ allowDeletions: names.size - 2 });
    expect(next.heldDeletions.map(({ key }) => key).sort()).toEqual(
      [...names].filter((key) => key !== keyOf(revived)).sort(),
    );
    expect(next.counts.deleted).toBe(0);

    const allowed = await harness.run({ allowDeletions: names.size - 1 });
    expect(allowed.heldDeletions).toEqual([]);
    expect(allowed.counts.deleted).toBe(names.size - 1);
    expect(await harness.contents('destination')).toEqual(await harness.contents('source'));
  });
});

describe('refused values', () => {
  it.each(['2.42', '2.43'] as const)(
    'are quarantined in the words of %s, once, and leave when they are taken',
    async (version) => {
      const harness = await start('2.42', version);
      const [one] = await numbers(harness, 'source', 1);
      const element = one?.dataElement ?? expect.fail();
      await harness.clerk('destination').edit('dataElements', element, { valueType: 'BOOLEAN' });
      const all = [...(await harness.contents('source'))];
      const bad = all.filter(([key, content]) => key.startsWith(element) && !/^\["[01]"/u.test(content));
      expect(bad.length).toBeGreaterThan(0);
      const first = await harness.run();
      expect(first.errors).toEqual([]);
      expect(first.quarantined.map(({ key }) => key).sort()).toEqual(bad.map(([key]) => key).sort());
      expect(new Set(first.quarantined.map(({ serverCode }) => serverCode))).toEqual(
        new Set([version === '2.43' ? 'E8122' : 'E7619']),
      );
      expect(
        first.quarantined.every(({ problem, label }) => problem.detail !== undefined && label !== undefined),
      ).toBe(true);
      expect((await harness.contents('destination')).size).toBe(all.length - bad.length);

      const second = await harness.run();
      expect(second.quarantined).toHaveLength(bad.length);
      expect(harness.batches.filter(({ run }) => run > 1).flatMap(({ items }) => items)).toEqual([]);

      await harness.clerk('destination').edit('dataElements', element, { valueType: 'NUMBER' });
      const third = await harness.run({ sendQuarantinedAgain: true });
      expect(third.quarantined).toEqual([]);
      expect(await harness.contents('destination')).toEqual(await harness.contents('source'));
    },
  );

  it('of an org unit that 2.43 does not assign leave the others of their group untouched', async () => {
    const harness = await start('2.41', '2.43');
    const clerk = harness.clerk('destination');
    const { dataSets } = (await clerk.ask(
      'GET',
      '/api/dataSets?fields=id,organisationUnits[id],periodType&paging=false',
    )) as {
      dataSets: { id: string; periodType: string; organisationUnits: { id: string }[] }[];
    };
    const [one] = await numbers(harness, 'source', 1);
    const unit = one?.orgUnit ?? expect.fail();
    for (const { id, organisationUnits } of dataSets) {
      const others = organisationUnits.filter((other) => other.id !== unit);
      if (others.length < organisationUnits.length)
        await clerk.edit('dataSets', id, { organisationUnits: others });
    }
    const result = await harness.run();
    expect(result.errors).toEqual([]);
    const source = await harness.contents('source');
    const refused = [...source.keys()].filter((key) => key.split('.')[2] === unit);
    expect(result.quarantined.map(({ key }) => key).sort()).toEqual(refused.sort());
    expect(new Set(result.quarantined.map(({ serverCode }) => serverCode))).toEqual(new Set(['E8022']));
    expect((await harness.contents('destination')).size).toBe(source.size - refused.length);
  });

  it('of a data set that the destination does not have keep only that one from being looked at', async () => {
    const time = new TestTime();
    const { bundle, dataValues } = smallCountry(time, 800);
    const [missing] = bundle['dataSets'] ?? [];
    const others = { ...bundle, dataSets: (bundle['dataSets'] ?? []).slice(1), sections: [] };
    open = await AggregateHarness.start(
      { version: '2.41', data: { metadata: bundle, dataValues } },
      { version: '2.41', data: others },
      time,
    );
    const result = await open.run();
    const behind = result.scopes.filter((scope) => scope.result === 'could-not-look');
    expect(behind.map(({ slice }) => slice)).toEqual([missing?.id]);
    expect(behind[0]?.problem?.code).toBe('data-set-missing');
    expect(open.ledger.watermark('aggregate', missing?.id ?? '')).toBeUndefined();
    expect(result.counts.created).toBeGreaterThan(500);
  });
});

async function defaultsOf(harness: AggregateHarness): Promise<DefaultIds> {
  const idOf = async (plural: string): Promise<string> => {
    const path = `/api/${plural}?filter=name:eq:default&fields=id&paging=false`;
    const body = (await harness.clerk('destination').ask('GET', path)) as Record<string, { id: string }[]>;
    return body[plural]?.[0]?.id ?? expect.fail(`no default of ${plural}`);
  };
  return {
    categoryOption: await idOf('categoryOptions'),
    category: await idOf('categories'),
    categoryCombo: await idOf('categoryCombos'),
    categoryOptionCombo: await idOf('categoryOptionCombos'),
  };
}

describe('default option combos', () => {
  it('of other identifiers at the destination are mapped, sending and comparing', async () => {
    const time = new TestTime();
    const country = smallCountry(time, 800);
    const harness = await AggregateHarness.start(
      { version: '2.42', data: { metadata: country.bundle, dataValues: country.dataValues } },
      { version: '2.41', defaultIds: 'own' },
      time,
    );
    open = harness;
    const ids = await defaultsOf(harness);
    await loadData(harness.destination.context, { metadata: smallCountry(time, 800, ids).bundle });
    const first = await harness.run();
    expect(first.errors).toEqual([]);
    expect(first.quarantined).toEqual([]);
    expect(valueOf(await harness.prove()).differences).toBe(0);
    expect(ids.categoryOptionCombo).not.toBe('HllvX50cXC0');
    const keys = [...(await harness.contents('destination')).keys()];
    expect(keys.some((key) => key.includes(ids.categoryOptionCombo))).toBe(true);
    expect(keys.some((key) => key.includes('HllvX50cXC0'))).toBe(false);
    expect((await harness.run()).counts).toMatchObject({ created: 0, updated: 0 });
  });
});

describe('proof', () => {
  it('names what is missing, different or extra at the destination, each value once', async () => {
    const harness = await start('2.43', '2.41');
    await harness.run();
    const clerk = harness.clerk('destination');
    const [changed, erased, added] = await numbers(harness, 'destination', 3);
    await clerk.enter(changed ?? expect.fail(), '987654');
    await clerk.erase(erased ?? expect.fail());
    await harness.clerk('source').erase(added ?? expect.fail());
    const proof = valueOf(await harness.prove());
    expect(proof.differences).toBe(3);
    expect(new Map(proof.sample.map(({ key, kind }) => [key, kind]))).toEqual(
      new Map([
        [keyOf(changed ?? expect.fail()), 'different'],
        [keyOf(erased ?? expect.fail()), 'missing-at-destination'],
        [keyOf(added ?? expect.fail()), 'only-at-destination'],
      ]),
    );
    expect(proof.slices.some((slice) => slice.sourceHash !== slice.destinationHash)).toBe(true);
  });
});

describe('counts before a first write', () => {
  it('are not needed for an empty destination, and tell both ends of another', async () => {
    const harness = await start('2.41', '2.42');
    expect(await harness.count()).toEqual({ source: [], destination: [] });
    await harness.run();
    const counts = await harness.count();
    expect(counts.destination).toEqual(counts.source);
    expect(counts.source.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(700);
  });
});
