import type { LogOverview, LogOverviewSlice } from '../../../shared/model/logView';

/** What a mark stands for. */
export type OverviewKind = 'warning' | 'error' | 'critical' | 'match';

/** The kinds in the order in which they are drawn: what is graver lies on top. */
export const overviewKinds: readonly OverviewKind[] = ['warning', 'error', 'critical', 'match'];

/** Width of the strip, in pixels; the style sheet says the same. */
export const stripWidth = 18;
/** Where the lane of matches begins, in pixels. */
const matchLane = 13;
/** The graver, the wider, so that a level is told by more than its colour; pixels from the left edge. */
const bars: Readonly<Record<Exclude<OverviewKind, 'match'>, readonly [from: number, until: number]>> = {
  warning: [2, 6],
  error: [2, 10],
  critical: [0, 12],
};
/** Heights of a mark, in pixels: seen in a crowd, and no block where there are few rows. */
const heights = { least: 3, most: 6 } as const;
/** How far beside a mark a pointer still means it, in pixels. */
const reach = 4;

/** Slices that a strip of this height has room for. */
export function slicesFor(height: number): number {
  if (height <= 0) return 0;
  // In such steps, so that a window that grows asks seldom.
  const fitting = Math.floor(height / heights.least / 10) * 10;
  return Math.min(300, Math.max(20, fitting));
}

/** Whether a slice carries a mark of a kind: of its levels only the highest one is drawn. */
function carries(slice: LogOverviewSlice, kind: OverviewKind): boolean {
  switch (kind) {
    case 'critical':
      return slice.criticals > 0;
    case 'error':
      return slice.errors > 0 && slice.criticals === 0;
    case 'warning':
      return slice.warnings > 0 && slice.errors + slice.criticals === 0;
    case 'match':
      return slice.matches > 0;
  }
}

/** Upper edge of a slice and height of its marks, in pixels. */
function placeOf({ slice }: LogOverviewSlice, { rows, sliceRows }: LogOverview, height: number) {
  const share = sliceRows / rows;
  const tall = Math.min(heights.most, Math.max(heights.least, share * height));
  return { top: Math.min(slice * share * height, Math.max(0, height - tall)), tall };
}

/** All marks of a kind as the path of a drawing: bars for levels, lozenges for matches; '' where there are none. */
export function marksPath(overview: LogOverview, kind: OverviewKind, height: number): string {
  return overview.slices
    .filter((slice) => carries(slice, kind))
    .map((slice) => {
      const { top, tall } = placeOf(slice, overview, height);
      if (kind === 'match') {
        const middle = (matchLane + stripWidth) / 2;
        return `M${middle} ${round(top + tall / 2 - 2.5)}l2.5 2.5l-2.5 2.5l-2.5 -2.5z`;
      }
      const [from, until] = bars[kind];
      return `M${from} ${round(top)}h${until - from}v${round(tall)}h${from - until}z`;
    })
    .join('');
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** What a pointer means: a slice in which something stands out, or a row. */
export type OverviewGoal =
  | { readonly kind: 'slice'; readonly slice: LogOverviewSlice; readonly row: number }
  | { readonly kind: 'row'; readonly row: number };

/** What a pointer at a place in a strip of this height means, all in pixels: the nearest mark, or else the row. */
export function goalAt(
  overview: LogOverview,
  at: { readonly x: number; readonly y: number },
  height: number,
): OverviewGoal {
  const { rows, slices } = overview;
  let nearest: LogOverviewSlice | undefined;
  let least = reach;
  for (const slice of slices) {
    const { top, tall } = placeOf(slice, overview, height);
    const away = Math.max(0, top - at.y, at.y - top - tall);
    if (away < least || (away === 0 && nearest === undefined)) {
      nearest = slice;
      least = away;
    }
  }
  const [one, other] =
    at.x >= matchLane ? [nearest?.match, nearest?.worst] : [nearest?.worst, nearest?.match];
  const row = one ?? other;
  if (nearest !== undefined && row !== undefined) return { kind: 'slice', slice: nearest, row };
  return { kind: 'row', row: Math.min(rows - 1, Math.max(0, Math.floor((at.y / height) * rows))) };
}
