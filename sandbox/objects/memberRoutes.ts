import type { SandboxContext } from '../context';
import { objectOfPath, typeOfPath } from '../export/collectionRoutes';
import { jsonBody } from '../http/router';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, json, webMessage } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import { ObjectView } from '../export/objectView';
import { isRecord, isSuperuser, referenceIds } from '../model';

/**
 * Collections of one object, such as the org units of a user: adding and removing single members by path, many
 * with `{"additions":[{"id"}],"deletions":[{"id"}]}`, replacing all with `{"identifiableObjects":[{"id"}]}`.
 */
export const memberRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/api/:plural/:id/:member', handle: (request, server) => read(request, server) },
  {
    method: 'POST',
    pattern: '/api/:plural/:id/:member/:item',
    handle: (request, server) => change(request, server, [request.param('item')], []),
  },
  {
    method: 'DELETE',
    pattern: '/api/:plural/:id/:member/:item',
    handle: (request, server) => change(request, server, [], [request.param('item')]),
  },
  {
    method: 'POST',
    pattern: '/api/:plural/:id/:member',
    handle: (request, server) => {
      const body = bodyOf(request);
      const additions = [...referenceIds(body['additions']), ...referenceIds(body['identifiableObjects'])];
      return change(request, server, additions, referenceIds(body['deletions']));
    },
  },
  {
    method: 'PUT',
    pattern: '/api/:plural/:id/:member',
    handle: (request, server) => {
      const wanted = referenceIds(bodyOf(request)['identifiableObjects']);
      const present = referenceIds(owned(request, server).list);
      return change(
        request,
        server,
        wanted,
        present.filter((id) => !wanted.includes(id)),
      );
    },
  },
];

function bodyOf(request: SandboxRequest): Readonly<Record<string, unknown>> {
  const body = jsonBody(request);
  return isRecord(body) ? body : {};
}

function read(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const type = typeOfPath(request, server);
  const stored = objectOfPath(request, server, type);
  const view = new ObjectView(server, { sharing: 'kept', defaults: 'included' });
  const name = request.param('member');
  const value = view.member(type, stored, name);
  if (value === undefined)
    throw new RequestRefused(404, `Property ${name} does not exist on ${type.klassName}`);
  return json({ [name]: value });
}

function owned(request: SandboxRequest, server: SandboxContext): { list: unknown; target: string } {
  const type = typeOfPath(request, server);
  const { object } = objectOfPath(request, server, type);
  const name = request.param('member');
  const member = type.members.get(name);
  if (member?.kind !== 'references') {
    throw new RequestRefused(409, `Property \`${name}\` of ${type.klassName} is no collection it owns.`);
  }
  return { list: object[name], target: member.target ?? '' };
}

async function change(
  request: SandboxRequest,
  server: SandboxContext,
  additions: readonly string[],
  deletions: readonly string[],
): Promise<SandboxResponse> {
  if (!isSuperuser(request.account)) throw new RequestRefused(403, "You don't have the proper permissions.");
  const type = typeOfPath(request, server);
  const { list, target } = owned(request, server);
  for (const id of additions) {
    if (server.metadata.stored(target, id) === undefined) {
      const klass = server.schemas.get(target)?.klassName ?? target;
      throw new RequestRefused(404, `${klass} with id ${id} could not be found.`, 'E1005');
    }
  }
  await request.beforeCommit();
  const { object } = objectOfPath(request, server, type);
  const kept = referenceIds(list).filter((id) => !deletions.includes(id) && !additions.includes(id));
  server.metadata.put(type.plural, {
    ...object,
    [request.param('member')]: [...kept, ...additions].map((id) => ({ id })),
  });
  return webMessage(200, {
    status: 'OK',
    response: {
      responseType: 'TypeReport',
      klass: type.klass,
      stats: { created: 0, updated: additions.length + deletions.length, deleted: 0, ignored: 0 },
    },
  });
}
