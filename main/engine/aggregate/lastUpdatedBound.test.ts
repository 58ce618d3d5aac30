import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastUpdatedBound, overlapMs, zoneOffsetMs } from './lastUpdatedBound';

const zones = [
  'UTC',
  'Africa/Kinshasa',
  'Africa/Casablanca',
  'America/New_York',
  'America/St_Johns',
  'America/Bogota',
  'Pacific/Marquesas',
  'Pacific/Pago_Pago',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/London',
];

const instants = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2030, 0, 1) });
const hourMs = 3_600_000;

/** What a server up to 2.42 does: the bound as UTC text against the column's local wall clock. */
function olderServerReturns(zone: string, changed: number, bound: string): boolean {
  return changed + (zoneOffsetMs(zone, changed) ?? 0) >= Date.parse(bound);
}

describe('the bound of an increment', () => {
  it('lets no server up to 2.42 miss a change since the watermark, in any zone, across changes of clocks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        instants,
        fc.integer({ min: 0, max: 400 * 24 * hourMs }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(40, 41, 42),
        (timeZone, lookedUpTo, age, share, minor) => {
          const now = lookedUpTo + age;
          const bound = lastUpdatedBound({
            lookedUpTo: new Date(lookedUpTo).toISOString(),
            serverInstant: new Date(now).toISOString(),
            minor,
            timeZone,
          });
          // Any change from the beginning of the overlap until now, and a little beyond.
          const changed = Math.floor(lookedUpTo - overlapMs + share * (age + overlapMs + hourMs));
          expect(olderServerReturns(timeZone, changed, bound)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is the watermark less the overlap where the server compares instants, and east of Greenwich', () => {
    const input = { lookedUpTo: '2026-07-01T12:00:00.000Z', serverInstant: '2026-07-01T12:05:00.000Z' };
    const expected = '2026-07-01T11:50:00.000Z';
    expect(lastUpdatedBound({ ...input, minor: 43, timeZone: 'America/New_York' })).toBe(expected);
    expect(lastUpdatedBound({ ...input, minor: 41, timeZone: 'Africa/Kinshasa' })).toBe(expected);
    expect(lastUpdatedBound({ ...input, minor: 41, timeZone: 'America/Bogota' })).toBe(
      '2026-07-01T06:50:00.000Z',
    );
  });

  it('reaches back by the widest offset where the zone is not known', () => {
    const input = {
      lookedUpTo: '2026-07-01T12:00:00.000Z',
      serverInstant: '2026-07-01T12:05:00.000Z',
      minor: 40,
    };
    expect(lastUpdatedBound({ ...input, timeZone: 'Nowhere/Land' })).toBe('2026-06-30T21:50:00.000Z');
  });
});
