import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MadeIndex } from './madeIndex.fixture';
import type { Made } from './madeIndex.fixture';
import { MergeOrder } from './mergeOrder';

const record = fc.record({
  // Long stretches of one file, and instants that several files share.
  time: fc.oneof(fc.nat(400), fc.nat(12), fc.constant(NaN)),
  seq: fc.nat(6),
  facet: fc.nat(2),
});
const files = fc.array(
  fc.tuple(fc.array(record, { maxLength: 60 }), fc.constantFrom('rising' as const, 'as it is' as const)),
  { minLength: 1, maxLength: 4 },
);

interface Head {
  readonly source: number;
  readonly one: Made;
  readonly time: number;
  readonly key: number;
}

/** The head that is merged first, found by looking at all of them. */
function isFirst(head: Head, other: Head): boolean {
  if (head.key !== other.key) return head.key < other.key;
  const seqs = [head, other].map(({ one }) => (one.facet === 0 ? Infinity : one.seq));
  return seqs[0] === seqs[1] ? head.source < other.source : (seqs[0] ?? 0) < (seqs[1] ?? 0);
}

/** Merges record by record: what `MergeOrder` does, without any of its shortcuts. */
function plainMerge(indexes: readonly MadeIndex[]): string[] {
  const next = indexes.map(() => 0);
  const keys = indexes.map(() => -Infinity);
  const shown: (Head & { readonly number: number })[] = [];
  for (;;) {
    let first: Head | undefined;
    for (const [source, index] of indexes.entries()) {
      const number = next[source] ?? 0;
      const one = index.made[number];
      if (one === undefined) continue;
      const time = index.timeOf(number);
      const key = Number.isNaN(time) ? -Infinity : Math.max(keys[source] ?? -Infinity, time);
      const head = { source, one, time, key: Math.max(key, keys[source] ?? -Infinity) };
      if (first === undefined || isFirst(head, first)) first = head;
    }
    if (first === undefined) break;
    const { source, one, time, key } = first;
    const number = next[source] ?? 0;
    next[source] = number + 1;
    keys[source] = key;
    const lately = shown.slice(-64).reverse();
    const others = lately.findIndex((before) => before.time !== time);
    const together = others === -1 ? lately : lately.slice(0, others);
    const isTwin = together.some(
      (before) => before.source !== source && before.one.seq === one.seq && before.one.facet === one.facet,
    );
    if (one.facet === 0 || Number.isNaN(time) || !isTwin) shown.push({ ...first, number });
  }
  return shown.map(({ source, number }) => `${source}:${number}`);
}

test('stretches of one file are merged as their records are one by one', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 50 }), (made, slice) => {
      const order = new MergeOrder((facet) => facet > 0);
      const indexes = made.map(([records, how]) => {
        const index = new MadeIndex();
        const times = records.map(({ time }) => time);
        if (how === 'rising') times.sort((one, other) => one - other);
        index.made.push(...records.map((one, at) => ({ ...one, time: times[at] ?? NaN })));
        order.add(index, 1);
        return index;
      });
      const pass = order.begin();
      if (pass !== undefined) {
        while (!order.step(pass, slice));
        order.take(pass);
      }
      const places = Array.from(
        { length: order.length },
        (_, place) => `${order.sources[place]}:${order.records[place]}`,
      );
      expect(places).toEqual(plainMerge(indexes));
    }),
    { numRuns: 600 },
  );
});
