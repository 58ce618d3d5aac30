import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  evenEdge,
  lastTop,
  nativeOf,
  rowsInView,
  scrollScale,
  tallest,
  topAfter,
  topOf,
  withinScale,
} from './scaledScroll';

const anyScale = fc
  .tuple(fc.nat(50_000_000), fc.integer({ min: 15, max: 40 }), fc.integer({ min: 60, max: 3_000 }))
  .map(([rows, height, viewport]) => scrollScale(rows, height, viewport));
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });

describe('the scale', () => {
  test('stays as tall as an element may be, and is exact below', () => {
    expect(scrollScale(10_000_000, 23, 500).native).toBe(tallest);
    const small = scrollScale(100_000, 23, 500);
    expect(small.native).toBe(2_300_000);
    expect(nativeOf(small, 1_234_567)).toBe(1_234_567);
    expect(topOf(small, 1_234_567)).toBe(1_234_567);
  });

  test('leads there and back, and further down is further down', () => {
    fc.assert(
      fc.property(anyScale, anyShare, anyShare, (scale, one, other) => {
        const [above = 0, below = 0] = [one, other]
          .map((share) => share * lastTop(scale))
          .toSorted((a, b) => a - b);
        expect(Math.abs(topOf(scale, nativeOf(scale, above)) - above)).toBeLessThan(0.01);
        expect(nativeOf(scale, above)).toBeLessThanOrEqual(nativeOf(scale, below) + 0.001);
        expect(nativeOf(scale, below)).toBeLessThanOrEqual(Math.max(0, scale.native - scale.viewport));
      }),
    );
  });
});

describe('a movement of the scrollbar', () => {
  test('that comes from a wheel moves the list by its own pixels, however long the list is', () => {
    const scale = scrollScale(10_000_000, 23, 500);
    const from = nativeOf(scale, 115_000_000);
    expect(topAfter(scale, 115_000_000, { from, to: from + 100 })).toBe(115_000_100);
  });

  test('that comes from dragging leads to the place that the scrollbar shows', () => {
    const scale = scrollScale(10_000_000, 23, 500);
    const to = nativeOf(scale, 200_000_000);
    expect(topAfter(scale, 5_000, { from: 5_000, to })).toBeCloseTo(200_000_000, 2);
  });

  test('never leaves the list, and its ends are the ends of the list', () => {
    fc.assert(
      fc.property(anyScale, anyShare, fc.integer({ min: -3_000, max: 3_000 }), (scale, share, by) => {
        const top = share * lastTop(scale);
        const from = nativeOf(scale, top);
        const after = topAfter(scale, top, { from, to: from + by });
        expect(after).toBe(withinScale(scale, after));
      }),
    );
    const scale = scrollScale(10_000_000, 23, 500);
    expect(topAfter(scale, 1e8, { from: 1e6, to: tallest - 500 })).toBe(lastTop(scale));
    expect(topAfter(scale, 1e8, { from: 1e6, to: 0 })).toBe(0);
  });

  test('reaches an end only where the list ends: one gesture of a wheel is shorter than the even edge', () => {
    const scale = scrollScale(10_000_000, 23, 500);
    let top = lastTop(scale) - evenEdge - 10_000;
    let native = nativeOf(scale, top);
    for (let moved = 0; moved < 30_000; moved += 100) {
      const next = topAfter(scale, top, { from: native, to: native + 100 });
      expect(next).toBe(top + 100);
      top = next;
      native += 100;
    }
  });
});

test('the rows in view are those that a reader sees a part of', () => {
  const scale = scrollScale(1_000, 20, 100);
  expect(rowsInView(scale, 0, 20)).toEqual({ first: 0, last: 4 });
  expect(rowsInView(scale, 10, 20)).toEqual({ first: 0, last: 5 });
  expect(rowsInView(scale, lastTop(scale), 20)).toEqual({ first: 995, last: 999 });
  expect(rowsInView(scrollScale(0, 20, 100), 0, 20)).toEqual({ first: 0, last: -1 });
});
