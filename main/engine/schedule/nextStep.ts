import type { Problem, ProblemCode } from '../../../shared/model/problem';
import type { SynchronisationSettings } from '../../../shared/model/settings';
import type { SynchronisationState } from '../../../shared/model/status';
import type { FinishedRun } from '../run/runSynchronisation';
import { isFailure } from '../run/runOutcome';

/** Where a synchronisation stands between two runs. */
export interface NextStep {
  readonly state: SynchronisationState;
  readonly cause?: Problem;
  /** Milliseconds since the epoch at which it runs by itself; absent when it waits for the operator. */
  readonly nextRunAt?: number;
  /** Failed runs in a row. */
  readonly failures: number;
}

/** Longest wait after repeated failures, in milliseconds. */
export const longestCooldownMs = 1_800_000;
/** First wait after a failure, in milliseconds; doubles with each further one. */
export const firstCooldownMs = 60_000;

/** Failures that another try cannot mend: the operator must change something first. */
const needsOperator: ReadonlySet<ProblemCode> = new Set([
  'wrong-credentials',
  'forbidden',
  'http-not-allowed',
  'same-server',
  'unsupported-version',
  'unsupported-calendar',
  'unsupported-domain',
  'unsupported-mode',
  'unknown-connection',
  'secret-missing',
  'account-without-org-units',
  'confirmation-needed',
  'tls-failed',
]);

/** Wait after `failures` failed runs in a row (1 and more), in milliseconds. */
export function cooldownMs(failures: number): number {
  return Math.min(longestCooldownMs, firstCooldownMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
}

/** Where a synchronisation stands that does not run, from its settings alone; an automatic one runs at `dueAt`. */
export function restingStep(settings: SynchronisationSettings, dueAt: number): NextStep {
  if (settings.activity === 'paused') return { state: 'paused', failures: 0 };
  if (settings.mode === 'manual') return { state: 'idle', failures: 0 };
  if (settings.activity === 'stopped') return { state: 'stopped', failures: 0 };
  return { state: 'waiting', nextRunAt: dueAt, failures: 0 };
}

/** Where a synchronisation stands after a run; pure, so that it can be checked for all of them. */
export function stepAfterRun(
  settings: SynchronisationSettings,
  finished: FinishedRun,
  failuresBefore: number,
  now: number,
): NextStep {
  const { record, question } = finished;
  const rest = restingStep(settings, now + settings.checkIntervalSeconds * 1000);
  const cause = record.errors[0];
  if (cause?.code === 'stopped-by-operator') return rest;
  if (question?.kind === 'first-write') {
    return { state: 'held', failures: 0, ...(cause === undefined ? {} : { cause }) };
  }
  if (isFailure(record.outcome) || cause !== undefined) {
    const failures = failuresBefore + 1;
    const why = cause === undefined ? {} : { cause };
    const waits = cause === undefined || !record.errors.some((error) => needsOperator.has(error.code));
    if (rest.nextRunAt !== undefined && waits) {
      return { state: 'cooldown', ...why, nextRunAt: now + cooldownMs(failures), failures };
    }
    // Paused and stopped stay what the operator made them, with the reason of the failure beside.
    return rest.state === 'paused' || rest.state === 'stopped'
      ? { ...rest, ...why, failures }
      : { state: 'error', ...why, failures };
  }
  // Held deletions wait for an answer; everything else goes on by schedule.
  if (question !== undefined) return { ...rest, state: rest.state === 'paused' ? 'paused' : 'held' };
  return rest;
}
