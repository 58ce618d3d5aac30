import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedText } from './markedText';

test('what was found is marked and nothing else', () => {
  expect(markedText('Conflit : code E8122', [[15, 20]], 100)).toEqual([
    { text: 'Conflit : code ', mark: 'plain' },
    { text: 'E8122', mark: 'found' },
  ]);
});

test('a find far to the right is brought into view', () => {
  const text = `${'x'.repeat(500)}trouvé ici`;
  const [lead, start, found] = markedText(text, [[500, 506]], 120);
  expect(lead?.text).toBe('… ');
  expect(start?.text).toHaveLength(30);
  expect(found).toEqual({ text: 'trouvé', mark: 'found' });
});

test('whatever the marks, no letter of a short text is lost, doubled or out of order', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.tuple(fc.nat(30), fc.nat(30))), (text, marks) => {
      const pieces = markedText(text, marks, 10_000);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    }),
  );
});
