import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSession } from './aggregateSession';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import { deliverValues } from './deliverValues';
import { createFakeDestination } from './testing/fakeDestination';
import type { FakeDestinationOptions, Flaw, Mishap } from './testing/fakeDestination';
import { createFakeStore, fakeContext, fakeServer } from './testing/fakeRun';

const slice = 'DSaaaaaaaaa';

function value(index: number): DataValue {
  return {
    dataElement: 'DEaaaaaaaaa',
    period: '202601',
    orgUnit: `OU${String(index).padStart(9, '0')}`,
    categoryOptionCombo: 'HllvX50cXC0',
    attributeOptionCombo: 'HllvX50cXC0',
    value: String(index),
    comment: '',
    followup: false,
    deleted: false,
    storedBy: '',
  };
}

async function deliver(
  options: FakeDestinationOptions,
  values: readonly DataValue[],
  before: readonly DataValue[] = [],
) {
  const fake = createFakeDestination(options);
  for (const one of before) fake.values.set(keyOf(one), one);
  const store = createFakeStore();
  const { minor } = options;
  const destination = fakeServer('destination', fake.client, { minor });
  const context = fakeContext(fakeServer('source', fake.client), destination, store);
  const session = openSession(context);
  const kind = values.some(({ deleted }) => deleted) ? 'delete' : 'upsert';
  const delivery = await deliverValues(session, slice, kind, values);
  const acknowledged = store.hashes.get(slice) ?? new Map<string, string>();
  return { fake, store, session, delivery, acknowledged };
}

const minors = fc.constantFrom<(40 | 41 | 42 | 43)[]>(40, 41, 42, 43);
const flaw = fc.constantFrom<Flaw>('row', 'named-group', 'nameless-group', 'decode', 'break');
const tells = fc.constantFrom<('indexes' | 'rejected-only' | 'counts-only')[]>(
  'indexes',
  'rejected-only',
  'counts-only',
);

describe('delivering values', () => {
  it('refuses exactly the rows at fault and delivers all others, whatever the report tells', async () => {
    await fc.assert(
      fc.asyncProperty(
        minors,
        tells,
        fc.integer({ min: 2, max: 60 }),
        fc.array(fc.tuple(fc.nat({ max: 59 }), flaw), { maxLength: 4 }),
        async (minor, told, size, bad) => {
          const values = Array.from({ length: size }, (_, index) => value(index));
          const flaws = new Map(
            bad
              // Up to 2.42 nothing is refused by group; one row at least is good, or the server itself seems broken.
              .filter(([index]) => index > 0 && index < size)
              .map(([index, kind]) => [keyOf(value(index)), minor >= 43 || kind === 'break' ? kind : 'row']),
          );
          const { fake, delivery, acknowledged, store } = await deliver(
            { minor, tells: told, flaws },
            values,
          );
          expect(delivery.failure).toBeUndefined();
          expect(new Set(delivery.refused.map((one) => keyOf(one.value)))).toEqual(new Set(flaws.keys()));
          expect(delivery.refused).toHaveLength(flaws.size);
          const good = values.filter((one) => !flaws.has(keyOf(one)));
          expect([...fake.values.keys()].sort()).toEqual(good.map(keyOf).sort());
          expect(new Map(acknowledged)).toEqual(new Map(good.map((one) => [keyOf(one), contentHash(one)])));
          expect(store.open.size).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never posts an acknowledged value again, however answers are lost', async () => {
    const mishap = fc.constantFrom<Mishap>('none', 'cut-before', 'cut-after-commit', 'gateway-after-commit');
    await fc.assert(
      fc.asyncProperty(minors, fc.array(mishap, { maxLength: 2 }), async (minor, mishaps) => {
        const values = Array.from({ length: 40 }, (_, index) => value(index));
        const { fake, delivery, acknowledged } = await deliver({ minor, mishaps }, values);
        expect(delivery).toEqual({ refused: [] });
        expect(acknowledged.size).toBe(40);
        expect(fake.values.size).toBe(40);
        const committed = mishaps.findIndex((one) => one !== 'cut-before');
        expect(fake.posts).toHaveLength(committed < 0 ? mishaps.length + 1 : committed + 1);
      }),
    );
  });

  it('leaves the data set behind when the link stays cut, with nothing acknowledged that is not there', async () => {
    const mishaps = Array.from({ length: 20 }, (): Mishap => 'cut-before');
    const { fake, delivery, acknowledged } = await deliver({ minor: 41, mishaps }, [value(1), value(2)]);
    expect(delivery.failure?.code).toBe('connection-cut');
    expect(delivery.refused).toEqual([]);
    expect(acknowledged.size).toBe(0);
    expect(fake.posts).toHaveLength(3);
  });

  it('blames the server, not a row, while it answers no request at all', async () => {
    const flaws = new Map<string, Flaw>([1, 2, 3].map((index) => [keyOf(value(index)), 'break']));
    const { delivery } = await deliver({ minor: 41, flaws }, [value(1), value(2), value(3)]);
    expect(delivery.failure?.code).toBe('server-error');
    expect(delivery.refused).toEqual([]);
  });

  it('makes requests smaller for the rest of the run when they are too large', async () => {
    const values = Array.from({ length: 50 }, (_, index) => value(index));
    const { fake, delivery, session } = await deliver({ minor: 42, mostRows: 10 }, values);
    expect(delivery).toEqual({ refused: [] });
    expect(fake.values.size).toBe(50);
    expect(session.limit.rows).toBeLessThanOrEqual(10);
  });

  it('counts by the report: created and updated up to 2.42, updated only on 2.43, with a note', async () => {
    const before = [{ ...value(1), value: 'old' }];
    const values = [value(1), value(2)];
    const older = await deliver({ minor: 42 }, values, before);
    expect(older.session.tally).toMatchObject({ created: 1, updated: 1 });
    expect(older.session.notes()).toEqual([]);
    const newer = await deliver({ minor: 43 }, values, before);
    expect(newer.session.tally).toMatchObject({ created: 0, updated: 2 });
    expect(newer.session.notes()).toEqual([{ code: 'created-not-told', params: { count: 2 } }]);
  });

  it('explains ignored rows by reading back: equal ones are acknowledged, and not counted as written', async () => {
    const { session, acknowledged } = await deliver({ minor: 41 }, [value(1), value(2)], [value(1)]);
    expect(acknowledged.size).toBe(2);
    expect(session.tally).toMatchObject({ created: 1, updated: 0 });
    expect(session.notes()).toEqual([{ code: 'values-equal-already', params: { count: 1 } }]);
  });

  it.each([42, 43] as const)('counts deletions as deleted on 2.%i', async (minor) => {
    const removed = { ...value(1), deleted: true };
    const { session, fake } = await deliver({ minor }, [removed], [value(1)]);
    expect(session.tally).toMatchObject({ created: 0, updated: 0, deleted: 1 });
    expect(fake.values.size).toBe(0);
  });
});
