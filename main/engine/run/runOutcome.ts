import { noCounts } from '../../../shared/model/run';
import type { DomainCounts, HeldDeletion, Outcome, Proof, RunRecord } from '../../../shared/model/run';
import type { Question, RunSummary } from '../../../shared/model/status';
import type { DomainResult } from './runContext';

/** Records that reached the destination according to its reports. */
export function changedRecords(counts: DomainCounts): number {
  return counts.created + counts.updated + counts.deleted;
}

/** Whether all, some or none of a domain was read at the source and settled at the destination. */
export function lookedAt(result: DomainResult): 'all' | 'some' | 'none' {
  const looked = result.scopes.filter((scope) => scope.result === 'looked-at').length;
  if (looked < result.scopes.length) return looked === 0 ? 'none' : 'some';
  // A domain whose scopes could not even be listed has none, and an error that says why.
  return result.errors.length === 0 ? 'all' : looked === 0 ? 'none' : 'some';
}

/** The outcome of a run from its domains; `news` are records refused or held for the first time. */
export function outcomeOf(results: readonly DomainResult[], news: number): Outcome {
  const looked = results.map(lookedAt);
  if (looked.every((one) => one === 'none')) return 'could-not-look';
  if (looked.some((one) => one !== 'all')) return 'partly-looked';
  const changed = results.some((result) => changedRecords(result.counts) > 0);
  return changed || news > 0 ? 'changed' : 'verified-unchanged';
}

/** Whether an outcome is a failure. */
export function isFailure(outcome: Outcome): boolean {
  switch (outcome) {
    case 'could-not-look':
    case 'partly-looked':
      return true;
    case 'changed':
    case 'verified-unchanged':
      return false;
  }
}

/** Sums counts member by member. */
export function addCounts(all: readonly DomainCounts[]): DomainCounts {
  return all.reduce(
    (sum, one) => ({
      read: sum.read + one.read,
      created: sum.created + one.created,
      updated: sum.updated + one.updated,
      unchanged: sum.unchanged + one.unchanged,
      deleted: sum.deleted + one.deleted,
      quarantined: sum.quarantined + one.quarantined,
    }),
    noCounts,
  );
}

/** Short form of a proof for lists. */
export function summariseProof(proof: Proof): RunSummary['proof'] {
  return {
    result: proof.result,
    differences: proof.differences,
    ...(proof.at === undefined ? {} : { at: proof.at }),
  };
}

/** Short form of a run for lists. */
export function summariseRun(run: RunRecord): RunSummary {
  const counts = addCounts(Object.values(run.domains));
  const firstError = run.errors[0];
  return {
    runId: run.runId,
    syncId: run.syncId,
    trigger: run.trigger,
    task: run.task,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    outcome: run.outcome,
    sent: counts.created + counts.updated,
    deleted: counts.deleted,
    unchanged: counts.unchanged,
    quarantined: run.quarantined.length,
    heldDeletions: run.heldDeletions.length,
    proof: summariseProof(run.proof),
    ...(firstError === undefined ? {} : { firstError }),
  };
}

/**
 * Exit code of the command line: 0 clean; 1 something quarantined, held or different; 2 failed, could not look or
 * partly looked (wins over 1).
 */
export function exitCodeOf(run: RunRecord): 0 | 1 | 2 {
  if (isFailure(run.outcome) || run.errors.length > 0) return 2;
  const imperfect =
    run.quarantined.length > 0 || run.heldDeletions.length > 0 || run.proof.result === 'different';
  return imperfect ? 1 : 0;
}

/** Deletions that a question names one by one. */
const namedDeletions = 200;

/** The question that held deletions put to the operator; undefined when none are held. */
export function questionOfHeld(held: readonly HeldDeletion[]): Question | undefined {
  return held.length === 0
    ? undefined
    : { kind: 'deletions', total: held.length, items: held.slice(0, namedDeletions) };
}
