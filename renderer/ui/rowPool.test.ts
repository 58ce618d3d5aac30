import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowPool } from './rowPool';
import type { RowElement } from './rowPool';

interface Shown extends RowElement {
  readonly name: number;
  row: number;
}

/** A pool whose elements are known by the order in which they were made, and their order in the document. */
function pool() {
  let children: HTMLElement[] = [];
  let made = 0;
  const rows = new Map<HTMLElement, Shown>();
  const put = (element: HTMLElement, where: 'first' | 'last'): void => {
    const others = children.filter((one) => one !== element);
    children = where === 'first' ? [element, ...others] : [...others, element];
  };
  const drawn = createRowPool<Shown>(
    {
      // Boundary: the pool hands over the elements that were made for it, one at a time.
      append: (element) => {
        put(element as HTMLElement, 'last');
      },
      prepend: (element) => {
        put(element as HTMLElement, 'first');
      },
    },
    () => {
      const element = {
        remove: () => {
          children = children.filter((one) => one !== element);
        },
      } as HTMLElement;
      const row = { element, name: made, row: -1 };
      made += 1;
      rows.set(element, row);
      return row;
    },
  );
  return {
    draw: (from: number, until: number) =>
      drawn.draw(from, until, (row, index) => {
        row.row = index;
      }),
    shown: () =>
      children.flatMap((element) => rows.get(element) ?? []).map(({ name, row }) => ({ name, row })),
    made: () => made,
  };
}

describe('the elements of the rows', () => {
  it('show every row in view once and in order, and are no more than were ever in view', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: fc.nat(60), count: fc.nat(30) }), { minLength: 1, maxLength: 20 }),
        (moves) => {
          const { draw, shown, made } = pool();
          for (const { from, count } of moves) {
            draw(from, from + count - 1);
            expect(shown().map(({ row }) => row)).toEqual(
              Array.from({ length: count }, (_, at) => from + at),
            );
          }
          expect(made()).toBeLessThanOrEqual(
            moves.reduce((sum, { count }, at) => {
              const before = moves[at - 1]?.count ?? 0;
              return sum + Math.max(0, count - before);
            }, 0),
          );
        },
      ),
    );
  });

  it('stay with their rows while the list moves a little, in either direction', () => {
    const { draw, shown } = pool();
    draw(100, 119);
    const before = new Map(shown().map(({ name, row }) => [row, name]));
    for (const from of [103, 98]) {
      expect(draw(from, from + 19)).toBe('same');
      for (const { name, row } of shown()) if (row >= 103 && row <= 117) expect(name).toBe(before.get(row));
    }
  });

  it('take other rows where they stand when the list moves far, and that is said', () => {
    const { draw, shown } = pool();
    draw(100, 119);
    const before = shown().map(({ name }) => name);
    expect(draw(5_000, 5_019)).toBe('others');
    expect(shown().map(({ name }) => name)).toEqual(before);
  });
});
