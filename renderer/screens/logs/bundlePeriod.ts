import { Temporal } from 'temporal-polyfill';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunSummary } from '../../../shared/model/status';
import type { TimeRange } from './sliceAxis';
import { typedMoment } from './typedMoment';
import { typedRange } from './typedRange';
import type { RangeFault } from './typedRange';

/** Periods that are counted back from now. */
export const rollingPeriods = ['hour', 'today', 'day', 'week'] as const;
/** One of {@link rollingPeriods}. */
export type RollingPeriod = (typeof rollingPeriods)[number];

/** A run that a bundle is about; instants in milliseconds since the epoch. */
export interface PeriodRun extends TimeRange {
  readonly runId: string;
}

/** Which period the operator chose; own ends are moments as they were typed. */
export type PeriodChoice =
  | { readonly kind: RollingPeriod }
  | { readonly kind: 'run'; readonly run: PeriodRun }
  | { readonly kind: 'custom'; readonly from: string; readonly until: string };

/** What is wrong with ends that were typed. */
export type PeriodFault = RangeFault | 'in-the-future';

/** What happened just before and after a run belongs to it, in milliseconds. */
const aroundRun = 60_000;

/** The instants of a period, in a time zone (IANA). */
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
  const first = typedMoment(from, zone);
  return first !== undefined && first.from > now ? fail('in-the-future') : typedRange(from, until, zone);
}

/** Runs that were on their way at any time of the period, newest first. */
export function runsWithin(runs: readonly RunSummary[], range: TimeRange): readonly RunSummary[] {
  return runs
    .filter((run) => Date.parse(run.startedAt) <= range.until && Date.parse(run.endedAt) >= range.from)
    .toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt));
}
