import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Query } from '../dhis2/clientPort';
import type { ConnectedServer } from '../dhis2/server';
import type { RunContext } from '../run/runContext';

/** What a request needs of a run: where to wait while paused, and whether to stop. */
export type RunGate = Pick<RunContext, 'pausePoint' | 'signal'>;

/** Longest query string that passes a Tomcat's 8 kB request line, in bytes. */
export const longestQueryBytes = 7000;

const webMessage = z.object({ message: z.string(), errorCode: z.string().nullish() });

/** The server's own words in a WebMessage, empty when the body is none. */
export function wordsOf(body: unknown): string {
  const parsed = webMessage.safeParse(body);
  if (!parsed.success) return '';
  const { errorCode, message } = parsed.data;
  return errorCode === undefined || errorCode === null ? message : `${errorCode}: ${message}`;
}

/** Waits while the run is paused; says why no further request may go out, if so. */
export async function passGate(gate: RunGate): Promise<Problem | undefined> {
  await gate.pausePoint();
  return gate.signal.aborted ? problem('stopped-by-operator') : undefined;
}

/** GET of a JSON body; a conflict is a failure here, since nothing was imported. */
export async function askServer(
  gate: RunGate,
  server: ConnectedServer,
  path: string,
  query: Query,
): Promise<Result<unknown, Problem>> {
  const stop = await passGate(gate);
  if (stop !== undefined) return fail(stop);
  const answer = await server.client.get(path, query, gate.signal);
  if (!answer.ok) return fail(answer.error.problem);
  const { status, body } = answer.value;
  if (status >= 200 && status < 300) return succeed(body);
  return fail(problem('conflict', { host: server.name, status, path }, wordsOf(body)));
}

/** GET of a metadata list without paging, checked against a schema; a list that is not there is no empty list. */
export async function askList<T>(
  gate: RunGate,
  server: ConnectedServer,
  plural: string,
  query: Query,
  item: z.ZodType<T>,
): Promise<Result<readonly T[], Problem>> {
  const path = `/api/${plural}`;
  const answer = await askServer(gate, server, path, { ...query, paging: false });
  if (!answer.ok) return answer;
  const parsed = z.looseObject({ [plural]: z.array(item) }).safeParse(answer.value);
  const list = parsed.success ? z.array(item).safeParse(parsed.data[plural]) : undefined;
  if (list?.success !== true) return fail(problem('incomplete-answer', { host: server.name, path }));
  return succeed(list.data);
}

/** Cuts identifiers into groups whose repeated parameters stay under a number of bytes each. */
export function chunksFor(name: string, values: readonly string[], bytes: number): string[][] {
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let used = 0;
  for (const value of values) {
    const size = name.length + encodeURIComponent(value).length + 2;
    if (chunk.length > 0 && used + size > bytes) {
      chunks.push(chunk);
      chunk = [];
      used = 0;
    }
    chunk.push(value);
    used += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

const connectionCodes: ReadonlySet<string> = new Set([
  'name-not-found',
  'connection-refused',
  'network-unreachable',
  'timed-out',
  'connection-cut',
  'tls-failed',
  'gateway-error',
]);

/** Whether a failure is of the link rather than of the request: the next request will most likely meet it too. */
export function isLinkProblem(failure: Problem): boolean {
  return connectionCodes.has(failure.code);
}

const finalCodes: ReadonlySet<string> = new Set([
  'stopped-by-operator',
  'wrong-credentials',
  'disk-full',
  'disk-failed',
  'state-unreadable',
]);

/** Whether nothing further may be tried in this run after such a failure. */
export function endsTheRun(failure: Problem): boolean {
  return finalCodes.has(failure.code);
}

/**
 * Whether a server found none of the org units it was asked about: up to 2.42 unknown ones fall out silently, and
 * none being left is E2006, or E2008 together with `children`.
 */
export function namesNoOrgUnit(failure: Problem): boolean {
  return failure.code === 'conflict' && /^E200[68]\b/u.test(failure.detail ?? '');
}
