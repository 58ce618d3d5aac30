import { tellChanges, tellUnfinished } from '../run/changeLog';
import type { RunContext } from '../run/runContext';
import { writeRunLine } from '../run/writeRunLine';
import type { WholeReason } from './sliceScopes';
import type { SliceWork } from './sliceWork';

/** Server time from which all of these data sets are looked at: the earliest of their watermarks. */
function earliest(works: readonly SliceWork[]): string {
  const times = works.flatMap(({ scope }) => scope.watermark?.lookedUpTo ?? []);
  return times.reduce((first, time) => (time < first ? time : first), times[0] ?? '-');
}

/** Says since when changes are looked for, and how many data sets are read as a whole and why. */
export function tellBeginning(
  context: RunContext,
  inStep: readonly SliceWork[],
  whole: readonly SliceWork[],
): void {
  const about = { level: 'INFO', module: 'change_detector' } as const;
  if (inStep.length > 0) {
    const params = { what: 'aggregate', since: earliest(inStep), dataSets: inStep.length };
    writeRunLine(context, { ...about, code: 'detection-since', params });
  }
  const reasons = new Map<WholeReason, number>();
  for (const { scope } of whole) {
    const why = scope.whole ?? 'none';
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  for (const [why, dataSets] of reasons) {
    const params = { what: 'aggregate', dataSets, why };
    writeRunLine(context, { ...about, code: 'data-sets-reread', params });
  }
}

/**
 * Says what was found in data sets that were looked at in one way, by data set and in all. "No change" is said only
 * where every one of them was looked at to the end; those that were not are named with their cause.
 */
export function tellFound(
  context: RunContext,
  works: readonly SliceWork[],
  kind: 'increment' | 'full',
  startedAt: number,
): void {
  if (works.length === 0) return;
  const unfinished = works.flatMap(({ scope, failure }) =>
    failure === undefined ? [] : { resource: scope.name, cause: failure },
  );
  const found = works.map(({ scope, changes, deletions }) => ({
    resource: scope.name,
    changes,
    deletions: deletions.size,
  }));
  const isSilent = found.every(({ changes, deletions }) => changes + deletions === 0);
  if (!isSilent || unfinished.length === 0) {
    const look = kind === 'full' ? { kind } : { kind, since: earliest(works) };
    tellChanges(context, 'aggregate', look, found, startedAt);
  }
  tellUnfinished(context, 'aggregate', unfinished);
}
