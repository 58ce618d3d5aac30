import type { Phase, SynchronisationStatus } from '../../shared/model/status';

/** How far the bar of one run has come, from 0 to 1; it never goes back within a run. */
export interface ProgressBar {
  readonly runId: string;
  readonly fraction: number;
}

/** Bars by synchronisation. */
export type ProgressBars = Readonly<Record<string, ProgressBar>>;

const phasesPerRun: readonly Phase[] = ['connecting', 'settling'];
const phasesPerDomain: readonly Phase[] = ['reading', 'comparing', 'validating', 'sending', 'deleting'];

/** Share of the whole run that lies behind, each phase of each domain counting the same. */
export function runFraction(status: SynchronisationStatus): number {
  const { progress } = status;
  if (progress === undefined) return 0;
  const domainCount = Math.max(status.domains.length, 1);
  const steps = phasesPerRun.length + domainCount * phasesPerDomain.length + 1;
  const within = progress.total ? Math.min(progress.done / progress.total, 1) : 0;
  const place = (): number => {
    if (progress.phase === 'proving') return steps - 1;
    const early = phasesPerRun.indexOf(progress.phase);
    if (early >= 0) return early;
    const domain = progress.domain === undefined ? 0 : Math.max(status.domains.indexOf(progress.domain), 0);
    return phasesPerRun.length + domain * phasesPerDomain.length + phasesPerDomain.indexOf(progress.phase);
  };
  return Math.min((place() + within) / steps, 1);
}

/** The bars after these states were heard: a bar of the same run only grows, an ended run has none. */
export function nextBars(bars: ProgressBars, statuses: readonly SynchronisationStatus[]): ProgressBars {
  const next: Record<string, ProgressBar> = { ...bars };
  for (const status of statuses) {
    if (status.progress === undefined) {
      // A pause keeps its run, and with it the bar.
      if (status.runId === undefined) Reflect.deleteProperty(next, status.syncId);
      continue;
    }
    const runId = status.runId ?? '';
    const before = next[status.syncId];
    const least = before?.runId === runId ? before.fraction : 0;
    next[status.syncId] = { runId, fraction: Math.max(least, runFraction(status)) };
  }
  return next;
}
