/**
 * Most pixels that an element may be tall. Chromium stops at 33.5 million; beyond about a fourth of that its own
 * arithmetic begins to round visibly.
 */
export const tallest = 8_000_000;
/** Pixels at both ends in which the scrollbar moves one to one, so that no gesture ends before the list does. */
export const evenEdge = 200_000;
/** A single movement beyond this, in pixels, is the scrollbar being dragged; anything less is a wheel or a finger. */
const furthestGesture = 2_000;

/** How a list of any height is shown by an element that may not be that tall; all in pixels. */
export interface ScrollScale {
  /** Height of all rows together. */
  readonly content: number;
  readonly viewport: number;
  /** Height of the element that the scrollbar belongs to. */
  readonly native: number;
}

/** The scale of so many rows in a viewport. */
export function scrollScale(rows: number, rowHeight: number, viewport: number): ScrollScale {
  const content = rows * rowHeight;
  return { content, viewport, native: Math.min(content, tallest) };
}

/** Furthest place of the viewport's upper edge. */
export function lastTop(scale: ScrollScale): number {
  return Math.max(0, scale.content - scale.viewport);
}

function lastNative(scale: ScrollScale): number {
  return Math.max(0, scale.native - scale.viewport);
}

/** A place that was moved back into the list. */
export function withinScale(scale: ScrollScale, top: number): number {
  return Math.min(Math.max(top, 0), lastTop(scale));
}

/** Where the scrollbar stands for a place in the list. */
export function nativeOf(scale: ScrollScale, top: number): number {
  const place = withinScale(scale, top);
  if (scale.native === scale.content || place <= evenEdge) return place;
  const fromEnd = lastTop(scale) - place;
  if (fromEnd <= evenEdge) return lastNative(scale) - fromEnd;
  return evenEdge + (place - evenEdge) * shrink(scale);
}

/** The place in the list for which the scrollbar stands there. */
export function topOf(scale: ScrollScale, native: number): number {
  const place = Math.min(Math.max(native, 0), lastNative(scale));
  if (scale.native === scale.content || place <= evenEdge) return place;
  const fromEnd = lastNative(scale) - place;
  if (fromEnd <= evenEdge) return lastTop(scale) - fromEnd;
  return evenEdge + (place - evenEdge) / shrink(scale);
}

/** Pixels of the scrollbar's way per pixel of the list, between the edges. */
function shrink(scale: ScrollScale): number {
  return (lastNative(scale) - 2 * evenEdge) / (lastTop(scale) - 2 * evenEdge);
}

/**
 * Where the list is after the scrollbar moved: a wheel or a finger moves the list by as many pixels as it asked for,
 * dragging the scrollbar leads to its place.
 */
export function topAfter(
  scale: ScrollScale,
  top: number,
  native: { readonly from: number; readonly to: number },
): number {
  const { from, to } = native;
  if (to <= 0) return 0;
  if (to >= lastNative(scale)) return lastTop(scale);
  if (Math.abs(to - from) > furthestGesture) return topOf(scale, to);
  return withinScale(scale, top + to - from);
}

/** Rows of which at least a part is in view, both inclusive; `last` is below `first` when there are none. */
export function rowsInView(
  scale: ScrollScale,
  top: number,
  rowHeight: number,
): { readonly first: number; readonly last: number } {
  const rows = Math.round(scale.content / rowHeight);
  const first = Math.min(Math.floor(top / rowHeight), Math.max(0, rows - 1));
  return { first, last: Math.min(rows, Math.ceil((top + scale.viewport) / rowHeight)) - 1 };
}
