import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { noCounts } from '../../../shared/model/run';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { recall } from '../run/rememberedFacts';
import { tellDetectionFailed } from '../run/changeLog';
import type { DomainResult, RunContext, ScopeResult } from '../run/runContext';
import { openSession } from './aggregateSession';
import type { AggregateSession } from './aggregateSession';
import { endsTheRun } from './askServer';
import { createAttribution } from './attribution';
import type { Attribution, DataSetDefinition } from './attribution';
import { readDefinitions } from './dataSetCatalogue';
import { propagateDeletions } from './deletions';
import { lookFully } from './fullLook';
import { answersAreTrue, lookAtChanges, sendQuarantinedAgain } from './increment';
import { addLabels } from './labels';
import { moveSliceWatermark, readSliceScopes, rememberRows, scopeChanged } from './sliceScopes';
import type { SliceScope } from './sliceScopes';
import { startWork } from './sliceWork';
import type { SliceWork } from './sliceWork';
import { tellBeginning, tellFound } from './tellLook';

/** A run that could not even list its data sets: no scope, and the error that says why. */
export function notLooked(cause: Problem): DomainResult {
  return { counts: noCounts, scopes: [], errors: [cause], notes: [], quarantined: [], heldDeletions: [] };
}

/** Data elements that stand in several data sets of one period type: only there do assigned org units decide. */
function ambiguousDataSets(definitions: readonly DataSetDefinition[]): readonly string[] {
  const byElement = new Map<string, DataSetDefinition[]>();
  for (const definition of definitions) {
    for (const id of definition.dataElementIds) {
      byElement.set(id, [...(byElement.get(id) ?? []), definition]);
    }
  }
  const ambiguous = new Set<string>();
  for (const sharing of byElement.values()) {
    for (const { id, periodType } of sharing) {
      const others = sharing.filter((other) => other.id !== id && other.periodType === periodType);
      if (others.length > 0) ambiguous.add(id);
    }
  }
  return [...ambiguous];
}

/** Reads what attribution needs; assigned org units only of data sets between which they decide. */
export async function readAttribution(
  context: RunContext,
  ids: readonly string[],
): Promise<Result<Attribution, Problem>> {
  const light = await readDefinitions(context, context.source, ids, 'without-org-units');
  if (!light.ok) return light;
  const ambiguous = ambiguousDataSets(light.value);
  if (ambiguous.length === 0) return succeed(createAttribution(light.value));
  const full = await readDefinitions(context, context.source, ambiguous, 'with-org-units');
  if (!full.ok) return full;
  const complete = new Map(full.value.map((definition) => [definition.id, definition]));
  return succeed(
    createAttribution(light.value.map((definition) => complete.get(definition.id) ?? definition)),
  );
}

async function lookWhole(
  session: AggregateSession,
  works: readonly SliceWork[],
  attribution: () => Promise<Result<Attribution, Problem>>,
): Promise<Problem | undefined> {
  if (works.length === 0) return undefined;
  const { context } = session;
  const found = await attribution();
  const mapping = found.ok ? await session.toDestination() : found;
  if (!found.ok || !mapping.ok) {
    const cause = found.ok ? mapping : found;
    for (const work of works) if (!cause.ok) work.failure ??= cause.error;
    return undefined;
  }
  for (const { scope } of works) {
    // The definition changed: what was refused for it may pass now.
    if (scopeChanged(context, scope)) session.quarantine.releaseSlice(scope.id);
  }
  const rows = await lookFully(session, works, found.value, mapping.value);
  const remembered = await rememberRows(context, rows);
  return remembered.ok ? undefined : remembered.error;
}

/** Looks at all data sets: changes only where a watermark allows it, everything elsewhere. */
async function lookAtAll(
  session: AggregateSession,
  works: readonly SliceWork[],
): Promise<Problem | undefined> {
  const { context } = session;
  let reading: Promise<Result<Attribution, Problem>> | undefined;
  const ids = works.map(({ scope }) => scope.id);
  const attribution = (): Promise<Result<Attribution, Problem>> =>
    (reading ??= readAttribution(context, ids));
  const whole = works.filter(({ scope }) => scope.watermark === undefined);
  const inStep = works.filter(({ scope }) => scope.watermark !== undefined && scope.dataElements > 0);
  const startedAt = context.clock.now();
  tellBeginning(context, inStep, whole);
  if (inStep.length > 0) {
    const trust = await answersAreTrue(session, inStep);
    if (!trust.ok) {
      for (const work of inStep) work.failure = trust.error;
      tellFound(context, inStep, 'increment', startedAt);
    } else if (trust.value === 'doubtful') {
      session.log('WARNING', 'answers-doubtful', { dataSets: inStep.length });
      whole.push(...inStep);
    } else {
      await lookAtChanges(session, inStep, attribution);
      tellFound(context, inStep, 'increment', startedAt);
      if (context.approvals.sendQuarantinedAgain) {
        for (const work of inStep) {
          if (work.failure !== undefined) continue;
          const failure = await sendQuarantinedAgain(session, work);
          if (failure !== undefined) work.failure = failure;
        }
      }
    }
  }
  const wholeAt = context.clock.now();
  const unsaved = await lookWhole(session, whole, attribution);
  tellFound(context, whole, 'full', wholeAt);
  return unsaved;
}

function scopeResult({ scope, failure }: SliceWork): ScopeResult {
  return failure === undefined
    ? { slice: scope.id, result: 'looked-at' }
    : { slice: scope.id, result: 'could-not-look', problem: failure };
}

/** One error for each distinct failure, however many data sets it kept from being looked at. */
function distinctFailures(works: readonly SliceWork[], others: readonly Problem[]): readonly Problem[] {
  const all = [...others, ...works.flatMap(({ failure }) => failure ?? [])];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Looks at all data sets of the source, sends what differs, and moves the watermarks of what was settled. */
export async function runAggregate(context: RunContext): Promise<DomainResult> {
  const { source, ledger } = context;
  if (source.account.orgUnitIds.length === 0) {
    const { username } = source.account;
    const cause = problem('account-without-org-units', { username, connection: source.name });
    tellDetectionFailed(context, 'aggregate', cause);
    return notLooked(cause);
  }
  const startedAt = context.clock.now();
  const session = openSession(context);
  session.advance('reading', 0);
  const scopes = await readSliceScopes(context);
  if (!scopes.ok) {
    tellDetectionFailed(context, 'aggregate', scopes.error);
    return notLooked(scopes.error);
  }
  session.quarantine.restrictTo(new Set(scopes.value.map(({ id }) => id)));
  const heldBefore = (recall(ledger, 'held-deletions') ?? []).filter(({ domain }) => domain === 'aggregate');
  const works = scopes.value.map((scope: SliceScope) =>
    startWork(scope, [
      ...session.quarantine.ofSlice(scope.id).map(({ key }) => key),
      ...heldBefore.filter(({ slice }) => slice === scope.id).map(({ key }) => key),
    ]),
  );
  const general: Problem[] = [];
  const unsaved = await lookAtAll(session, works);
  if (unsaved !== undefined) general.push(unsaved);
  const held = await propagateDeletions(session, works, heldBefore);
  for (const { scope, failure } of works) {
    if (failure !== undefined) continue;
    const moved = await moveSliceWatermark(context, scope);
    if (!moved.ok) general.push(moved.error);
  }
  const quarantined = await addLabels(session, session.quarantine.all());
  const errors = distinctFailures(works, general);
  if (errors.some(endsTheRun)) session.log('WARNING', 'aggregate-ended-early', {});
  const { tally } = session;
  const ms = context.clock.now() - startedAt;
  session.log('INFO', 'aggregate-done', { ...tally, quarantined: quarantined.length, ms });
  return {
    counts: { ...tally, quarantined: quarantined.length },
    scopes: works.map(scopeResult),
    errors,
    notes: session.notes(),
    quarantined,
    heldDeletions: await addLabels(session, held),
  };
}
