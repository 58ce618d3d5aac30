import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentText, typedMoment } from './typedMoment';

const kinshasa = 'Africa/Kinshasa';

/** First and last instant that a text names, in UTC. */
function ends(text: string, zone = kinshasa): readonly string[] | undefined {
  const range = typedMoment(text, zone);
  return range === undefined
    ? undefined
    : [new Date(range.from).toISOString(), new Date(range.until).toISOString()];
}

test('a field shows the day first in French, the year first in English, 24 hours in both', () => {
  const time = Date.parse('2026-11-03T13:05:09.042Z');
  expect(momentText(time, 'second', 'fr', kinshasa)).toBe('03/11/2026 14:05:09');
  expect(momentText(time, 'minute', 'fr', kinshasa)).toBe('03/11/2026 14:05');
  expect(momentText(time, 'second', 'en', kinshasa)).toBe('2026-11-03 14:05:09');
});

describe('a moment that is typed is as long as it is exact', () => {
  const second = ['2026-11-03T13:05:09.000Z', '2026-11-03T13:05:09.999Z'];
  const minute = ['2026-11-03T13:05:00.000Z', '2026-11-03T13:05:59.999Z'];
  test.each([
    ['03/11/2026 14:05:09', second],
    ['2026-11-03 14:05:09', second],
    ['2026-11-03T14:05:09', second],
    ['03.11.2026, 14:05:09', second],
    ['3/11/2026 14:05', minute],
    ['03-11-2026\u00a014h05', minute],
    ['  03/11/2026  14:05 ', minute],
    ['03/11/2026', ['2026-11-02T23:00:00.000Z', '2026-11-03T22:59:59.999Z']],
    ['2026-11-03 14:05:09.04', ['2026-11-03T13:05:09.040Z', '2026-11-03T13:05:09.049Z']],
    // As lines of a log have it under t=, also from a computer of another zone.
    ['2026-11-03T14:05:09.042+01:00', ['2026-11-03T13:05:09.042Z', '2026-11-03T13:05:09.042Z']],
    ['2026-11-03T14:05:09.042+05:30', ['2026-11-03T08:35:09.042Z', '2026-11-03T08:35:09.042Z']],
    ['2026-11-03T13:05:09Z', second],
  ])('%j', (text, range) => {
    expect(ends(text)).toEqual(range);
  });
});

test.each([
  '',
  'hier',
  '14:05',
  '30/02/2026 10:00',
  '11/23/2026 10:00',
  '23/11/26 10:00',
  '23/11/2026 24:00',
  '23/11/2026 10:60',
  '23/11/2026 10',
  '23/11/2026 10:5',
  '23/11/202610:05',
  '2026-11-23T08:00:00Z; rm',
  '2026-11-23T08:00:00+99:00',
])('%j names no moment', (text) => {
  expect(typedMoment(text, kinshasa)).toBeUndefined();
});

describe('where the clock is changed', () => {
  test('an hour that it shows twice is in it twice', () => {
    expect(ends('25/10/2026 02:30', 'Europe/Paris')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:59.999Z',
    ]);
  });

  test('an hour that it leaves out loses nothing on either side', () => {
    expect(ends('29/03/2026 02:30', 'Europe/Paris')).toEqual([
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:30:59.999Z',
    ]);
  });

  test('a day that has no midnight begins when its clock begins', () => {
    // Beirut put its clock from 00:00 to 01:00 on 27 March 2022.
    expect(ends('27/03/2022', 'Asia/Beirut')).toEqual([
      '2022-03-26T22:00:00.000Z',
      '2022-03-27T20:59:59.999Z',
    ]);
  });
});

test('what a field shows leads back to its instant, in every language and zone', () => {
  const zone = fc.constantFrom(
    kinshasa,
    'Europe/Paris',
    'Asia/Beirut',
    'America/St_Johns',
    'Pacific/Apia',
    'UTC',
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.constantFrom('fr' as const, 'en' as const),
      fc.constantFrom('minute' as const, 'second' as const),
      zone,
      (time, language, grain, place) => {
        const range = typedMoment(momentText(time, grain, language, place), place);
        expect(range?.from).toBeLessThanOrEqual(time);
        expect(range?.until).toBeGreaterThanOrEqual(time);
      },
    ),
  );
});

test('whatever is typed is a moment that ends after it begins, or none', () => {
  const typed = fc.oneof(
    fc.string(),
    fc
      .array(
        fc.constantFrom('2026', '11', '30', '02', '99', '/', '-', ':', ' ', 'T', '.', 'h', '+02:00', 'Z'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(31), fc.nat(13), fc.nat(9999), fc.nat(24), fc.nat(60))
      .map(
        ([day, month, year, hour, minute]) =>
          `${day}/${month}/${String(year).padStart(4, '0')} ${hour}:${minute}`,
      ),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const range = typedMoment(text, 'Europe/Paris');
      expect(range === undefined || range.from <= range.until).toBe(true);
    }),
  );
});
