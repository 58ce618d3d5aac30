import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoBatches, inSendingOrder } from './batches';
import { keyOf, rowBytes } from './dataValue';
import type { DataValue } from './dataValue';
import { mustBeHeld } from './deletionGuard';
import { SetHash } from './setHash';

const values: fc.Arbitrary<DataValue[]> = fc.array(
  fc.record({
    dataElement: fc.constantFrom('E1', 'E2'),
    period: fc.constantFrom('202601', '202602', '2026Q1'),
    orgUnit: fc.constantFrom('O1', 'O2', 'O3'),
    categoryOptionCombo: fc.constant('C'),
    attributeOptionCombo: fc.constant('A'),
    value: fc.string({ maxLength: 300 }),
    comment: fc.constant(''),
    followup: fc.boolean(),
    deleted: fc.constant(false),
    storedBy: fc.constant(''),
  }),
  { maxLength: 60 },
);

describe('batches', () => {
  it('hold every value once, in order, within both limits', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 200, max: 2000 }),
        (all, rows, bytes) => {
          const batches = cutIntoBatches(all, { rows, bytes });
          expect(batches.flat()).toEqual(all);
          for (const batch of batches) {
            expect(batch.length).toBeGreaterThan(0);
            expect(batch.length).toBeLessThanOrEqual(rows);
            const size = batch.reduce((sum, value) => sum + rowBytes(value) + 1, 0);
            expect(batch.length === 1 || size <= bytes).toBe(true);
          }
        },
      ),
    );
  });

  it('go out by period, then org unit', () => {
    fc.assert(
      fc.property(values, (all) => {
        const order = inSendingOrder(all).map(({ period, orgUnit }) => `${period} ${orgUnit}`);
        expect(order).toEqual([...order].sort());
        expect(inSendingOrder(all)).toHaveLength(all.length);
      }),
    );
  });
});

describe('the deletion guard', () => {
  it.each([
    [1, 1, false],
    [2, 40, false],
    [2, 39, true],
    [10, 200, false],
    [10, 199, true],
    [11, 1_000_000, true],
    [2, 0, true],
  ])('of %i deletions among %i known values: held is %s', (deletions, known, held) => {
    expect(mustBeHeld(deletions, known)).toBe(held);
  });
});

describe('the hash of a set', () => {
  it('does not depend on order, and tells sets of keys and contents apart', () => {
    const digest = (records: readonly (readonly [string, string])[]): string => {
      const set = new SetHash();
      for (const [key, hash] of records) set.add(key, hash);
      return set.digest();
    };
    fc.assert(
      fc.property(values, (all) => {
        const records = all.map((value, index) => [`${keyOf(value)}.${index}`, value.value] as const);
        expect(digest([...records].reverse())).toBe(digest(records));
        expect(digest([...records, ['more', '1']])).not.toBe(digest(records));
      }),
    );
    expect(digest([['a', '1']])).not.toBe(digest([['a', '2']]));
    expect(digest([])).toBe('0'.repeat(64));
  });
});
