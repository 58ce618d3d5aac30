import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Problem } from '../../../shared/model/problem';
import type { ConnectedServer } from '../dhis2/server';
import { referencedId, referencedIds } from './metadataObject';
import type { MetadataBundle, MetadataObject } from './metadataObject';
import { idsPerRequest, readMetadata } from './readMetadata';

/** Finds objects of one server by what they refer to: in memory after a full read, by request otherwise. */
export interface ObjectLookup {
  /** Objects of a type whose member (a reference or a collection of them) names one of the identifiers. */
  referring(
    type: string,
    member: string,
    ids: readonly string[],
  ): Promise<Result<readonly MetadataObject[], Problem>>;
  /** Objects of a type by identifier. */
  byId(type: string, ids: readonly string[]): Promise<Result<readonly MetadataObject[], Problem>>;
}

/** Looks objects up in a bundle that holds all of them. */
export function lookupInMemory(bundle: MetadataBundle): ObjectLookup {
  const all = (type: string): readonly MetadataObject[] => bundle.get(type) ?? [];
  return {
    referring: (type, member, ids) => {
      const wanted = new Set(ids);
      const refers = (value: unknown): boolean => {
        const single = referencedId(value);
        return single === undefined ? referencedIds(value).some((id) => wanted.has(id)) : wanted.has(single);
      };
      return Promise.resolve(succeed(all(type).filter((object) => refers(object[member]))));
    },
    byId: (type, ids) => {
      const wanted = new Set(ids);
      return Promise.resolve(succeed(all(type).filter(({ id }) => wanted.has(id))));
    },
  };
}

/** Looks objects up by GET /api/metadata with a filter on one type. */
export function lookupByRequest(server: ConnectedServer, signal: AbortSignal): ObjectLookup {
  const find = async (
    type: string,
    path: string,
    ids: readonly string[],
  ): Promise<Result<readonly MetadataObject[], Problem>> => {
    const found = new Map<string, MetadataObject>();
    for (let from = 0; from < ids.length; from += idsPerRequest) {
      const part = ids.slice(from, from + idsPerRequest).join(',');
      const answer = await readMetadata(server, {
        types: [type],
        typeFilters: new Map([[type, `${path}:in:[${part}]`]]),
        signal,
      });
      if (!answer.ok) return answer;
      for (const object of answer.value.get(type) ?? []) found.set(object.id, object);
    }
    return succeed([...found.values()]);
  };
  return {
    referring: (type, member, ids) => find(type, `${member}.id`, ids),
    byId: (type, ids) => find(type, 'id', ids),
  };
}
