import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { defaultTypes } from './memberRules';
import type { DefaultType } from './memberRules';
import { isJsonObject, textOf } from './metadataObject';
import { readMetadata } from './readMetadata';

/** Identifiers of one server's default objects, by class. */
export type DefaultIds = Readonly<Record<DefaultType, string>>;

/**
 * Finds a server's default objects by name, as the server itself does: their identifiers are fixed on fresh
 * installations only. Every DHIS2 has all four; an answer without one is no answer.
 */
export async function readDefaults(
  server: ConnectedServer,
  signal: AbortSignal,
): Promise<Result<DefaultIds, Problem>> {
  const answer = await readMetadata(server, {
    types: defaultTypes,
    fields: 'id,name,code',
    filter: 'name:eq:default',
    defaults: 'INCLUDE',
    signal,
  });
  if (!answer.ok) return answer;
  const found: Partial<Record<DefaultType, string>> = {};
  for (const type of defaultTypes) {
    const named = (answer.value.get(type) ?? []).filter(({ name }) => name === 'default');
    const object = named.find(({ code }) => code === 'default') ?? named[0];
    if (object !== undefined) found[type] = object.id;
  }
  const defaults = asDefaultIds(found);
  return defaults === undefined
    ? fail(problem('incomplete-answer', { host: server.name, path: '/api/metadata', missing: 'default' }))
    : succeed(defaults);
}

/** Reads remembered default identifiers; undefined when one is missing. */
export function asDefaultIds(value: unknown): DefaultIds | undefined {
  if (!isJsonObject(value)) return undefined;
  const [categories, categoryCombos, categoryOptions, categoryOptionCombos] = defaultTypes.map((type) =>
    textOf(value[type]),
  );
  return categories === undefined ||
    categoryCombos === undefined ||
    categoryOptions === undefined ||
    categoryOptionCombos === undefined
    ? undefined
    : { categories, categoryCombos, categoryOptions, categoryOptionCombos };
}
