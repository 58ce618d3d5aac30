/** The slices of a histogram along time. */
export interface SliceAxis {
  /** Instant of the first slice, in milliseconds since the epoch. */
  readonly from: number;
  /** Width of each slice, in milliseconds. */
  readonly width: number;
  readonly count: number;
}

/** Instants in milliseconds since the epoch, both inclusive. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** Last instant that belongs to the slices. */
export function lastInstant(axis: SliceAxis): number {
  return axis.from + axis.width * axis.count - 1;
}

/** Number of the slice an instant falls into; what lies outside belongs to the nearest one. */
export function sliceAt(axis: SliceAxis, time: number): number {
  return Math.max(0, Math.min(axis.count - 1, Math.floor((time - axis.from) / axis.width)));
}

/** The time that two slices and all between them cover, whichever comes first. */
export function rangeOfSlices(axis: SliceAxis, one: number, other: number): TimeRange {
  const first = Math.min(one, other);
  const last = Math.max(one, other);
  return { from: axis.from + first * axis.width, until: axis.from + (last + 1) * axis.width - 1 };
}

/** Where an instant lies between the left edge (0) and the right edge (1); outside it is held at the edge. */
export function fractionOf(axis: SliceAxis, time: number): number {
  return Math.max(0, Math.min(1, (time - axis.from) / (axis.width * axis.count)));
}

/** The instant at a place between the left edge (0) and the right edge (1). */
export function instantAt(axis: SliceAxis, fraction: number): number {
  const held = Math.max(0, Math.min(1, fraction));
  return Math.min(lastInstant(axis), Math.round(axis.from + held * axis.width * axis.count));
}

/** Adds neighbouring slices up until there are at most so many. */
export function coarser(
  axis: SliceAxis,
  slices: readonly (readonly number[])[],
  most: number,
): { readonly axis: SliceAxis; readonly slices: readonly (readonly number[])[] } {
  const each = Math.max(1, Math.ceil(slices.length / most));
  const count = Math.ceil(slices.length / each);
  return {
    axis: { from: axis.from, width: axis.width * each, count },
    slices: Array.from({ length: count }, (_, index) =>
      slices.slice(index * each, (index + 1) * each).reduce(added, []),
    ),
  };
}

function added(one: readonly number[], other: readonly number[]): readonly number[] {
  return Array.from(
    { length: Math.max(one.length, other.length) },
    (_, index) => (one[index] ?? 0) + (other[index] ?? 0),
  );
}

/** Sum of all slices by level, in their order. */
export function totals(slices: readonly (readonly number[])[]): readonly number[] {
  return slices.reduce(added, []);
}

/** The time range to go back to from a narrower one: the nearest wider one that was chosen before, or all there is. */
export function widerRange(past: readonly TimeRange[], now: TimeRange): TimeRange | undefined {
  return past.findLast(
    (range) =>
      range.from <= now.from && range.until >= now.until && range.until - range.from > now.until - now.from,
  );
}
