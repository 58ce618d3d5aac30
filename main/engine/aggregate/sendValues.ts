import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { AggregateSession } from './aggregateSession';
import { invertsInputPeriods } from './dataSetCatalogue';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import { deliverValues, quarantineRefused } from './deliverValues';
import type { BatchKind, RefusedValue } from './postBatch';
import type { SliceWork } from './sliceWork';

/** 2.43.0 and 2.43.1 refuse open input periods; the operator must know that the values are not at fault. */
function explanationOf(
  session: AggregateSession,
  hasInputPeriods: boolean,
  refused: readonly RefusedValue[],
): Readonly<Record<string, string>> {
  const inverted = hasInputPeriods && invertsInputPeriods(session.context.destination);
  return inverted && refused.some(({ refusal }) => refusal.code === 'E8030')
    ? { known: 'input-periods-inverted' }
    : {};
}

/** Sends or removes values of one data set, quarantines what is refused; resolves to what kept the rest from being settled. */
export async function sendSettled(
  session: AggregateSession,
  work: SliceWork,
  kind: BatchKind,
  values: readonly DataValue[],
): Promise<Problem | undefined> {
  if (values.length === 0) return undefined;
  const known = await session.destinationDataSets();
  if (!known.ok) return known.error;
  const { id, name } = work.scope;
  const there = known.value.get(id);
  if (there === undefined) {
    return problem('data-set-missing', { host: session.context.destination.name, dataSet: name });
  }
  const delivery = await deliverValues(session, id, kind, values);
  const refused = new Set(delivery.refused.map(({ value }) => keyOf(value)));
  for (const value of values) {
    // Whatever was known of these records is outdated: they arrived, or are refused anew below.
    const key = keyOf(value);
    if (delivery.failure === undefined || refused.has(key)) session.quarantine.leave(id, key);
  }
  const explanation = explanationOf(session, there.hasInputPeriods, delivery.refused);
  quarantineRefused(session, id, delivery.refused, explanation);
  if (delivery.refused.length > 0) {
    session.log('WARNING', 'values-refused', { dataSet: name, values: delivery.refused.length });
  }
  return delivery.failure;
}

/** Sends values of one data set, save those that are quarantined with the same content. */
export async function sendValues(
  session: AggregateSession,
  work: SliceWork,
  values: readonly DataValue[],
): Promise<Problem | undefined> {
  const { id } = work.scope;
  // Hashing every value only to find an empty quarantine would cost as much as reading it.
  const isEmpty = session.quarantine.ofSlice(id).length === 0;
  const due = isEmpty
    ? values
    : values.filter((value) => !session.quarantine.keepsBack(id, keyOf(value), contentHash(value)));
  return sendSettled(session, work, 'upsert', due);
}
