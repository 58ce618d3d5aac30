/** Rows that are drawn, both inclusive, and by how many their elements are named below their numbers. */
export interface DrawnRows {
  readonly from: number;
  readonly until: number;
  /** A row's element is named by the row's number less this. */
  readonly base: number;
}

/** No row is drawn yet. */
export const nothingDrawn: DrawnRows = { from: 0, until: -1, base: 0 };

/**
 * Names for the elements of the rows that are drawn next. A row that stays keeps its element; where none stays, the
 * elements are taken over as they stand, which is far cheaper than new ones.
 */
export function drawnNext(before: DrawnRows, from: number, until: number): DrawnRows {
  const stays = from <= before.until && until >= before.from;
  return { from, until, base: stays ? before.base : before.base + from - before.from };
}
