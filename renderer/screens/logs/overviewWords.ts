import type { TFunction } from 'i18next';
import type { LogOverview, LogOverviewSlice, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Formats } from '../../format/useFormat';
import type { OverviewGoal } from './overviewMarks';

type Counts = Pick<LogOverviewSlice, 'warnings' | 'errors' | 'criticals' | 'matches'>;

/** What stands out, the gravest first: "2 critiques, 410 erreurs et 5 résultats". */
function standsOut({ criticals, errors, warnings, matches }: Counts, t: TFunction, format: Formats): string {
  const parts = [
    ['screens.logChart.count.CRITICAL', criticals],
    ['screens.logChart.count.ERROR', errors],
    ['screens.logChart.count.WARNING', warnings],
    ['screens.logs.search.found', matches],
  ] as const;
  const named = parts.flatMap(([key, count]) =>
    count === 0 ? [] : [t(key, { count, formatted: format.number(count) })],
  );
  if (named.length === 0) return t('screens.logOverview.nothing');
  return new Intl.ListFormat(format.language, { type: 'conjunction' }).format(named);
}

/** Whether a view's files are still being read or searched. */
export function workOf(state: LogViewState | undefined): 'busy' | 'over' {
  if (state === undefined) return 'over';
  const { reading, searching } = state;
  return reading.done < reading.total || searching.done < searching.total ? 'busy' : 'over';
}

/** The whole strip in words, and why it may not tell everything. */
export function overviewWords(
  overview: LogOverview | undefined,
  problem: Problem | undefined,
  state: LogViewState | undefined,
  t: TFunction,
  format: Formats,
): string {
  if (problem !== undefined) {
    return t('screens.logOverview.failed', { why: t(`problem.${problem.code}.title`, problem.params) });
  }
  if (overview === undefined) return t('screens.logOverview.pending');
  const sum = (of: keyof Counts): number => overview.slices.reduce((all, slice) => all + slice[of], 0);
  const counts = {
    warnings: sum('warnings'),
    errors: sum('errors'),
    criticals: sum('criticals'),
    matches: sum('matches'),
  };
  const { firstError } = overview;
  const firstMatch = overview.slices.find(({ match }) => match !== undefined)?.match;
  const busy = workOf(state) === 'busy' ? [t('screens.logOverview.soFar')] : [];
  return [
    t('screens.logOverview.all', { what: standsOut(counts, t, format) }),
    ...(firstError === undefined
      ? []
      : [t('screens.logOverview.firstError', { row: format.number(firstError + 1) })]),
    ...(firstMatch === undefined
      ? []
      : [t('screens.logOverview.firstMatch', { row: format.number(firstMatch + 1) })]),
    ...busy,
    ...(state?.incomplete === undefined ? [] : [t('screens.logOverview.incomplete')]),
  ].join(' ');
}

/** What a pointer is on, and what a click does. */
export function goalWords(
  goal: OverviewGoal,
  { rows, sliceRows }: LogOverview,
  t: TFunction,
  format: Formats,
): string {
  if (goal.kind === 'row') return t('screens.logOverview.row', { row: format.number(goal.row + 1) });
  const from = goal.slice.slice * sliceRows + 1;
  const until = Math.min(rows, from + sliceRows - 1);
  const name =
    from === until
      ? t('screens.logOverview.oneRow', { row: format.number(from) })
      : t('screens.logOverview.rows', { from: format.number(from), until: format.number(until) });
  return [
    t('screens.logOverview.slice', { name, what: standsOut(goal.slice, t, format) }),
    t('screens.logOverview.row', { row: format.number(goal.row + 1) }),
  ].join(' ');
}
