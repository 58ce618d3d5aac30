import { Temporal } from 'temporal-polyfill';
import type { TimeRange } from './sliceAxis';

/** How finely marks on a time axis are told. */
export type TickUnit = 'millisecond' | 'second' | 'minute' | 'day' | 'month';

/** Marks on a time axis, at round times of the clock on the wall. */
export interface TimeTicks {
  readonly unit: TickUnit;
  /** Milliseconds since the epoch; `turn` where a new day begins and the axis tells hours. */
  readonly ticks: readonly { readonly time: number; readonly turn: 'day' | 'none' }[];
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps below a day; they divide the next larger unit, so that marks stand at round times. */
const shortSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
] as const;
const daySteps = [1, 2, 7, 14] as const;
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120] as const;

/** Marks for a time range, at most so many, in a time zone (IANA). */
export function timeTicks(range: TimeRange, most: number, zone: string): TimeTicks {
  const span = range.until - range.from;
  const wanted = span / Math.max(1, most);
  const short = shortSteps.find((step) => step >= wanted);
  if (short !== undefined) return clockTicks(range, short, zone);
  const days = daySteps.find((count) => count * day >= wanted);
  const duration =
    days === undefined ? { months: monthSteps.find((count) => count * 30 * day >= wanted) ?? 240 } : { days };
  return calendarTicks(range, duration, zone);
}

function clockTicks(range: TimeRange, step: number, zone: string): TimeTicks {
  const ticks: { time: number; turn: 'day' | 'none' }[] = [];
  const offsetAt = offsetsWithin({ from: range.from - day, until: range.until + day }, zone);
  // Put right, a mark moves by less than a step: one further may still be within the range.
  for (let time = Math.floor(range.from / step) * step; time <= range.until + step; time += step) {
    // Zones are not always whole hours apart, and the offset changes within a range: each mark is put right by itself.
    const offset = offsetAt(time);
    const wall = Math.round((time + offset) / step) * step;
    const placed = wall - offsetAt(wall - offset);
    if (placed < range.from || placed > range.until || ticks.at(-1)?.time === placed) continue;
    ticks.push({ time: placed, turn: (placed + offsetAt(placed)) % day === 0 ? 'day' : 'none' });
  }
  return { unit: step < second ? 'millisecond' : step < minute ? 'second' : 'minute', ticks };
}

function calendarTicks(
  range: TimeRange,
  step: { readonly days: number } | { readonly months: number },
  zone: string,
): TimeTicks {
  const byMonth = 'months' in step;
  const first = Temporal.Instant.fromEpochMilliseconds(range.from).toZonedDateTimeISO(zone).toPlainDate();
  let date = byMonth ? first.with({ day: 1 }) : first;
  if (byMonth) {
    const since = (date.year * 12 + date.month - 1) % step.months;
    date = date.subtract({ months: since });
  }
  const ticks: { time: number; turn: 'none' }[] = [];
  for (;;) {
    const time = date.toZonedDateTime(zone).epochMilliseconds;
    if (time > range.until) break;
    if (time >= range.from) ticks.push({ time, turn: 'none' });
    date = date.add(step);
  }
  return { unit: byMonth ? 'month' : 'day', ticks };
}

/**
 * What a zone's clocks are ahead of UTC, in milliseconds, at instants of a range. Looking it up takes longer than all
 * else on an axis: where it is the same at both ends of a few days, no clock was changed in between.
 */
function offsetsWithin(range: TimeRange, zone: string): (time: number) => number {
  const first = offsetAt(range.from, zone);
  const constant = range.until - range.from <= 7 * day && first === offsetAt(range.until, zone);
  return constant ? () => first : (time) => offsetAt(time, zone);
}

function offsetAt(time: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}
