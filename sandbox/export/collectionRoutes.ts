import type { SandboxContext } from '../context';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, json } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { StoredObject } from '../metadata/metadataStore';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { hasAuthority } from '../model';
import { acceptedArchive, attachment } from './exportRoutes';
import { parseFields, presetSelection } from './fieldSelection';
import { readFilters } from './objectFilter';
import { orderOf } from './objectOrder';
import { ObjectView } from './objectView';
import { sharingAllows } from './readAccess';

/** `GET /api/{plural}` and `GET /api/{plural}/{id}`. */
export const collectionRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/api/:plural', handle: (request, server) => list(request, server) },
  { method: 'GET', pattern: '/api/:plural/:id', handle: (request, server) => single(request, server) },
];

/** The type a path names, or a 404 as for any unknown path. A `.json` suffix is allowed. */
export function typeOfPath(request: SandboxRequest, server: SandboxContext): TypeSchema {
  const plural = request.param('plural').replace(/\.json(\.gz|\.zip)?$/, '');
  const type = server.schemas.get(plural);
  if (type === undefined)
    throw new RequestRefused(404, `The requested resource ${request.path} was not found`);
  return type;
}

/** The object a path names, or DHIS2's 404 for it. */
export function objectOfPath(
  request: SandboxRequest,
  server: SandboxContext,
  type: TypeSchema,
): StoredObject {
  const id = request.param('id').replace(/\.json$/, '');
  const stored = server.metadata.stored(type.plural, id);
  if (stored === undefined || !sharingAllows(server, request.account, type, stored.object, 'r')) {
    throw new RequestRefused(404, `${type.klassName} with id ${id} could not be found.`, 'E1005');
  }
  return stored;
}

function viewFor(request: SandboxRequest, server: SandboxContext): ObjectView {
  return new ObjectView(server, {
    sharing: 'kept',
    defaults: request.query.first('defaults') === 'EXCLUDE' ? 'excluded' : 'included',
  });
}

function single(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const type = typeOfPath(request, server);
  const stored = objectOfPath(request, server, type);
  const fields = request.query.all('fields');
  const selection = fields.length === 0 ? presetSelection('all') : parseFields(fields);
  return json(viewFor(request, server).write(type, stored, selection));
}

function list(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const type = typeOfPath(request, server);
  if (type.plural === 'users' && !hasAuthority(request.account, 'F_USER_VIEW')) {
    throw new RequestRefused(403, 'Access is denied, requires one Authority from [F_USER_VIEW]');
  }
  const { query } = request;
  const view = viewFor(request, server);
  const passes = readFilters(
    server,
    type,
    query.all('filter'),
    query.first('rootJunction')?.toUpperCase() === 'OR' ? 'OR' : 'AND',
  );
  const asked = query.first('query')?.toLowerCase();
  const found = [...server.metadata.allStored(type.plural)].filter(
    (stored) =>
      passes(stored) &&
      matchesQuery(stored, asked) &&
      sharingAllows(server, request.account, type, stored.object, 'r') &&
      !(query.first('defaults') === 'EXCLUDE' && view.isDefault(type.plural, stored.object.id)),
  );
  found.sort(orderOf(type, query.all('order'), view));
  const fields = query.all('fields');
  const selection = parseFields(fields.length === 0 ? ['id,displayName'] : fields);
  const paged = query.flag('paging', true) && !skipsPaging(request, server);
  const { rows, pager } = paged ? pageOf(request, type, found) : { rows: found, pager: undefined };
  const body = {
    ...(pager === undefined ? {} : { pager }),
    [type.plural]: rows.map((stored) => view.write(type, stored, selection)),
  };
  const suffix = /\.json\.(gz|zip)$/.exec(request.path)?.[1];
  const archive = suffix === undefined ? acceptedArchive(request) : suffix === 'gz' ? 'gzip' : 'zip';
  return archive === undefined ? json(body) : { ...json(body), ...attachment(archive, type.plural) };
}

/** `skipPaging` was dropped with 2.42: newer servers ignore it like any parameter they do not know. */
function skipsPaging(request: SandboxRequest, server: SandboxContext): boolean {
  return !server.atLeast('2.42') && request.query.flag('skipPaging', false);
}

function matchesQuery({ object }: StoredObject, asked: string | undefined): boolean {
  if (asked === undefined || asked === '') return true;
  const name = object['name'];
  return (
    object.id.toLowerCase() === asked ||
    (typeof object['code'] === 'string' && object['code'].toLowerCase() === asked) ||
    (typeof name === 'string' && name.toLowerCase().includes(asked))
  );
}

interface Pager {
  readonly page: number;
  readonly total: number;
  readonly pageSize: number;
  readonly pageCount: number;
  readonly nextPage?: string;
  readonly prevPage?: string;
}

function pageOf(
  request: SandboxRequest,
  type: TypeSchema,
  found: readonly StoredObject[],
): { rows: readonly StoredObject[]; pager: Pager } {
  const pageSize = positive(request, 'pageSize', 50);
  const asked = positive(request, 'page', 1);
  const pageCount = Math.max(1, Math.ceil(found.length / pageSize));
  // Past the end the pager says the last page while the rows come from the offset asked for: none.
  const page = Math.min(asked, pageCount);
  const link = (number: number): string => {
    const search = new URLSearchParams();
    for (const name of request.query.names()) {
      for (const value of request.query.all(name)) if (name !== 'page') search.append(name, value);
    }
    search.set('page', String(number));
    return `http://${request.headers.host ?? '127.0.0.1'}/api/${type.plural}?${search.toString()}`;
  };
  return {
    rows: found.slice((asked - 1) * pageSize, asked * pageSize),
    pager: {
      page,
      total: found.length,
      pageSize,
      pageCount,
      ...(page < pageCount ? { nextPage: link(page + 1) } : {}),
      ...(page > 1 ? { prevPage: link(page - 1) } : {}),
    },
  };
}

function positive(request: SandboxRequest, name: string, otherwise: number): number {
  const text = request.query.first(name);
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value)) {
    throw new RequestRefused(
      400,
      `Value '${text}' is not valid for parameter ${name}. It should be of type int`,
    );
  }
  return Math.max(1, value);
}
