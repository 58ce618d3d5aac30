import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authentication, Authenticator } from '../accounts/authenticator';
import type { SandboxContext } from '../context';
import type { Fault } from '../faults/fault';
import type { FaultPlan } from '../faults/faultPlan';
import { RequestQuery } from './requestQuery';
import type { RequestRecord } from './requestLog';
import type { Router, SandboxRequest } from './router';
import { RequestRefused, refusal } from './sandboxResponse';
import type { SandboxResponse } from './sandboxResponse';
import { sendResponse } from './sendResponse';

/** What serving a request needs of the server around it. */
export interface Serving {
  readonly context: SandboxContext;
  readonly router: Router;
  readonly authenticator: Authenticator;
  readonly faults: FaultPlan;
  /** Waits so many milliseconds. */
  pause(millis: number): Promise<void>;
  record(record: RequestRecord): void;
  /** Reports an unexpected failure of a route. */
  complain(error: unknown): void;
}

/** Serves one request: faults before, authentication, the route, faults after, the record. */
export async function serveRequest(
  serving: Serving,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const at = new Date().toISOString();
  const url = incoming.url ?? '/';
  const method = incoming.method ?? 'GET';
  const body = await readBody(incoming);
  if (body === undefined) return;
  // The control routes are no part of the server that is stood in for: no faults, no record.
  const control = url.startsWith('/sandbox/');
  const faults = control ? [] : serving.faults.take(method, url);
  const response = await answerWithFaults(serving, incoming, body, faults);
  const sent = await sendResponse(outgoing, response, {
    method,
    faults,
    pause: (millis) => serving.pause(millis),
  });
  if (control) return;
  serving.record({
    method,
    path: url,
    status: response === 'drop' ? 0 : response.status,
    bytesIn: body.length,
    bytesOut: sent,
    ...(body.length > 0 ? { bodySha256: createHash('sha256').update(body).digest('hex') } : {}),
    at,
  });
}

async function answerWithFaults(
  serving: Serving,
  incoming: IncomingMessage,
  body: Buffer,
  faults: readonly Fault[],
): Promise<SandboxResponse | 'drop'> {
  let held = 0;
  for (const fault of faults) {
    switch (fault.kind) {
      case 'delay':
        await serving.pause(fault.millis);
        break;
      case 'clockSkew':
        serving.context.clock.setSkew(fault.millis);
        break;
      case 'delayedVisibility':
        held = Math.max(held, fault.millis);
        break;
      case 'status':
        return plainFault(fault.status, fault.body, fault.contentType);
      case 'dropBefore':
        return 'drop';
      case 'loginPage':
        return html(200, 'Login');
      case 'cutBody':
      case 'malformedJson':
      case 'emptyList':
      case 'dropAfterCommit':
      case 'commitThenStatus':
      case 'slowDrip':
      case 'bandwidth':
      case 'latency':
        // These befall the answer, below or while it is sent.
        break;
    }
  }
  const response = await answer(serving, incoming, body, held);
  return faults.reduce<SandboxResponse | 'drop'>(spoilAnswer, response);
}

function spoilAnswer(response: SandboxResponse | 'drop', fault: Fault): SandboxResponse | 'drop' {
  if (response === 'drop' || fault.kind === 'dropAfterCommit') return 'drop';
  if (fault.kind === 'commitThenStatus') return html(fault.status, 'Gateway');
  if (fault.kind === 'malformedJson') {
    const whole = wholeText(response);
    return { ...response, status: 200, body: whole.slice(0, Math.max(1, Math.floor(whole.length / 2))) };
  }
  if (fault.kind === 'emptyList') return { ...response, status: 200, body: emptied(wholeText(response)) };
  return response;
}

function wholeText(response: SandboxResponse): string {
  if (typeof response.body === 'string') return response.body;
  return Buffer.isBuffer(response.body) ? response.body.toString('utf8') : Array.from(response.body).join('');
}

function emptied(body: string): string {
  const value: unknown = JSON.parse(body);
  if (Array.isArray(value)) return '[]';
  if (typeof value !== 'object' || value === null) return body;
  const members = Object.entries(value).map(([name, member]: [string, unknown]) => [
    name,
    Array.isArray(member) ? [] : member,
  ]);
  return JSON.stringify(Object.fromEntries(members));
}

function plainFault(status: number, body?: string, contentType?: string): SandboxResponse {
  if (body === undefined) return refusal(status, `Answered by a fault rule: ${status}`);
  return { status, headers: { 'content-type': contentType ?? 'text/html;charset=UTF-8' }, body };
}

function html(status: number, title: string): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=UTF-8' },
    body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

async function answer(
  serving: Serving,
  incoming: IncomingMessage,
  body: Buffer,
  holdMillis: number,
): Promise<SandboxResponse> {
  const [path, search] = splitUrl(incoming.url ?? '/');
  const method = incoming.method ?? 'GET';
  const match = serving.router.match(method, apiPath(path));
  const authentication = serving.authenticator.authenticate(incoming, path);
  const refused = refusedByAuthentication(
    serving,
    authentication,
    match.found === 'route' ? match.route.access : undefined,
  );
  if (refused !== undefined) return refused;
  if (match.found === 'nothing') return refusal(404, `The requested resource ${path} was not found`, 'E1005');
  if (match.found === 'other-method') {
    return refusal(405, `Request method '${method}' is not supported`);
  }
  const request: SandboxRequest = {
    method,
    path,
    query: new RequestQuery(search),
    headers: incoming.headers,
    account: serving.authenticator.accountOf(authentication),
    body,
    param: (name) => decodeSegment(match.params.get(name) ?? ''),
    beforeCommit: async () => {
      if (holdMillis > 0) await serving.pause(holdMillis);
    },
  };
  try {
    const response = await match.route.handle(request, serving.context);
    const cookie = authentication.result === 'accepted' ? authentication.setCookie : undefined;
    if (cookie === undefined) return response;
    return { ...response, headers: { ...response.headers, 'set-cookie': [cookie] } };
  } catch (error) {
    if (error instanceof RequestRefused) return error.response;
    serving.complain(error);
    return refusal(500, error instanceof Error ? error.message : 'Internal Server Error');
  }
}

function refusedByAuthentication(
  serving: Serving,
  authentication: Authentication,
  access: 'open' | undefined,
): SandboxResponse | undefined {
  if (authentication.result === 'accepted') return undefined;
  if (access === 'open' && authentication.result === 'anonymous') return undefined;
  return serving.authenticator.refuse(authentication);
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function apiPath(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RequestRefused(400, `Malformed path segment ${segment}`);
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of incoming) pieces.push(Buffer.from(piece as Uint8Array));
  } catch {
    // The client went away in the middle of its own request: there is nobody to answer.
    return undefined;
  }
  return Buffer.concat(pieces);
}
