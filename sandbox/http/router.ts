import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxContext } from '../context';
import type { Account } from '../model';
import { decompress } from './bodyCompression';
import type { RequestQuery } from './requestQuery';
import { RequestRefused } from './sandboxResponse';
import type { SandboxResponse } from './sandboxResponse';

/** One request as a route sees it: authenticated, its body read whole. */
export interface SandboxRequest {
  readonly method: string;
  /** Path without query, such as `/api/dataSets/abc`. */
  readonly path: string;
  readonly query: RequestQuery;
  readonly headers: IncomingHttpHeaders;
  /** Who asks; for open routes without credentials an account without any authority. */
  readonly account: Account;
  readonly body: Buffer;
  /** Value of a `:name` segment of the pattern. */
  param(name: string): string;
  /**
   * To be awaited after the timestamps of a write were taken and before it becomes visible: a fault may hold
   * the commit back here, as a long transaction does.
   */
  beforeCommit(): Promise<void>;
}

/** One route: `pattern` segments are literal or `:name`; a literal one wins over a named one. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly pattern: string;
  /** `open` routes need no account. */
  readonly access?: 'open';
  handle(request: SandboxRequest, server: SandboxContext): SandboxResponse | Promise<SandboxResponse>;
}

/** The result of looking a path up. */
export type RouteMatch =
  | { readonly found: 'route'; readonly route: Route; readonly params: ReadonlyMap<string, string> }
  | { readonly found: 'other-method'; readonly allowed: readonly string[] }
  | { readonly found: 'nothing' };

/** Finds the route of a request; the most literal pattern wins. */
export class Router {
  private readonly routes: { readonly route: Route; readonly segments: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    const weight = (segments: readonly string[]): string =>
      segments.map((segment) => (segment.startsWith(':') ? '1' : '0')).join('');
    this.routes = routes
      .map((route) => ({ route, segments: route.pattern.split('/') }))
      .sort((a, b) => (weight(a.segments) < weight(b.segments) ? -1 : 1));
  }

  match(method: string, path: string): RouteMatch {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const parts = path.split('/');
    const allowed: string[] = [];
    for (const { route, segments } of this.routes) {
      const params = matchSegments(segments, parts);
      if (params === undefined) continue;
      if (route.method === wanted) return { found: 'route', route, params };
      allowed.push(route.method);
    }
    return allowed.length > 0 ? { found: 'other-method', allowed } : { found: 'nothing' };
  }
}

function matchSegments(
  segments: readonly string[],
  parts: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (segments.length !== parts.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if (segment.startsWith(':')) {
      if (part === '') return undefined;
      params.set(segment.slice(1), part);
    } else if (segment !== part) return undefined;
  }
  return params;
}

/**
 * The JSON body. With `magic`, gzip and zip bodies are recognised by their first bytes, as /api/metadata and
 * /api/dataValueSets do. Malformed JSON is answered with 409, as DHIS2 does.
 */
export function jsonBody(request: SandboxRequest, compression: 'magic' | 'plain' = 'plain'): unknown {
  const bytes = compression === 'magic' ? decompress(request.body) : request.body;
  if (bytes === undefined) throw new RequestRefused(409, 'Unexpected end of compressed input');
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return value;
  } catch (error) {
    throw new RequestRefused(409, error instanceof Error ? error.message : 'Malformed JSON');
  }
}
