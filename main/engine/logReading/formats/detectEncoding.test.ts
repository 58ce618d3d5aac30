import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectEncoding } from './decodeText';

/** Sequences that are letters of UTF-8 beyond ASCII, each byte as one character. */
const letter =
  /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/gu;

/** Counted over all bytes, one by one. */
function counted(pieces: readonly Uint8Array[]): string {
  let letters = 0;
  let others = 0;
  for (const piece of pieces) {
    const text = Buffer.from(piece).toString('latin1');
    letters += text.match(letter)?.length ?? 0;
    others += text.replace(letter, '').match(/[\u0080-\u00ff]/gu)?.length ?? 0;
  }
  return others > letters ? 'latin1' : 'utf8';
}

const bytes = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  fc.string({ unit: fc.constantFrom('é', 'à', 'Œ', '—', '🚀', 'a') }).map((text) => Buffer.from(text)),
  fc.string({ unit: fc.constantFrom('é', 'à', 'ù', 'a') }).map((text) => Buffer.from(text, 'latin1')),
  fc.uint8Array({ maxLength: 20 }),
);

test('pieces that are UTF-8 altogether are found to be what counting each of their bytes finds', () => {
  // Whole pieces: what is cut at their ends is judged below.
  const piece = fc
    .array(bytes, { maxLength: 4 })
    .map((parts) => Buffer.concat([Buffer.from('a'), ...parts, Buffer.from('a')]));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      expect(detectEncoding(pieces)).toBe(counted(pieces));
    }),
    { numRuns: 1000 },
  );
});

test('text in UTF-8 is UTF-8 wherever it is cut into pieces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.array(fc.nat(200)), (text, cuts) => {
      const whole = Buffer.from(text);
      const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
      expect(detectEncoding(places.map((from, at) => whole.subarray(from, places[at + 1])))).toBe('utf8');
    }),
    { numRuns: 500 },
  );
});
