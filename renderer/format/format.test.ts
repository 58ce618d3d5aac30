import { describe, expect, test } from 'vitest';
import { bytes, duration, number, relativeTime, shortStamp, stamp } from './format';

const now = Date.parse('2026-11-23T10:30:00Z');
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, ' ');

describe('relative times', () => {
  test.each([
    ['2026-11-23T10:29:57Z', 'maintenant'],
    ['2026-11-23T10:29:20Z', 'il y a 40 s'],
    ['2026-11-23T10:18:00Z', 'il y a 12 min'],
    ['2026-11-22T10:18:00Z', 'il y a 24 h'],
    ['2026-11-20T10:18:00Z', 'il y a 3 j'],
    ['2026-11-23T10:33:20Z', 'dans 3 min'],
  ])('%s in French: %s', (at, words) => {
    expect(plain(relativeTime(at, now, 'fr'))).toBe(words);
  });

  test('in English', () => {
    expect(plain(relativeTime('2026-11-23T10:18:00Z', now, 'en'))).toBe('12 min ago');
  });
});

test('French stamps have day first', () => {
  expect(plain(stamp(new Date(2026, 10, 23, 12, 5).toISOString(), 'fr'))).toBe('23/11/2026 12:05');
});

test('today is told by the time alone', () => {
  const noon = new Date(2026, 10, 23, 12).getTime();
  const at = (day: number): string => new Date(2026, 10, day, 10, 20).toISOString();
  expect(plain(shortStamp(at(23), noon, 'fr'))).toBe('10:20');
  expect(plain(shortStamp(at(20), noon, 'fr'))).toBe('20/11/2026 10:20');
});

test('French numbers are grouped by a narrow space', () => {
  expect(number(13120, 'fr')).toBe('13\u202f120');
  expect(number(13120, 'en')).toBe('13,120');
});

test.each([
  [812, '812 o'],
  [48_210, '48,2 ko'],
  [5_000_000_000, '5 Go'],
])('%i bytes in French: %s', (value, words) => {
  expect(plain(bytes(value, 'fr'))).toBe(words);
});

test.each([
  [1, '1 byte'],
  [115, '115 bytes'],
  [48_210, '48.2 kB'],
])('%i bytes in English: %s', (value, words) => {
  expect(plain(bytes(value, 'en'))).toBe(words);
});

test.each([
  [640, '0,6 s'],
  [42_000, '42 s'],
  [252_000, '4 min 12 s'],
  [7_320_000, '2 h 2 min'],
])('%i milliseconds in French: %s', (value, words) => {
  expect(plain(duration(value, 'fr'))).toBe(words);
});
