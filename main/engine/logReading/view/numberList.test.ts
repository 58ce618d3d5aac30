import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberList } from './numberList';

const amount = fc.oneof(fc.nat(300), fc.integer({ min: 60_000, max: 140_000 }));
const step = fc.oneof(
  fc.record({ do: fc.constant('push' as const), amount: fc.nat(300) }),
  fc.record({ do: fc.constant('append' as const), amount }),
  fc.record({ do: fc.constant('cut' as const), amount }),
  fc.record({ do: fc.constant('replace' as const), amount, at: amount }),
);

function rising(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + 2 * at);
}

test('a list holds what an array holds, however it was filled and cut', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.nat(600_000), (steps, wanted) => {
      const list = new NumberList();
      let model: number[] = [];
      for (const one of steps) {
        const next = (model.at(-1) ?? 0) + 1;
        if (one.do === 'push') {
          for (const value of rising(next, one.amount)) list.push(value);
          model.push(...rising(next, one.amount));
        } else if (one.do === 'append') {
          list.append(Uint32Array.from(rising(next, one.amount)));
          model = model.concat(rising(next, one.amount));
        } else if (one.do === 'cut') {
          list.cut(one.amount);
          model = model.slice(0, one.amount);
        } else {
          const place = Math.min(one.at, model.length);
          const values = rising((model[place - 1] ?? 0) + 1, one.amount);
          const tail = new NumberList();
          for (const value of values) tail.push(value);
          list.replaceFrom(place, tail);
          model = model.slice(0, place).concat(values);
        }
        expect(list.length).toBe(model.length);
      }
      const held = Array.from({ length: list.length }, (_, place) => list.at(place));
      expect(held.every((value, place) => value === model[place])).toBe(true);
      const first = model.findIndex((value) => value >= wanted);
      expect(list.firstFrom(wanted)).toBe(first === -1 ? model.length : first);
    }),
    { numRuns: 60 },
  );
});
