import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { noCounts } from '../../../shared/model/run';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { DomainResult, DomainSynchroniser, RunContext } from '../run/runContext';
import { countMetadata } from './countMetadata';
import { metadataSlice, readViews } from './detectChanges';
import { heldDeletions } from './propagateDeletions';
import { proveMetadata } from './proveMetadata';
import { runMetadata } from './runMetadata';
import { settleBatch } from './settleBatch';

/** Synchronises metadata of every exportable type, users, roles, groups and sharing left out. */
export function createMetadataSynchroniser(): DomainSynchroniser {
  return {
    domain: 'metadata',
    settle: settleInterrupted,
    count: countMetadata,
    run: runSafely,
    prove: proveMetadata,
  };
}

/** Batches that an interrupted run left open: what is at the destination is acknowledged, the rest is sent anew later. */
async function settleInterrupted(context: RunContext): Promise<Result<null, Problem>> {
  const open = context.journal.unsettled().filter(({ domain }) => domain === 'metadata');
  if (open.length === 0) return succeed(null);
  context.report({ phase: 'settling', domain: 'metadata', done: 0, total: open.length, unit: 'slices' });
  const views = await readViews(context);
  if (!views.ok) return views;
  for (const [at, batch] of open.entries()) {
    await context.pausePoint();
    if (context.signal.aborted) return fail(problem('stopped-by-operator'));
    const settled = await settleBatch(context, batch, views.value.destination);
    if (!settled.ok) return settled;
    context.report({
      phase: 'settling',
      domain: 'metadata',
      done: at + 1,
      total: open.length,
      unit: 'slices',
    });
  }
  return succeed(null);
}

/** A run never throws: a defect of ours is a failure that is told, and nothing counts as looked at. */
async function runSafely(context: RunContext): Promise<DomainResult> {
  try {
    return await runMetadata(context);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const failure = problem('internal-error', { domain: 'metadata' }, detail);
    return {
      counts: noCounts,
      scopes: [{ slice: metadataSlice, result: 'could-not-look', problem: failure }],
      errors: [failure],
      notes: [],
      quarantined: context.quarantine.filter(({ domain }) => domain === 'metadata'),
      heldDeletions: heldDeletions(context),
    };
  }
}
