import { expect, test } from 'vitest';
import { MadeIndex } from './madeIndex.fixture';
import type { Made } from './madeIndex.fixture';
import { MergeOrder } from './mergeOrder';
import { evenEnd } from './recordStretches';

/** The merged order of files, the first of which has the highest rank. */
function merged(files: readonly (readonly Made[])[]): { order: MergeOrder; first: MadeIndex } {
  const order = new MergeOrder(() => true);
  const indexes = files.map((made, number) => {
    const index = new MadeIndex();
    index.made.push(...made);
    order.add(index, files.length - number);
    return index;
  });
  const pass = order.begin();
  if (pass === undefined) throw new Error('nothing to merge');
  while (!order.step(pass, 100));
  order.take(pass);
  const [first] = indexes;
  if (first === undefined) throw new Error('no file');
  return { order, first };
}

const line = (number: number): Made => ({ time: 60_000 + number, seq: number, facet: 1 });

test('records of one file stand together where each is shown from it', () => {
  const { order, first } = merged([[line(0), line(1), line(2)]]);
  expect(evenEnd(order, 0, 3, first.chunkOf(0))).toBe(3);
  expect(evenEnd(order, 1, 2, first.chunkOf(1))).toBe(2);
});

test('a line of another file between them ends what is known', () => {
  const { order, first } = merged([[line(0), line(2)], [line(1)]]);
  expect([...order.sources.subarray(0, order.length)]).toEqual([0, 1, 0]);
  expect(evenEnd(order, 0, 3, first.chunkOf(0))).toBe(0);
});

test('nothing is known where a line between the first and the last is shown from another file', () => {
  const { order, first } = merged([[line(0), line(1), line(2)], [line(1)]]);
  // As many places lie between them as records, but one of them is of the other file.
  expect([...order.sources.subarray(0, order.length)]).toEqual([0, 1, 0]);
  expect([...order.records.subarray(0, order.length)]).toEqual([0, 0, 2]);
  expect(evenEnd(order, 0, 3, first.chunkOf(0))).toBe(0);
});
