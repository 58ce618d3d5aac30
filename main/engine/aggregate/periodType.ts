/** Shapes of ISO periods, and the period types of data sets that they stand for. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/^\d{8}$|^\d{4}-\d{2}-\d{2}$/u, 'Daily'],
  [/^\d{4}W\d{1,2}$/u, 'Weekly'],
  [/^\d{4}WedW\d{1,2}$/u, 'WeeklyWednesday'],
  [/^\d{4}ThuW\d{1,2}$/u, 'WeeklyThursday'],
  [/^\d{4}FriW\d{1,2}$/u, 'WeeklyFriday'],
  [/^\d{4}SatW\d{1,2}$/u, 'WeeklySaturday'],
  [/^\d{4}SunW\d{1,2}$/u, 'WeeklySunday'],
  [/^\d{4}BiW\d{1,2}$/u, 'BiWeekly'],
  [/^\d{6}$|^\d{4}-\d{2}$/u, 'Monthly'],
  [/^\d{6}B$/u, 'BiMonthly'],
  [/^\d{4}Q\d$/u, 'Quarterly'],
  [/^\d{4}NovQ\d$/u, 'QuarterlyNov'],
  [/^\d{4}S\d$/u, 'SixMonthly'],
  [/^\d{4}AprilS\d$/u, 'SixMonthlyApril'],
  [/^\d{4}NovS\d$/u, 'SixMonthlyNov'],
  [/^\d{4}$/u, 'Yearly'],
  [/^\d{4}Feb$/u, 'FinancialFeb'],
  [/^\d{4}April$/u, 'FinancialApril'],
  [/^\d{4}July$/u, 'FinancialJuly'],
  [/^\d{4}Aug$/u, 'FinancialAug'],
  [/^\d{4}Sep$/u, 'FinancialSep'],
  [/^\d{4}Oct$/u, 'FinancialOct'],
  [/^\d{4}Nov$/u, 'FinancialNov'],
];

const known = new Map<string, string | undefined>();

/** Period type (as in `dataSets.periodType`) of an ISO period, or `undefined` for a shape that is not known. */
export function periodTypeOf(period: string): string | undefined {
  if (known.has(period)) return known.get(period);
  // A server holds some thousand periods; the bound only guards against an odd one that never repeats them.
  if (known.size > 20_000) known.clear();
  const type = shapes.find(([shape]) => shape.test(period))?.[1];
  known.set(period, type);
  return type;
}
