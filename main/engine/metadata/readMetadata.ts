import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { isJsonArray, isJsonObject, isMetadataObject } from './metadataObject';
import type { MetadataBundle, MetadataObject } from './metadataObject';

/** What to ask of GET /api/metadata. */
export interface MetadataRequest {
  /** Only these types are exported. */
  readonly types: readonly string[];
  /** Members; `:owner`, the server's own choice, when absent. */
  readonly fields?: string;
  /** For every type, for example `lastUpdated:ge:2026-01-01T00:00:00.000Z`. */
  readonly filter?: string;
  /** For single types, in place of `filter`. */
  readonly typeFilters?: ReadonlyMap<string, string>;
  readonly defaults?: 'INCLUDE' | 'EXCLUDE';
  readonly signal: AbortSignal;
}

const path = '/api/metadata';

/**
 * Reads metadata in one request. An answer that is no true one is a failure: without `system` (a login page, a proxy,
 * a cut), with objects without an identifier, or with an empty list, which DHIS2 never writes here (a type without
 * objects is absent; export service of 2.40 to 2.43).
 */
export async function readMetadata(
  server: ConnectedServer,
  request: MetadataRequest,
): Promise<Result<MetadataBundle, Problem>> {
  const query: Record<string, string | boolean> = {
    ...Object.fromEntries(request.types.map((type) => [type, true])),
    ...(request.fields === undefined ? {} : { fields: request.fields }),
    ...(request.filter === undefined ? {} : { filter: request.filter }),
    defaults: request.defaults ?? 'EXCLUDE',
    skipSharing: true,
  };
  for (const [type, filter] of request.typeFilters ?? []) query[`${type}:filter`] = filter;
  const answer = await server.client.get(path, query, request.signal);
  if (!answer.ok) return fail(answer.error.problem);
  const { body } = answer.value;
  if (!isJsonObject(body) || !isJsonObject(body['system'])) return incomplete(server, 'system');
  const bundle = new Map<string, readonly MetadataObject[]>();
  for (const type of request.types) {
    const objects = body[type];
    if (objects === undefined) continue;
    if (!isJsonArray(objects) || objects.length === 0 || !objects.every(isMetadataObject)) {
      return incomplete(server, type);
    }
    bundle.set(type, objects);
  }
  return succeed(bundle);
}

function incomplete(server: ConnectedServer, missing: string): Result<never, Problem> {
  return fail(problem('incomplete-answer', { host: server.name, path, missing }));
}

/** Most identifiers in one request: 14 characters each when encoded, well under the 8 kB that Tomcat allows a request line. */
export const idsPerRequest = 400;

/** What naming one more type costs in a request line (its flag and its filter), in identifiers. */
export const idsWorthOfType = 8;

/** Reads objects by identifier, in as few requests as the length of a request line allows. */
export async function readByIds(
  server: ConnectedServer,
  wanted: ReadonlyMap<string, readonly string[]>,
  fields: string | undefined,
  signal: AbortSignal,
): Promise<Result<MetadataBundle, Problem>> {
  const found = new Map<string, MetadataObject[]>();
  for (const request of packIds(wanted)) {
    const answer = await readMetadata(server, {
      types: [...request.keys()],
      ...(fields === undefined ? {} : { fields }),
      typeFilters: new Map([...request].map(([type, ids]) => [type, `id:in:[${ids.join(',')}]`])),
      signal,
    });
    if (!answer.ok) return answer;
    for (const [type, objects] of answer.value) found.set(type, [...(found.get(type) ?? []), ...objects]);
  }
  return succeed(found);
}

/** Spreads identifiers over requests of at most {@link idsPerRequest}, each type counting like some of them. */
export function packIds(
  wanted: ReadonlyMap<string, readonly string[]>,
): readonly ReadonlyMap<string, readonly string[]>[] {
  const requests: Map<string, readonly string[]>[] = [];
  let room = 0;
  for (const [type, ids] of wanted) {
    for (let from = 0; from < ids.length;) {
      if (room <= idsWorthOfType) {
        requests.push(new Map());
        room = idsPerRequest;
      }
      const part = ids.slice(from, from + room - idsWorthOfType);
      requests.at(-1)?.set(type, part);
      from += part.length;
      room -= part.length + idsWorthOfType;
    }
  }
  return requests;
}
