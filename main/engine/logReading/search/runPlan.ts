import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import type { SearchOutcome, SearchedSource, TextSearch } from '../textSearch';
import type { CompiledQuery } from './compileQuery';
import { belongs, planPasses, recordsOf } from './planPasses';
import { recordAtOrBehind } from './recordAtOrBehind';
import { RecordSet } from './recordSet';
import type { PassEnd, SearchPass } from './searchPass';
import { SourceHits } from './sourceHits';

/** What {@link TextSearch} tells while it runs. */
export type SearchEvents = Parameters<TextSearch['run']>[2];

/** Numbers of records that are told at a time where a whole source is known at once. */
const batchRecords = 16_384;

/** How a plan ended; `absent`: the search program cannot be started, and nothing was told. */
export type PlanEnd = Result<SearchOutcome, Problem> | 'absent';

/** Searches sources pass by pass; what the last pass finds is told at once where the others leave no doubt about it. */
export async function runPlan(
  query: CompiledQuery,
  sources: readonly SearchedSource[],
  search: SearchPass,
  on: SearchEvents,
  signal: AbortSignal,
): Promise<PlanEnd> {
  const { passes, tree, told } = planPasses(query.root);
  const failed = new Map<number, Problem>();
  const found = new Map<number, readonly RecordSet[]>();
  const total = sources.reduce((sum, { from, until }) => sum + until - from, 0);
  let passesDone = 0;

  async function run(pass: number, take: (source: number, records: Uint32Array) => void): Promise<PassEnd> {
    const leaves = (passes[pass] ?? []).flatMap((leaf) => query.leaves[leaf] ?? []);
    const hits = sources.map((source) => new SourceHits(source));
    const seen = new Set<number>();
    let bytes = 0;
    const end = await search(
      leaves,
      sources,
      {
        hits: (source, offsets) => {
          const records = hits[source]?.take(offsets);
          if (!signal.aborted && records !== undefined && records.length > 0) take(source, records);
        },
        records: (source, from, until) => {
          if (signal.aborted || from >= until) return;
          const records = new Uint32Array(until - from);
          for (let at = 0; at < records.length; at += 1) records[at] = from + at;
          take(source, records);
        },
        done: (source) => {
          if (seen.has(source) || signal.aborted) return;
          seen.add(source);
          bytes += (sources[source]?.until ?? 0) - (sources[source]?.from ?? 0);
          on.progress(Math.floor((passesDone * total + bytes) / passes.length));
        },
      },
      signal,
    );
    passesDone += 1;
    if (end.how === 'whole') for (const [source, reason] of end.failed) failed.set(source, reason);
    return end;
  }

  for (const pass of passes.keys()) {
    if (pass === told) continue;
    const sets = sources.map(({ index }) => RecordSet.empty(index.records));
    const end = await run(pass, (source, records) => {
      for (const record of records) sets[source]?.add(record);
    });
    if (end.how === 'absent') return 'absent';
    if (end.how !== 'whole') return ended(end);
    found.set(pass, sets);
  }
  if (told !== undefined) {
    const end = await run(told, (source, records) => {
      // What the other passes did not see there cannot be judged.
      if (failed.has(source)) return;
      const all =
        tree.op === 'pass'
          ? records
          : records.filter((record) =>
              belongs(tree, (pass) => pass === told || found.get(pass)?.[source]?.has(record) === true),
            );
      if (all.length > 0) on.found(source, all);
    });
    if (end.how === 'absent') return 'absent';
    if (end.how !== 'whole') return ended(end);
  } else {
    for (const [number, source] of sources.entries()) {
      if (failed.has(number)) continue;
      const none = RecordSet.empty(source.index.records);
      const set = recordsOf(tree, (pass) => found.get(pass)?.[number] ?? none);
      const until = recordAtOrBehind(source.index, source.until);
      for (let from = recordAtOrBehind(source.index, source.from); from < until; from += batchRecords) {
        if (signal.aborted) return fail(problem('cancelled'));
        const records = set.members(from, Math.min(from + batchRecords, until));
        if (records.length > 0) on.found(number, records);
      }
    }
  }
  if (signal.aborted) return fail(problem('cancelled'));
  return succeed({ failed: [...failed].map(([source, reason]) => ({ source, problem: reason })) });
}

function ended(end: Exclude<PassEnd, { how: 'whole' }>): Result<never, Problem> {
  return fail(end.how === 'failed' ? end.problem : problem('cancelled'));
}
