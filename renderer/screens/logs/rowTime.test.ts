import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOf, dayOf, fieldOf, spanOf, timeOfField } from './rowTime';

test('times are local, to the millisecond, as in the files', () => {
  const time = new Date(2026, 10, 3, 9, 5, 7, 42).getTime();
  expect(clockOf(time)).toBe('09:05:07.042');
  expect(dayOf(time)).toBe('03/11');
});

test('a field for date and time leads back to its instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      // The hour that a change of clocks repeats has two instants for one text.
      const back = timeOfField(fieldOf(seconds * 1_000)) ?? Number.NaN;
      expect(fieldOf(back)).toBe(fieldOf(seconds * 1_000));
    }),
  );
  expect(timeOfField('2026-11-')).toBeUndefined();
  expect(timeOfField('')).toBeUndefined();
});

test('a view over midnight spans days', () => {
  const evening = new Date(2026, 10, 3, 23, 59).getTime();
  expect(spanOf(evening, evening + 30_000)).toBe('one-day');
  expect(spanOf(evening, evening + 120_000)).toBe('days');
  expect(spanOf(undefined, evening)).toBe('one-day');
});
