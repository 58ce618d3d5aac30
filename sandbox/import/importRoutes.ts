import type { SandboxContext } from '../context';
import { jsonBody } from '../http/router';
import type { Route, SandboxRequest } from '../http/router';
import { RequestRefused, webMessage } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import { importMetadata } from './importMetadata';
import { readImportParameters } from './importParameters';
import { reportJson } from './importReport';

/** `POST /api/metadata`. */
export const importRoutes: readonly Route[] = [
  { method: 'POST', pattern: '/api/metadata', handle: (request, server) => postMetadata(request, server) },
  {
    method: 'POST',
    pattern: '/api/metadata.json',
    handle: (request, server) => postMetadata(request, server),
  },
];

/** What DHIS2 says above every report that is not OK. */
export const reportMessage = 'One or more errors occurred, please see full details in import report.';

async function postMetadata(request: SandboxRequest, server: SandboxContext): Promise<SandboxResponse> {
  const parameters = readImportParameters(request.query);
  if (parameters.async) {
    throw new RequestRefused(501, 'This stand-in has no asynchronous imports yet: leave async out.');
  }
  if (parameters.identifier === 'CODE') {
    throw new RequestRefused(501, 'This stand-in imports by UID only: leave identifier out.');
  }
  const { importStrategy: strategy } = parameters;
  const payload = jsonBody(request, 'magic');
  if (strategy === 'unsupported') throw new RequestRefused(500, 'Internal Server Error');
  const report = await importMetadata({
    context: server,
    account: request.account,
    payload,
    parameters,
    strategy,
    beforeCommit: () => request.beforeCommit(),
  });
  const response = reportJson(report, parameters);
  if (report.status === 'OK') return webMessage(200, { status: 'OK', response });
  // WARNING outside for ERROR inside as well: DHIS2 always says so.
  return webMessage(409, { status: 'WARNING', message: reportMessage, response });
}
