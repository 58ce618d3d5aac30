import { problemParams } from '../../../shared/model/logFields';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { RunRecord } from '../../../shared/model/run';
import type { RunHistory } from '../store/runHistory';
import { notChecked } from './proveEnds';
import { addCounts, isFailure } from './runOutcome';
import { runSynchronisation } from './runSynchronisation';
import type { FinishedRun, RunOrder, RunPorts } from './runSynchronisation';

/** Where runs are written down: an open mark first, so that a killed program leaves a trace, then the record. */
export type RunBook = Pick<RunHistory, 'begin' | 'finish'>;

/** The record of a run that could not even begin, or broke in a way nobody foresaw. */
function failedRecord(order: RunOrder, startedAt: string, endedAt: string, cause: Problem): RunRecord {
  return {
    runId: order.runId,
    syncId: order.synchronisation.id,
    trigger: order.trigger,
    task: order.task,
    startedAt,
    endedAt,
    outcome: 'could-not-look',
    domains: {},
    requests: 0,
    bytesSent: 0,
    bytesReceived: 0,
    proof: notChecked(),
    errors: [cause],
    notes: [],
    heldDeletions: [],
    quarantined: [],
  };
}

function logEnd(order: RunOrder, ports: RunPorts, record: RunRecord): void {
  const about = { runId: record.runId, syncId: record.syncId };
  for (const error of record.errors) {
    const isStop = error.code === 'stopped-by-operator' || error.code === 'confirmation-needed';
    ports.log.write({
      level: isStop ? 'WARNING' : 'ERROR',
      module: 'orchestrator',
      code: 'run-problem',
      params: problemParams(error),
      ...(error.detail === undefined ? {} : { detail: error.detail }),
      ...about,
    });
  }
  const counts = addCounts(Object.values(record.domains));
  const params = {
    name: order.synchronisation.name,
    outcome: record.outcome,
    ...counts,
    held: record.heldDeletions.length,
    requests: record.requests,
    bytesSent: record.bytesSent,
    bytesReceived: record.bytesReceived,
    ms: Date.parse(record.endedAt) - Date.parse(record.startedAt),
  };
  ports.log.write({
    level: isFailure(record.outcome) ? 'ERROR' : 'INFO',
    module: 'orchestrator',
    code: 'run-finished',
    params,
    ...about,
  });
}

/** Runs one synchronisation once, from the open mark to the record in the history. Never throws. */
export async function recordedRun(order: RunOrder, ports: RunPorts, book: RunBook): Promise<FinishedRun> {
  const startedAt = new Date(ports.clock.now()).toISOString();
  const { name, id: syncId } = order.synchronisation;
  ports.log.write({
    level: 'INFO',
    module: 'orchestrator',
    code: order.task === 'prove' ? 'proof-started' : 'run-started',
    params: { name, trigger: order.trigger },
    runId: order.runId,
    syncId,
  });
  const opened = await book.begin({
    runId: order.runId,
    syncId,
    trigger: order.trigger,
    task: order.task,
    startedAt,
  });
  const fallback = (cause: Problem): FinishedRun => ({
    record: failedRecord(order, startedAt, new Date(ports.clock.now()).toISOString(), cause),
  });
  const finished = opened.ok
    ? await runSynchronisation(order, ports).catch((error: unknown) => {
        const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
        return fallback(problem('internal-error', {}, words));
      })
    : fallback(opened.error);
  const written = await book.finish(finished.record);
  const all = written.ok
    ? finished
    : { ...finished, record: { ...finished.record, errors: [...finished.record.errors, written.error] } };
  logEnd(order, ports, all.record);
  return all;
}
