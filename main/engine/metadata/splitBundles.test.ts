import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitBundles } from './splitBundles';

const components = fc.array(
  fc.record({
    keys: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
    bytes: fc.integer({ min: 1, max: 100 }),
  }),
);

it('keeps the order, parts no component, and keeps to the limit where one component does not exceed it', () => {
  fc.assert(
    fc.property(components, fc.integer({ min: 1, max: 120 }), (list, limit) => {
      const bundles = splitBundles(list, limit);
      expect(bundles.flat()).toEqual(list);
      for (const bundle of bundles) {
        const bytes = bundle.reduce((sum, component) => sum + component.bytes, 0);
        expect(bytes <= limit || bundle.length === 1).toBe(true);
      }
    }),
  );
});

it('makes one bundle of what fits into one', () => {
  const list = [
    { keys: ['a'], bytes: 40 },
    { keys: ['b'], bytes: 60 },
  ];
  expect(splitBundles(list, 100)).toEqual([list]);
});
