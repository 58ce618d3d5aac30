import { dateFormat } from '../../format/keptFormats';
import type { Language } from '../../../shared/text/translator';
import type { TimeRange } from './sliceAxis';
import type { TickUnit } from './timeTicks';

/** How finely a time is told: down to the day, the minute, the second or the millisecond. */
export type TimeGrain = 'day' | 'minute' | 'second' | 'millisecond';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** The grain that tells slices of this width (in milliseconds) apart. */
export function grainOf(width: number): TimeGrain {
  if (width >= day) return 'day';
  if (width >= minute) return 'minute';
  return width >= second ? 'second' : 'millisecond';
}

const timeOfDay: Readonly<Record<TimeGrain, Intl.DateTimeFormatOptions>> = {
  day: {},
  minute: { hour: '2-digit', minute: '2-digit' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  millisecond: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
};
const date: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };

/** A time of day, or a date where the grain is a day. */
export function clockWords(time: number, grain: TimeGrain, language: Language, zone: string): string {
  return words(time, grain === 'day' ? date : timeOfDay[grain], language, zone);
}

/** Date and time of day. */
export function instantWords(time: number, grain: TimeGrain, language: Language, zone: string): string {
  return words(time, { ...date, ...timeOfDay[grain] }, language, zone);
}

/** Day of the week and date: "lundi 23 novembre 2026". */
export function dayWords(time: number, language: Language, zone: string): string {
  return words(time, { dateStyle: 'full' }, language, zone);
}

/** Whether both ends of a range are on one day of the zone. */
export function onOneDay(range: TimeRange, zone: string): boolean {
  const dayOf = (time: number): string => words(time, date, 'en', zone);
  return dayOf(range.from) === dayOf(range.until);
}

const tickWords: Readonly<Record<TickUnit, Intl.DateTimeFormatOptions>> = {
  millisecond: { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  second: timeOfDay.second,
  minute: timeOfDay.minute,
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
};

/** What stands at a mark of a time axis; where a day begins, the date in place of 00:00. */
export function tickLabel(
  tick: { readonly time: number; readonly turn: 'day' | 'none' },
  unit: TickUnit,
  language: Language,
  zone: string,
): string {
  return words(tick.time, tickWords[tick.turn === 'day' ? 'day' : unit], language, zone);
}

function words(time: number, options: Intl.DateTimeFormatOptions, language: Language, zone: string): string {
  return dateFormat(language, { ...options, timeZone: zone }).format(time);
}

/** The zone that this computer keeps, as an IANA name. */
export function zoneOfThisComputer(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
