import type { Problem } from '../../../shared/model/problem';
import type { HeldDeletion } from '../../../shared/model/run';
import type { BatchItem } from '../store/storePort';
import type { AggregateSession } from './aggregateSession';
import { endsTheRun, isLinkProblem } from './askServer';
import { deletedHash } from './dataValue';
import { mustBeHeld } from './deletionGuard';
import { readLiveAtDestination } from './increment';
import { rememberRemoved } from './removedLately';
import { sendSettled } from './sendValues';
import type { SliceWork } from './sliceWork';

interface Candidates {
  readonly work: SliceWork;
  readonly keys: readonly string[];
  readonly guard: 'passes' | 'holds';
}

async function candidatesOf(
  session: AggregateSession,
  work: SliceWork,
  heldBefore: readonly HeldDeletion[],
): Promise<Candidates | Problem | undefined> {
  const { id } = work.scope;
  const keys = new Set(work.deletions);
  for (const { slice, key } of heldBefore) {
    if (slice === id && !work.liveAgain.has(key)) keys.add(key);
  }
  for (const key of keys) {
    if (session.quarantine.keepsBack(id, key, deletedHash)) keys.delete(key);
  }
  if (keys.size === 0) return undefined;
  const hashes = await session.context.ledger.hashes('aggregate', id);
  if (!hashes.ok) return hashes.error;
  const known = Math.max(hashes.value.size, work.known);
  return { work, keys: [...keys], guard: mustBeHeld(keys.size, known) ? 'holds' : 'passes' };
}

async function remove(session: AggregateSession, { work, keys }: Candidates): Promise<Problem | undefined> {
  const { id } = work.scope;
  const there = await readLiveAtDestination(session, id, keys);
  if (!there.ok) return there.error;
  const gone: BatchItem[] = keys
    .filter((key) => !there.value.has(key))
    .map((key) => ({ slice: id, key, hash: deletedHash }));
  if (gone.length > 0) {
    const recorded = await session.context.ledger.recordHashes('aggregate', gone);
    if (!recorded.ok) return recorded.error;
  }
  for (const { key } of gone) session.quarantine.leave(id, key);
  session.tally.unchanged += gone.length;
  // Sent with the value it has there: up to 2.42 a row without one breaks on elements with an option set.
  const rows = [...there.value.values()].map((value) => ({ ...value, deleted: true }));
  const failure = await sendSettled(session, work, 'delete', rows);
  if (failure !== undefined) return failure;
  const refused = new Set(session.quarantine.ofSlice(id).map(({ key }) => key));
  const removed = keys.filter((key) => !refused.has(key));
  const remembered = await rememberRemoved(session.context, removed);
  return remembered.ok ? undefined : remembered.error;
}

/**
 * Removes at the destination what was deleted at the source, data set by data set; what the guard holds waits for
 * the operator unless as many were allowed. Resolves to the deletions that are held now.
 */
export async function propagateDeletions(
  session: AggregateSession,
  works: readonly SliceWork[],
  heldBefore: readonly HeldDeletion[],
): Promise<readonly HeldDeletion[]> {
  const held: HeldDeletion[] = [];
  const open: Candidates[] = [];
  for (const work of works) {
    if (work.failure !== undefined) {
      // Not looked at: what was held there stays held.
      held.push(...heldBefore.filter(({ slice }) => slice === work.scope.id));
      continue;
    }
    const candidates = await candidatesOf(session, work, heldBefore);
    if (candidates === undefined) continue;
    if ('code' in candidates) work.failure = candidates;
    else open.push(candidates);
  }
  const heldBack = open.filter(({ guard }) => guard === 'holds');
  const total = heldBack.reduce((sum, { keys }) => sum + keys.length, 0);
  const isAllowed = total <= session.context.approvals.allowDeletions;
  let final: Problem | undefined;
  for (const candidates of open) {
    const { work, keys, guard } = candidates;
    if (guard === 'holds' && !isAllowed) {
      session.log('WARNING', 'deletions-held', { dataSet: work.scope.name, values: keys.length });
      held.push(...keys.map((key): HeldDeletion => ({ domain: 'aggregate', slice: work.scope.id, key })));
      continue;
    }
    const failure = final ?? (await remove(session, candidates));
    if (failure === undefined) continue;
    work.failure = failure;
    held.push(...heldBefore.filter(({ slice }) => slice === work.scope.id));
    if (endsTheRun(failure) || isLinkProblem(failure)) final = failure;
  }
  return held;
}
