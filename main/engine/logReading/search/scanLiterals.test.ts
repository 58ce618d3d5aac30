import { expect, test } from 'vitest';
import { scanBlock } from './scanLiterals';

const long = 'x'.repeat(70_000);

test.each([
  ['what is found nowhere', /q/g, 'a\nb\n', []],
  ['what is empty', /(?:)/g, 'a\n\nb\n', [101, 102, 104]],
  ['what ends before the line break', /b/g, 'ab\nb\n', [102, 104]],
  ['what ends a last line without a break', /b/g, 'a\nab', [103]],
  ['what stands several times in a line', /b/g, 'bbb\nbb', [103, 105]],
  ['what stands behind a line of more than one string', /b/g, `${long}\nb\n${long}b`, [70_102, 140_103]],
])('Each line with %s is told once, by an offset within it', (_, scanner, text, offsets) => {
  expect([...scanBlock(scanner, { offset: 100, bytes: Buffer.from(text) })]).toEqual(offsets);
});
