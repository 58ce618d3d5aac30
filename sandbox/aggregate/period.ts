import type { ServerLine } from '../model';
import { isAtLeast } from '../model';

/** The period types of DHIS2 that a data set may have. */
export type PeriodType =
  | 'Daily'
  | WeeklyType
  | 'BiWeekly'
  | 'Monthly'
  | 'BiMonthly'
  | 'Quarterly'
  | 'QuarterlyNov'
  | 'SixMonthly'
  | 'SixMonthlyApril'
  | 'SixMonthlyNov'
  | 'Yearly'
  | FinancialType;

type WeeklyType =
  'Weekly' | 'WeeklyWednesday' | 'WeeklyThursday' | 'WeeklyFriday' | 'WeeklySaturday' | 'WeeklySunday';

type FinancialType =
  | 'FinancialFeb'
  | 'FinancialApril'
  | 'FinancialJuly'
  | 'FinancialAug'
  | 'FinancialSep'
  | 'FinancialOct'
  | 'FinancialNov';

/** One period; `start` and `end` are days since 1970-01-01, both inclusive. */
export interface Period {
  readonly iso: string;
  readonly type: PeriodType;
  readonly start: number;
  readonly end: number;
}

const millisPerDay = 86_400_000;

/** Day number of a date (days since 1970-01-01); `month` runs from 1. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.round(Date.UTC(year, month - 1, day) / millisPerDay);
}

/** Day number of an instant in UTC milliseconds. */
export function dayOfMillis(millis: number): number {
  return Math.floor(millis / millisPerDay);
}

/** `yyyy-MM-dd` of a day number. */
export function dayText(day: number): string {
  return new Date(day * millisPerDay).toISOString().slice(0, 10);
}

/** First day of the week, Monday 1 to Sunday 7, and the letters of the ISO form. */
const weekly: Readonly<Record<WeeklyType, { readonly day: number; readonly letters: string }>> = {
  Weekly: { day: 1, letters: 'W' },
  WeeklyWednesday: { day: 3, letters: 'WedW' },
  WeeklyThursday: { day: 4, letters: 'ThuW' },
  WeeklyFriday: { day: 5, letters: 'FriW' },
  WeeklySaturday: { day: 6, letters: 'SatW' },
  WeeklySunday: { day: 7, letters: 'SunW' },
};

/** First month of the financial year and the letters of its ISO form. */
const financial: Readonly<Record<FinancialType, { readonly month: number; readonly letters: string }>> = {
  FinancialFeb: { month: 2, letters: 'Feb' },
  FinancialApril: { month: 4, letters: 'April' },
  FinancialJuly: { month: 7, letters: 'July' },
  FinancialAug: { month: 8, letters: 'Aug' },
  FinancialSep: { month: 9, letters: 'Sep' },
  FinancialOct: { month: 10, letters: 'Oct' },
  FinancialNov: { month: 11, letters: 'Nov' },
};

/** Types that came after 2.40, with the line that brought them. */
const newer: ReadonlyMap<PeriodType, ServerLine> = new Map<PeriodType, ServerLine>([
  ['FinancialSep', '2.42'],
  ['FinancialFeb', '2.43'],
  ['FinancialAug', '2.43'],
  ['WeeklyFriday', '2.43'],
]);

/** Whether a server of this line knows the period type. */
export function knowsPeriodType(line: ServerLine, type: PeriodType): boolean {
  const since = newer.get(type);
  return since === undefined || isAtLeast(line, since);
}

function isWeekly(type: PeriodType): type is WeeklyType {
  return type in weekly;
}

function isFinancial(type: PeriodType): type is FinancialType {
  return type in financial;
}

/** Weekday of a day number, Monday 1 to Sunday 7. */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** First day of the first week of a year: the week that holds 4 January, starting on `firstDay`. */
function firstWeek(year: number, firstDay: number): number {
  const fourth = dayNumber(year, 1, 4);
  return fourth - ((weekday(fourth) - firstDay + 7) % 7);
}

function yearOf(day: number): number {
  return new Date(day * millisPerDay).getUTCFullYear();
}

function monthOf(day: number): number {
  return new Date(day * millisPerDay).getUTCMonth() + 1;
}

/** A period of whole months that starts in `month` (may be below 1) of `year`. */
function months(iso: string, type: PeriodType, year: number, month: number, count: number): Period {
  return { iso, type, start: dayNumber(year, month, 1), end: dayNumber(year, month + count, 1) - 1 };
}

function week(type: WeeklyType, year: number, number: number): Period | undefined {
  const { day, letters } = weekly[type];
  const start = firstWeek(year, day) + (number - 1) * 7;
  // A week belongs to the year that holds its fourth day: 53 may be the first week of the next year.
  if (number < 1 || yearOf(start + 3) !== year) return undefined;
  return { iso: `${year}${letters}${number}`, type, start, end: start + 6 };
}

function biWeek(year: number, number: number): Period | undefined {
  const first = week('Weekly', year, number * 2 - 1);
  if (first === undefined) return undefined;
  return { iso: `${year}BiW${number}`, type: 'BiWeekly', start: first.start, end: first.start + 13 };
}

const weekTypes = Object.keys(weekly).filter((name): name is WeeklyType => name in weekly);
const financialTypes = Object.keys(financial).filter((name): name is FinancialType => name in financial);

/** Type of each ISO form: what follows the year, digits replaced by `#`. */
const shapes: ReadonlyMap<string, PeriodType> = new Map<string, PeriodType>([
  ['', 'Yearly'],
  ['##', 'Monthly'],
  ['-##', 'Monthly'],
  ['####', 'Daily'],
  ['-##-##', 'Daily'],
  ['##B', 'BiMonthly'],
  ['Q#', 'Quarterly'],
  ['NovQ#', 'QuarterlyNov'],
  ['S#', 'SixMonthly'],
  ['AprilS#', 'SixMonthlyApril'],
  ['NovS#', 'SixMonthlyNov'],
  ['BiW#', 'BiWeekly'],
  ['BiW##', 'BiWeekly'],
  ...weekTypes.flatMap((type): [string, PeriodType][] => [
    [`${weekly[type].letters}#`, type],
    [`${weekly[type].letters}##`, type],
  ]),
  ...financialTypes.map((type): [string, PeriodType] => [financial[type].letters, type]),
]);

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function read(iso: string): Period | undefined {
  const year = Number(/^\d{4}/.exec(iso)?.[0]);
  if (!Number.isInteger(year)) return undefined;
  const rest = iso.slice(4);
  const type = shapes.get(rest.replace(/\d/g, '#'));
  if (type === undefined) return undefined;
  const number = Number(rest.replace(/\D/g, ''));
  if (isWeekly(type)) return week(type, year, number);
  if (isFinancial(type))
    return months(iso, type, type === 'FinancialNov' ? year - 1 : year, financial[type].month, 12);
  const within = (limit: number): boolean => number >= 1 && number <= limit;
  switch (type) {
    case 'Yearly':
      return months(iso, type, year, 1, 12);
    case 'Monthly':
      return within(12) ? months(`${year}${pad(number)}`, type, year, number, 1) : undefined;
    case 'Daily': {
      const day = dayNumber(year, Math.floor(number / 100), number % 100);
      const text = dayText(day).replaceAll('-', '');
      return text === iso.replaceAll('-', '') ? { iso: text, type, start: day, end: day } : undefined;
    }
    case 'BiMonthly':
      return within(6) ? months(iso, type, year, number * 2 - 1, 2) : undefined;
    case 'Quarterly':
      return within(4) ? months(iso, type, year, number * 3 - 2, 3) : undefined;
    case 'QuarterlyNov':
      return within(4) ? months(iso, type, year, number * 3 - 4, 3) : undefined;
    case 'SixMonthly':
      return within(2) ? months(iso, type, year, number * 6 - 5, 6) : undefined;
    case 'SixMonthlyApril':
      return within(2) ? months(iso, type, year, number * 6 - 2, 6) : undefined;
    case 'SixMonthlyNov':
      return within(2) ? months(iso, type, year, number * 6 - 7, 6) : undefined;
    case 'BiWeekly':
      return biWeek(year, number);
  }
}

const known = new Map<string, Period | undefined>();
const knownLimit = 20_000;

/** Reads a period in its ISO form, such as `202611`, `2026W47` or `2026AprilS1`; undefined when it is none. */
export function parsePeriod(iso: string): Period | undefined {
  if (known.has(iso)) return known.get(iso);
  const period = read(iso);
  if (known.size > knownLimit) known.clear();
  known.set(iso, period);
  return period;
}

/** The candidates for the period of `type` that holds a day of `year`. */
function isoForms(type: PeriodType, day: number): string[] {
  const year = yearOf(day);
  const near = [year - 1, year, year + 1];
  const numbered = (letters: string, count: number): string[] =>
    near.flatMap((y) => Array.from({ length: count }, (_, index) => `${y}${letters}${index + 1}`));
  if (isWeekly(type)) {
    const about = Math.max(1, Math.floor((day - firstWeek(year, weekly[type].day)) / 7) + 1);
    return [`${year}${weekly[type].letters}${about}`, ...numbered(weekly[type].letters, 53)];
  }
  if (isFinancial(type)) return near.map((y) => `${y}${financial[type].letters}`);
  switch (type) {
    case 'Daily':
      return [dayText(day).replaceAll('-', '')];
    case 'Monthly':
      return [`${year}${pad(monthOf(day))}`];
    case 'BiMonthly':
      return [`${year}${pad(Math.ceil(monthOf(day) / 2))}B`];
    case 'Yearly':
      return [`${year}`];
    case 'BiWeekly':
      return numbered('BiW', 27);
    case 'Quarterly':
      return numbered('Q', 4);
    case 'QuarterlyNov':
      return numbered('NovQ', 4);
    case 'SixMonthly':
      return numbered('S', 2);
    case 'SixMonthlyApril':
      return numbered('AprilS', 2);
    case 'SixMonthlyNov':
      return numbered('NovS', 2);
  }
}

/** The period of a type that holds a day; undefined only in the odd last week of a year without bi-week. */
export function periodAt(type: PeriodType, day: number): Period | undefined {
  for (const iso of isoForms(type, day)) {
    const period = parsePeriod(iso);
    if (period !== undefined && period.start <= day && day <= period.end) return period;
  }
  return undefined;
}

/** The last `count` periods of a type that ended before `day`, newest first. */
export function endedPeriods(type: PeriodType, day: number, count: number): Period[] {
  const found: Period[] = [];
  let at = (periodAt(type, day)?.start ?? day) - 1;
  while (found.length < count) {
    const period = periodAt(type, at);
    if (period !== undefined) found.push(period);
    at = (period?.start ?? at) - 1;
  }
  return found;
}

/**
 * The newest period data may be entered for, given how many periods from the running one on are open
 * (`openFuturePeriods` of the data set: 0 leaves the running period closed).
 */
export function latestOpenPeriod(
  type: PeriodType,
  today: number,
  openFuturePeriods: number,
): Period | undefined {
  let period = periodAt(type, (periodAt(type, today)?.start ?? today) - 1);
  for (let step = 0; step < openFuturePeriods && period !== undefined; step += 1) {
    period = periodAt(type, period.end + 1);
  }
  return period;
}

/** The period type of that name, if data sets may have it. */
export function periodTypeNamed(name: unknown): PeriodType | undefined {
  for (const type of shapes.values()) if (type === name) return type;
  return undefined;
}
