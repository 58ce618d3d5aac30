import { problem } from '../../../shared/model/problem';
import type { LogCode } from '../../../shared/model/log';
import type { LogParams } from '../../../shared/model/logFields';
import type { Problem } from '../../../shared/model/problem';
import type { HeldDeletion, QuarantinedRecord } from '../../../shared/model/run';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';
import { writeRunLine } from '../run/writeRunLine';
import type { Batch, BatchItem } from '../store/storePort';
import { guardDeletions } from './deletionGuard';
import { idsByType, keysAt } from './destinationObjects';
import type { Detection } from './detectChanges';
import { readImportAnswer } from './importReport';
import type { ObjectError } from './importReport';
import { eachObject, isJsonArray, isJsonObject, keyOf, labelOf, textOf } from './metadataObject';
import type { MetadataObject, TypedObject } from './metadataObject';
import { bodyOf, commitDeletion } from './postMetadata';
import { deletedHash, quarantined, recordKey, rejection } from './quarantinedObject';
import { readByIds } from './readMetadata';
import { buildReferenceGraph, deletionLayers } from './referenceGraph';
import { stopped } from './sendPlan';
import { settleUnknown } from './settleBatch';

/** What propagating deletions came to. */
export interface DeletionResult {
  readonly deleted: number;
  readonly held: readonly HeldDeletion[];
  /** Deletions that the destination vetoed, in this run or before. */
  readonly quarantined: readonly QuarantinedRecord[];
  readonly failure?: Problem;
}

const heldFact = 'metadata.held-deletions';

/** Deletions that wait for the operator since an earlier run. */
export function heldDeletions(context: RunContext): readonly HeldDeletion[] {
  const value = context.ledger.fact(heldFact);
  if (!isJsonArray(value)) return [];
  return value.flatMap((row): HeldDeletion[] => {
    const slice = isJsonObject(row) ? textOf(row['slice']) : undefined;
    const key = isJsonObject(row) ? textOf(row['key']) : undefined;
    const label = isJsonObject(row) ? textOf(row['label']) : undefined;
    if (slice === undefined || key === undefined) return [];
    return [{ domain: 'metadata', slice, key, ...(label === undefined ? {} : { label }) }];
  });
}

/**
 * Deletes at the destination what was deleted at the source: only what is gone there and still stands here, at most a
 * few at once unless allowed, dependents first. What the destination vetoes goes to quarantine with its words.
 */
export async function propagateDeletions(context: RunContext, detection: Detection): Promise<DeletionResult> {
  const earlier = context.quarantine.filter(
    ({ domain, hash }) => domain === 'metadata' && hash === deletedHash,
  );
  const before = heldDeletions(context);
  const candidates = new Set(detection.tombstones.map(({ type, id }) => keyOf(type, id)));
  for (const { slice, key } of before) candidates.add(keyOf(slice, key));
  for (const record of earlier) candidates.add(recordKey(record));
  const unchanged = { deleted: 0, held: before, quarantined: earlier };
  if (candidates.size === 0) return { ...unchanged, held: [] };
  const standing = await findDeletable(context, detection, candidates);
  if (!standing.ok) return { ...unchanged, failure: standing.error };
  // A vetoed deletion is not asked for again by itself: the server would only repeat its words.
  const vetoed = context.approvals.sendQuarantinedAgain
    ? []
    : earlier.filter((record) => standing.value.has(recordKey(record)));
  const quiet = new Set(vetoed.map(recordKey));
  const open = [...standing.value].filter(([key]) => !quiet.has(key)).map(([, entry]) => entry);
  const counts = await countByType(context, open);
  if (!counts.ok) return { ...unchanged, failure: counts.error };
  const decision = guardDeletions(
    open.map(asHeld),
    (type) => counts.value.get(type) ?? 0,
    context.approvals.allowDeletions,
  );
  const kept = await context.ledger.setFact(
    heldFact,
    decision.held.map(({ slice, key, label }) => ({ slice, key, label })),
  );
  if (!kept.ok) return { ...unchanged, failure: kept.error };
  const passing = new Set(decision.pass.map(({ slice, key }) => keyOf(slice, key)));
  const gone = await deleteInLayers(
    context,
    detection,
    open.filter(({ type, object }) => passing.has(keyOf(type, object.id))),
  );
  return { ...gone, held: decision.held, quarantined: [...vetoed, ...gone.quarantined] };
}

function asHeld({ type, object }: TypedObject): HeldDeletion {
  const label = labelOf(object);
  return { domain: 'metadata', slice: type, key: object.id, ...(label === undefined ? {} : { label }) };
}

/** What is not at the source now and is at the destination now, with its content there. */
async function findDeletable(
  context: RunContext,
  detection: Detection,
  candidates: ReadonlySet<string>,
): Promise<Result<ReadonlyMap<string, TypedObject>, Problem>> {
  const possible = [...candidates].filter(
    (key) => !detection.readKeys.has(key) && (detection.destinationKeys?.has(key) ?? true),
  );
  const found = new Map<string, TypedObject>();
  const standing = await readByIds(context.destination, idsByType(possible), undefined, context.signal);
  if (!standing.ok) return standing;
  for (const { type, object } of eachObject(standing.value)) {
    const key = keyOf(type, object.id);
    if (candidates.has(key)) found.set(key, { type, object });
  }
  const forgotten = await forgetGone(
    context,
    [...candidates].filter((key) => !detection.readKeys.has(key) && !found.has(key)),
  );
  if (!forgotten.ok) return forgotten;
  // Created again at the source, perhaps a moment ago: asked for last, right before anything is deleted.
  const atSource = await keysAt(context.source, found.keys(), context.signal);
  if (!atSource.ok) return atSource;
  for (const key of atSource.value) found.delete(key);
  return succeed(found);
}

/** What is gone at both ends is no longer in step: created again with equal content, it must be sent. */
async function forgetGone(context: RunContext, keys: readonly string[]): Promise<Result<null, Problem>> {
  const gone: BatchItem[] = [];
  for (const [type, ids] of idsByType(keys)) {
    const hashes = await context.ledger.hashes('metadata', type);
    if (!hashes.ok) return hashes;
    for (const id of ids) {
      if (hashes.value.has(id)) gone.push({ slice: type, key: id, hash: deletedHash });
    }
  }
  return gone.length === 0 ? succeed(null) : context.ledger.recordHashes('metadata', gone);
}

async function countByType(
  context: RunContext,
  objects: readonly TypedObject[],
): Promise<Result<ReadonlyMap<string, number>, Problem>> {
  const counts = new Map<string, number>();
  for (const { type } of objects) {
    if (counts.has(type)) continue;
    const hashes = await context.ledger.hashes('metadata', type);
    if (!hashes.ok) return hashes;
    counts.set(type, hashes.value.size);
  }
  return succeed(counts);
}

async function deleteInLayers(
  context: RunContext,
  detection: Detection,
  objects: readonly TypedObject[],
): Promise<Omit<DeletionResult, 'held'>> {
  const graph = buildReferenceGraph(objects);
  const records: QuarantinedRecord[] = [];
  let deleted = 0;
  let done = 0;
  for (const [at, layer] of deletionLayers(graph).entries()) {
    await context.pausePoint();
    const stop = stopped(context.signal);
    if (stop !== undefined) return { deleted, quarantined: records, failure: stop };
    context.report({ phase: 'deleting', domain: 'metadata', done, total: objects.length, unit: 'objects' });
    const entries = layer.flatMap((key) => graph.objects.get(key) ?? []);
    const result = await deleteLayer(context, detection, entries, at);
    if (!result.ok) return { deleted, quarantined: records, failure: result.error };
    deleted += result.value.deleted;
    records.push(...result.value.vetoed);
    done += entries.length;
  }
  return { deleted, quarantined: records };
}

interface LayerResult {
  readonly deleted: number;
  readonly vetoed: readonly QuarantinedRecord[];
}

async function deleteLayer(
  context: RunContext,
  detection: Detection,
  entries: readonly TypedObject[],
  at: number,
): Promise<Result<LayerResult, Problem>> {
  const body = bodyOf(entries.map(({ type, object }) => ({ type, object: { id: object.id } })));
  const items: readonly BatchItem[] = entries.map(({ type, object }) => ({
    slice: type,
    key: object.id,
    hash: deletedHash,
  }));
  const batch: Batch = {
    batchId: `${context.runId}.metadata.delete.${String(at + 1)}`,
    runId: context.runId,
    domain: 'metadata',
    kind: 'delete',
    items,
    bytes: Buffer.byteLength(JSON.stringify(body), 'utf8'),
  };
  const begun = await context.journal.begin(batch);
  if (!begun.ok) return begun;
  log(context, 'batch-sent', { batch: batch.batchId, records: items.length, bytes: batch.bytes });
  const sentAt = context.clock.now();
  const answer = await commitDeletion(context, body);
  if (!answer.ok && answer.error.effect === 'none' && answer.error.status !== 409) {
    const closed = await context.journal.acknowledge(batch.batchId, []);
    return closed.ok ? fail(answer.error.problem) : closed;
  }
  const read = answer.ok ? readImportAnswer(answer.value) : undefined;
  const errors = read?.kind === 'report' ? read.report.errors : [];
  const refused = new Set(errors.map(({ key }) => key));
  const accepted = items.filter(({ slice, key }) => !refused.has(keyOf(slice, key)));
  const agrees =
    read?.kind === 'report' && read.report.status !== 'ERROR' && read.report.deleted === accepted.length;
  let gone: readonly BatchItem[];
  if (agrees) {
    const acknowledged = await context.journal.acknowledge(batch.batchId, accepted);
    if (!acknowledged.ok) return acknowledged;
    context.acknowledged(accepted.length);
    gone = accepted;
  } else {
    // Deleting one object may take others of the layer along; what is gone by now is what counts.
    const settled = await settleUnknown(
      context,
      batch,
      detection.views.destination,
      answer.ok ? undefined : answer.error.problem,
    );
    if (!settled.ok) return settled;
    gone = settled.value;
  }
  log(context, 'batch-acknowledged', {
    batch: batch.batchId,
    arrived: gone.length,
    refused: items.length - gone.length,
    ms: context.clock.now() - sentAt,
  });
  const goneKeys = new Set(gone.map(({ slice, key }) => keyOf(slice, key)));
  const left = entries.filter(({ type, object }) => !goneKeys.has(keyOf(type, object.id)));
  const words = read?.kind === 'refused' ? read.words : '';
  if (left.length > 0 && errors.length === 0 && words === '') {
    return fail(answer.ok ? problem('not-arrived', { objects: left.length }) : answer.error.problem);
  }
  return succeed({
    deleted: gone.length,
    vetoed: left.map(({ type, object }) => vetoRecord(context, type, object, errors, words)),
  });
}

function vetoRecord(
  context: RunContext,
  type: string,
  object: MetadataObject,
  errors: readonly ObjectError[],
  words: string,
): QuarantinedRecord {
  const own = errors.filter(({ key }) => key === keyOf(type, object.id));
  const serverCode = own.find(({ code }) => code !== undefined)?.code;
  return quarantined({
    type,
    object,
    hash: deletedHash,
    at: new Date(context.clock.now()).toISOString(),
    problem:
      own.length > 0
        ? rejection(type, object.id, own)
        : problem(
            'record-rejected',
            { type, id: object.id },
            words || errors.map(({ message }) => message).join('\n'),
          ),
    ...(serverCode === undefined ? {} : { serverCode }),
  });
}

function log(context: RunContext, code: LogCode, params: LogParams): void {
  writeRunLine(context, { level: 'INFO', module: 'metadata', code, params });
}
