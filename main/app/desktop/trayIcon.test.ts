import { describe, expect, it } from 'vitest';
import { drawTrayIcon } from './trayIcon';
import { trayStates } from './trayState';

/** Which pixels are drawn at all, and which of them are light: the shape, without any colour. */
function shape(pixels: Buffer): string {
  const cells: string[] = [];
  for (let offset = 0; offset < pixels.length; offset += 4) {
    const [blue = 0, green = 0, red = 0, alpha = 0] = pixels.subarray(offset, offset + 4);
    cells.push(alpha < 128 ? ' ' : Math.min(blue, green, red) > 170 ? 'o' : '#');
  }
  return cells.join('');
}

function differing(left: string, right: string): number {
  return Array.from(left).filter((cell, index) => cell !== right[index]).length;
}

describe('drawTrayIcon', () => {
  it.each([16, 22, 44])(
    'gives each state a shape of its own at %i pixels, without looking at colour',
    (size) => {
      const shapes = trayStates.map((state) => shape(drawTrayIcon(state, size)));
      const pairs = shapes.flatMap((left, index) =>
        shapes.slice(index + 1).map((right) => differing(left, right) / (size * size)),
      );
      expect(Math.min(...pairs)).toBeGreaterThan(0.06);
    },
  );

  it.each(trayStates)(
    'draws %s with transparent corners and colours no brighter than their cover',
    (state) => {
      const pixels = drawTrayIcon(state, 22);
      expect(pixels).toHaveLength(22 * 22 * 4);
      expect(pixels[3]).toBe(0);
      const tooBright = [...pixels.keys()].filter(
        (offset) => offset % 4 !== 3 && (pixels[offset] ?? 0) > (pixels[offset - (offset % 4) + 3] ?? 0),
      );
      expect(tooBright).toEqual([]);
    },
  );
});
