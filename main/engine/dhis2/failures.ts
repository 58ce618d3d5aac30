import { problem } from '../../../shared/model/problem';
import type { Problem, ProblemCode } from '../../../shared/model/problem';
import { errorCode } from '../store/disk';
import type { RequestFailure } from './clientPort';

/** Node's error codes that mean that not a byte of the request reached the server. */
const neverSent: Readonly<Record<string, ProblemCode>> = {
  ENOTFOUND: 'name-not-found',
  EAI_AGAIN: 'name-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'network-unreachable',
  ENETUNREACH: 'network-unreachable',
  ENETDOWN: 'network-unreachable',
  EHOSTDOWN: 'network-unreachable',
};

/** TLS failures have many codes; these prefixes and names cover those of OpenSSL and Node. */
const tlsFailure =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/u;

/** Turns a failure below HTTP into a request failure; `host` is shown to the operator. */
export function transportFailure(error: unknown, host: string, requestSent: boolean): RequestFailure {
  const code = errorCode(error) ?? '';
  const detail = error instanceof Error ? error.message : String(error);
  const early = neverSent[code];
  if (early !== undefined) return { problem: problem(early, { host }, detail), effect: 'none' };
  if (tlsFailure.test(code)) {
    // EPROTO can also break a connection half-way; all others happen before the request goes out.
    const effect = code === 'EPROTO' && requestSent ? 'unknown' : 'none';
    return { problem: problem('tls-failed', { host }, detail), effect };
  }
  const timedOut = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
  return {
    problem: problem(timedOut ? 'timed-out' : 'connection-cut', { host }, detail),
    effect: requestSent ? 'unknown' : 'none',
  };
}

const problemByStatus: Readonly<Record<number, ProblemCode>> = {
  401: 'wrong-credentials',
  403: 'forbidden',
  404: 'not-found',
  408: 'timed-out',
  409: 'conflict',
  413: 'too-large',
  429: 'too-many-requests',
  502: 'gateway-error',
  503: 'gateway-error',
  504: 'gateway-error',
};

/** What a status outside 2xx means; DHIS2 says more in `message` of its WebMessage body. */
export function statusFailure(
  status: number,
  host: string,
  path: string,
  serverWords: string,
): RequestFailure {
  if (status >= 300 && status < 400) {
    return { problem: problem('redirected', { host, status }, serverWords), status, effect: 'none' };
  }
  const code = problemByStatus[status] ?? (status >= 500 ? 'server-error' : 'conflict');
  // 5xx and 408 can follow a commit (a proxy gives up while the import goes on); other 4xx are refusals.
  const effect = status >= 500 || status === 408 ? 'unknown' : 'none';
  return { problem: problem(code, { host, status, path }, serverWords), status, effect };
}

/** The server's own words in a body: `message` (and `errorCode`) of a WebMessage, or the start of a text. */
export function wordsOf(body: unknown, text: string): string {
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') {
    const code = 'errorCode' in body && typeof body.errorCode === 'string' ? `${body.errorCode}: ` : '';
    return `${code}${body.message}`;
  }
  // Proxies answer with HTML pages; their tags help nobody.
  return text
    .slice(0, 4000)
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 500);
}

const worthRetrying: ReadonlySet<ProblemCode> = new Set([
  'connection-cut',
  'timed-out',
  'gateway-error',
  'too-many-requests',
  'malformed-answer',
  'connection-refused',
  'network-unreachable',
]);

/** Failures after which the same read may be tried again. */
export function isWorthRetrying(failed: Problem): boolean {
  return worthRetrying.has(failed.code);
}
