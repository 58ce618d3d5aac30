import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogOverview, LogOverviewSlice } from '../../../shared/model/logView';
import { goalAt, marksPath, overviewKinds, slicesFor } from './overviewMarks';

const nothing = { warnings: 0, errors: 0, criticals: 0, matches: 0 };
const overview: LogOverview = {
  version: 1,
  rows: 1_000,
  sliceRows: 10,
  slices: [
    { ...nothing, slice: 0, warnings: 4, worst: 2 },
    { ...nothing, slice: 50, errors: 1, warnings: 9, worst: 503, matches: 2, match: 501 },
    { ...nothing, slice: 99, criticals: 1, errors: 3, worst: 995 },
  ],
  firstError: 503,
};

describe('marks of the overview', () => {
  test('a strip asks for slices that are seen, and for 300 at most', () => {
    expect([0, 12, 118, 400, 5_000].map(slicesFor)).toEqual([0, 20, 30, 130, 300]);
  });

  test('of the levels of a slice only the highest one is drawn, each with a width of its own', () => {
    expect(marksPath(overview, 'warning', 300)).toBe('M2 0h4v3h-4z');
    expect(marksPath(overview, 'error', 300)).toBe('M2 150h8v3h-8z');
    expect(marksPath(overview, 'critical', 300)).toBe('M0 297h12v3h-12z');
    expect(marksPath(overview, 'match', 300)).toBe('M15.5 149l2.5 2.5l-2.5 2.5l-2.5 -2.5z');
  });

  test('no mark lies outside of the strip, whatever the rows', () => {
    const anySlices = fc
      .record({ most: fc.integer({ min: 1, max: 300 }), rows: fc.integer({ min: 1, max: 10_000_000 }) })
      .map(({ most, rows }): LogOverview => {
        const sliceRows = Math.ceil(rows / most);
        const slices = Array.from({ length: Math.ceil(rows / sliceRows) }, (_, slice): LogOverviewSlice => ({
          ...nothing,
          slice,
          errors: 1,
          worst: slice * sliceRows,
        }));
        return { version: 1, rows, sliceRows, slices };
      });
    fc.assert(
      fc.property(anySlices, fc.integer({ min: 20, max: 1_200 }), (any, height) => {
        const tops = [...marksPath(any, 'error', height).matchAll(/M2 (?<top>[\d.]+)h8v(?<tall>[\d.]+)/gu)];
        expect(tops).toHaveLength(any.slices.length);
        const outside = tops.filter(
          ({ groups }) =>
            Number(groups?.['top']) < 0 || Number(groups?.['top']) + Number(groups?.['tall']) > height + 0.2,
        );
        expect(outside).toEqual([]);
      }),
    );
  });

  test('nothing is drawn where nothing stands out', () => {
    const empty = { ...overview, slices: [] };
    expect(overviewKinds.map((kind) => marksPath(empty, kind, 300))).toEqual(['', '', '', '']);
  });
});

describe('a pointer on the overview', () => {
  test.each([
    ['a warning', { x: 3, y: 1 }, 2],
    ['an error, in the lane of levels', { x: 3, y: 151 }, 503],
    ['a match, in the lane of matches', { x: 15, y: 151 }, 501],
    ['a level, in the lane of matches where there is none', { x: 15, y: 1 }, 2],
    ['the nearest mark, a little beside it', { x: 3, y: 154.5 }, 503],
    ['the row, where nothing is near', { x: 3, y: 75 }, 250],
    ['the last row, below everything', { x: 3, y: 900 }, 999],
  ])('means %s', (_what, at, row) => {
    expect(goalAt(overview, at, 300).row).toBe(row);
  });
});
