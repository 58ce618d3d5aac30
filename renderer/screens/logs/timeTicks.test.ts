import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tickLabel } from './timeWords';
import { timeTicks } from './timeTicks';

const hour = 3_600_000;

function labels(from: string, until: string, most: number, zone: string): readonly string[] {
  const { unit, ticks } = timeTicks({ from: Date.parse(from), until: Date.parse(until) }, most, zone);
  return ticks.map((tick) => tickLabel(tick, unit, 'fr', zone));
}

describe('marks on the time axis', () => {
  test('stand at round times of the clock on the wall', () => {
    expect(labels('2026-11-23T10:33:12Z', '2026-11-23T11:32:00Z', 7, 'Africa/Kinshasa')).toEqual([
      '11:40',
      '11:50',
      '12:00',
      '12:10',
      '12:20',
      '12:30',
    ]);
  });

  test('also in zones that are not whole hours from UTC', () => {
    expect(labels('2026-11-23T10:05:00Z', '2026-11-23T13:00:00Z', 3, 'Asia/Kolkata')).toEqual([
      '16:00',
      '17:00',
      '18:00',
    ]);
  });

  test('a new day is told by its date', () => {
    expect(labels('2026-11-22T20:00:00Z', '2026-11-23T05:00:00Z', 4, 'Africa/Kinshasa')).toEqual([
      '21:00',
      '23 nov.',
      '03:00',
      '06:00',
    ]);
  });

  test('stay round after the clock was put forward and back', () => {
    expect(labels('2026-03-28T20:00:00Z', '2026-03-29T22:00:00Z', 5, 'Europe/Paris')).toEqual([
      '29 mars',
      '06:00',
      '12:00',
      '18:00',
      '30 mars',
    ]);
    expect(labels('2026-10-24T19:00:00Z', '2026-10-25T23:30:00Z', 5, 'Europe/Paris')).toEqual([
      '25 oct.',
      '06:00',
      '12:00',
      '18:00',
      '26 oct.',
    ]);
  });

  test.each([
    ['2026-11-01T00:00:00Z', '2026-11-08T12:00:00Z', 8, ['1 nov.', '2 nov.', '3 nov.']],
    ['2026-01-10T00:00:00Z', '2026-12-20T00:00:00Z', 6, ['mars 2026', 'mai 2026', 'juil. 2026']],
    ['2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.400Z', 5, ['00:00,000', '00:00,100', '00:00,200']],
  ] as const)('from %s to %s', (from, until, most, first) => {
    expect(labels(from, until, most, 'UTC').slice(0, 3)).toEqual(first);
  });

  test('lie within the range, rise, and are never many more than asked', () => {
    const zones = ['Africa/Kinshasa', 'Europe/Paris', 'Asia/Kolkata', 'America/St_Johns', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 1, max: 20 * 365 * 24 * hour }),
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom(...zones),
        (from, span, most, zone) => {
          const times = timeTicks({ from, until: from + span }, most, zone).ticks.map(({ time }) => time);
          expect(times.every((time) => time >= from && time <= from + span)).toBe(true);
          expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
          expect(times.length).toBeLessThanOrEqual(most + 3);
        },
      ),
      { numRuns: 300 },
    );
  });
});
