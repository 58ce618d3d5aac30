import type { Problem } from '../../../shared/model/problem';
import type { Question } from '../../../shared/model/status';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { recall, remember } from './rememberedFacts';
import type { DomainSynchroniser, EndCounts, RunContext } from './runContext';

/**
 * Before the first write into a destination: counts of both ends. An empty destination needs no confirmation, another
 * one is confirmed once for its `systemId`. Resolves to the question that is still open, or undefined.
 */
export async function checkFirstWrite(
  context: RunContext,
  synchronisers: readonly DomainSynchroniser[],
  confirmed: 'yes' | 'no',
): Promise<Result<Question | undefined, Problem>> {
  const { systemId } = context.destination.identity;
  if (recall(context.ledger, 'confirmed-destination') === systemId) return succeed(undefined);
  const source: EndCounts['source'][number][] = [];
  const destination: EndCounts['destination'][number][] = [];
  for (const synchroniser of synchronisers) {
    const counts = await synchroniser.count(context);
    if (!counts.ok) return counts;
    source.push(...counts.value.source);
    destination.push(...counts.value.destination);
  }
  const isEmpty = destination.every(({ count }) => count === 0);
  if (!isEmpty && confirmed === 'no') {
    return succeed({ kind: 'first-write', sourceCounts: source, destinationCounts: destination });
  }
  const remembered = await remember(context.ledger, 'confirmed-destination', systemId);
  return remembered.ok ? succeed(undefined) : remembered;
}
