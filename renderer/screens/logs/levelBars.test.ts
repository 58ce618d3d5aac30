import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramLevels } from '../../../shared/model/logView';
import { fullest, levelOutlines, levelsFromBase, partHeights, roundAbove } from './levelBars';

const plot = { width: 600, height: 60, most: 1_000 };
// NONE, DEBUG, INFO, WARNING, ERROR, CRITICAL
const counts = [0, 100, 800, 0, 1, 0];
const anyCounts = fc.array(fc.nat(1e7), { minLength: 6, maxLength: 6 });

describe('bars by level', () => {
  test('the gravest level stands at the base', () => {
    expect(levelsFromBase[0]).toBe('CRITICAL');
    expect(levelsFromBase.at(-1)).toBe('NONE');
  });

  test('one error among a thousand lines is still seen', () => {
    const [, error] = partHeights(counts, plot);
    expect(error).toBe(2);
  });

  test('heights follow the counts', () => {
    const heights = partHeights(counts, plot);
    expect(heights[levelsFromBase.indexOf('INFO')]).toBe(48);
    expect(heights[levelsFromBase.indexOf('DEBUG')]).toBe(6);
  });

  test('a bar never leaves the plot, and a level without records has no part in it', () => {
    fc.assert(
      fc.property(anyCounts, (any) => {
        const heights = partHeights(any, { ...plot, most: roundAbove(fullest([any])) });
        expect(heights.reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(60.000_001);
        levelsFromBase.forEach((level, place) => {
          if (any[histogramLevels.indexOf(level)] === 0) expect(heights[place]).toBe(0);
          else expect(heights[place]).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test('each level is one outline, with a rectangle for each bar in which it occurs', () => {
    const outlines = levelOutlines([counts, [0, 0, 5, 0, 0, 0], [0, 0, 0, 0, 0, 0]], plot);
    expect(outlines.ERROR.match(/M/gu)).toHaveLength(1);
    expect(outlines.INFO.match(/M/gu)).toHaveLength(2);
    expect(outlines.CRITICAL).toBe('');
    expect(outlines.ERROR).toBe('M0 60h199v-2h-199z');
  });
});

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [5, 5],
  [6, 10],
  [99, 100],
  [101, 200],
  [1_300_000, 2_000_000],
])('the scale above %i ends at %i', (count, top) => {
  expect(roundAbove(count)).toBe(top);
});
