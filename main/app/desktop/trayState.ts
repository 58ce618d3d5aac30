import { unreachable } from '../../../shared/result';
import type { SynchronisationStatus } from '../../../shared/model/status';

/** What the tray can show, the gravest first: of several synchronisations the gravest gives the icon. */
export const trayStates = [
  'error',
  'needs-you',
  'running',
  'waiting',
  'paused',
  'unverified',
  'stopped',
  'verified',
] as const;
/** One of {@link trayStates}. */
export type TrayState = (typeof trayStates)[number];

/** What the tray shows of one synchronisation. */
export function trayStateOf(status: SynchronisationStatus): TrayState {
  switch (status.state) {
    case 'held':
      return 'needs-you';
    case 'error':
      return 'error';
    case 'detecting':
    case 'syncing':
    case 'proving':
    case 'pausing':
      return 'running';
    case 'cooldown':
      return 'waiting';
    case 'paused':
      return 'paused';
    case 'stopped':
      return 'stopped';
    case 'idle':
    case 'waiting':
      return atRest(status);
    default:
      return unreachable(status.state);
  }
}

/**
 * At rest nothing is green unless the last run looked at everything, left nothing behind, and both ends were
 * compared and found equal since something was last changed.
 */
function atRest({ lastRun, lastProof }: SynchronisationStatus): TrayState {
  if (lastRun === undefined) return 'unverified';
  if (lastRun.outcome === 'could-not-look' || lastRun.outcome === 'partly-looked') return 'error';
  const leftBehind = lastRun.quarantined > 0 || lastRun.heldDeletions > 0;
  if (leftBehind || lastProof?.result === 'different') return 'needs-you';
  if (lastProof === undefined) return 'unverified';
  const provedSince = lastRun.outcome === 'verified-unchanged' || lastRun.proof.result === 'equal';
  return provedSince ? 'verified' : 'unverified';
}

/** What the icon shows for all of them together; with none there is nothing verified. */
export function overallState(states: readonly TrayState[]): TrayState {
  return trayStates.find((state) => states.includes(state)) ?? 'unverified';
}
