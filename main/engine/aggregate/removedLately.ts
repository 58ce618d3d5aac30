import { z } from 'zod';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';

const factName = 'aggregate.removed';

/** How long a deletion is remembered: longer than any increment reaches back, zones and overlap included. */
const rememberedMs = 2 * 24 * 60 * 60 * 1000;

const removals = z.record(z.string(), z.string());

/** Keys removed at the destination lately, each with the source's instant at that time. */
export function removedLately(context: RunContext): Readonly<Record<string, string>> {
  const parsed = removals.safeParse(context.ledger.fact(factName));
  // Nothing remembered: deletions that the overlap brings back are looked up at the destination again.
  return parsed.success ? parsed.data : {};
}

/** Remembers keys that are gone at the destination, and forgets those of long ago. */
export function rememberRemoved(
  context: RunContext,
  keys: readonly string[],
): Promise<Result<null, Problem>> {
  const { serverInstant } = context.source.identity;
  const oldest = new Date(Date.parse(serverInstant) - rememberedMs).toISOString();
  const kept = Object.entries(removedLately(context)).filter(([, at]) => at >= oldest);
  const now = keys.map((key) => [key, serverInstant] as const);
  return context.ledger.setFact(factName, Object.fromEntries([...kept, ...now]));
}
