import { unreachable } from '../../../shared/result';
import type { TrayState } from './trayState';

/** A place in the icon, x to the right and y down, both from -1 to 1. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** Red, green, blue from 0 to 255. */
type Colour = readonly [number, number, number];

/** Colour repeats what the shape says; it never says anything alone. */
const colours: Readonly<Record<TrayState, Colour>> = {
  verified: [0x1f, 0x8a, 0x3b],
  running: [0x14, 0x7c, 0xd7],
  waiting: [0xd9, 0x8a, 0x00],
  unverified: [0x6e, 0x7a, 0x8a],
  paused: [0x6e, 0x7a, 0x8a],
  stopped: [0x6e, 0x7a, 0x8a],
  'needs-you': [0xd9, 0x8a, 0x00],
  error: [0xc6, 0x28, 0x28],
};
const white: Colour = [255, 255, 255];

/**
 * Draws the icon of a state: BGRA, premultiplied, `size` × `size` pixels. Each state has an outline of its own (disc,
 * ring, square, triangle, octagon) and a sign of its own, so that it is known without colour and at 16 pixels.
 */
export function drawTrayIcon(state: TrayState, size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  // Each pixel is the mean of 4 × 4 samples: edges stay smooth on any panel.
  const grid = 4;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let covered = 0;
      const sum = [0, 0, 0];
      for (let sample = 0; sample < grid * grid; sample++) {
        const x = (column + ((sample % grid) + 0.5) / grid) / size;
        const y = (row + (Math.floor(sample / grid) + 0.5) / grid) / size;
        const colour = colourAt(state, { x: 2 * x - 1, y: 2 * y - 1 });
        if (colour === undefined) continue;
        covered += 1;
        colour.forEach((part, index) => (sum[index] = (sum[index] ?? 0) + part));
      }
      const [red = 0, green = 0, blue = 0] = sum.map((part) => Math.round(part / (grid * grid)));
      const alpha = Math.round((255 * covered) / (grid * grid));
      pixels.set([blue, green, red, alpha], (row * size + column) * 4);
    }
  }
  return pixels;
}

function colourAt(state: TrayState, place: Place): Colour | undefined {
  if (!inOutline(state, place)) return undefined;
  return inSign(state, place) ? white : colours[state];
}

function inOutline(state: TrayState, { x, y }: Place): boolean {
  const radius = Math.hypot(x, y);
  switch (state) {
    case 'verified':
    case 'running':
    case 'paused':
      return radius <= 0.95;
    case 'unverified':
      // A ring with a hole and a dot: nothing is filled in yet.
      return (radius <= 0.95 && radius >= 0.68) || radius <= 0.25;
    case 'stopped':
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.85;
    case 'waiting':
      // Hourglass.
      return Math.abs(y) <= 0.92 && Math.abs(x) <= 0.12 + 0.75 * Math.abs(y);
    case 'needs-you':
      // Triangle, point up.
      return y <= 0.9 && y >= -0.95 && Math.abs(x) <= 0.06 + 0.5 * (y + 0.95);
    case 'error':
      // Octagon.
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.93 && Math.abs(x) + Math.abs(y) <= 1.3;
    default:
      return unreachable(state);
  }
}

function inSign(state: TrayState, place: Place): boolean {
  const { x, y } = place;
  switch (state) {
    case 'verified':
      return near(place, [-0.5, 0.02], [-0.14, 0.4], 0.13) || near(place, [-0.14, 0.4], [0.5, -0.36], 0.13);
    case 'running':
      // A triangle that points forward.
      return x >= -0.32 && x <= 0.58 && Math.abs(y) <= 0.56 * (1 - (x + 0.32) / 0.9);
    case 'paused':
      return Math.abs(y) <= 0.46 && Math.abs(Math.abs(x) - 0.27) <= 0.13;
    case 'stopped':
      return Math.max(Math.abs(x), Math.abs(y)) <= 0.5;
    case 'needs-you':
      return (Math.abs(x) <= 0.11 && y >= -0.35 && y <= 0.35) || Math.hypot(x, y - 0.62) <= 0.14;
    case 'error':
      return near(place, [-0.4, -0.4], [0.4, 0.4], 0.14) || near(place, [-0.4, 0.4], [0.4, -0.4], 0.14);
    case 'waiting':
    case 'unverified':
      return false;
    default:
      return unreachable(state);
  }
}

/** Whether a place is within `width` of the line from one point to another. */
function near(
  { x, y }: Place,
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from[0] - t * dx, y - from[1] - t * dy) <= width;
}
