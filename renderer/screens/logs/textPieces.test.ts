import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textPieces } from './textPieces';

test('the pieces are the text again, none is long, and no letter is split', () => {
  const long = fc
    .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 900 }), { minLength: 0, maxLength: 40 })
    .map((parts) => parts.join('\n'));
  fc.assert(
    fc.property(long, (text) => {
      const pieces = textPieces(text);
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => piece.length <= 4_000)).toBe(true);
      // A half letter would be told by becoming another one.
      expect(pieces.map((piece) => new TextDecoder().decode(new TextEncoder().encode(piece))).join('')).toBe(
        text,
      );
    }),
  );
});

test('a short text is one piece', () => {
  expect(textPieces('une ligne')).toEqual(['une ligne']);
});

test('a piece ends with a line where one ends near', () => {
  const [first, second] = textPieces(`${'a'.repeat(3_899)}\n${'b'.repeat(2_000)}`);
  expect(first).toHaveLength(3_900);
  expect(second).toBe('b'.repeat(2_000));
});

test('half a megabyte without a line break is cut all the same', () => {
  expect(textPieces('x'.repeat(511_000))).toHaveLength(128);
});
