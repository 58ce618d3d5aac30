/** Where a server gets the real time from: milliseconds since 1970 (UTC). */
export type TimeSource = () => number;

const microsPerMilli = 1000;
const quarterHour = 15 * 60 * 1000;

/**
 * The clock of one server: microseconds since 1970, strictly rising, in a time zone of its own and with
 * a skew against the real time. A DHIS2 database keeps microseconds while its JSON truncates to milliseconds.
 */
export class ServerClock {
  readonly timeZone: string;
  private skewMillis = 0;
  private last = 0;
  private readonly source: TimeSource;
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(timeZone: string, source: TimeSource = () => Date.now()) {
    this.timeZone = timeZone;
    this.source = source;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Sets the difference against the real time, in milliseconds (positive: the server is ahead). */
  setSkew(millis: number): void {
    this.skewMillis = millis;
    // A clock that is set back really goes back, as on a machine whose time was corrected.
    this.last = 0;
  }

  /** Now, in microseconds; never the same twice unless the clock was set back. */
  now(): number {
    const wanted = (this.source() + this.skewMillis) * microsPerMilli;
    this.last = wanted > this.last ? wanted : this.last + 1;
    return this.last;
  }

  /** Local wall-clock without zone, truncated to milliseconds: `2026-08-21T10:15:30.123`. */
  formatLocal(micros: number): string {
    const millis = Math.floor(micros / microsPerMilli);
    return new Date(millis + this.offsetAt(millis)).toISOString().slice(0, 23);
  }

  /** UTC with numeric zone, truncated to milliseconds: `2026-08-21T10:15:30.123+0000` (aggregate data). */
  formatUtc(micros: number): string {
    return `${new Date(Math.floor(micros / microsPerMilli)).toISOString().slice(0, 23)}+0000`;
  }

  /** Local wall-clock with its offset: `2026-08-21T10:15:30.123+0100` (`system.date` of an export). */
  formatWithOffset(micros: number): string {
    const minutes = this.offsetAt(Math.floor(micros / microsPerMilli)) / 60_000;
    const sign = minutes < 0 ? '-' : '+';
    const size = Math.abs(minutes);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${this.formatLocal(micros)}${sign}${two(Math.floor(size / 60))}${two(size % 60)}`;
  }

  /** Offset of the zone from UTC at an instant, both in milliseconds. */
  offsetAt(millis: number): number {
    const slot = Math.floor(millis / quarterHour);
    const known = this.offsets.get(slot);
    if (known !== undefined) return known;
    const parts = new Map(
      this.format.formatToParts(slot * quarterHour).map((p) => [p.type, Number(p.value)]),
    );
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    const offset = wall - slot * quarterHour;
    this.offsets.set(slot, offset);
    return offset;
  }

  /** The instant of a local wall-clock time (milliseconds, written as if it were UTC); the earlier of two. */
  localToMillis(wall: number): number {
    const early = wall - this.offsetAt(wall - this.offsetAt(wall) - 24 * 3_600_000);
    if (early + this.offsetAt(early) === wall) return early;
    return wall - this.offsetAt(wall - this.offsetAt(wall));
  }

  /**
   * Reads a date as DHIS2 accepts it in filters, parameters and payloads, to microseconds: `yyyy`, `yyyy-MM`,
   * `yyyy-MM-dd`, `yyyyMMdd`, `yyyy-MM-ddTHH[:mm[:ss[.SSS]]]`, each optionally with `Z`, `+00:00` or `+0000`.
   * Without a zone it is the server's own wall-clock. Undefined when it is no date.
   */
  parse(text: string): number | undefined {
    const match =
      /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|(\d{2})(\d{2}))?(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
        text.trim(),
      );
    if (match === null) return undefined;
    const [, year, month, day, compactMonth, compactDay, hour, minute, second, fraction, zone] = match;
    if (hour !== undefined && day === undefined && compactDay === undefined) return undefined;
    const monthNumber = Number(month ?? compactMonth ?? '1');
    const dayNumber = Number(day ?? compactDay ?? '1');
    const wall = Date.UTC(
      Number(year),
      monthNumber - 1,
      dayNumber,
      Number(hour ?? '0'),
      Number(minute ?? '0'),
      Number(second ?? '0'),
    );
    const check = new Date(wall);
    if (check.getUTCMonth() !== monthNumber - 1 || check.getUTCDate() !== dayNumber) return undefined;
    if (Number(hour ?? '0') > 23 || Number(minute ?? '0') > 59 || Number(second ?? '0') > 59)
      return undefined;
    const micros = Number((fraction ?? '').slice(0, 6).padEnd(6, '0'));
    const millis = zone === undefined ? this.localToMillis(wall) : wall - zoneOffset(zone);
    return millis * microsPerMilli + micros;
  }
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000;
}
