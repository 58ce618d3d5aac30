import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { BatchItem } from '../store/storePort';
import type { AggregateSession } from './aggregateSession';
import { endsTheRun, isLinkProblem, namesNoOrgUnit } from './askServer';
import type { Attribution } from './attribution';
import { contentHash, deletedHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import type { ToDestination } from './defaultOptionCombo';
import { lookAhead } from './lookAhead';
import { sendValues } from './sendValues';
import { sawLive } from './sliceWork';
import type { SliceWork } from './sliceWork';
import { largestBlock, readInBlocks, readValues } from './valueReader';
import type { Block, Branch } from './valueReader';

/** A part of a data set, read at both ends. */
interface BothEnds {
  readonly source: readonly DataValue[];
  readonly destination: readonly DataValue[];
}

type Step =
  | { readonly kind: 'block'; readonly work: SliceWork; readonly ends: BothEnds }
  | { readonly kind: 'end'; readonly work: SliceWork }
  | { readonly kind: 'failed'; readonly work: SliceWork; readonly problem: Problem };

/** Reads at the destination what belongs to a branch that was read at the source. */
export async function readCounterpart(
  session: AggregateSession,
  dataSetId: string,
  branch: Branch,
  limit?: number,
): Promise<Result<readonly DataValue[], Problem>> {
  const { context, roots } = session;
  const known = await session.destinationDataSets();
  if (!known.ok) return known;
  if (!known.value.has(dataSetId)) return succeed([]);
  const shared = await session.sharedRoots();
  if (!shared.ok) return shared;
  const isWhole =
    branch.children &&
    branch.orgUnitIds.length === roots.length &&
    branch.orgUnitIds.every((id, index) => id === roots[index]);
  const orgUnitIds = isWhole ? shared.value : branch.orgUnitIds;
  if (orgUnitIds.length === 0) return succeed([]);
  const read = await readValues(context, context.destination, {
    dataSetIds: [dataSetId],
    branch: { orgUnitIds, children: branch.children },
    includeDeleted: false,
    ...(limit === undefined ? {} : { limit }),
  });
  // None of the branch's org units exists there (E2006, E2008), hence none of its values does.
  if (!read.ok && !isWhole && namesNoOrgUnit(read.error)) return succeed([]);
  return read;
}

/** An empty answer for a data set that has known values is no answer; for another it is asked for once more. */
async function confirmEmpty(session: AggregateSession, work: SliceWork): Promise<Problem | undefined> {
  const { context, roots } = session;
  const { id, dataElements } = work.scope;
  if (dataElements === 0) return undefined;
  const doubt = problem('incomplete-answer', {
    host: context.source.name,
    path: '/api/dataValueSets',
    dataSet: work.scope.name,
  });
  const hashes = await context.ledger.hashes('aggregate', id);
  if (!hashes.ok) return hashes.error;
  if (hashes.value.size > 0) return doubt;
  const again = await readValues(context, context.source, {
    dataSetIds: [id],
    branch: { orgUnitIds: roots, children: true },
    includeDeleted: false,
    limit: 1,
  });
  if (!again.ok) return again.error;
  return again.value.length === 0 ? undefined : doubt;
}

async function* readSlice(session: AggregateSession, work: SliceWork): AsyncGenerator<Step> {
  const { context, roots } = session;
  const { id, dataElements } = work.scope;
  // A data set without elements has no values; up to 2.42 the server breaks when asked for them.
  if (dataElements === 0) {
    yield { kind: 'end', work };
    return;
  }
  const branch: Branch = { orgUnitIds: roots, children: true };
  let rows = 0;
  const scope = { dataSetIds: [id], branch, includeDeleted: true };
  // Most data sets are one block: both ends are asked at the same time.
  const whole = readCounterpart(session, id, branch, largestBlock + 1);
  for await (const block of readInBlocks(context, context.source, scope)) {
    const ends = await readBothEnds(session, id, block, branch, whole);
    if (!ends.ok) {
      yield { kind: 'failed', work, problem: ends.error };
      return;
    }
    rows += ends.value.source.length;
    session.advance('reading', ends.value.source.length);
    yield { kind: 'block', work, ends: ends.value };
  }
  const doubt = rows === 0 ? await confirmEmpty(session, work) : undefined;
  yield doubt === undefined ? { kind: 'end', work } : { kind: 'failed', work, problem: doubt };
}

async function readBothEnds(
  session: AggregateSession,
  dataSetId: string,
  block: Result<Block, Problem>,
  wholeBranch: Branch,
  whole: Promise<Result<readonly DataValue[], Problem>>,
): Promise<Result<BothEnds, Problem>> {
  if (!block.ok) {
    await whole;
    return fail(block.error);
  }
  const early = await whole;
  const isUsable = block.value.branch === wholeBranch && (!early.ok || early.value.length <= largestBlock);
  const destination = isUsable ? early : await readCounterpart(session, dataSetId, block.value.branch);
  return destination.ok
    ? succeed({ source: block.value.values, destination: destination.value })
    : destination;
}

async function* readSlices(session: AggregateSession, works: readonly SliceWork[]): AsyncGenerator<Step> {
  let linkFailures = 0;
  for (const work of works) {
    for await (const step of readSlice(session, work)) {
      if (step.kind === 'failed') {
        linkFailures = isLinkProblem(step.problem) ? linkFailures + 1 : 0;
        // A link that failed two data sets in a row, each with its retries, would fail them all.
        if (linkFailures >= 2 || endsTheRun(step.problem)) {
          for (const open of works.slice(works.indexOf(work))) {
            yield { kind: 'failed', work: open, problem: step.problem };
          }
          return;
        }
      } else {
        linkFailures = 0;
      }
      yield step;
    }
  }
}

/** What both ends hold, compared: what to send, what is equal, what is deleted at the source only. */
export interface Comparison {
  readonly toSend: readonly DataValue[];
  readonly equal: readonly BatchItem[];
  readonly deleted: readonly string[];
  /** Live keys at the source. */
  readonly live: readonly string[];
}

/** Compares values of one data set by natural key and content; the source's are given in the destination's terms. */
export function compareValues(
  slice: string,
  source: readonly DataValue[],
  destination: readonly DataValue[],
): Comparison {
  const there = new Map(destination.map((value) => [keyOf(value), contentHash(value)]));
  const toSend: DataValue[] = [];
  const equal: BatchItem[] = [];
  const deleted: string[] = [];
  const live: string[] = [];
  for (const value of source) {
    const key = keyOf(value);
    if (value.deleted) {
      if (there.has(key)) deleted.push(key);
      continue;
    }
    live.push(key);
    const hash = contentHash(value);
    if (there.get(key) === hash) equal.push({ slice, key, hash });
    else toSend.push(value);
  }
  return { toSend, equal, deleted, live };
}

async function settleBlock(
  session: AggregateSession,
  attribution: Attribution,
  toDestination: ToDestination,
  work: SliceWork,
  ends: BothEnds,
): Promise<void> {
  const { context, quarantine, tally } = session;
  const { id } = work.scope;
  const own = ends.source.filter((value) => attribution.ownerOf(value) === id).map(toDestination);
  tally.read += own.length;
  session.advance('comparing', own.length);
  work.known += ends.destination.filter((value) => attribution.ownerOf(value) === id).length;
  const { toSend, equal, deleted, live } = compareValues(id, own, ends.destination);
  for (const key of deleted) work.deletions.add(key);
  for (const key of live) sawLive(work, key);
  for (const { key } of equal) quarantine.leave(id, key);
  const hashes = await context.ledger.hashes('aggregate', id);
  if (!hashes.ok) {
    work.failure = hashes.error;
    return;
  }
  const news = equal.filter(({ key, hash }) => hashes.value.get(key) !== hash);
  if (news.length > 0) {
    const recorded = await context.ledger.recordHashes('aggregate', news);
    if (!recorded.ok) {
      work.failure = recorded.error;
      return;
    }
  }
  // Deleted at the source and absent at the destination is in step too.
  const absentAtBoth = own.length - live.length - deleted.length;
  tally.unchanged += equal.length + absentAtBoth;
  work.changes += toSend.length;
  const failure = await sendValues(session, work, toSend);
  if (failure !== undefined) work.failure = failure;
}

/** Values that were refused and are no longer at the source need no place in quarantine. */
function forgetVanished(session: AggregateSession, work: SliceWork): void {
  const { id } = work.scope;
  for (const { key, hash } of session.quarantine.ofSlice(id)) {
    // Only records of earlier runs can have vanished: what this look refused was live a moment ago.
    const isOlder = work.watched.has(key);
    if (isOlder && hash !== deletedHash && !work.liveAgain.has(key)) session.quarantine.leave(id, key);
  }
}

/**
 * Looks at whole data sets: every value at both ends, compared by key and content. The next part is read while the
 * last one is sent. Resolves to the rows the source gave for each data set.
 */
export async function lookFully(
  session: AggregateSession,
  works: readonly SliceWork[],
  attribution: Attribution,
  toDestination: ToDestination,
): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<string, number>();
  const seen = new Map<string, number>();
  let final: Problem | undefined;
  for await (const step of lookAhead(readSlices(session, works))) {
    const { work } = step;
    if (step.kind === 'failed') {
      work.failure ??= step.problem;
    } else if (final !== undefined) {
      work.failure ??= final;
    } else if (step.kind === 'block') {
      const { id } = work.scope;
      seen.set(id, (seen.get(id) ?? 0) + step.ends.source.length);
      if (work.failure === undefined) {
        await settleBlock(session, attribution, toDestination, work, step.ends);
      }
      // A destination that cannot be reached, or an open batch, keeps everything else from being sent.
      if (work.failure !== undefined && (endsTheRun(work.failure) || isLinkProblem(work.failure))) {
        final = work.failure;
      }
    } else if (work.failure === undefined) {
      rows.set(work.scope.id, seen.get(work.scope.id) ?? 0);
      forgetVanished(session, work);
    }
    if (final !== undefined) break;
  }
  if (final !== undefined) {
    for (const work of works) if (!rows.has(work.scope.id)) work.failure ??= final;
  }
  return rows;
}
