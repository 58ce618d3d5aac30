import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnNext, nothingDrawn } from './rowKeys';
import type { DrawnRows } from './rowKeys';

function names({ from, until, base }: DrawnRows): readonly number[] {
  return Array.from({ length: until - from + 1 }, (_, index) => from + index - base);
}

describe('names of the elements of rows', () => {
  it('takes all elements over when a thousand rows come at once', () => {
    const before = drawnNext(nothingDrawn, 100, 127);
    const after = drawnNext(before, 1100, 1127);
    expect(names(after)).toEqual(names(before));
  });

  it('keeps the element of each row that stays, and has one for each row, however the list moves', () => {
    const ranges = fc.array(fc.tuple(fc.nat(200), fc.nat(40)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(ranges, (moves) => {
        let before = nothingDrawn;
        for (const [from, count] of moves) {
          const after = drawnNext(before, from, from + count - 1);
          expect(new Set(names(after)).size).toBe(count);
          for (let row = Math.max(from, before.from); row <= Math.min(after.until, before.until); row += 1) {
            expect(row - after.base).toBe(row - before.base);
          }
          before = after;
        }
      }),
    );
  });
});
