import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { CookieJar } from 'tough-cookie';
import { problem } from '../../../shared/model/problem';
import type { Problem, ProblemCode } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Clock, Random } from '../ports';
import type { Answer, Dhis2Client, Query, Repeatable, RequestFailure, Traffic } from './clientPort';
import { isWorthRetrying, statusFailure, transportFailure, wordsOf } from './failures';
import { createServerWords } from './serverWords';

/** How a request proves who asks. */
export type Credentials =
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'token'; readonly token: string };

/** A request that failed for good, or that is made again; nothing of its query or body. */
export type RequestTrouble = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly host: string;
  readonly problem: ProblemCode;
} & (
  | {
      readonly kind: 'repeated';
      /** Number of the attempt that comes, 2 and more, and the milliseconds until then. */
      readonly attempt: number;
      readonly waitMs: number;
    }
  | { readonly kind: 'failed' }
);

/** What the client needs; time-outs are of silence on the line, in milliseconds. */
export interface HttpClientOptions {
  /** Checked base address, see readBaseUrl. */
  readonly baseUrl: URL;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly random: Random;
  /** Reads: 120,000 by default. */
  readonly readSilenceMs?: number;
  /** Writes: an import may compute for minutes before its first byte; 900,000 by default. */
  readonly writeSilenceMs?: number;
  /** Waits between the tries of a repeatable request, before jitter. */
  readonly retryDelaysMs?: readonly number[];
  /** Hears of every failure but the operator's own stop. */
  readonly onTrouble?: (trouble: RequestTrouble) => void;
}

/** Longest wait that a server's Retry-After may impose within a run. */
const longestRetryAfterMs = 60_000;

interface Attempt {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly url: string;
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal | undefined;
}

interface FailedAttempt extends RequestFailure {
  readonly retryAfterMs?: number;
}

/** Parses `Retry-After` given in seconds; dates are ignored. */
function retryAfter(response: AxiosResponse): { retryAfterMs?: number } {
  const seconds = Number(response.headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0
    ? { retryAfterMs: Math.min(seconds * 1000, longestRetryAfterMs) }
    : {};
}

function authorization(credentials: Credentials): string {
  switch (credentials.type) {
    case 'basic':
      return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;
    case 'token':
      return `ApiToken ${credentials.token}`;
  }
}

function withQuery(base: URL, path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? (value as readonly string[]) : [value]) {
      params.append(name, String(item));
    }
  }
  const text = params.toString();
  return `${base.origin}${base.pathname === '/' ? '' : base.pathname}${path}${text === '' ? '' : `?${text}`}`;
}

/** Dhis2Client over axios, one per server and run. */
export function createHttpClient(options: HttpClientOptions): Dhis2Client & { close(): void } {
  const { baseUrl, clock, random } = options;
  const host = baseUrl.host;
  const delays = options.retryDelaysMs ?? [1000, 3000, 9000];
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 4 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 4 }),
  };
  const jar = new CookieJar();
  const header = authorization(options.credentials);
  const words = createServerWords(
    options.credentials.type === 'basic' ? options.credentials.password : options.credentials.token,
  );
  let refused: Problem | undefined;
  let requests = 0;
  let bytesSent = 0;
  let bytesReceived = 0;

  async function readBody(
    response: AxiosResponse<Readable>,
    watch: { restart: () => void },
  ): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of response.data) {
      watch.restart();
      const bytes = Buffer.from(chunk as Uint8Array);
      bytesReceived += bytes.length;
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  function interpret(attempt: Attempt, response: AxiosResponse, text: string): Result<Answer, FailedAttempt> {
    const { status } = response;
    const succeeded = status >= 200 && status < 300;
    let body: unknown;
    let isJson = true;
    try {
      // What is read is data, and stays as it is; the answer to a write, and a refusal, are words.
      body = succeeded && attempt.method === 'GET' ? (JSON.parse(text) as unknown) : words.parse(text);
    } catch {
      isJson = false;
    }
    if (isJson && (succeeded || (status === 409 && attempt.method === 'POST'))) {
      return succeed({ status, body });
    }
    if (!succeeded) {
      const failure = statusFailure(status, host, attempt.path, wordsOf(body, words.redact(text)));
      if (failure.problem.code === 'wrong-credentials') refused = failure.problem;
      return fail({ ...failure, ...retryAfter(response) });
    }
    // 2xx without JSON: a login page or a proxy speaks instead of DHIS2, or the body was cut.
    const contentType = String(response.headers['content-type'] ?? '');
    const looksLikeJson = contentType.includes('json') && !text.trimStart().startsWith('<');
    const params = { host, path: attempt.path, contentType: contentType.slice(0, 100) };
    return fail({
      problem: problem(
        looksLikeJson ? 'malformed-answer' : 'not-json',
        params,
        wordsOf(undefined, words.redact(text)),
      ),
      status,
      effect: attempt.method === 'GET' ? 'none' : 'unknown',
    });
  }

  async function sendOnce(attempt: Attempt): Promise<Result<Answer, FailedAttempt>> {
    if (refused !== undefined) return fail({ problem: refused, status: 401, effect: 'none' });
    const silenceMs =
      attempt.method === 'GET' ? (options.readSilenceMs ?? 120_000) : (options.writeSilenceMs ?? 900_000);
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    const watch = {
      restart: () => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
      },
    };
    const cookies = jar.getCookieStringSync(attempt.url);
    requests += 1;
    bytesSent += Buffer.byteLength(attempt.url) + (attempt.body?.length ?? 0);
    try {
      const response = await axios.request<Readable>({
        ...agents,
        adapter: 'http',
        method: attempt.method,
        url: attempt.url,
        data: attempt.body,
        responseType: 'stream',
        maxRedirects: 0,
        maxBodyLength: Infinity,
        maxContentLength: Infinity,
        proxy: false,
        validateStatus: () => true,
        signal:
          attempt.signal === undefined ? silence.signal : AbortSignal.any([silence.signal, attempt.signal]),
        headers: {
          Accept: 'application/json',
          Authorization: header,
          // Without it DHIS2 answers a missing session with a redirect to its login page instead of 401.
          'X-Requested-With': 'XMLHttpRequest',
          'User-Agent': 'Passerelle',
          ...(attempt.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(cookies === '' ? {} : { Cookie: cookies }),
        },
      });
      for (const cookie of response.headers['set-cookie'] ?? []) {
        jar.setCookieSync(cookie, attempt.url, { ignoreError: true });
      }
      return interpret(attempt, response, await readBody(response, watch));
    } catch (error) {
      const requestSent = attempt.method === 'POST';
      if (attempt.signal?.aborted === true) {
        return fail({ problem: problem('stopped-by-operator'), effect: requestSent ? 'unknown' : 'none' });
      }
      if (silence.signal.aborted) {
        const seconds = Math.round(silenceMs / 1000);
        return fail({
          problem: problem('timed-out', { host, seconds }),
          effect: requestSent ? 'unknown' : 'none',
        });
      }
      return fail(transportFailure(error, host, requestSent));
    } finally {
      clearTimeout(timer);
    }
  }

  async function send(attempt: Attempt, repeatable: Repeatable): Promise<Result<Answer, RequestFailure>> {
    for (let tries = 0; ; tries += 1) {
      const result = await sendOnce(attempt);
      if (result.ok) return result;
      const { code } = result.error.problem;
      const about = { method: attempt.method, path: attempt.path, host, problem: code };
      const delay = delays[tries];
      // A write that certainly had no effect (refused connection, 429) may be tried again like a read.
      const harmless = repeatable === 'repeatable' || result.error.effect === 'none';
      if (delay === undefined || !harmless || !isWorthRetrying(result.error.problem)) {
        if (code !== 'stopped-by-operator') options.onTrouble?.({ kind: 'failed', ...about });
        return result;
      }
      const jitter = 0.5 + random.next();
      const waitMs = result.error.retryAfterMs ?? Math.round(delay * jitter);
      options.onTrouble?.({ kind: 'repeated', ...about, attempt: tries + 2, waitMs });
      await clock.sleep(waitMs, attempt.signal);
      if (attempt.signal?.aborted === true)
        return fail({ problem: problem('stopped-by-operator'), effect: 'none' });
    }
  }

  return {
    get: (path, query = {}, signal) =>
      send(
        { method: 'GET', path, url: withQuery(baseUrl, path, query), body: undefined, signal },
        'repeatable',
      ),
    post: (path, query, body, repeatable, signal) =>
      send(
        {
          method: 'POST',
          path,
          url: withQuery(baseUrl, path, query),
          body: Buffer.from(JSON.stringify(body), 'utf8'),
          signal,
        },
        repeatable,
      ),
    traffic: (): Traffic => ({ requests, bytesSent, bytesReceived }),
    close: () => {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}
