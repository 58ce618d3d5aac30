import { histogramLevels } from '../../../shared/model/logView';
import type { ShownLevel } from '../../../shared/model/logView';

/** Levels from the bottom of a bar to its top: the gravest share one base line, so that they compare. */
export const levelsFromBase: readonly ShownLevel[] = histogramLevels.toReversed();

/** Levels that must be seen however few they are. */
const grave: ReadonlySet<ShownLevel> = new Set(['WARNING', 'ERROR', 'CRITICAL']);
/** Least height of a part of a bar, in pixels. */
const leastGrave = 2;
const leastOther = 1;

/** Where bars are drawn, in pixels. */
export interface BarPlot {
  readonly width: number;
  readonly height: number;
  /** Count at the top of the plot. */
  readonly most: number;
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a count. */
export function roundAbove(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= count) ?? count;
}

/** Records of the fullest slice. */
export function fullest(slices: readonly (readonly number[])[]): number {
  return slices.reduce((most, counts) => Math.max(most, sum(counts)), 0);
}

/** All records of a slice. */
export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Heights of the parts of one bar, in the order of {@link levelsFromBase}; the bar never leaves the plot. */
export function partHeights(counts: readonly number[], plot: BarPlot): readonly number[] {
  let room = plot.height;
  return levelsFromBase.map((level) => {
    const count = counts[histogramLevels.indexOf(level)] ?? 0;
    if (count === 0) return 0;
    const least = grave.has(level) ? leastGrave : leastOther;
    const height = Math.min(room, Math.max(least, (count / plot.most) * plot.height));
    room -= height;
    return height;
  });
}

/** One outline (SVG path data) per level, of its parts in all bars; empty for a level that does not occur. */
export function levelOutlines(
  slices: readonly (readonly number[])[],
  plot: BarPlot,
): Readonly<Record<ShownLevel, string>> {
  const step = plot.width / Math.max(1, slices.length);
  const gap = step >= 4 ? 1 : 0;
  const outlines: Record<ShownLevel, string> = {
    NONE: '',
    DEBUG: '',
    INFO: '',
    WARNING: '',
    ERROR: '',
    CRITICAL: '',
  };
  slices.forEach((counts, index) => {
    const left = pixel(index * step);
    const width = pixel(Math.max(1, step - gap));
    let bottom = plot.height;
    partHeights(counts, plot).forEach((height, place) => {
      const level = levelsFromBase[place];
      if (level === undefined || height === 0) return;
      outlines[level] += `M${left} ${pixel(bottom)}h${width}v${pixel(-height)}h${-width}z`;
      bottom -= height;
    });
  });
  return outlines;
}

function pixel(value: number): number {
  return Math.round(value * 100) / 100;
}
