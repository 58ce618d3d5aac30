import { expect, test } from 'vitest';
import { fail, succeed } from '../../../shared/result';
import { typedRange } from './typedRange';

const noon = Date.parse('2026-11-23T12:00:00Z');

test('both ends are in the period, the last one with its whole second', () => {
  expect(typedRange('23/11/2026 12:00:00', '23/11/2026 12:00:05', 'UTC')).toEqual(
    succeed({ from: noon, until: noon + 5_999 }),
  );
});

test('a day alone is a whole day', () => {
  const day = 86_400_000;
  expect(typedRange('23/11/2026', '23/11/2026', 'UTC')).toEqual(
    succeed({ from: noon - day / 2, until: noon + day / 2 - 1 }),
  );
});

test.each([
  ['', '23/11/2026 12:00:00', 'from-unclear'],
  ['23/11/2026 12:00:00', '', 'until-unclear'],
  ['23/11/2026 12:00:01', '23/11/2026 12:00:00', 'reversed'],
  ['demain', '23/11/2026 12:00:00', 'from-unclear'],
] as const)('from “%s” until “%s”: %s', (from, until, fault) => {
  expect(typedRange(from, until, 'UTC')).toEqual(fail(fault));
});
