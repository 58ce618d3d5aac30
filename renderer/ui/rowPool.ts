/** An element that shows one row at a time. */
export interface RowElement {
  readonly element: HTMLElement;
}

/** The elements of the rows that are drawn, in the order of the rows. */
export interface RowPool<E extends RowElement> {
  /**
   * Draws the rows from one up to another, both inclusive. `others`: elements show other rows than before, without
   * having been moved.
   */
  readonly draw: (from: number, until: number, drawRow: (row: E, index: number) => void) => 'same' | 'others';
}

/**
 * Keeps as many elements as rows are in view. A row that stays keeps its element while the list moves by less than
 * half of them; beyond that each element takes another row where it stands. None is made or thrown away by scrolling:
 * that costs more than all else in a frame.
 */
export function createRowPool<E extends RowElement>(
  parent: Pick<HTMLElement, 'append' | 'prepend'>,
  make: () => E,
): RowPool<E> {
  const pool: E[] = [];
  let first = 0;

  const turn = (by: number): void => {
    for (let moved = 0; moved < Math.abs(by); moved += 1) {
      const row = by > 0 ? pool.shift() : pool.pop();
      if (row === undefined) return;
      if (by > 0) {
        pool.push(row);
        parent.append(row.element);
      } else {
        pool.unshift(row);
        parent.prepend(row.element);
      }
    }
  };

  return {
    draw: (from, until, drawRow) => {
      const by = from - first;
      const near = Math.abs(by) <= pool.length / 2;
      if (near) turn(by);
      first = from;
      for (let count = until - from + 1; pool.length > Math.max(0, count);) pool.pop()?.element.remove();
      while (pool.length < until - from + 1) {
        const row = make();
        pool.push(row);
        parent.append(row.element);
      }
      pool.forEach((row, at) => {
        drawRow(row, from + at);
      });
      return near ? 'same' : 'others';
    },
  };
}
