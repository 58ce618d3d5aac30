import type { SandboxContext } from '../context';
import { parseFields } from '../export/fieldSelection';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, json } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { DeletedObject } from '../metadata/metadataStore';
import { isSuperuser } from '../model';

/** `GET /api/deletedObjects`: what was deleted through the application and does not exist again. */
export const deletedObjectRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/api/deletedObjects', handle: (request, server) => list(request, server) },
];

function list(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  if (!isSuperuser(request.account)) {
    throw new RequestRefused(403, 'Access is denied, requires one Authority from [ALL]');
  }
  const { query } = request;
  const since = query.first('deletedAt');
  const from = since === undefined ? undefined : server.clock.parse(since);
  if (since !== undefined && from === undefined) {
    throw new RequestRefused(
      400,
      `Value '${since}' is not valid for parameter deletedAt. It should be a date`,
    );
  }
  const klass = (entry: DeletedObject): string => server.schemas.require(entry.plural).klassName;
  const wanted = (values: readonly string[], value: string | undefined): boolean =>
    values.length === 0 || (value !== undefined && values.includes(value));
  const found = [...server.metadata.deletedObjects()].filter(
    (entry) =>
      (from === undefined || entry.deletedAt >= from) &&
      wanted(query.all('klass'), klass(entry)) &&
      wanted(query.all('uid'), entry.uid) &&
      wanted(query.all('code'), entry.code),
  );
  // No ORDER BY on any version: an order of its own, the same for the same entries.
  found.sort((a, b) => (scatter(a.uid) < scatter(b.uid) ? -1 : 1));
  const fields = query.all('fields');
  const selection = fields.length === 0 ? undefined : parseFields(fields);
  const rows = found.map((entry) => {
    const row = {
      klass: klass(entry),
      uid: entry.uid,
      ...(entry.code === undefined ? {} : { code: entry.code }),
      deletedAt: server.clock.formatLocal(entry.deletedAt),
      deletedBy: entry.deletedBy,
    };
    if (selection === undefined || selection.presets.size > 0) return row;
    return Object.fromEntries(Object.entries(row).filter(([name]) => selection.named.has(name)));
  });
  const paged = query.flag('paging', true) && !query.flag('skipPaging', false);
  return json(paged ? page(request, rows) : { deletedObjects: rows });
}

function page(request: SandboxRequest, rows: readonly unknown[]): unknown {
  const pageSize = Math.max(1, Number(request.query.first('pageSize') ?? '50') || 50);
  const number = Math.max(1, Number(request.query.first('page') ?? '1') || 1);
  const pageCount = Math.max(1, Math.ceil(rows.length / pageSize));
  return {
    pager: { page: Math.min(number, pageCount), total: rows.length, pageSize, pageCount },
    deletedObjects: rows.slice((number - 1) * pageSize, number * pageSize),
  };
}

function scatter(uid: string): string {
  return uid.slice(7) + uid.slice(3, 7) + uid.slice(0, 3);
}
