import type { i18n } from 'i18next';
import type { Problem } from '../../../../shared/model/problem';
import type { QuarantinedRecord, RunRecord } from '../../../../shared/model/run';

/** Parameters of problems and notes that are codes, places or versions, never data. */
const safeParams: ReadonlySet<string> = new Set([
  'authority',
  'calendar',
  'connection',
  'dataSet',
  'domain',
  'field',
  'file',
  'host',
  'instead',
  'keptAs',
  'method',
  'missing',
  'mode',
  'path',
  'place',
  'plural',
  'reason',
  'slice',
  'status',
  'step',
  'systemId',
  'timeZone',
  'type',
  'version',
  'what',
]);

/** Code and harmless parameters; never what the server said in its own words. */
export function bareProblem({ code, params }: Pick<Problem, 'code' | 'params'>): object {
  return { code, params: bareParams(params) };
}

function bareParams(params: Readonly<Record<string, string | number>>): object {
  return Object.fromEntries(
    Object.entries(params).filter(([name, value]) => typeof value === 'number' || safeParams.has(name)),
  );
}

/** One run: counts, outcome, codes and times, no record and no value. */
export function runDocument(run: RunRecord): object {
  const { proof } = run;
  return {
    runId: run.runId,
    syncId: run.syncId,
    trigger: run.trigger,
    task: run.task,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    durationMs: Date.parse(run.endedAt) - Date.parse(run.startedAt),
    outcome: run.outcome,
    domains: run.domains,
    requests: run.requests,
    bytesSent: run.bytesSent,
    bytesReceived: run.bytesReceived,
    proof: {
      result: proof.result,
      at: proof.at,
      differences: proof.differences,
      leftOut: proof.leftOut,
      cause: proof.cause === undefined ? undefined : bareProblem(proof.cause),
      slices: proof.slices.map(({ domain, slice, sourceCount, destinationCount, ...hashes }) => ({
        domain,
        slice,
        sourceCount,
        destinationCount,
        result: hashes.sourceHash === hashes.destinationHash ? 'equal' : 'different',
      })),
    },
    errors: run.errors.map(bareProblem),
    notes: run.notes.map(({ code, params }) => ({ code, params: bareParams(params) })),
    heldDeletions: run.heldDeletions.length,
    quarantined: run.quarantined.length,
  };
}

/** What a run left in quarantine: how many of each kind, since when, why. */
export function quarantineDocument(run: RunRecord, texts: i18n): object {
  const kinds = new Map<string, QuarantinedRecord[]>();
  for (const record of run.quarantined) {
    const { domain, slice, problem, serverCode } = record;
    const kind = JSON.stringify([domain, slice, problem.code, serverCode]);
    const records = kinds.get(kind);
    if (records === undefined) kinds.set(kind, [record]);
    else records.push(record);
  }
  const kindsShown = [...kinds.values()].flatMap((records) => {
    const [first] = records;
    if (first === undefined) return [];
    const times = records.map(({ at }) => at).toSorted();
    const { code } = first.problem;
    return [
      {
        domain: first.domain,
        // A type of metadata, or a data set.
        slice: first.slice,
        code,
        serverCode: first.serverCode,
        count: records.length,
        firstAt: times[0],
        lastAt: times.at(-1),
        explanation: texts.t(`problem.${code}.title`, { skipInterpolation: true }),
        next: texts.t(`problem.${code}.next`, { skipInterpolation: true }),
      },
    ];
  });
  return { runId: run.runId, syncId: run.syncId, endedAt: run.endedAt, kinds: kindsShown };
}
