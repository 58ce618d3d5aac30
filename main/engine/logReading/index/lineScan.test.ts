import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slack } from '../formats/words';
import {
  fourDigits,
  lineEnd,
  secondsAt,
  secondsThenBlank,
  secondsThenPoint,
  sentenceEnd,
  threeDigits,
} from './lineScan';

/** Bytes between which the tricks with several at a time could go wrong. */
const edges = [0, 9, 10, 31, 32, 47, 48, 57, 58, 123, 124, 125, 127, 128, 129, 195, 251, 252, 255];
const bytes = fc
  .array(fc.oneof(fc.constantFrom(...edges), fc.nat(255), fc.integer({ min: 48, max: 57 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((values) => Buffer.from([...values, ...Buffer.alloc(slack, 'x')]));
const texts = fc
  .array(fc.constantFrom(' | seq=', '| seq=', ' |', '|', ' | seq', 'é', '}~', '\t', 'mot ', '\n', 'ÿ\x7F'), {
    maxLength: 12,
  })
  .map((parts) => Buffer.from(`${parts.join('')}${'x'.repeat(slack)}`));

function viewOf(buffer: Buffer): DataView {
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Place of what is looked for, `most` where it does not stand before that. */
function placeOr(most: number, place: number): number {
  return place === -1 ? most : Math.min(most, place);
}

test('a line ends at its first line break', () => {
  fc.assert(
    fc.property(fc.oneof(bytes, texts), fc.nat(8), (buffer, from) => {
      const most = buffer.length - slack / 2;
      const end = lineEnd(viewOf(buffer), from, most);
      expect(Math.min(end, most)).toBe(placeOr(most, buffer.indexOf(10, from)));
    }),
    { numRuns: 3000 },
  );
});

test('a sentence ends before the first fields that a bar and blanks announce, or with its line', () => {
  fc.assert(
    fc.property(texts, fc.nat(8), (buffer, from) => {
      const most = buffer.length - slack / 2;
      const fields = buffer.indexOf(' | seq=', from);
      const bar = fields === -1 ? -1 : fields + 1;
      const wanted = Math.min(placeOr(most, bar), placeOr(most, buffer.indexOf(10, from)));
      expect(Math.min(sentenceEnd(viewOf(buffer), from, most), most)).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
});

test('digits are read four, three and two at a time as one by one', () => {
  const number = (text: string): number => (/^\d+$/u.test(text) ? Number(text) : -1);
  const seconds = (text: string): number => (number(text) > 60 ? -1 : number(text));
  fc.assert(
    fc.property(bytes, (buffer) => {
      const view = viewOf(buffer);
      const text = buffer.toString('latin1');
      expect(fourDigits(view, 0)).toBe(number(text.slice(0, 4)));
      expect(threeDigits(view, 0)).toBe(number(text.slice(0, 3)));
      const two = Buffer.from(buffer);
      two[0] = 58;
      for (const [behind, form] of [
        [32, secondsThenBlank],
        [46, secondsThenPoint],
      ] as const) {
        two[3] = behind;
        expect(secondsAt(viewOf(two), 0, form)).toBe(seconds(text.slice(1, 3)));
        two[3] = 58;
        expect(secondsAt(viewOf(two), 0, form)).toBe(-1);
      }
      two[0] = 48;
      two[3] = 32;
      expect(secondsAt(viewOf(two), 0, secondsThenBlank)).toBe(-1);
    }),
    { numRuns: 5000 },
  );
});
