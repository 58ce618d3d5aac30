import type { i18n } from 'i18next';
import type { Problem } from '../../shared/model/problem';
import { noCounts } from '../../shared/model/run';
import type { DomainCounts, Outcome, RunRecord } from '../../shared/model/run';
import type { Domain } from '../../shared/model/settings';
import { addCounts, exitCodeOf } from '../engine/run/runOutcome';

/** The JSON document that `run --json` prints as its last line; others build on its form. */
export interface RunResult {
  readonly outcome: Outcome;
  readonly domains: Readonly<Partial<Record<Domain, DomainCounts>>>;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly durationMs: number;
  readonly proof: {
    readonly result: 'equal' | 'different' | 'not-checked';
    readonly differences: number;
    readonly at: string | null;
  };
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

/** A sentence for a problem: what happened, what to do, and the server's own words. */
export function sentenceOf(found: Problem, texts: i18n): string {
  const title = texts.t(`problem.${found.code}.title`, found.params);
  const next = texts.t(`problem.${found.code}.next`, found.params);
  const facts = Object.entries(found.params).map(([name, value]) => `${name}=${value}`);
  const detail = found.detail === undefined ? '' : ` — ${found.detail}`;
  return `${title}. ${next}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${detail}`;
}

const outcomesByWeight: readonly Outcome[] = [
  'verified-unchanged',
  'changed',
  'partly-looked',
  'could-not-look',
];

/** The outcome of several runs: could-not-look only if none could look; one failure among others is partly-looked. */
function combinedOutcome(runs: readonly RunRecord[]): Outcome {
  const outcomes = runs.map((run) => run.outcome);
  if (outcomes.length === 0 || outcomes.every((one) => one === 'could-not-look')) return 'could-not-look';
  if (outcomes.includes('could-not-look')) return 'partly-looked';
  return outcomes.reduce((worst, one) =>
    outcomesByWeight.indexOf(one) > outcomesByWeight.indexOf(worst) ? one : worst,
  );
}

function combinedProof(runs: readonly RunRecord[]): RunResult['proof'] {
  const proofs = runs.map((run) => run.proof);
  const differences = proofs.reduce((sum, proof) => sum + proof.differences, 0);
  const last =
    proofs
      .map((proof) => proof.at ?? '')
      .sort()
      .at(-1) ?? '';
  const at = last === '' ? null : last;
  if (proofs.some((proof) => proof.result === 'different')) return { result: 'different', differences, at };
  const isWhole = proofs.length > 0 && proofs.every((proof) => proof.result === 'equal');
  return { result: isWhole ? 'equal' : 'not-checked', differences, at };
}

/** What failed, was refused or is held, each with its code. */
function errorsOf(run: RunRecord, texts: i18n): RunResult['errors'] {
  const refused = run.quarantined.map((record) => ({
    code: record.serverCode ?? record.problem.code,
    message: `${record.slice} ${record.label ?? record.key}: ${sentenceOf(record.problem, texts)}`,
  }));
  const held =
    run.heldDeletions.length === 0
      ? []
      : [{ code: 'deletions-held', message: texts.t('cli.held', { count: run.heldDeletions.length }) }];
  const differing =
    run.proof.result === 'different'
      ? [
          {
            code: 'ends-differ',
            message: texts.t('problem.ends-differ.title', { differences: run.proof.differences }),
          },
        ]
      : [];
  return [
    ...run.errors.map((error) => ({ code: error.code, message: sentenceOf(error, texts) })),
    ...refused,
    ...held,
    ...differing,
  ];
}

/** The document for the runs of one command, every domain in scope present. */
export function runResultOf(
  runs: readonly RunRecord[],
  scope: readonly Domain[],
  durationMs: number,
  texts: i18n,
): RunResult {
  const ofDomain = (domain: Domain) => addCounts(runs.map((run) => run.domains[domain] ?? noCounts));
  return {
    outcome: combinedOutcome(runs),
    domains: Object.fromEntries(scope.map((domain) => [domain, ofDomain(domain)])),
    requests: runs.reduce((sum, run) => sum + run.requests, 0),
    bytesSent: runs.reduce((sum, run) => sum + run.bytesSent, 0),
    bytesReceived: runs.reduce((sum, run) => sum + run.bytesReceived, 0),
    durationMs,
    proof: combinedProof(runs),
    errors: runs.flatMap((run) => errorsOf(run, texts)),
  };
}

/** The document for a command that could not begin a run. */
export function failedResult(problems: readonly Problem[], durationMs: number, texts: i18n): RunResult {
  const errors = problems.map((found) => ({ code: found.code, message: sentenceOf(found, texts) }));
  return { ...runResultOf([], [], durationMs, texts), errors };
}

/** The worst exit code of several runs; 2 when there was none. */
export function combinedExitCode(runs: readonly RunRecord[]): 0 | 1 | 2 {
  const codes = runs.map(exitCodeOf);
  if (codes.length === 0 || codes.includes(2)) return 2;
  return codes.includes(1) ? 1 : 0;
}
