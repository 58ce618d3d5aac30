import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';
import type { Batch, BatchItem } from '../store/storePort';
import { idsByType } from './destinationObjects';
import { eachObject, keyOf } from './metadataObject';
import { hashObject } from './normaliseObject';
import type { EndView } from './normaliseObject';
import { readByIds } from './readMetadata';
import { readWholeEnd } from './readWholeEnd';

/** Above this number a whole read is shorter than the requests by identifier. */
const wholeReadAbove = 4000;

/** Finds out by reading which items of a batch are at the destination as the batch wanted them. */
export async function readBack(
  context: RunContext,
  batch: Batch,
  view: EndView,
): Promise<Result<readonly BatchItem[], Problem>> {
  const keys = batch.items.map(({ slice, key }) => keyOf(slice, key));
  const fields = batch.kind === 'delete' ? 'id' : undefined;
  const answer =
    keys.length > wholeReadAbove
      ? await readWholeEnd(context.destination, [], context.signal, fields)
      : await readByIds(context.destination, idsByType(keys), fields, context.signal);
  if (!answer.ok) return answer;
  const wanted = new Set(keys);
  const present = new Map<string, string>();
  for (const { type, object } of eachObject(answer.value)) {
    const key = keyOf(type, object.id);
    if (wanted.has(key)) present.set(key, batch.kind === 'delete' ? '' : hashObject(type, object, view));
  }
  return succeed(
    batch.items.filter(({ slice, key, hash }) => {
      const found = present.get(keyOf(slice, key));
      return batch.kind === 'delete' ? found === undefined : found === hash;
    }),
  );
}

/** Settles one batch by reading back: what is there is acknowledged, the rest counts as not arrived. */
export async function settleBatch(
  context: RunContext,
  batch: Batch,
  view: EndView,
): Promise<Result<readonly BatchItem[], Problem>> {
  const begunAt = context.clock.now();
  const arrived = await readBack(context, batch, view);
  if (!arrived.ok) return arrived;
  const acknowledged = await context.journal.acknowledge(batch.batchId, arrived.value);
  if (!acknowledged.ok) return acknowledged;
  logSettled(context, batch, arrived.value.length, begunAt);
  return succeed(arrived.value);
}

/**
 * Waits, in milliseconds, before each look after a write whose answer did not arrive; nothing is sent again before the
 * last one. After a proxy gave up (502, 504) or the line fell silent, the server may well go on importing.
 */
const lookAgainDelaysMs = {
  cut: [0, 1000, 4000],
  waiting: [0, 2000, 10_000, 30_000, 60_000],
} as const;

/** Settles a batch whose effect is unknown, looking several times before it counts as not arrived. */
export async function settleUnknown(
  context: RunContext,
  batch: Batch,
  view: EndView,
  cause: Problem | undefined,
): Promise<Result<readonly BatchItem[], Problem>> {
  const patience = cause?.code === 'gateway-error' || cause?.code === 'timed-out' ? 'waiting' : 'cut';
  const begunAt = context.clock.now();
  let arrived: Result<readonly BatchItem[], Problem> = succeed([]);
  for (const delay of lookAgainDelaysMs[patience]) {
    if (delay > 0) await context.clock.sleep(delay, context.signal);
    arrived = await readBack(context, batch, view);
    if (!arrived.ok) return arrived;
    if (arrived.value.length === batch.items.length) break;
  }
  const acknowledged = await context.journal.acknowledge(batch.batchId, arrived.value);
  if (!acknowledged.ok) return acknowledged;
  logSettled(context, batch, arrived.value.length, begunAt);
  return arrived;
}

function logSettled(context: RunContext, batch: Batch, arrived: number, begunAt: number): void {
  context.acknowledged(arrived);
  context.log.write({
    level: 'INFO',
    module: 'metadata',
    code: 'metadata-settled',
    params: {
      batch: batch.batchId,
      arrived,
      missing: batch.items.length - arrived,
      ms: context.clock.now() - begunAt,
    },
    runId: context.runId,
    syncId: context.synchronisation.id,
  });
}
