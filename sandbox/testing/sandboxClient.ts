import type { Sandbox } from '../startSandbox';
import { isRecord } from '../model';

/** An answer as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown;
}

/** A plain client of one sandbox, with the account admin unless told otherwise. */
export class SandboxClient {
  private readonly sandbox: Sandbox;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(sandbox: Sandbox, headers: Readonly<Record<string, string>> = basic('admin', 'Sable-7421-x')) {
    this.sandbox = sandbox;
    this.headers = headers;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.send('POST', path, body);
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send('PUT', path, body);
  }

  patch(path: string, body: unknown): Promise<Answer> {
    return this.send('PATCH', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(this.sandbox.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...this.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }
}

/** Header of basic authentication. */
export function basic(username: string, password: string): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // An HTML page or an empty body is a legitimate answer here.
    return undefined;
  }
}

/** What lies at a path of member names and indexes inside JSON. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner) && typeof step === 'number') return inner[step] as unknown;
    return isRecord(inner) ? inner[String(step)] : undefined;
  }, value);
}

/** The error codes of an import report, in its order. */
export function errorCodes(answer: Answer): string[] {
  const types = at(answer.body, 'response', 'typeReports');
  return list(types).flatMap((type) =>
    list(at(type, 'objectReports')).flatMap((object) =>
      list(at(object, 'errorReports')).map((error) => String(at(error, 'errorCode'))),
    ),
  );
}

/** A JSON array, or an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
