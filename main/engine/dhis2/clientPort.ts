import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';

/** Query parameters; an array repeats the parameter. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Whether a request may be sent a second time without harm. */
export type Repeatable = 'repeatable' | 'not-repeatable';

/** A JSON answer of a DHIS2 server: 2xx, or for POST also 409 with a JSON body, which imports use for reports. */
export interface Answer {
  readonly status: number;
  /** Parsed JSON, unchecked: whoever reads it validates what it needs. */
  readonly body: unknown;
}

/** A request that failed, and whether the server may nevertheless have carried it out. */
export interface RequestFailure {
  readonly problem: Problem;
  readonly status?: number;
  /** `unknown`: the request went out and no whole answer came back (cut, time-out, 502, 504); the write may have been committed. */
  readonly effect: 'none' | 'unknown';
}

/** What went over the line so far, bodies and request lines in bytes. */
export interface Traffic {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/**
 * Speaks HTTP with one DHIS2 server: time-outs, keep-alive, cookie jar, no redirects, retries only where safe,
 * nothing more after the first 401. Paths begin with `/api/`.
 */
export interface Dhis2Client {
  /** GET; retried on 429/502/503/504, cut or unreadable answers and connection errors; 409 is a failure (`conflict`). */
  get(path: string, query?: Query, signal?: AbortSignal): Promise<Result<Answer, RequestFailure>>;
  /** POST of a JSON body. `not-repeatable` is never retried once bytes went out; 409 bodies come back as answers. */
  post(
    path: string,
    query: Query,
    body: unknown,
    repeatable: Repeatable,
    signal?: AbortSignal,
  ): Promise<Result<Answer, RequestFailure>>;
  traffic(): Traffic;
}
