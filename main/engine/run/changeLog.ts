import type { LogCode } from '../../../shared/model/log';
import type { LogParams } from '../../../shared/model/logFields';
import type { Problem } from '../../../shared/model/problem';
import type { Domain } from '../../../shared/model/settings';
import type { RunContext } from './runContext';
import { writeRunLine } from './writeRunLine';

/** What was found in one resource: a type of metadata objects, or a data set. */
export interface ResourceChanges {
  readonly resource: string;
  /** Records to be sent. */
  readonly changes: number;
  /** Records deleted at the source. */
  readonly deletions: number;
}

/** How a domain was looked at: what changed since a server time, or both ends as a whole. */
export type Look = { readonly kind: 'increment'; readonly since: string } | { readonly kind: 'full' };

/** What lines of the change detector are about. */
type ToldContext = Pick<RunContext, 'log' | 'runId' | 'synchronisation' | 'clock'>;

function total(resources: readonly ResourceChanges[], of: 'changes' | 'deletions'): number {
  return resources.reduce((sum, one) => sum + one[of], 0);
}

/**
 * Says what a look found, resource by resource and in all; `startedAt` is when it began, in milliseconds. To be called
 * only for what was looked at to the end: silence here means that somebody else has told why.
 */
export function tellChanges(
  context: ToldContext,
  domain: Domain,
  look: Look,
  found: readonly ResourceChanges[],
  startedAt: number,
): void {
  const about = { level: 'INFO', module: 'change_detector' } as const;
  const own = { what: domain, ...(look.kind === 'increment' ? { since: look.since } : {}) };
  const resources = found.filter(({ changes, deletions }) => changes + deletions > 0);
  for (const resource of resources) {
    const code = look.kind === 'increment' ? 'resource-changes' : 'resource-differences';
    writeRunLine(context, { ...about, code, params: { ...own, ...resource } });
  }
  const changes = total(resources, 'changes');
  const deletions = total(resources, 'deletions');
  const ms = context.clock.now() - startedAt;
  if (look.kind === 'full') {
    const params = { ...own, changes, deletions, ms };
    const code = resources.length === 0 ? 'no-difference' : 'differences-found';
    writeRunLine(context, { ...about, code, params });
    return;
  }
  if (changes > 0)
    writeRunLine(context, { ...about, code: 'changes-found', params: { ...own, changes, ms } });
  if (deletions > 0) {
    writeRunLine(context, { ...about, code: 'deletions-found', params: { ...own, deletions, ms } });
  }
  if (resources.length === 0) writeRunLine(context, { ...about, code: 'no-change', params: { ...own, ms } });
}

/** Says that a domain could not be looked at, and why. */
export function tellDetectionFailed(context: ToldContext, domain: Domain, cause: Problem): void {
  tellFailure(context, 'detection-failed', { what: domain, problem: cause.code }, cause);
}

/** Says of data sets that they were not finished, one line for each distinct cause. */
export function tellUnfinished(
  context: ToldContext,
  domain: Domain,
  unfinished: readonly { readonly resource: string; readonly cause: Problem }[],
): void {
  const byCause = new Map<string, { readonly cause: Problem; readonly resources: string[] }>();
  for (const { resource, cause } of unfinished) {
    const key = JSON.stringify(cause);
    const known = byCause.get(key) ?? { cause, resources: [] };
    known.resources.push(resource);
    byCause.set(key, known);
  }
  for (const { cause, resources } of byCause.values()) {
    const own = { what: domain, problem: cause.code };
    const [resource, ...others] = resources;
    if (resource !== undefined && others.length === 0) {
      tellFailure(context, 'resource-unfinished', { ...own, resource }, cause);
    } else {
      tellFailure(context, 'data-sets-unfinished', { ...own, dataSets: resources.length }, cause);
    }
  }
}

function tellFailure(context: ToldContext, code: LogCode, params: LogParams, cause: Problem): void {
  const level = cause.code === 'stopped-by-operator' ? 'WARNING' : 'ERROR';
  writeRunLine(context, { level, module: 'change_detector', code, params, detail: cause.detail });
}
