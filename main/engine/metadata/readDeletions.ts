import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { isJsonArray, isJsonObject, textOf } from './metadataObject';
import { typeOfKlass } from './metadataTypes';

/** An object that was deleted at the source. */
export interface Tombstone {
  readonly type: string;
  readonly id: string;
}

const path = '/api/deletedObjects';

/** More than any server has deleted since a watermark; one page, since the rows come without an order. */
const pageSize = 1_000_000;

/**
 * Reads what was deleted at a server since an instant, or ever. It asks for one page as long as all of them and not for
 * no pages: only then the answer carries the total, against which a cut or emptied list shows.
 */
export async function readDeletions(
  server: ConnectedServer,
  since: string | undefined,
  signal: AbortSignal,
): Promise<Result<readonly Tombstone[], Problem>> {
  const query = { fields: 'klass,uid', pageSize, ...(since === undefined ? {} : { deletedAt: since }) };
  const answer = await server.client.get(path, query, signal);
  if (!answer.ok) return fail(answer.error.problem);
  const { body } = answer.value;
  const rows = isJsonObject(body) ? body['deletedObjects'] : undefined;
  const pager = isJsonObject(body) ? body['pager'] : undefined;
  if (!isJsonArray(rows) || !isJsonObject(pager) || pager['total'] !== rows.length) return incomplete(server);
  const tombstones: Tombstone[] = [];
  for (const row of rows) {
    const klass = isJsonObject(row) ? textOf(row['klass']) : undefined;
    const id = isJsonObject(row) ? textOf(row['uid']) : undefined;
    if (klass === undefined || id === undefined) return incomplete(server);
    const type = typeOfKlass(klass);
    if (type !== undefined) tombstones.push({ type, id });
  }
  return succeed(tombstones);
}

function incomplete(server: ConnectedServer): Result<never, Problem> {
  return fail(problem('incomplete-answer', { host: server.name, path, missing: 'deletedObjects' }));
}
