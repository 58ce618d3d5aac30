import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slack } from '../../logReading/formats/words';
import { numericSigns } from './numericPlaces';

const piece = fc.constantFrom(
  '.',
  ':',
  '.',
  ':',
  '0',
  '12',
  '255',
  '1234',
  'a',
  'fe',
  'F',
  'g',
  '\n',
  ' ',
  'é',
);

it('finds the places that its patterns find, from any place up to the end of any line', () => {
  const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(line, line, fc.nat(8), (before, text, from) => {
      const lines = Buffer.from(`${before}\n${text}\n`, 'utf8');
      const bytes = Buffer.concat([lines, Buffer.from('.1.1:a:a:', 'latin1'), Buffer.alloc(slack)]);
      const begin = Math.min(from, lines.length);
      for (const sign of numericSigns) {
        const { pattern, find } = 'pattern' in sign ? sign : { pattern: /(?!)/g, find: undefined };
        pattern.lastIndex = begin;
        const expected = pattern.exec(lines.toString('latin1'))?.index ?? lines.length;
        expect(find?.(bytes, begin, lines.length)).toBe(expected);
      }
    }),
    { numRuns: 2000 },
  );
});
