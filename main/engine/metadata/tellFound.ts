import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { tellChanges } from '../run/changeLog';
import type { ResourceChanges } from '../run/changeLog';
import type { RunContext } from '../run/runContext';
import type { Detection } from './detectChanges';
import { idsByType } from './destinationObjects';
import { keyOf } from './metadataObject';

/** Says what a look found, by type of object; `since` is the server time it looked from, absent for a whole look. */
export async function tellFound(
  context: RunContext,
  detection: Detection,
  since: string | undefined,
  startedAt: number,
): Promise<Result<null, Problem>> {
  const deletions = await deletionsByType(context, detection);
  if (!deletions.ok) return deletions;
  const changes = new Map<string, number>();
  for (const { type } of detection.changed.values()) changes.set(type, (changes.get(type) ?? 0) + 1);
  const types = [...new Set([...changes.keys(), ...deletions.value.keys()])].toSorted();
  const found = types.map((type): ResourceChanges => ({
    resource: type,
    changes: changes.get(type) ?? 0,
    deletions: deletions.value.get(type) ?? 0,
  }));
  tellChanges(
    context,
    'metadata',
    since === undefined ? { kind: 'full' } : { kind: 'increment', since },
    found,
    startedAt,
  );
  return succeed(null);
}

/**
 * Objects deleted at the source that the destination has, as far as is known: the source also names those that never
 * came here, and for a while those whose deletion was carried out before.
 */
async function deletionsByType(
  context: RunContext,
  { tombstones, readKeys, destinationKeys }: Detection,
): Promise<Result<ReadonlyMap<string, number>, Problem>> {
  const gone = tombstones.map(({ type, id }) => keyOf(type, id)).filter((key) => !readKeys.has(key));
  const counts = new Map<string, number>();
  for (const [type, ids] of idsByType(new Set(gone))) {
    const known = await context.ledger.hashes('metadata', type);
    if (!known.ok) return known;
    const here = ids.filter((id) => destinationKeys?.has(keyOf(type, id)) ?? known.value.has(id));
    if (here.length > 0) counts.set(type, here.length);
  }
  return succeed(counts);
}
