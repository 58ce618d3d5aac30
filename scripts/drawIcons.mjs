// Draws build/icons: a bridge over water on a blue round, in the sizes Linux desktops ask for. The pictures
// are committed; this script is how they came to be and how they change.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { root } from './setup/places.mjs';

/** @typedef {readonly [number, number, number, number]} Colour */

/** @type {Colour} */
const none = [0, 0, 0, 0];
/** @type {Colour} */
const blue = [0x2c, 0x66, 0x93, 255];
/** @type {Colour} */
const white = [255, 255, 255, 255];
/** @type {Colour} */
const water = [0x7f, 0xc4, 0xf2, 255];

/**
 * Colour at a place of the picture, both from 0 to 1.
 * @param {number} x
 * @param {number} y
 * @returns {Colour}
 */
function colourAt(x, y) {
  if (!inRoundedSquare(x, y)) return none;
  const deck = y > 0.56 && y < 0.64 && x > 0.1 && x < 0.9;
  const piers = y > 0.34 && y < 0.74 && (Math.abs(x - 0.28) < 0.035 || Math.abs(x - 0.72) < 0.035);
  // The cable hangs in a parabola between the piers, and falls to the deck outside them.
  const hang = 0.38 + 0.16 * (1 - ((x - 0.5) / 0.22) ** 2);
  const outside = 0.38 + Math.max(0, 0.28 - x, x - 0.72) * 1.05;
  const cable = Math.abs(y - (x > 0.28 && x < 0.72 ? hang : outside)) < 0.022 && x > 0.1 && x < 0.9;
  if (deck || piers || (cable && y < 0.58)) return white;
  const wave = 0.8 + 0.018 * Math.sin(x * Math.PI * 8);
  return Math.abs(y - wave) < 0.022 && x > 0.16 && x < 0.84 ? water : blue;
}

/**
 * @param {number} x
 * @param {number} y
 */
function inRoundedSquare(x, y) {
  const radius = 0.22;
  const past = (/** @type {number} */ value) => Math.max(radius - value, value - (1 - radius), 0);
  return Math.hypot(past(x), past(y)) <= radius;
}

/**
 * Pixels of one size, each the mean of 4 × 4 samples.
 * @param {number} size
 */
function draw(size) {
  const grid = 4;
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    const line = Buffer.alloc(1 + size * 4);
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < grid * grid; sample += 1) {
        const x = (column + ((sample % grid) + 0.5) / grid) / size;
        const y = (row + (Math.floor(sample / grid) + 0.5) / grid) / size;
        const [red, green, blueness, alpha] = colourAt(x, y);
        [red, green, blueness].forEach(
          (part, index) => (sum[index] = (sum[index] ?? 0) + part * (alpha / 255)),
        );
        sum[3] = (sum[3] ?? 0) + alpha;
      }
      const [red = 0, green = 0, blueness = 0, alpha = 0] = sum;
      const covered = alpha / 255;
      const at = 1 + column * 4;
      if (covered > 0)
        [red, green, blueness].forEach((part, index) => (line[at + index] = Math.round(part / covered)));
      line[at + 3] = Math.round(alpha / (grid * grid));
    }
    rows.push(line);
  }
  return Buffer.concat(rows);
}

/**
 * @param {number} size
 */
function png(size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    block('IHDR', header),
    block('IDAT', deflateSync(draw(size), { level: 9 })),
    block('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} name
 * @param {Buffer} content
 */
function block(name, content) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const folder = join(root, 'build', 'icons');
mkdirSync(folder, { recursive: true });
for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
  writeFileSync(join(folder, `${size}x${size}.png`), png(size));
console.log(`icons drawn in ${folder}`);
