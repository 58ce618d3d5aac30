/** What a route answers; a stream is written piece by piece and may be compressed on its way out. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer | Iterable<string>;
  /** Compression of the body as a file (DHIS2 sets no Content-Encoding for it). */
  readonly archive?: 'gzip' | 'zip';
}

const jsonType = 'application/json;charset=UTF-8';
const noCache = { 'cache-control': 'no-cache, private' };

/** A JSON answer. */
export function json(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': jsonType, ...noCache, ...headers },
    body: JSON.stringify(value),
  };
}

/** A JSON answer written in pieces, for answers of tens of megabytes. */
export function streamedJson(
  pieces: Iterable<string>,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return { status: 200, headers: { 'content-type': jsonType, ...noCache, ...headers }, body: pieces };
}

/** A plain text answer. */
export function text(body: string, status = 200): SandboxResponse {
  return { status, headers: { 'content-type': 'text/plain;charset=UTF-8' }, body };
}

/** An answer without body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers, body: '' };
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The name DHIS2 gives a status in its messages, such as `Conflict`. */
function reasonOf(status: number): string {
  return reasons[status] ?? 'Error';
}

/** The members of a DHIS2 WebMessage beside the status. */
export interface WebMessage {
  readonly status: 'OK' | 'WARNING' | 'ERROR';
  readonly message?: string;
  readonly errorCode?: string;
  readonly devMessage?: string;
  readonly response?: unknown;
}

/** A DHIS2 WebMessage: `{"httpStatus","httpStatusCode","status","errorCode"?,"message"?,"response"?}`. */
export function webMessage(httpStatus: number, message: WebMessage): SandboxResponse {
  return json({ httpStatus: reasonOf(httpStatus), httpStatusCode: httpStatus, ...message }, httpStatus);
}

/** An error WebMessage. */
export function refusal(httpStatus: number, message: string, errorCode?: string): SandboxResponse {
  return webMessage(httpStatus, {
    status: 'ERROR',
    ...(errorCode === undefined ? {} : { errorCode }),
    message,
  });
}

/** Thrown by a route to answer with an error from any depth; the server turns it into its response. */
export class RequestRefused extends Error {
  readonly response: SandboxResponse;

  constructor(httpStatus: number, message: string, errorCode?: string) {
    super(message);
    this.response = refusal(httpStatus, message, errorCode);
  }
}
