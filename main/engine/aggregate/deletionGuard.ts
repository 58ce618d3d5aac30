/** Deletions of one data set that pass unasked, however few values it has. */
const alwaysHeldAbove = 10;
/** Share of a data set's known values above which its deletions are held. */
const heldShare = 0.05;

/**
 * Whether the deletions of one data set must wait for the operator: more than 10 values, or, from two values up,
 * more than 5 % of those known.
 */
export function mustBeHeld(deletions: number, known: number): boolean {
  if (deletions > alwaysHeldAbove) return true;
  return deletions >= 2 && deletions > known * heldShare;
}
