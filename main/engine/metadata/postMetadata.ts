import type { Result } from '../../../shared/result';
import type { Answer, Query, RequestFailure } from '../dhis2/clientPort';
import type { RunContext } from '../run/runContext';
import type { MetadataObject, TypedObject } from './metadataObject';
import { orderOf } from './metadataTypes';

/** Body of POST /api/metadata: objects by type, in importer order. */
export type ImportBody = Readonly<Record<string, readonly MetadataObject[]>>;

/** Puts objects into the body of an import. */
export function bodyOf(objects: Iterable<TypedObject>): ImportBody {
  const byType = new Map<string, MetadataObject[]>();
  for (const { type, object } of objects) {
    const list = byType.get(type);
    if (list === undefined) byType.set(type, [object]);
    else list.push(object);
  }
  return Object.fromEntries([...byType].sort(([a], [b]) => orderOf(a) - orderOf(b)));
}

/**
 * Import options; the values are upper case, since DHIS2 takes an unknown one for its default, and the default of
 * `importMode` is COMMIT. Sharing is neither read nor written: what the destination has stays.
 */
const importOptions = {
  importStrategy: 'CREATE_AND_UPDATE',
  atomicMode: 'ALL',
  identifier: 'UID',
  importReportMode: 'ERRORS',
  skipSharing: true,
} as const;

/** Asks the destination what it would say to an import; nothing is written. */
export function validateImport(
  context: RunContext,
  body: ImportBody,
): Promise<Result<Answer, RequestFailure>> {
  const query: Query = { ...importOptions, importMode: 'VALIDATE' };
  return context.destination.client.post('/api/metadata', query, body, 'repeatable', context.signal);
}

/** Imports; the signal is not passed on, since a write that was sent must be waited for. */
export function commitImport(context: RunContext, body: ImportBody): Promise<Result<Answer, RequestFailure>> {
  const query: Query = { ...importOptions, importMode: 'COMMIT' };
  return context.destination.client.post('/api/metadata', query, body, 'not-repeatable');
}

/** Deletes; vetoed objects stay (E4030), as do those that are gone already (E5001), the others go (2.39 and later). */
export function commitDeletion(
  context: RunContext,
  body: ImportBody,
): Promise<Result<Answer, RequestFailure>> {
  const query: Query = {
    ...importOptions,
    importMode: 'COMMIT',
    importStrategy: 'DELETE',
    atomicMode: 'NONE',
  };
  return context.destination.client.post('/api/metadata', query, body, 'not-repeatable');
}
