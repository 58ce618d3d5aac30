import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  coarser,
  fractionOf,
  instantAt,
  lastInstant,
  rangeOfSlices,
  sliceAt,
  totals,
  widerRange,
} from './sliceAxis';

const axis = { from: 1_000, width: 100, count: 10 };
const anyAxis = fc.record({
  from: fc.integer({ min: 0, max: 2e12 }),
  width: fc.integer({ min: 1, max: 1e9 }),
  count: fc.integer({ min: 1, max: 200 }),
});

describe('slices along time', () => {
  test('an instant belongs to its slice, also at the edges; one outside to the nearest', () => {
    expect([1_000, 1_099, 1_100, 1_999].map((time) => sliceAt(axis, time))).toEqual([0, 0, 1, 9]);
    expect([0, 5_000].map((time) => sliceAt(axis, time))).toEqual([0, 9]);
  });

  test('every slice covers exactly the instants that fall into it', () => {
    fc.assert(
      fc.property(anyAxis, fc.nat(), (any, number) => {
        const slice = number % any.count;
        const range = rangeOfSlices(any, slice, slice);
        expect(sliceAt(any, range.from)).toBe(slice);
        expect(sliceAt(any, range.until)).toBe(slice);
        expect(range.until - range.from + 1).toBe(any.width);
      }),
    );
  });

  test('a range of slices is the same from either side', () => {
    expect(rangeOfSlices(axis, 2, 4)).toEqual({ from: 1_200, until: 1_499 });
    expect(rangeOfSlices(axis, 4, 2)).toEqual(rangeOfSlices(axis, 2, 4));
  });

  test('places and instants lead to one another; outside the chart is its edge', () => {
    expect(fractionOf(axis, 1_500)).toBe(0.5);
    expect(instantAt(axis, 0.5)).toBe(1_500);
    expect([fractionOf(axis, 0), fractionOf(axis, 9_999)]).toEqual([0, 1]);
    expect([instantAt(axis, -3), instantAt(axis, 7)]).toEqual([1_000, lastInstant(axis)]);
  });

  test('putting slices together loses no record, keeps the beginning and is never more than asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(1e6), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (slices, most) => {
          const result = coarser({ from: 5, width: 10, count: slices.length }, slices, most);
          expect(result.slices.length).toBeLessThanOrEqual(most);
          expect(result.slices).toHaveLength(result.axis.count);
          expect(totals(result.slices)).toEqual(totals(slices));
          expect(result.axis.from).toBe(5);
          expect(lastInstant(result.axis)).toBeGreaterThanOrEqual(5 + 10 * slices.length - 1);
        },
      ),
    );
  });
});

describe('the way back from a narrower range', () => {
  const day = { from: 0, until: 1_000 };
  const hour = { from: 100, until: 200 };
  const minute = { from: 110, until: 120 };
  test.each([
    ['the range before', [day, hour], minute, hour],
    ['not the range itself', [day, minute], minute, day],
    ['not a range that lies elsewhere', [day, { from: 500, until: 900 }], minute, day],
    ['everything where nothing wider was chosen', [minute], hour, undefined],
  ] as const)('%s', (_what, past, now, expected) => {
    expect(widerRange(past, now)).toEqual(expected);
  });
});
