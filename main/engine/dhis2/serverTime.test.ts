import { describe, expect, it } from 'vitest';
import { isKnownTimeZone, readServerStamp, shiftInstant, zoneOffsetMs } from './serverTime';

describe('readServerStamp', () => {
  it.each([
    ['2026-08-21T10:15:30.123', 'Africa/Kinshasa', '2026-08-21T09:15:30.123Z'],
    ['2026-08-21T10:15:30.123', 'America/Lima', '2026-08-21T15:15:30.123Z'],
    ['2026-08-21T10:15:30', 'UTC', '2026-08-21T10:15:30.000Z'],
    ['2026-08-21T10:15:30.123+0200', 'UTC', '2026-08-21T08:15:30.123Z'],
    ['2026-08-21T10:15:30.123Z', 'Africa/Kinshasa', '2026-08-21T10:15:30.123Z'],
    // Ramadan changes the offset of Morocco: 15 March 2025 was at +00:00, 15 May at +01:00.
    ['2025-03-15T12:00:00.000', 'Africa/Casablanca', '2025-03-15T12:00:00.000Z'],
    ['2025-05-15T12:00:00.000', 'Africa/Casablanca', '2025-05-15T11:00:00.000Z'],
  ])('reads %s in %s', (stamp, zone, instant) => {
    expect(readServerStamp(stamp, zone)).toBe(instant);
  });

  it('refuses what is no stamp', () => {
    expect(readServerStamp('yesterday', 'UTC')).toBeUndefined();
  });
});

describe('zones', () => {
  it('knows zones and their offsets', () => {
    expect(isKnownTimeZone('Africa/Kinshasa')).toBe(true);
    expect(isKnownTimeZone('Nowhere/At-All')).toBe(false);
    expect(zoneOffsetMs('America/Lima', '2026-08-21T00:00:00.000Z')).toBe(-5 * 3_600_000);
  });

  it('shifts instants', () => {
    expect(shiftInstant('2026-08-21T00:00:00.000Z', -600_000)).toBe('2026-08-20T23:50:00.000Z');
  });
});
