import { Temporal } from 'temporal-polyfill';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunSummary } from '../../../shared/model/status';
import type { TimeRange } from './sliceAxis';

/** Periods that are counted back from now. */
export const rollingPeriods = ['hour', 'today', 'day', 'week'] as const;
/** One of {@link rollingPeriods}. */
export type RollingPeriod = (typeof rollingPeriods)[number];

/** A run that a bundle is about; instants in milliseconds since the epoch. */
export interface PeriodRun extends TimeRange {
  readonly runId: string;
}

/** Which period the operator chose; own ends are local stamps as a form gives them: `2026-11-23T14:00`. */
export type PeriodChoice =
  | { readonly kind: RollingPeriod }
  | { readonly kind: 'run'; readonly run: PeriodRun }
  | { readonly kind: 'custom'; readonly from: string; readonly until: string };

/** What is wrong with ends that were typed. */
export type PeriodFault = 'from-missing' | 'until-missing' | 'reversed' | 'in-the-future';

/** What happened just before and after a run belongs to it, in milliseconds. */
const aroundRun = 60_000;

/** The instants of a period, in a time zone (IANA); the last minute is wholly in it. */
export function periodRange(choice: PeriodChoice, now: number, zone: string): Result<TimeRange, PeriodFault> {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  switch (choice.kind) {
    case 'hour':
      return succeed({ from: now - 3_600_000, until: now });
    case 'today':
      return succeed({ from: here.startOfDay().epochMilliseconds, until: now });
    case 'day':
      return succeed({ from: now - 24 * 3_600_000, until: now });
    case 'week':
      // Seven days by the calendar: the same time of day, also when the clock was changed in between.
      return succeed({ from: here.subtract({ days: 7 }).epochMilliseconds, until: now });
    case 'run':
      return succeed({ from: choice.run.from - aroundRun, until: choice.run.until + aroundRun });
    case 'custom':
      return customRange(choice.from, choice.until, now, zone);
  }
}

function customRange(from: string, until: string, now: number, zone: string): Result<TimeRange, PeriodFault> {
  // An hour that the clock shows twice counts from its first time to its second: nothing is left out.
  const first = instantOf(from, zone, 'earlier');
  if (first === undefined) return fail('from-missing');
  const last = instantOf(until, zone, 'later');
  if (last === undefined) return fail('until-missing');
  if (first > now) return fail('in-the-future');
  if (last < first) return fail('reversed');
  return succeed({ from: first, until: last + 59_999 });
}

const localStamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/u;

function instantOf(stamp: string, zone: string, disambiguation: 'earlier' | 'later'): number | undefined {
  if (!localStamp.test(stamp)) return undefined;
  try {
    return Temporal.PlainDateTime.from(stamp, { overflow: 'reject' }).toZonedDateTime(zone, {
      disambiguation,
    }).epochMilliseconds;
  } catch {
    // RangeError is the only way in which a day that does not exist, such as 30 February, is told.
    return undefined;
  }
}

/** An instant as a form takes it: the wall clock to the minute, `2026-11-23T14:00`. */
export function localStampOf(time: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(time)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** Runs that were on their way at any time of the period, newest first. */
export function runsWithin(runs: readonly RunSummary[], range: TimeRange): readonly RunSummary[] {
  return runs
    .filter((run) => Date.parse(run.startedAt) <= range.until && Date.parse(run.endedAt) >= range.from)
    .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
}
