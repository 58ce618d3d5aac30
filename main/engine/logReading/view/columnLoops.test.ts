import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLevel } from '../../../../shared/model/log';
import { histogramLevels } from '../../../../shared/model/logView';
import { GrowingFacetTable } from '../index/facetTable';
import { numberedLevels } from '../formats/levelWords';
import { countValues } from './countValues';
import { FacetFilter } from './facetFilter';
import { countSlices, slicesOf } from './histogram';
import { atOnce } from './inSlices';
import { LevelRows } from './levelRows';
import { MadeIndex } from './madeIndex.fixture';
import type { Made } from './madeIndex.fixture';
import { MergeOrder } from './mergeOrder';
import { RowSelection } from './rowSelection';

const record = fc.record({
  // Hours of records, some of them in one minute, some at its very beginning.
  time: fc.oneof(
    fc.integer({ min: 0, max: 4 * 3_600_000 }),
    fc.nat(200_000),
    fc.nat(12),
    fc
      .tuple(fc.nat(3), fc.constantFrom(0, 1, 30_000, 59_999))
      .map(([minute, rest]) => minute * 60_000 + rest),
    fc.constant(NaN),
  ),
  seq: fc.nat(5),
  facet: fc.nat(numberedLevels.length - 1),
});
const files = fc.array(fc.array(record, { maxLength: 40 }), { minLength: 1, maxLength: 3 });
const bound = fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 4 * 3_600_000 }));

interface Wanted {
  readonly levels: readonly LogLevel[];
  readonly from: number | undefined;
  readonly until: number | undefined;
  /** Whether lines that stand in several files are shown once, so that there are records at no place. */
  readonly twins?: 'shown' | 'hidden';
}

const wanted: fc.Arbitrary<Wanted> = fc.record({
  levels: fc.subarray(numberedLevels.filter((level) => level !== 'NONE')),
  from: bound,
  until: bound,
  twins: fc.constantFrom('shown', 'hidden'),
});

function selected(
  made: readonly (readonly Made[])[],
  { levels, from, until, twins }: Wanted,
  chunkRecords?: number,
) {
  const facets = new GrowingFacetTable();
  for (const level of numberedLevels.keys()) facets.ofLevel(level);
  const order = new MergeOrder(() => twins === 'hidden');
  const indexes = made.map((records) => {
    const index = new MadeIndex(chunkRecords);
    index.made.push(...records);
    order.add(index, 1);
    return index;
  });
  const pass = order.begin();
  if (pass !== undefined) {
    while (!order.step(pass, chunkRecords ?? 5));
    order.take(pass);
  }
  const selection = new RowSelection(order, {
    facets: new FacetFilter({ levels, modules: [], syncs: [], runs: [], codes: [] }, facets),
    from: from ?? -Infinity,
    until: until ?? Infinity,
    show: 'all',
    context: 0,
  });
  atOnce(selection.selectFrom(0));
  const all = Array.from({ length: order.length }, (_, place) => {
    const index = indexes[order.sources[place] ?? 0];
    const number = order.records[place] ?? 0;
    const time = index?.timeOf(number) ?? NaN;
    return {
      place,
      source: order.sources[place] ?? 0,
      time,
      level: facets.levelOf(index?.facetOf(number) ?? 0),
    };
  });
  const isInTime = (time: number): boolean =>
    from === undefined && until === undefined
      ? true
      : time >= (from ?? -Infinity) && time <= (until ?? Infinity);
  const passes = (level: string): boolean => levels.length === 0 || levels.some((one) => one === level);
  const inTime = all.filter(({ time }) => isInTime(time));
  const rows = inTime.filter(({ level }) => passes(level));
  return { facets, order, selection, inTime, rows };
}

test('the rows that pass a filter are those whose records pass it one by one', () => {
  fc.assert(
    fc.property(files, wanted, (made, filter) => {
      const { selection, rows } = selected(made, filter);
      const places = Array.from({ length: selection.rows }, (_, row) => selection.placeOf(row));
      expect(places).toEqual(rows.map(({ place }) => place));
    }),
    { numRuns: 400 },
  );
});

test('a histogram counts each row in the slice of its time and under its level', () => {
  const asked = fc.tuple(
    fc.integer({ min: 0, max: 3 * 3_600_000 }),
    fc.nat(4 * 3_600_000),
    fc.integer({ min: 1, max: 300 }),
  );
  fc.assert(
    fc.property(files, wanted, asked, (made, filter, [begins, length, most]) => {
      const { selection, order, facets, rows } = selected(made, filter);
      const span = { from: begins, until: begins + length };
      const { from, width } = slicesOf(span, most);
      const plain = new Map<string, number>();
      for (const { time, level } of rows) {
        if (!(time >= span.from && time <= span.until)) continue;
        const key = `${Math.floor((time - from) / width)} ${level}`;
        plain.set(key, (plain.get(key) ?? 0) + 1);
      }
      const { slices } = atOnce(countSlices({ version: 1, files: [], order, selection }, span, most, facets));
      const counted = slices.flatMap((counts, slice) =>
        counts.flatMap((count, level): [string, number][] =>
          count === 0 ? [] : [[`${slice} ${histogramLevels[level] ?? ''}`, count]],
        ),
      );
      expect(new Map(counted)).toEqual(plain);
    }),
    { numRuns: 600 },
  );
});

test('many records of one minute are counted like few', () => {
  const made = Array.from({ length: 5000 }, (_, seq) => ({
    time: 60_000 + seq,
    seq,
    facet: seq % 2 === 0 ? 2 : 4,
  }));
  const { selection, order, facets } = selected(
    [made],
    { levels: [], from: undefined, until: undefined },
    8192,
  );
  const span = { from: 0, until: 179_999 };
  const { slices } = atOnce(countSlices({ version: 1, files: [], order, selection }, span, 3, facets));
  expect(slices).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0, 0, 2500, 0, 2500, 0],
    [0, 0, 0, 0, 0, 0],
  ]);
});

test('the instant of a leap second belongs to the minute that follows', () => {
  // MadeIndex writes 120,001 ms as the 61st second of the minute before.
  const made = [90_000, 119_999, 120_001].map((time, seq) => ({ time, seq, facet: 2 }));
  const { selection, order, facets } = selected(
    [made],
    { levels: [], from: undefined, until: undefined },
    8192,
  );
  const span = { from: 0, until: 179_999 };
  const { slices } = atOnce(countSlices({ version: 1, files: [], order, selection }, span, 3, facets));
  expect(slices.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual([0, 2, 1]);
});

test('errors and warnings that one goes to are the rows of these levels', () => {
  fc.assert(
    fc.property(files, wanted, (made, filter) => {
      const { selection, facets, rows } = selected(made, filter);
      const goals = new LevelRows(facets);
      const found = atOnce(goals.of('error', selection));
      const plain = [...rows.entries()].filter(([, { level }]) => level === 'ERROR' || level === 'CRITICAL');
      expect(Array.from({ length: found.length }, (_, at) => found.at(at))).toEqual(
        plain.map(([row]) => row),
      );
    }),
    { numRuns: 100 },
  );
});

test('counts of levels leave the filter by level out and keep that by time', () => {
  fc.assert(
    fc.property(files, wanted, (made, filter) => {
      const { selection, order, facets, inTime } = selected(made, filter);
      const { levels } = atOnce(countValues({ version: 1, files: [], order, selection }, facets));
      const plain = new Map<string, number>();
      for (const { level } of inTime) plain.set(level, (plain.get(level) ?? 0) + 1);
      expect(new Map(levels.map(({ value, count }) => [value, count]))).toEqual(plain);
    }),
    { numRuns: 200 },
  );
});
