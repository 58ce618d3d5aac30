import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { HashedObject } from './hashBundle';
import type { DestinationKeys } from './destinationObjects';
import { referencedId, referencedIds } from './metadataObject';
import type { MetadataObject } from './metadataObject';
import type { ObjectLookup } from './sourceLookup';

/** A new option combo whose combination the destination already has under another identifier. */
export interface ForeignCombo {
  readonly key: string;
  readonly problem: Problem;
}

/**
 * Finds option combos that would double a combination at the destination: servers up to 2.42 would take them silently
 * (2.43 answers E1132), and values would be split between two identifiers.
 */
export async function findForeignCombos(
  objects: ReadonlyMap<string, HashedObject>,
  destination: ObjectLookup,
  known: DestinationKeys,
): Promise<Result<readonly ForeignCombo[], Problem>> {
  const combos = [...objects].filter(([, { type }]) => type === 'categoryOptionCombos');
  const learned = await known.learn(combos.map(([key]) => key));
  if (!learned.ok) return learned;
  const fresh = combos.filter(([key]) => !known.has(key));
  if (fresh.length === 0) return succeed([]);
  const owners = new Set(fresh.flatMap(([, { object }]) => referencedId(object['categoryCombo']) ?? []));
  const standing = await destination.referring('categoryOptionCombos', 'categoryCombo', [...owners]);
  if (!standing.ok) return standing;
  const identifiers = new Map(standing.value.map((object) => [combinationOf(object), object.id]));
  return succeed(
    fresh.flatMap(([key, { type, object }]) => {
      const other = identifiers.get(combinationOf(object));
      if (other === undefined || other === object.id) return [];
      const params = { type, id: object.id, otherId: other, cause: 'combination-under-other-identifier' };
      return [{ key, problem: problem('record-rejected', params) }];
    }),
  );
}

function combinationOf(optionCombo: MetadataObject): string {
  const options = [...referencedIds(optionCombo['categoryOptions'])].sort();
  return JSON.stringify([referencedId(optionCombo['categoryCombo']), options]);
}
