import { expect, test } from 'vitest';
import { dateFormat, numberFormat } from './keptFormats';

test('a format is made once for its language and options, and no two kinds are taken for each other', () => {
  expect(numberFormat('fr')).toBe(numberFormat('fr', {}));
  expect(numberFormat('en').format(1234.5)).toBe('1,234.5');
  expect(numberFormat('fr').format(1234.5)).toBe('1\u202f234,5');
  expect(numberFormat('en', { maximumFractionDigits: 0 }).format(1234.6)).toBe('1,235');
  const noon = Date.UTC(2026, 10, 23, 12);
  const utc = dateFormat('fr', { hour: '2-digit', timeZone: 'UTC' });
  expect(utc).toBe(dateFormat('fr', { hour: '2-digit', timeZone: 'UTC' }));
  expect(utc.format(noon)).toBe('12 h');
  expect(dateFormat('fr', { hour: '2-digit', timeZone: 'Asia/Tokyo' }).format(noon)).toBe('21 h');
});
