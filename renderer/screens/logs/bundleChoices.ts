import type { BundleRequest } from '../../../shared/model/bundle';
import { logFiles } from '../../../shared/model/log';
import type { LogFile } from '../../../shared/model/log';
import type { RunSummary } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Language } from '../../../shared/text/translator';
import type { BundleStart } from '../../stores/bundleStore';
import { periodRange, runsWithin } from './bundlePeriod';
import type { PeriodChoice, PeriodFault } from './bundlePeriod';
import { momentText } from './typedMoment';

/** Most runs that one request can name. */
const mostRuns = 1000;

/** Everything that the operator chose for a bundle. */
export interface BundleChoices {
  readonly period: PeriodChoice;
  /** What "now" is for this period, in milliseconds since the epoch: a plan stays what it was while it is looked at. */
  readonly now: number;
  readonly logs: readonly LogFile[];
  readonly lastHour: BundleRequest['lastHour'];
  /** `some`: only those in `runs`. */
  readonly which: 'all' | 'some';
  readonly runs: readonly string[];
  readonly names: BundleRequest['names'];
}

/** Why a bundle cannot be planned yet. */
export type ChoiceFault = PeriodFault | 'no-run';

/** What the dialog begins with. */
export function firstChoices(
  start: BundleStart,
  now: number,
  language: Language,
  zone: string,
): BundleChoices {
  const { run, range } = start;
  const shown = (time: number): string => momentText(time, 'minute', language, zone);
  const period: PeriodChoice =
    run !== undefined
      ? { kind: 'run', run }
      : range !== undefined
        ? { kind: 'custom', from: shown(range.from), until: shown(range.until) }
        : { kind: 'day' };
  return {
    period,
    now,
    logs: logFiles,
    lastHour: 'with',
    which: run === undefined ? 'all' : 'some',
    runs: run === undefined ? [] : [run.runId],
    names: 'hidden',
  };
}

/** The request for what was chosen, or what still has to be put right. */
export function bundleRequest(
  choices: BundleChoices,
  runs: readonly RunSummary[],
  zone: string,
): Result<BundleRequest, ChoiceFault> {
  const range = periodRange(choices.period, choices.now, zone);
  if (!range.ok) return range;
  const named = chosenRuns(choices, runs, zone);
  if (choices.which === 'some' && named.length === 0) return fail('no-run');
  return succeed({
    from: range.value.from,
    until: range.value.until,
    logs: choices.logs,
    lastHour: choices.lastHour,
    runs: named,
    names: choices.names,
  });
}

/** Runs named one by one that belong to the period; the run that the dialog was opened for always does. */
function chosenRuns(choices: BundleChoices, runs: readonly RunSummary[], zone: string): readonly string[] {
  if (choices.which === 'all') return [];
  const { period } = choices;
  const range = periodRange(period, choices.now, zone);
  const within = new Set(range.ok ? runsWithin(runs, range.value).map((run) => run.runId) : []);
  if (period.kind === 'run') within.add(period.run.runId);
  return choices.runs.filter((id) => within.has(id)).slice(0, mostRuns);
}
