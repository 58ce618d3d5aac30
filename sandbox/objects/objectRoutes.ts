import type { SandboxContext } from '../context';
import { objectOfPath, typeOfPath } from '../export/collectionRoutes';
import { ObjectView, ownerSelection } from '../export/objectView';
import { jsonBody } from '../http/router';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, refusal, webMessage } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import { deleteObject } from '../import/deleteObject';
import { importMetadata } from '../import/importMetadata';
import type { ImportStrategy } from '../import/importParameters';
import { loadingParameters } from '../import/importParameters';
import { reportMessage } from '../import/importRoutes';
import { reportJson } from '../import/importReport';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { hasAuthority, isRecord } from '../model';
import type { MetadataObject } from '../model';
import { applyJsonPatch } from './jsonPatch';
import { generateOptionCombos } from './optionComboGenerator';

/** Creating, replacing, patching and deleting one object, as a person does in the maintenance application. */
export const objectRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/api/:plural', handle: (request, server) => create(request, server) },
  { method: 'PUT', pattern: '/api/:plural/:id', handle: (request, server) => replace(request, server) },
  { method: 'PATCH', pattern: '/api/:plural/:id', handle: (request, server) => patch(request, server) },
  { method: 'DELETE', pattern: '/api/:plural/:id', handle: (request, server) => remove(request, server) },
];

async function create(request: SandboxRequest, server: SandboxContext): Promise<SandboxResponse> {
  const type = typeOfPath(request, server);
  const body = jsonBody(request);
  if (!isRecord(body)) throw new RequestRefused(400, 'The request body is no object.');
  const id = typeof body['id'] === 'string' ? body['id'] : server.random.uid();
  const response = await importOne(request, server, type, { ...body, id }, 'CREATE');
  return response ?? webMessage(201, { status: 'OK', response: objectReport(type, id) });
}

async function replace(request: SandboxRequest, server: SandboxContext): Promise<SandboxResponse> {
  const type = typeOfPath(request, server);
  const { object } = objectOfPath(request, server, type);
  const body = jsonBody(request);
  if (!isRecord(body)) throw new RequestRefused(400, 'The request body is no object.');
  const response = await importOne(request, server, type, { ...body, id: object.id }, 'UPDATE');
  return response ?? webMessage(200, { status: 'OK', response: objectReport(type, object.id) });
}

async function patch(request: SandboxRequest, server: SandboxContext): Promise<SandboxResponse> {
  const type = typeOfPath(request, server);
  const stored = objectOfPath(request, server, type);
  const view = new ObjectView(server, { sharing: 'kept', defaults: 'included' });
  const patched = applyJsonPatch(view.write(type, stored, ownerSelection), jsonBody(request));
  if (!patched.ok) return refusal(400, patched.problem);
  const { id } = stored.object;
  const response = await importOne(request, server, type, { ...patched.value, id }, 'UPDATE');
  return response ?? webMessage(200, { status: 'OK', response: objectReport(type, id) });
}

async function remove(request: SandboxRequest, server: SandboxContext): Promise<SandboxResponse> {
  const type = typeOfPath(request, server);
  const { object } = objectOfPath(request, server, type);
  const authority = `F_${type.klassName.toUpperCase()}_DELETE`;
  if (!hasAuthority(request.account, authority)) {
    return refusal(403, `You don't have the proper permissions to delete objects of type ${type.klassName}.`);
  }
  await request.beforeCommit();
  const outcome = deleteObject(server, request.account, type.plural, object.id);
  if (outcome.result === 'deleted') {
    return webMessage(200, { status: 'OK', response: objectReport(type, object.id) });
  }
  const message = `Object could not be deleted because it is associated with another object: ${outcome.by}`;
  return refusal(409, message, 'E4030');
}

/** Imports one object; undefined when it went through. */
async function importOne(
  request: SandboxRequest,
  server: SandboxContext,
  type: TypeSchema,
  object: MetadataObject,
  strategy: ImportStrategy,
): Promise<SandboxResponse | undefined> {
  const parameters = { ...loadingParameters, atomicMode: 'ALL', importStrategy: strategy } as const;
  const report = await importMetadata({
    context: server,
    account: request.account,
    payload: { [type.plural]: [object] },
    parameters,
    strategy,
    beforeCommit: () => request.beforeCommit(),
  });
  if (report.status !== 'OK') {
    return webMessage(409, {
      status: 'WARNING',
      message: reportMessage,
      response: reportJson(report, parameters),
    });
  }
  generateOptionCombos(server, type.plural, object.id);
  return undefined;
}

function objectReport(type: TypeSchema, uid: string): unknown {
  return { responseType: 'ObjectReport', klass: type.klass, uid, errorReports: [] };
}
