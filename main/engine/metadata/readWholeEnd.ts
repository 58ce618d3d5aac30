import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { defaultTypes } from './memberRules';
import { isJsonObject } from './metadataObject';
import type { MetadataBundle, MetadataObject } from './metadataObject';
import { allPlurals } from './metadataTypes';
import { readMetadata } from './readMetadata';

/** Types that every server in use has objects of; asked for when a server claims to hold nothing at all. */
const witnesses = ['organisationUnits', 'dataElements'] as const;

/**
 * Reads every object of every type. `expected` names types that are known to have objects: an answer without them, or
 * without anything, is believed only when the collections themselves say that they are empty.
 */
export async function readWholeEnd(
  server: ConnectedServer,
  expected: readonly string[],
  signal: AbortSignal,
  fields?: string,
): Promise<Result<MetadataBundle, Problem>> {
  const answer = await readMetadata(server, {
    types: allPlurals,
    ...(fields === undefined ? {} : { fields }),
    signal,
  });
  if (!answer.ok) return answer;
  const doubtful = new Set(expected.filter((type) => !answer.value.has(type)));
  if (answer.value.size === 0) for (const type of witnesses) doubtful.add(type);
  for (const type of doubtful) {
    const empty = await confirmEmpty(server, type, signal);
    if (!empty.ok) return empty;
  }
  return succeed(withoutLegacyDoubles(answer.value));
}

/** Asks the collection itself, on another route, whether it holds nothing. */
async function confirmEmpty(
  server: ConnectedServer,
  type: string,
  signal: AbortSignal,
): Promise<Result<null, Problem>> {
  const path = `/api/${type}`;
  // Default objects are no content: they are left out here as in the read that this confirms.
  const withDefault = defaultTypes.some((name) => name === type);
  const query = {
    fields: 'id',
    pageSize: 1,
    gist: false,
    ...(withDefault ? { filter: 'name:ne:default' } : {}),
  };
  const answer = await server.client.get(path, query, signal);
  if (!answer.ok) return fail(answer.error.problem);
  const pager = isJsonObject(answer.value.body) ? answer.value.body['pager'] : undefined;
  return isJsonObject(pager) && pager['total'] === 0
    ? succeed(null)
    : fail(problem('incomplete-answer', { host: server.name, path: '/api/metadata', missing: type }));
}

/** Event charts and event reports are older names of rows that event visualizations list too: each is taken once. */
export function withoutLegacyDoubles(bundle: MetadataBundle): MetadataBundle {
  const current = new Set((bundle.get('eventVisualizations') ?? []).map(({ id }) => id));
  const result = new Map(bundle);
  for (const legacy of ['eventCharts', 'eventReports']) {
    const objects: readonly MetadataObject[] | undefined = bundle.get(legacy);
    if (objects === undefined) continue;
    const own = objects.filter(({ id }) => !current.has(id));
    if (own.length === 0) result.delete(legacy);
    else result.set(legacy, own);
  }
  return result;
}
