import { Temporal } from 'temporal-polyfill';

/** Whether a name is an IANA time zone that this runtime knows. */
export function isKnownTimeZone(zone: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    // RangeError is the polyfill's only way to say that it does not know the zone.
    return false;
  }
}

/**
 * Reads a stamp of GET /api/system/info or of metadata as an instant in UTC (ISO, milliseconds, `Z`), or undefined
 * when it is no stamp. DHIS2 writes them without a zone, in the zone of the server (contract: 2.38 to 2.43);
 * a stamp that carries an offset is believed.
 */
export function readServerStamp(stamp: string, zone: string): string | undefined {
  const text = stamp.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2');
  try {
    const instant = /(?:Z|[+-]\d{2}:\d{2})$/u.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant();
    return instant.round('millisecond').toString({ fractionalSecondDigits: 3 });
  } catch {
    return undefined;
  }
}

/** Moves an instant by milliseconds (negative: into the past); ISO in, ISO with milliseconds and `Z` out. */
export function shiftInstant(instant: string, milliseconds: number): string {
  return Temporal.Instant.from(instant).add({ milliseconds }).toString({ fractionalSecondDigits: 3 });
}

/** Offset of a zone from UTC at an instant, in milliseconds; east of Greenwich is positive. */
export function zoneOffsetMs(zone: string, instant: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
