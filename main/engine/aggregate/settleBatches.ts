import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';
import type { BatchItem } from '../store/storePort';
import { openSession } from './aggregateSession';
import { readArrived } from './postBatch';

/**
 * Settles batches that an interrupted run left open: reads their values back and acknowledges those that arrived.
 * The others are found again by the run, whose watermarks stayed behind. Sends nothing.
 */
export async function settleBatches(context: RunContext): Promise<Result<null, Problem>> {
  const open = context.journal.unsettled().filter(({ domain }) => domain === 'aggregate');
  if (open.length === 0) return succeed(null);
  const session = openSession(context);
  const known = await session.destinationDataSets();
  if (!known.ok) return known;
  for (const { batchId, items } of open) {
    const begunAt = context.clock.now();
    const arrived: BatchItem[] = [];
    const slices = new Set(items.map(({ slice }) => slice));
    for (const slice of slices) {
      // A data set that the destination no longer has can be asked for nothing.
      if (!known.value.has(slice)) continue;
      const own = items.filter((item) => item.slice === slice);
      const read = await readArrived(session, slice, own);
      if (!read.ok) return read;
      arrived.push(...read.value);
    }
    const noted = await context.journal.acknowledge(batchId, arrived);
    if (!noted.ok) return noted;
    context.acknowledged(arrived.length);
    const ms = context.clock.now() - begunAt;
    session.log('INFO', 'batch-settled-by-reading', { values: items.length, arrived: arrived.length, ms });
  }
  return succeed(null);
}
