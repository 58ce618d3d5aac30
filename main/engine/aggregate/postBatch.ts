import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RequestFailure } from '../dhis2/clientPort';
import type { Batch, BatchItem } from '../store/storePort';
import type { AggregateSession } from './aggregateSession';
import { passGate, wordsOf } from './askServer';
import { contentHash, keyOf, rowBytes, toRow } from './dataValue';
import type { DataValue } from './dataValue';
import { readImportReport } from './importReport';
import type { ImportReport } from './importReport';
import { judgeReport } from './judgeReport';
import type { Judgement, Refusal } from './judgeReport';
import { readKeys } from './valueReader';

/** Whether values are written or removed. */
export type BatchKind = Batch['kind'];

/** A value that the destination refused. */
export interface RefusedValue {
  readonly value: DataValue;
  readonly refusal: Refusal;
}

/** How one request ended; `left` did not arrive and was not refused one by one. */
export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly refused: readonly RefusedValue[];
      readonly left: readonly DataValue[];
      readonly blamed: readonly DataValue[];
      readonly certainty: 'certain' | 'likely';
      readonly reason: Refusal;
    }
  /** The answer never came; what had arrived all the same is acknowledged. */
  | { readonly kind: 'cut'; readonly left: readonly DataValue[]; readonly problem: Problem }
  /** The server gave the request up as a whole, with no report: some row may be the cause. */
  | { readonly kind: 'broken'; readonly left: readonly DataValue[]; readonly problem: Problem }
  | { readonly kind: 'too-large'; readonly problem: Problem }
  /** Nothing more can be sent for this data set. */
  | { readonly kind: 'failed'; readonly problem: Problem };

/** A batch on its way, and when it was sent, in milliseconds. */
interface SentBatch {
  readonly batch: Batch;
  readonly sentAt: number;
}

function itemOf(slice: string, value: DataValue): BatchItem {
  return { slice, key: keyOf(value), hash: contentHash(value) };
}

/** Reads which of the values are at the destination as they should be: equal, or gone for a deletion. */
export async function readArrived(
  session: AggregateSession,
  dataSetId: string,
  items: readonly BatchItem[],
): Promise<Result<readonly BatchItem[], Problem>> {
  const roots = await session.sharedRoots();
  if (!roots.ok) return roots;
  const { context } = session;
  const keys = items.map(({ key }) => key);
  const found = await readKeys(context, context.destination, dataSetId, keys, roots.value, 'live-only');
  if (!found.ok) return found;
  return succeed(
    items.filter(({ key, hash }) => {
      const there = found.value.get(key);
      return there === undefined ? hash === 'deleted' : contentHash(there) === hash;
    }),
  );
}

/** Waits before reading back again, in milliseconds: a proxy may give up long before the import ends. */
function waitsAfter(failure: Problem): readonly number[] {
  if (failure.code === 'timed-out' || failure.code === 'gateway-error') return [2000, 5000];
  return failure.code === 'connection-cut' ? [1000] : [];
}

async function settleUnknown(
  session: AggregateSession,
  dataSetId: string,
  batch: Batch,
  failure: Problem,
): Promise<Result<readonly BatchItem[], Problem>> {
  const { context } = session;
  const begunAt = context.clock.now();
  session.log('WARNING', 'batch-effect-unknown', { dataSet: dataSetId, values: batch.items.length });
  let arrived = await readArrived(session, dataSetId, batch.items);
  for (const wait of waitsAfter(failure)) {
    if (!arrived.ok || arrived.value.length === batch.items.length) break;
    await context.clock.sleep(wait, context.signal);
    arrived = await readArrived(session, dataSetId, batch.items);
  }
  if (!arrived.ok) return arrived;
  const noted = await context.journal.acknowledge(batch.batchId, arrived.value);
  if (!noted.ok) return noted;
  const ms = context.clock.now() - begunAt;
  session.log('INFO', 'batch-settled-by-reading', { dataSet: dataSetId, arrived: arrived.value.length, ms });
  return arrived;
}

function countReport(session: AggregateSession, kind: BatchKind, report: ImportReport): void {
  const { tally, context } = session;
  if (kind === 'delete') {
    // 2.43 counts a deletion that came as a row among the updates.
    tally.deleted += report.deleted + (context.destination.identity.minor >= 43 ? report.updated : 0);
    return;
  }
  tally.created += report.imported;
  tally.updated += report.updated;
  tally.deleted += report.deleted;
  if (context.destination.identity.minor >= 43) session.note('created-not-told', report.updated);
}

function without(values: readonly DataValue[], items: readonly BatchItem[]): DataValue[] {
  const gone = new Set(items.map(({ key }) => key));
  return values.filter((value) => !gone.has(keyOf(value)));
}

async function settleReport(
  session: AggregateSession,
  { batch, sentAt }: SentBatch,
  dataSetId: string,
  values: readonly DataValue[],
  report: ImportReport,
  judgement: Judgement,
): Promise<PostOutcome> {
  const { context } = session;
  const refused: RefusedValue[] = [];
  let left: readonly DataValue[] = values;
  let arrived: readonly BatchItem[] = [];
  if (judgement.kind === 'rows') {
    const isOther = (_: unknown, index: number): boolean => !judgement.refused.has(index);
    const others = values.filter(isOther);
    for (const [index, refusal] of judgement.refused) {
      const value = values[index];
      if (value !== undefined) refused.push({ value, refusal });
    }
    const items = batch.items.filter(isOther);
    if (judgement.others === 'told') {
      arrived = items;
    } else {
      const read = await readArrived(session, dataSetId, items);
      // The batch stays open in the journal: the next run settles it before it sends anything.
      if (!read.ok) return { kind: 'failed', problem: read.error };
      arrived = read.value;
      const written = report.imported + report.updated + report.deleted;
      session.note('values-equal-already', Math.max(0, arrived.length - written));
    }
    left = arrived.length === others.length ? [] : without(others, arrived);
  }
  const noted = await context.journal.acknowledge(batch.batchId, arrived);
  if (!noted.ok) return { kind: 'failed', problem: noted.error };
  countReport(session, batch.kind, report);
  const counts = { arrived: arrived.length, refused: values.length - arrived.length };
  const ms = context.clock.now() - sentAt;
  session.log('DEBUG', 'batch-acknowledged', { batch: batch.batchId, ...counts, ms });
  context.acknowledged(arrived.length);
  switch (judgement.kind) {
    case 'rows':
      return {
        kind: 'answered',
        refused,
        left,
        blamed: [],
        certainty: 'likely',
        reason: judgement.otherwise,
      };
    case 'group': {
      const blamed = judgement.blamed.flatMap((index) => values[index] ?? []);
      const { refusal: reason, certainty } = judgement;
      return { kind: 'answered', refused, left, blamed, certainty, reason };
    }
    case 'data-set': {
      const { code, words } = judgement.refusal;
      const params = { dataSet: dataSetId, serverCode: code ?? '', values: values.length };
      return { kind: 'failed', problem: problem('import-rejected', params, words) };
    }
  }
}

async function settleFailure(
  session: AggregateSession,
  batch: Batch,
  dataSetId: string,
  values: readonly DataValue[],
  failure: RequestFailure,
): Promise<PostOutcome> {
  const { context } = session;
  const cause = failure.problem;
  if (failure.effect === 'none') {
    const noted = await context.journal.acknowledge(batch.batchId, []);
    if (!noted.ok) return { kind: 'failed', problem: noted.error };
    if (cause.code === 'too-large') return { kind: 'too-large', problem: cause };
    if (cause.code === 'conflict') return { kind: 'broken', left: values, problem: cause };
    return { kind: 'failed', problem: cause };
  }
  // Stopped amid the request: the next run settles the batch before it sends anything.
  if (context.signal.aborted) return { kind: 'failed', problem: problem('stopped-by-operator') };
  const arrived = await settleUnknown(session, dataSetId, batch, cause);
  if (!arrived.ok) return { kind: 'failed', problem: arrived.error };
  // The report is lost, so that created and updated cannot be told apart.
  if (batch.kind === 'delete') session.tally.deleted += arrived.value.length;
  else session.tally.updated += arrived.value.length;
  session.note('settled-by-reading-back', arrived.value.length);
  context.acknowledged(arrived.value.length);
  const left = without(values, arrived.value);
  // A 500 is the server's own answer: the import was rolled back, and trying the same again ends the same.
  return cause.code === 'server-error'
    ? { kind: 'broken', left, problem: cause }
    : { kind: 'cut', left, problem: cause };
}

/** Sends one batch of one data set: journalled before, acknowledged from the report or by reading back. */
export async function postBatch(
  session: AggregateSession,
  dataSetId: string,
  kind: BatchKind,
  values: readonly DataValue[],
): Promise<PostOutcome> {
  const { context } = session;
  const stop = await passGate(context);
  if (stop !== undefined) return { kind: 'failed', problem: stop };
  const { identity, client } = context.destination;
  const batch: Batch = {
    batchId: context.random.identifier(16),
    runId: context.runId,
    domain: 'aggregate',
    kind,
    items: values.map((value) => itemOf(dataSetId, value)),
    bytes: values.reduce((sum, value) => sum + rowBytes(value) + 1, 0),
  };
  const begun = await context.journal.begin(batch);
  if (!begun.ok) return { kind: 'failed', problem: begun.error };
  const { batchId, bytes } = batch;
  session.log('DEBUG', 'batch-sent', { batch: batchId, records: values.length, bytes });
  const sentAt = context.clock.now();
  const storedBy = identity.minor >= 43 ? 'without-stored-by' : 'with-stored-by';
  const answer = await client.post(
    '/api/dataValueSets',
    { importStrategy: 'CREATE_AND_UPDATE' },
    { dataSet: dataSetId, dataValues: values.map((value) => toRow(value, storedBy)) },
    'not-repeatable',
    context.signal,
  );
  if (!answer.ok) return settleFailure(session, batch, dataSetId, values, answer.error);
  const { status, body } = answer.value;
  const report = readImportReport(body);
  if (report !== undefined) {
    const judgement = judgeReport(report, values, identity.minor);
    return settleReport(session, { batch, sentAt }, dataSetId, values, report, judgement);
  }
  const params = { host: context.destination.name, path: '/api/dataValueSets', status };
  const failure: RequestFailure =
    status === 409
      ? { problem: problem('conflict', params, wordsOf(body)), status, effect: 'none' }
      : { problem: problem('import-report-unreadable', params, wordsOf(body)), status, effect: 'unknown' };
  return settleFailure(session, batch, dataSetId, values, failure);
}
