import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { SliceHashes } from '../store/storePort';
import type { AggregateSession } from './aggregateSession';
import { chunksFor, endsTheRun, isLinkProblem, longestQueryBytes } from './askServer';
import type { Attribution } from './attribution';
import { contentHash, deletedHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import { lastUpdatedBound } from './lastUpdatedBound';
import { removedLately } from './removedLately';
import { sendValues } from './sendValues';
import { sawLive } from './sliceWork';
import type { SliceWork } from './sliceWork';
import { readInBlocks, readKeys, readValues } from './valueReader';

/** Reads the definitions that attribution needs; asked for only when there are values to attribute. */
export type ReadAttribution = () => Promise<Result<Attribution, Problem>>;

/**
 * Asks for one value that must exist before "nothing changed" is believed: an account that lost its access, or a
 * proxy with an empty answer, would otherwise look like silence. Picks the data set with most rows.
 */
export async function answersAreTrue(
  session: AggregateSession,
  works: readonly SliceWork[],
): Promise<Result<'true' | 'doubtful', Problem>> {
  const known = works.filter(({ scope }) => scope.rows > 0);
  const largest = known.sort((a, b) => b.scope.rows - a.scope.rows)[0];
  if (largest === undefined) return succeed('true');
  const { context, roots } = session;
  const sample = await readValues(context, context.source, {
    dataSetIds: [largest.scope.id],
    branch: { orgUnitIds: roots, children: true },
    includeDeleted: true,
    limit: 1,
  });
  if (!sample.ok) return sample;
  return succeed(sample.value.length > 0 ? 'true' : 'doubtful');
}

/** Takes changed values of one data set apart: what to send, what is known already, what is deleted. */
async function settleChanges(
  session: AggregateSession,
  work: SliceWork,
  values: readonly DataValue[],
): Promise<Problem | undefined> {
  const { context, quarantine, tally } = session;
  const { id } = work.scope;
  const hashes = await context.ledger.hashes('aggregate', id);
  if (!hashes.ok) return hashes.error;
  const toSend: DataValue[] = [];
  const unknownDeletions: string[] = [];
  for (const value of values) {
    const key = keyOf(value);
    const hash = contentHash(value);
    if (value.deleted) {
      if (quarantine.keepsBack(id, key, deletedHash)) continue;
      quarantine.leave(id, key);
      if (hashes.value.has(key)) work.deletions.add(key);
      else unknownDeletions.push(key);
      continue;
    }
    sawLive(work, key);
    if (hashes.value.get(key) === hash) {
      tally.unchanged += 1;
      quarantine.leave(id, key);
    } else {
      toSend.push(value);
    }
  }
  tally.read += values.length;
  if (unknownDeletions.length > 0) {
    // Never sent by us: the destination may hold such a value all the same.
    const there = await readLiveAtDestination(session, id, unknownDeletions);
    if (!there.ok) return there.error;
    for (const key of there.value.keys()) work.deletions.add(key);
    tally.unchanged += unknownDeletions.length - there.value.size;
  }
  work.changes += toSend.length;
  return sendValues(session, work, toSend);
}

/** Reads which of the keys are live at the destination, and with what content. */
export async function readLiveAtDestination(
  session: AggregateSession,
  dataSetId: string,
  keys: readonly string[],
): Promise<Result<ReadonlyMap<string, DataValue>, Problem>> {
  const { context } = session;
  const known = await session.destinationDataSets();
  if (!known.ok) return known;
  if (!known.value.has(dataSetId)) return succeed(new Map());
  const roots = await session.sharedRoots();
  if (!roots.ok) return roots;
  return readKeys(context, context.destination, dataSetId, keys, roots.value, 'live-only');
}

function bySlice(
  works: readonly SliceWork[],
  values: readonly DataValue[],
  attribution: Attribution,
): ReadonlyMap<SliceWork, DataValue[]> {
  const workOf = new Map(works.map((work) => [work.scope.id, work]));
  const groups = new Map<SliceWork, DataValue[]>();
  for (const value of values) {
    // A value of another data set comes with that one's own request.
    const work = workOf.get(attribution.ownerOf(value) ?? '');
    if (work === undefined) continue;
    const group = groups.get(work);
    if (group === undefined) groups.set(work, [value]);
    else group.push(value);
  }
  return groups;
}

/**
 * Leaves out what the overlap brings back although it is in step: values whose key and content some data set's ledger
 * holds, and deletions carried out lately. Needs no definitions, so that a check soon after a change stays cheap.
 */
async function leaveOutKnown(
  session: AggregateSession,
  works: readonly SliceWork[],
  values: readonly DataValue[],
): Promise<Result<readonly DataValue[], Problem>> {
  const { context, quarantine, tally } = session;
  if (values.length === 0) return succeed(values);
  const ledgers: { readonly work: SliceWork; readonly hashes: SliceHashes }[] = [];
  for (const work of works) {
    const hashes = await context.ledger.hashes('aggregate', work.scope.id);
    if (!hashes.ok) return hashes;
    ledgers.push({ work, hashes: hashes.value });
  }
  const removed = removedLately(context);
  const news = values.filter((value) => {
    const key = keyOf(value);
    const hash = contentHash(value);
    const holder = ledgers.find(({ hashes }) => hashes.has(key));
    if (value.deleted) return holder !== undefined || removed[key] === undefined;
    if (holder?.hashes.get(key) !== hash) return true;
    sawLive(holder.work, key);
    quarantine.leave(holder.work.scope.id, key);
    return false;
  });
  tally.read += values.length - news.length;
  tally.unchanged += values.length - news.length;
  return succeed(news);
}

async function lookAtGroup(
  session: AggregateSession,
  works: readonly SliceWork[],
  lookedUpTo: string,
  readAttribution: ReadAttribution,
): Promise<Problem | undefined> {
  const { context, roots } = session;
  const { serverInstant, minor, timeZone } = context.source.identity;
  const blocks = readInBlocks(context, context.source, {
    dataSetIds: works.map(({ scope }) => scope.id),
    branch: { orgUnitIds: roots, children: true },
    includeDeleted: true,
    lastUpdated: lastUpdatedBound({ lookedUpTo, serverInstant, minor, timeZone }),
  });
  for await (const block of blocks) {
    if (!block.ok) return block.error;
    const { values } = block.value;
    session.advance('reading', values.length);
    const news = await leaveOutKnown(session, works, values);
    if (!news.ok) return news.error;
    if (news.value.length === 0) continue;
    const attribution = await readAttribution();
    if (!attribution.ok) return attribution.error;
    const toDestination = await session.toDestination();
    if (!toDestination.ok) return toDestination.error;
    for (const [work, own] of bySlice(works, news.value, attribution.value)) {
      if (work.failure !== undefined) continue;
      const failure = await settleChanges(session, work, own.map(toDestination.value));
      if (failure !== undefined) work.failure = failure;
      if (failure !== undefined && (endsTheRun(failure) || isLinkProblem(failure))) return failure;
    }
  }
  return undefined;
}

/** Data sets that share a watermark, in groups that fit in one request line. */
export function requestGroups(
  works: readonly SliceWork[],
): readonly { readonly lookedUpTo: string; readonly works: readonly SliceWork[] }[] {
  const byInstant = new Map<string, SliceWork[]>();
  for (const work of works) {
    const lookedUpTo = work.scope.watermark?.lookedUpTo ?? '';
    byInstant.set(lookedUpTo, [...(byInstant.get(lookedUpTo) ?? []), work]);
  }
  return [...byInstant].flatMap(([lookedUpTo, together]) => {
    const workOf = new Map(together.map((work) => [work.scope.id, work]));
    return chunksFor('dataSet', [...workOf.keys()], longestQueryBytes - 1000).map((ids) => ({
      lookedUpTo,
      works: ids.flatMap((id) => workOf.get(id) ?? []),
    }));
  });
}

/**
 * Looks at what changed since each data set's watermark, in as few requests as the URL allows. Where a request for
 * several data sets fails (one that the account may not read refuses them all), each is asked for by itself.
 */
export async function lookAtChanges(
  session: AggregateSession,
  works: readonly SliceWork[],
  readAttribution: ReadAttribution,
): Promise<void> {
  for (const group of requestGroups(works)) {
    const failure = await lookAtGroup(session, group.works, group.lookedUpTo, readAttribution);
    if (failure === undefined) continue;
    const isFinal = endsTheRun(failure) || isLinkProblem(failure);
    for (const work of group.works) {
      if (work.failure !== undefined) continue;
      const own =
        isFinal || group.works.length === 1
          ? failure
          : await lookAtGroup(session, [work], group.lookedUpTo, readAttribution);
      if (own !== undefined) work.failure ??= own;
    }
    if (isFinal) {
      for (const work of works) if (!group.works.includes(work)) work.failure ??= failure;
      return;
    }
  }
}

/** Sends quarantined values of a data set once more, as they are at the source now. */
export async function sendQuarantinedAgain(
  session: AggregateSession,
  work: SliceWork,
): Promise<Problem | undefined> {
  const { context, roots, quarantine } = session;
  const { id } = work.scope;
  const records = quarantine.ofSlice(id);
  if (records.length === 0) return undefined;
  const toDestination = await session.toDestination();
  if (!toDestination.ok) return toDestination.error;
  const keys = records.map(({ key }) => key);
  const read = await readKeys(context, context.source, id, keys, roots, 'with-deleted', toDestination.value);
  if (!read.ok) return read.error;
  const toSend: DataValue[] = [];
  for (const { key, hash } of records) {
    const value = read.value.get(key);
    if (value !== undefined && !value.deleted) toSend.push(value);
    else if (hash === deletedHash) work.deletions.add(key);
    else quarantine.leave(id, key);
  }
  return sendValues(session, work, toSend);
}
