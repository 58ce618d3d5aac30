import { instantAt, lastInstant, rangeOfSlices, sliceAt } from './sliceAxis';
import type { SliceAxis, TimeRange } from './sliceAxis';

/** What is being done to a histogram; instants, so that it stays right while new slices come. */
export type Brush =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly time: number; readonly x: number }
  | { readonly kind: 'dragging'; readonly anchor: number; readonly head: number }
  /** Chosen with the keyboard: one slice, or all from `anchor` to `head`. */
  | { readonly kind: 'cursor'; readonly anchor: number; readonly head: number };

/** What pointer and keyboard do; `fraction` from the left edge (0) to the right edge (1), `x` in pixels. */
export type BrushEvent =
  | { readonly kind: 'press'; readonly fraction: number; readonly x: number }
  | { readonly kind: 'move'; readonly fraction: number; readonly x: number }
  | { readonly kind: 'release' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'step'; readonly by: number; readonly anchor: 'moves' | 'stays' }
  | { readonly kind: 'edge'; readonly to: 'first' | 'last'; readonly anchor: 'moves' | 'stays' }
  | { readonly kind: 'zoom' }
  | { readonly kind: 'go' };

/** What the histogram asks for. */
export type BrushWish =
  { readonly kind: 'jump'; readonly time: number } | { readonly kind: 'zoom'; readonly range: TimeRange };

/** State after an event, and the wish that it led to. */
export interface BrushStep {
  readonly brush: Brush;
  readonly wish?: BrushWish;
}

/** A pointer that moved less than this, in pixels, was a click. */
const clickSlack = 4;

/** Nothing is being done. */
export const idleBrush: Brush = { kind: 'idle' };

/** Goes from one state to the next. */
export function brushStep(brush: Brush, event: BrushEvent, axis: SliceAxis): BrushStep {
  switch (event.kind) {
    case 'press':
      return { brush: { kind: 'pressed', time: instantAt(axis, event.fraction), x: event.x } };
    case 'move':
      return { brush: moved(brush, instantAt(axis, event.fraction), event.x) };
    case 'release':
      return released(brush, axis);
    case 'cancel':
      return { brush: idleBrush };
    case 'step':
      return { brush: stepped(brush, event.by, event.anchor, axis) };
    case 'edge': {
      const head = event.to === 'first' ? axis.from : lastInstant(axis);
      return { brush: placed(brush, head, event.anchor) };
    }
    case 'zoom':
      return brush.kind === 'cursor' ? { brush: idleBrush, wish: zoomTo(brush, axis) } : { brush };
    case 'go':
      return brush.kind === 'cursor'
        ? { brush, wish: { kind: 'jump', time: chosenRange(brush, axis)?.from ?? brush.head } }
        : { brush };
  }
}

/** The time that is chosen, in whole slices; nothing while nothing is. */
export function chosenRange(brush: Brush, axis: SliceAxis): TimeRange | undefined {
  if (brush.kind === 'idle' || brush.kind === 'pressed') return undefined;
  return rangeOfSlices(axis, sliceAt(axis, brush.anchor), sliceAt(axis, brush.head));
}

function moved(brush: Brush, head: number, x: number): Brush {
  if (brush.kind === 'dragging') return { ...brush, head };
  if (brush.kind !== 'pressed' || Math.abs(x - brush.x) < clickSlack) return brush;
  return { kind: 'dragging', anchor: brush.time, head };
}

function released(brush: Brush, axis: SliceAxis): BrushStep {
  if (brush.kind === 'pressed') return { brush: idleBrush, wish: { kind: 'jump', time: brush.time } };
  if (brush.kind === 'dragging') return { brush: idleBrush, wish: zoomTo(brush, axis) };
  return { brush };
}

function zoomTo(brush: Brush, axis: SliceAxis): BrushWish {
  return { kind: 'zoom', range: chosenRange(brush, axis) ?? { from: axis.from, until: lastInstant(axis) } };
}

function stepped(brush: Brush, by: number, anchor: 'moves' | 'stays', axis: SliceAxis): Brush {
  // The keyboard begins at the newest slice: that is where the reader usually is.
  if (brush.kind !== 'cursor') return placed(brush, lastInstant(axis), 'moves');
  const slice = Math.max(0, Math.min(axis.count - 1, sliceAt(axis, brush.head) + by));
  return placed(brush, axis.from + slice * axis.width, anchor);
}

function placed(brush: Brush, head: number, anchor: 'moves' | 'stays'): Brush {
  return {
    kind: 'cursor',
    head,
    anchor: anchor === 'stays' && brush.kind === 'cursor' ? brush.anchor : head,
  };
}
