import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownPieces, longestPiece, shortestPiece } from './knownPieces';

function viewOf(bytes: readonly number[]): DataView {
  return new DataView(Uint8Array.from([...bytes, ...new Array<number>(longestPiece).fill(7)]).buffer);
}

/** Bytes whose numbers are zero, minus zero, no number, or very near to each other. */
const byte = fc.constantFrom(0, 1, 0x20, 0x41, 0x7f, 0x80, 0xf0, 0xff);
const piece = fc.array(byte, { minLength: shortestPiece - 1, maxLength: 30 });

test('a piece is found where the same bytes stand, and nowhere else', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), piece, fc.nat(3), (kept, asked, key) => {
      const pieces = new KnownPieces();
      for (const [number, one] of kept.entries()) {
        pieces.keep(viewOf(one), 0, one.length, key, number + 1, 0);
      }
      const found = pieces.find(viewOf(asked), 0, key);
      if (found === -1) return;
      expect(asked.slice(0, pieces.lengthOf(found))).toEqual(kept[pieces.firstOf(found) - 1]);
    }),
    { numRuns: 5000 },
  );
});

test('two pieces of one key are both known, and a third one takes the place of the older', () => {
  const pieces = new KnownPieces();
  const texts = ['[app] - ', '[moniteur] - ', '[lecture] - '].map((text) => [...Buffer.from(text)]);
  const kept = texts.map((text, at) => pieces.keep(viewOf(text), 0, text.length, 5, at + 1, at + 11));
  expect(kept).toEqual(['kept', 'kept', 'kept']);
  const places = texts.map((text) => pieces.find(viewOf(text), 0, 5));
  expect(places.map((place) => (place === -1 ? 0 : pieces.firstOf(place)))).toEqual([0, 2, 3]);
  const again = texts.map((text, at) => pieces.keep(viewOf(text), 0, text.length, 5, at + 1, at + 11));
  expect(again).toEqual(['kept', 'kept', 'kept']);
  const last = texts[2] ?? [];
  expect(pieces.keep(viewOf(last), 0, last.length, 5, 3, 13)).toBe('as-before');
});
