import { expect, test } from 'vitest';
import { clockOf, dayOf, spanOf } from './rowTime';

test('times are local, to the millisecond, as in the files', () => {
  const time = new Date(2026, 10, 3, 9, 5, 7, 42).getTime();
  expect(clockOf(time)).toBe('09:05:07.042');
  expect(dayOf(time)).toBe('03/11');
});

test('a view over midnight spans days', () => {
  const evening = new Date(2026, 10, 3, 23, 59).getTime();
  expect(spanOf(evening, evening + 30_000)).toBe('one-day');
  expect(spanOf(evening, evening + 120_000)).toBe('days');
  expect(spanOf(undefined, evening)).toBe('one-day');
});
