import type { SandboxContext } from '../context';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, streamedJson } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { hasAuthority } from '../model';
import { parseFields } from './fieldSelection';
import type { FieldSelection } from './fieldSelection';
import { readFilters } from './objectFilter';
import type { ObjectPredicate } from './objectFilter';
import { orderOf } from './objectOrder';
import { ObjectView, ownerSelection } from './objectView';
import { sharingAllows } from './readAccess';

/** `GET /api/metadata` in its plain and compressed forms. */
export const exportRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/api/metadata', handle: (request, server) => exportMetadata(request, server) },
  {
    method: 'GET',
    pattern: '/api/metadata.json',
    handle: (request, server) => exportMetadata(request, server),
  },
  {
    method: 'GET',
    pattern: '/api/metadata.json.gz',
    handle: (request, server) => ({ ...exportMetadata(request, server), ...attachment('gzip') }),
  },
  {
    method: 'GET',
    pattern: '/api/metadata.json.zip',
    handle: (request, server) => ({ ...exportMetadata(request, server), ...attachment('zip') }),
  },
];

/** Members of a response that goes out as a compressed file: no Content-Encoding, as in DHIS2. */
export function attachment(archive: 'gzip' | 'zip', name = 'metadata'): Partial<SandboxResponse> {
  const suffix = archive === 'gzip' ? 'gz' : 'zip';
  return {
    archive,
    headers: {
      'content-type': `application/json+${archive}`,
      'content-disposition': `attachment; filename=${name}.json.${suffix}`,
      'content-transfer-encoding': 'binary',
    },
  };
}

/** Compression asked for by `Accept: application/json+gzip` or `+zip`. */
export function acceptedArchive(request: SandboxRequest): 'gzip' | 'zip' | undefined {
  const accept = request.headers.accept ?? '';
  if (accept.includes('application/json+gzip')) return 'gzip';
  return accept.includes('application/json+zip') ? 'zip' : undefined;
}

interface TypeExport {
  readonly type: TypeSchema;
  readonly selection: FieldSelection;
  readonly passes: ObjectPredicate;
  /** `order` parameters; none leaves the objects as they come. */
  readonly order: readonly string[];
}

function exportMetadata(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const chosen = chosenTypes(request, server);
  if (chosen === undefined && !hasAuthority(request.account, 'F_METADATA_EXPORT')) {
    throw new RequestRefused(
      409,
      "Unfiltered access to metadata export requires super user or 'F_METADATA_EXPORT' authority.",
    );
  }
  const users = server.schemas.require('users');
  const mayReadUsers =
    hasAuthority(request.account, 'F_METADATA_EXPORT') || hasAuthority(request.account, 'F_USER_VIEW');
  if (chosen?.includes(users) === true && !mayReadUsers) {
    throw new RequestRefused(409, "Exporting user metadata requires the 'F_USER_VIEW' authority.");
  }
  const exports = (chosen ?? server.schemas.types).map((type) => typeExport(request, server, type));
  const archive = acceptedArchive(request);
  const response = streamedJson(pieces(request, server, exports));
  return archive === undefined ? response : { ...response, ...attachment(archive) };
}

/** The types named by a `{plural}=true`, `{plural}:fields=`… parameter; undefined when none is named. */
function chosenTypes(request: SandboxRequest, server: SandboxContext): TypeSchema[] | undefined {
  const chosen = server.schemas.types.filter((type) => {
    const flag = request.query.first(type.plural);
    return (
      (flag !== undefined && flag.toLowerCase() === 'true') ||
      ['fields', 'filter', 'order'].some((suffix) => request.query.has(`${type.plural}:${suffix}`))
    );
  });
  return chosen.length === 0 ? undefined : chosen;
}

function typeExport(request: SandboxRequest, server: SandboxContext, type: TypeSchema): TypeExport {
  const { query } = request;
  const own = query.all(`${type.plural}:fields`);
  const fields = own.length > 0 ? own : query.all('fields');
  const ownOrder = query.all(`${type.plural}:order`);
  const ownFilters = query.all(`${type.plural}:filter`);
  return {
    type,
    selection: fields.length === 0 ? ownerSelection : parseFields(fields),
    order: ownOrder.length > 0 ? ownOrder : query.all('order'),
    passes: readFilters(server, type, ownFilters.length > 0 ? ownFilters : query.all('filter')),
  };
}

function* pieces(
  request: SandboxRequest,
  server: SandboxContext,
  exports: readonly TypeExport[],
): IterableIterator<string> {
  // Exact case only: an unknown value silently means INCLUDE.
  const excludeDefaults = request.query.first('defaults') === 'EXCLUDE';
  const view = new ObjectView(server, {
    sharing: request.query.flag('skipSharing', false) ? 'left-out' : 'kept',
    defaults: excludeDefaults ? 'excluded' : 'included',
  });
  const system = {
    id: server.systemId,
    rev: '5f1a2c3',
    version: server.version,
    date: server.clock.formatWithOffset(server.clock.now()),
  };
  yield `{"system":${JSON.stringify(system)}`;
  for (const { type, selection, passes, order } of exports) {
    let opened = false;
    const all = server.metadata.allStored(type.plural);
    for (const stored of order.length === 0 ? all : [...all].sort(orderOf(type, order, view))) {
      if (excludeDefaults && view.isDefault(type.plural, stored.object.id)) continue;
      if (!passes(stored) || !sharingAllows(server, request.account, type, stored.object, 'r')) continue;
      yield opened ? ',' : `,"${type.plural}":[`;
      opened = true;
      yield JSON.stringify(view.write(type, stored, selection));
    }
    if (opened) yield ']';
  }
  yield '}';
}
