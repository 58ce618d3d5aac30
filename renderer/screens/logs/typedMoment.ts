import { Temporal } from 'temporal-polyfill';
import type { Language } from '../../../shared/text/translator';
import type { TimeRange } from './sliceAxis';

/** How finely a field for date and time is filled in. */
export type MomentGrain = 'minute' | 'second';

/**
 * A moment as a field for date and time shows it, in 24 hours: `23/11/2026 14:05:30` in French, `2026-11-23 14:05:30` in
 * English, whose readers do not agree on whether the day or the month comes first.
 */
export function momentText(time: number, grain: MomentGrain, language: Language, zone: string): string {
  const here = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
  const { year, month, day } = here;
  const clock = here.toPlainTime().toString({ smallestUnit: grain });
  const parts = [padded(year, 4), padded(month, 2), padded(day, 2)];
  return `${language === 'fr' ? parts.toReversed().join('/') : parts.join('-')} ${clock}`;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

// Year first or day first, whatever the language: times are pasted from lines of a log, too.
const yearFirst = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})/u;
const dayFirst = /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})/u;
const timeOfDay =
  /^(?:T|,?\s+)(?<hour>\d{1,2})[:h](?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,3}))?)?(?<offset>Z|[+-]\d\d:\d\d)?$/iu;

/**
 * All instants that a text names, in milliseconds: a whole day, minute or second, as far as it goes. Its zone is the given
 * one (IANA) unless it tells its own offset. An hour that the clock shows twice counts from its first time to its second,
 * so that nothing is left out. `undefined`: it names no moment, or one that does not exist.
 */
export function typedMoment(text: string, zone: string): TimeRange | undefined {
  const typed = text.trim();
  const date = yearFirst.exec(typed) ?? dayFirst.exec(typed);
  if (date === null) return undefined;
  const rest = typed.slice(date[0].length);
  const clock = timeOfDay.exec(rest);
  if (clock === null && rest !== '') return undefined;
  try {
    const day = dayOf(date.groups);
    return clock === null ? wholeDay(day, zone) : partOfDay(day, clock.groups, zone);
  } catch {
    // RangeError is the only way in which a time that does not exist, such as 30 February, is told.
    return undefined;
  }
}

type Groups = Readonly<Record<string, string | undefined>> | undefined;
const reject = { overflow: 'reject' } as const;

function dayOf(groups: Groups): Temporal.PlainDate {
  const part = partsOf(groups);
  return Temporal.PlainDate.from({ year: part('year'), month: part('month'), day: part('day') }, reject);
}

function partsOf(groups: Groups): (name: string) => number {
  return (name) => Number(groups?.[name] ?? 0);
}

function wholeDay(day: Temporal.PlainDate, zone: string): TimeRange {
  return {
    from: day.toZonedDateTime(zone).epochMilliseconds,
    until: day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1,
  };
}

function partOfDay(day: Temporal.PlainDate, groups: Groups, zone: string): TimeRange {
  const fraction = groups?.['fraction'] ?? '';
  const offset = groups?.['offset'];
  const part = partsOf(groups);
  const millisecond = Number(fraction.padEnd(3, '0'));
  const clock = Temporal.PlainTime.from(
    { hour: part('hour'), minute: part('minute'), second: part('second'), millisecond },
    reject,
  );
  const wall = day.toPlainDateTime(clock);
  const place = offset === undefined ? zone : offset.replace(/^z$/iu, 'UTC');
  const at = (disambiguation: 'earlier' | 'later'): number =>
    wall.toZonedDateTime(place, { disambiguation }).epochMilliseconds;
  const length = groups?.['second'] === undefined ? 60_000 : 10 ** (3 - fraction.length);
  return { from: at('earlier'), until: at('later') + length - 1 };
}
