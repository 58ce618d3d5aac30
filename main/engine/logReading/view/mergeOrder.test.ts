import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GrowingFacetTable } from '../index/facetTable';
import { FacetFilter } from './facetFilter';
import { atOnce } from './inSlices';
import { MadeIndex } from './madeIndex.fixture';
import type { Made } from './madeIndex.fixture';
import { MergeOrder } from './mergeOrder';
import { RecordMarks } from './recordMarks';
import { RowSelection } from './rowSelection';
import type { RowRules } from './rowSelection';

function merged(order: MergeOrder, slice: number, changed?: ReadonlyMap<number, number>): number {
  const pass = order.begin(changed);
  if (pass === undefined) return order.length;
  while (!order.step(pass, slice));
  return order.take(pass);
}

function placesOf(order: MergeOrder): string[] {
  return Array.from(
    { length: order.length },
    (_, place) => `${order.sources[place]}:${order.records[place]}`,
  );
}

function fresh(indexes: readonly MadeIndex[]): MergeOrder {
  const order = new MergeOrder((facet) => facet > 0);
  for (const index of indexes) order.add(index, 1);
  merged(order, 7);
  return order;
}

const record = fc.record({
  // Few instants, so that many are equal; now and then none, or one that goes back.
  time: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(NaN)),
  seq: fc.integer({ min: 0, max: 6 }),
  facet: fc.integer({ min: 0, max: 2 }),
});
const batch = fc.array(fc.array(record, { maxLength: 12 }), { minLength: 1, maxLength: 4 });

describe('the order of records', () => {
  test('what is merged in piece by piece stands where it stands when all is merged at once', () => {
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 6 }), fc.integer({ min: 1, max: 9 }), (batches, slice) => {
        const order = new MergeOrder((facet) => facet > 0);
        const indexes: MadeIndex[] = [];
        for (const [round, files] of batches.entries()) {
          for (const [number, records] of files.entries()) {
            // Files that come later come with the batch that has more of them.
            const index = indexes[number] ?? new MadeIndex();
            if (indexes[number] === undefined) {
              indexes.push(index);
              order.add(index, 1);
            }
            index.made.push(...records.map((one) => ({ ...one, time: one.time + 3 * round })));
          }
          const before = placesOf(order);
          const same = merged(order, slice);
          expect(placesOf(order).slice(0, same)).toEqual(before.slice(0, same));
          expect(placesOf(order)).toEqual(placesOf(fresh(indexes)));
        }
      }),
      { numRuns: 400 },
    );
  });

  test('records that change take their new places, and their files keep their own order', () => {
    fc.assert(
      fc.property(batch, fc.array(fc.tuple(fc.nat(3), record), { maxLength: 8 }), (files, changes) => {
        const indexes = files.map((records) => {
          const index = new MadeIndex();
          index.made.push(...records);
          return index;
        });
        const order = fresh(indexes);
        for (const [number, now] of changes) {
          const index = indexes[number];
          const last = (index?.records ?? 0) - 1;
          if (index === undefined || last < 0) continue;
          index.made[last] = now;
          index.made.push(now);
          merged(order, 3, new Map([[number, last]]));
          expect(placesOf(order)).toEqual(placesOf(fresh(indexes)));
        }
        for (const number of indexes.keys()) {
          const own = placesOf(order).filter((place) => place.startsWith(`${number}:`));
          const records = own.map((place) => Number(place.split(':')[1]));
          expect(records).toEqual([...records].sort((one, other) => one - other));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('shows every record, and a line of ours that stands in several files once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
        fc.nat(4),
        (all, width) => {
          const lines = [...all].sort((one, other) => one - other);
          const indexes = [0, 1, 2].map((number) => {
            const index = new MadeIndex();
            const own = lines.filter((seq) => number === 0 || seq % (number + 1) === 0);
            index.made.push(...own.map((seq) => ({ time: Math.floor(seq / (width + 1)), seq, facet: 1 })));
            return index;
          });
          const order = fresh(indexes);
          const seqs = Array.from({ length: order.length }, (_, place) =>
            order.indexOf(order.sources[place] ?? 0).seqOf(order.records[place] ?? 0),
          );
          expect(seqs).toEqual(lines);
          for (const [number, index] of indexes.entries()) {
            for (let one = 0; one < index.records; one += 1) {
              const place = order.placeOf(number, one);
              expect(seqs[place]).toBe(index.seqOf(one));
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the rows of a view', () => {
  const none = { levels: [], modules: [], syncs: [], runs: [], codes: [] };

  test('are the records that pass, with the context of matches, selected anew from anywhere', () => {
    const chances = fc.record({
      records: fc.array(fc.tuple(record, fc.boolean()), { maxLength: 60 }),
      more: fc.array(fc.tuple(record, fc.boolean()), { maxLength: 20 }),
      context: fc.nat(3),
      show: fc.constantFrom('matches' as const, 'all' as const),
      from: fc.oneof(fc.constant(-Infinity), fc.nat(12)),
      newMarks: fc.array(fc.nat(60), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(chances, ({ records, more, context, show, from, newMarks }) => {
        const index = new MadeIndex();
        const order = new MergeOrder(() => false);
        order.add(index, 1);
        const marks = new RecordMarks();
        const put = (all: readonly (readonly [Made, boolean])[]): void => {
          for (const [made, marked] of all) {
            if (marked) marks.add(index.records);
            index.made.push({ ...made, facet: 0 });
          }
          merged(order, 100);
        };
        const facets = new GrowingFacetTable();
        facets.ofLevel(0);
        const rules: RowRules = {
          facets: new FacetFilter(none, facets),
          from,
          until: Infinity,
          found: () => marks,
          show,
          context,
        };
        put(records);
        const selection = new RowSelection(order, rules);
        atOnce(selection.selectFrom(0));
        const rows = (): number[] =>
          Array.from({ length: selection.rows }, (_, row) => order.records[selection.placeOf(row)] ?? -1);
        const model = (): number[] => {
          const passing = index.made.flatMap((_, one) => (index.timeOf(one) >= from ? [one] : []));
          const all = from === -Infinity ? [...index.made.keys()] : passing;
          if (show === 'all') return all;
          return all.filter((_, at) =>
            all.slice(Math.max(0, at - context), at + context + 1).some((one) => marks.has(one)),
          );
        };
        expect(rows()).toEqual(model());
        const before = rows();
        const dirty = Math.min(order.length, ...newMarks);
        put(more);
        for (const one of newMarks) if (one < index.records) marks.add(one);
        const same = atOnce(selection.selectFrom(dirty));
        expect(rows()).toEqual(model());
        expect(rows().slice(0, same)).toEqual(before.slice(0, same));
        const matching = Array.from({ length: selection.matches }, (_, match) =>
          selection.matchingRow(match),
        );
        expect(matching.map((row) => rows()[row])).toEqual(rows().filter((one) => marks.has(one)));
        expect(rows().map((_, row) => selection.matchOf(row) === 'match')).toEqual(
          rows().map((one) => marks.has(one)),
        );
      }),
      { numRuns: 400 },
    );
  });
});
