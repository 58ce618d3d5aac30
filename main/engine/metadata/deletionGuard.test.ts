import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HeldDeletion } from '../../../shared/model/run';
import { guardDeletions } from './deletionGuard';

function deletions(slice: string, count: number): readonly HeldDeletion[] {
  return Array.from({ length: count }, (_, at) => ({
    domain: 'metadata',
    slice,
    key: `${slice}${String(at)}`,
  }));
}

it('lets one object pass, however few there are of its type', () => {
  expect(guardDeletions(deletions('constants', 1), () => 1, 0).held).toEqual([]);
});

it('holds two of a type of thirty, not two of forty', () => {
  expect(guardDeletions(deletions('constants', 2), () => 30, 0).held).toHaveLength(2);
  expect(guardDeletions(deletions('constants', 2), () => 40, 0).held).toHaveLength(0);
});

it('holds all of eleven, whatever their types', () => {
  const many = [...deletions('constants', 6), ...deletions('dataElements', 5)];
  expect(guardDeletions(many, () => 10_000, 0)).toEqual({ pass: [], held: many });
  expect(guardDeletions(many, () => 10_000, 10).held).toHaveLength(11);
  expect(guardDeletions(many, () => 10_000, 11)).toEqual({ pass: many, held: [] });
});

it('holds only the type that loses too much', () => {
  const two = deletions('constants', 2);
  const one = deletions('dataElements', 1);
  expect(guardDeletions([...two, ...one], () => 20, 0)).toEqual({ pass: one, held: two });
});

it('lets every deletion either pass or be held, never both nor neither', () => {
  const types = fc.constantFrom('constants', 'dataElements', 'dataSets');
  fc.assert(
    fc.property(
      fc.array(types, { maxLength: 14 }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 14 }),
      (slices, size, allowed) => {
        const all = slices.map((slice, at): HeldDeletion => ({ domain: 'metadata', slice, key: String(at) }));
        const { pass, held } = guardDeletions(all, () => size, allowed);
        expect([...pass, ...held].map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());
        // Held ones are more than were allowed, or they would have passed.
        expect(held.length === 0 || held.length > allowed).toBe(true);
      },
    ),
  );
});
