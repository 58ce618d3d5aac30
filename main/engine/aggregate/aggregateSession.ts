import type { LogCode, LogLevel } from '../../../shared/model/log';
import type { LogParams } from '../../../shared/model/logFields';
import type { Problem } from '../../../shared/model/problem';
import type { RunNote } from '../../../shared/model/run';
import type { Phase } from '../../../shared/model/status';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';
import { writeRunLine } from '../run/writeRunLine';
import { defaultBatchLimit } from './batches';
import type { BatchLimit } from './batches';
import { readDestinationDataSets, readSharedRoots } from './dataSetCatalogue';
import type { DestinationDataSet } from './dataSetCatalogue';
import { readDefaultMapping } from './defaultOptionCombo';
import type { ToDestination } from './defaultOptionCombo';
import { createQuarantineList } from './quarantineList';
import type { QuarantineList } from './quarantineList';
import type { QuarantinedRecord } from '../../../shared/model/run';

/** Counts of a run, from the server's reports where they tell. */
export interface Tally {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
}

/** Everything that the parts of one run of this domain share; facts about the ends are asked for once. */
export interface AggregateSession {
  readonly context: RunContext;
  readonly roots: readonly string[];
  readonly tally: Tally;
  readonly quarantine: QuarantineList;
  /** Size of requests; shrinks when the destination finds them too large. */
  limit: BatchLimit;
  destinationDataSets(): Promise<Result<ReadonlyMap<string, DestinationDataSet>, Problem>>;
  /** Root org units of the source that the destination has, too. */
  sharedRoots(): Promise<Result<readonly string[], Problem>>;
  toDestination(): Promise<Result<ToDestination, Problem>>;
  /** Adds to the progress of a phase. */
  advance(phase: Phase, values: number, expected?: number): void;
  /** Adds to a counted note of the run. */
  note(code: string, count: number): void;
  notes(): readonly RunNote[];
  log(level: LogLevel, code: LogCode, params?: LogParams, detail?: string): void;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** Opens a session over a run; `extraQuarantine` are records that a killed run had saved itself. */
export function openSession(
  context: RunContext,
  extraQuarantine: readonly QuarantinedRecord[] = [],
): AggregateSession {
  const { source, destination } = context;
  const roots = source.account.orgUnitIds;
  const phases = new Map<Phase, { done: number; expected: number }>();
  const counted = new Map<string, number>();
  const earlier = [...context.quarantine.filter(({ domain }) => domain === 'aggregate'), ...extraQuarantine];
  return {
    context,
    roots,
    tally: { read: 0, created: 0, updated: 0, unchanged: 0, deleted: 0 },
    quarantine: createQuarantineList(
      earlier,
      context.approvals.sendQuarantinedAgain ? 'all' : 'only-changed',
    ),
    limit: defaultBatchLimit,
    destinationDataSets: once(() => readDestinationDataSets(context, destination)),
    sharedRoots: once(() => readSharedRoots(context, destination, roots)),
    toDestination: once(() => readDefaultMapping(context, source, destination)),
    advance(phase, values, expected = 0) {
      const known = phases.get(phase) ?? { done: 0, expected: 0 };
      known.done += values;
      known.expected += expected;
      phases.set(phase, known);
      const total = known.expected === 0 ? {} : { total: Math.max(known.expected, known.done) };
      context.report({ phase, domain: 'aggregate', done: known.done, unit: 'values', ...total });
    },
    note(code, count) {
      if (count > 0) counted.set(code, (counted.get(code) ?? 0) + count);
    },
    notes: () => [...counted].map(([code, count]) => ({ code, params: { count } })),
    log(level, code, params, detail) {
      writeRunLine(context, { level, module: 'aggregate', code, params, detail });
    },
  };
}
