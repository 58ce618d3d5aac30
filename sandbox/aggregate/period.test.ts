import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dayNumber,
  dayText,
  endedPeriods,
  knowsPeriodType,
  latestOpenPeriod,
  parsePeriod,
  periodAt,
  periodTypeNamed,
} from './period';

/** ISO form → first and last day, worked out by hand from the definition of each type. */
const examples: readonly [string, string, string, string][] = [
  ['20260229', '', '', ''],
  ['20260228', 'Daily', '2026-02-28', '2026-02-28'],
  ['2026W1', 'Weekly', '2025-12-29', '2026-01-04'],
  ['2026W53', 'Weekly', '2026-12-28', '2027-01-03'],
  ['2025W53', '', '', ''],
  ['2026WedW1', 'WeeklyWednesday', '2025-12-31', '2026-01-06'],
  ['2026ThuW2', 'WeeklyThursday', '2026-01-08', '2026-01-14'],
  ['2026SatW1', 'WeeklySaturday', '2026-01-03', '2026-01-09'],
  ['2026SunW1', 'WeeklySunday', '2026-01-04', '2026-01-10'],
  ['2026BiW1', 'BiWeekly', '2025-12-29', '2026-01-11'],
  ['202602', 'Monthly', '2026-02-01', '2026-02-28'],
  ['202613', '', '', ''],
  ['202602B', 'BiMonthly', '2026-03-01', '2026-04-30'],
  ['2026Q4', 'Quarterly', '2026-10-01', '2026-12-31'],
  ['2026NovQ1', 'QuarterlyNov', '2025-11-01', '2026-01-31'],
  ['2026NovQ2', 'QuarterlyNov', '2026-02-01', '2026-04-30'],
  ['2026S2', 'SixMonthly', '2026-07-01', '2026-12-31'],
  ['2026AprilS2', 'SixMonthlyApril', '2026-10-01', '2027-03-31'],
  ['2026NovS1', 'SixMonthlyNov', '2025-11-01', '2026-04-30'],
  ['2026', 'Yearly', '2026-01-01', '2026-12-31'],
  ['2026April', 'FinancialApril', '2026-04-01', '2027-03-31'],
  ['2026July', 'FinancialJuly', '2026-07-01', '2027-06-30'],
  ['2026Oct', 'FinancialOct', '2026-10-01', '2027-09-30'],
  ['2026Nov', 'FinancialNov', '2025-11-01', '2026-10-31'],
  ['2026Q5', '', '', ''],
  ['abc', '', '', ''],
];

describe('periods', () => {
  it.each(examples)('%s is %s from %s to %s', (iso, type, start, end) => {
    const period = parsePeriod(iso);
    expect([
      period?.type ?? '',
      period ? dayText(period.start) : '',
      period ? dayText(period.end) : '',
    ]).toEqual([type, start, end]);
  });

  it('finds the period that holds a day, and that period reads back', () => {
    const types = [...new Set(examples.flatMap(([, type]) => periodTypeNamed(type) ?? []))];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.integer({ min: dayNumber(2019, 1, 1), max: dayNumber(2029, 12, 31) }),
        (type, day) => {
          const period = periodAt(type, day);
          // Only bi-weeks leave days out (the odd last week of a 52-week pair count).
          if (period === undefined) return type === 'BiWeekly';
          return period.start <= day && day <= period.end && parsePeriod(period.iso)?.start === period.start;
        },
      ),
    );
  });

  it('lists ended periods newest first, never the running one', () => {
    expect(endedPeriods('Monthly', dayNumber(2026, 11, 23), 3).map((p) => p.iso)).toEqual([
      '202610',
      '202609',
      '202608',
    ]);
    expect(endedPeriods('Weekly', dayNumber(2026, 11, 23), 2).map((p) => p.iso)).toEqual([
      '2026W47',
      '2026W46',
    ]);
  });

  it('knows the newest open period', () => {
    const today = dayNumber(2026, 11, 23);
    expect(latestOpenPeriod('Monthly', today, 0)?.iso).toBe('202610');
    expect(latestOpenPeriod('Monthly', today, 1)?.iso).toBe('202611');
    expect(latestOpenPeriod('Quarterly', today, 2)?.iso).toBe('2027Q1');
  });

  it('knows which line brought which type', () => {
    expect(knowsPeriodType('2.40', 'FinancialSep')).toBe(false);
    expect(knowsPeriodType('2.42', 'FinancialSep')).toBe(true);
    expect(knowsPeriodType('2.42', 'WeeklyFriday')).toBe(false);
    expect(knowsPeriodType('2.40', 'SixMonthlyNov')).toBe(true);
  });
});
