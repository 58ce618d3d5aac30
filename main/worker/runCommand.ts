import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { i18n } from 'i18next';
import { problem } from '../../shared/model/problem';
import type { Problem } from '../../shared/model/problem';
import type { RunRecord } from '../../shared/model/run';
import { domains } from '../../shared/model/settings';
import type { SynchronisationSettings } from '../../shared/model/settings';
import { fail } from '../../shared/result';
import type { Result } from '../../shared/result';
import { createTranslator } from '../../shared/text/translator';
import type { Language } from '../../shared/text/translator';
import { createAggregateSynchroniser } from '../engine/aggregate/aggregateSynchroniser';
import { createMetadataSynchroniser } from '../engine/metadata/metadataSynchroniser';
import { maskedSecrets } from '../engine/maskedSecrets';
import { recordedRun } from '../engine/run/recordedRun';
import { createRunControls } from '../engine/run/runControls';
import type { RunControls } from '../engine/run/runControls';
import { addCounts } from '../engine/run/runOutcome';
import type { FinishedRun } from '../engine/run/runSynchronisation';
import { placedSecrets } from '../engine/setup/placedSecrets';
import { readSetup } from '../engine/setup/readSetup';
import type { Setup } from '../engine/setup/readSetup';
import { openSynchronisationStore } from '../engine/store/synchronisationStore';
import { systemClock, systemRandom } from '../engine/systemPorts';
import type { Command } from './commandLine';
import { openWorkspace } from './openWorkspace';
import type { Workspace } from './openWorkspace';
import { combinedExitCode, failedResult, runResultOf, sentenceOf } from './runResult';
import type { RunResult } from './runResult';
import { createProgressPrinter } from './showProgress';

type RunCommand = Extract<Command, { verb: 'run' }>;

/** Exit code for a wrong command line or setup file. */
export const badUsage = 64;

/** Standard streams, and the environment in which secrets may stand. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads and checks a setup file. */
export async function loadSetup(path: string): Promise<Result<Setup, readonly Problem[]>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return fail([problem('setup-invalid', { place: path, reason: 'file-unreadable' }, words)]);
  }
  return readSetup(text);
}

function describe(finished: FinishedRun, scope: readonly string[], texts: i18n): readonly string[] {
  const { record, question } = finished;
  const counts = addCounts(Object.values(record.domains));
  const sent = counts.created + counts.updated;
  const scopeText = scope.map((domain) => texts.t(`cli.scope.${domain}`)).join(', ');
  const lines = [texts.t(`cli.result.${record.outcome}`, { ...counts, sent })];
  const { proof } = record;
  if (proof.result !== 'not-checked') {
    lines.push(
      texts.t(`cli.proof.${proof.result}`, {
        at: proof.at,
        differences: proof.differences,
        scope: scopeText,
      }),
    );
  }
  if (record.quarantined.length > 0)
    lines.push(texts.t('cli.quarantined', { count: record.quarantined.length }));
  if (record.heldDeletions.length > 0)
    lines.push(texts.t('cli.held', { count: record.heldDeletions.length }));
  if (question?.kind === 'first-write') {
    const counted = question.destinationCounts.filter(({ count }) => count > 0);
    const shown = counted.map(({ name, count }) => `${name}: ${count}`).join(', ');
    lines.push(texts.t('cli.confirm', { counts: shown }));
  }
  return [...lines, ...record.errors.map((error) => sentenceOf(error, texts))];
}

async function runOne(
  synchronisation: SynchronisationSettings,
  setup: Setup,
  command: RunCommand,
  workspace: Workspace,
  controls: RunControls,
  terminal: Terminal,
  texts: i18n,
): Promise<Result<RunRecord, Problem>> {
  const store = await openSynchronisationStore(join(workspace.folder, 'syncs', synchronisation.id));
  if (!store.ok) return store;
  const runId = `${new Date()
    .toISOString()
    .replace(/[^0-9]/gu, '')
    .slice(0, 14)}-${systemRandom.identifier(6)}`;
  terminal.err(texts.t('cli.running', { name: synchronisation.name }));
  const finished = await recordedRun(
    {
      runId,
      synchronisation,
      connections: setup.connections,
      trigger: 'command-line',
      task: 'synchronise',
      confirmFirstWrite: command.yes ? 'yes' : 'no',
      allowDeletions: command.allowDeletions,
      sendQuarantinedAgain: 'no',
    },
    {
      clock: systemClock,
      random: systemRandom,
      log: workspace.log,
      secrets: maskedSecrets(
        placedSecrets(setup.secretPlaces, dirname(resolve(command.setup)), terminal.environment),
        workspace.log,
      ),
      ledger: store.value.ledger,
      journal: store.value.journal,
      synchronisers: [createMetadataSynchroniser(), createAggregateSynchroniser()],
      controls,
      onProgress: createProgressPrinter(texts, terminal.err, () => systemClock.now()),
      onState: () => undefined,
    },
    workspace.history,
  );
  await store.value.close();
  for (const line of describe(finished, synchronisation.domains, texts)) terminal.err(line);
  const kept = store.value.problems;
  return { ok: true, value: { ...finished.record, errors: [...finished.record.errors, ...kept] } };
}

/** `run`: carries out the setup's synchronisations once, one after the other. Resolves to the exit code. */
export async function runCommand(
  command: RunCommand,
  language: Language,
  terminal: Terminal,
): Promise<number> {
  const texts = createTranslator(language);
  const startedAt = systemClock.now();
  const took = () => systemClock.now() - startedAt;
  const give = (result: RunResult, code: number) => {
    if (command.json) terminal.out(JSON.stringify(result));
    return code;
  };
  const giveUp = (problems: readonly Problem[], code: number) => {
    for (const found of problems) terminal.err(sentenceOf(found, texts));
    return give(failedResult(problems, took(), texts), code);
  };

  if (!command.once) {
    terminal.err(texts.t('cli.onceNeeded'));
    return giveUp([problem('setup-invalid', { place: '--once', reason: 'missing' })], badUsage);
  }
  const setup = await loadSetup(command.setup);
  if (!setup.ok) return giveUp(setup.error, badUsage);
  const chosen = setup.value.synchronisations.filter(
    ({ name }) => command.synchronisation === undefined || name === command.synchronisation,
  );
  if (chosen.length === 0) {
    return giveUp([problem('unknown-synchronisation', { id: command.synchronisation ?? '' })], badUsage);
  }
  const workspace = await openWorkspace(resolve(command.state), language);
  if (!workspace.ok) return giveUp([workspace.error], 2);

  const controls = createRunControls();
  const stop = () => controls.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const runs: RunRecord[] = [];
  const failures: Problem[] = [];
  for (const synchronisation of chosen) {
    const run = await runOne(
      synchronisation,
      setup.value,
      command,
      workspace.value,
      controls,
      terminal,
      texts,
    );
    if (run.ok) runs.push(run.value);
    else failures.push(run.error);
  }
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  await workspace.value.close();
  if (runs.length === 0) return giveUp(failures, 2);
  const scope = domains.filter((domain) => chosen.some((one) => one.domains.includes(domain)));
  const result = runResultOf(runs, scope, took(), texts);
  for (const failure of failures) terminal.err(sentenceOf(failure, texts));
  const errors = failures.map((failure) => ({ code: failure.code, message: sentenceOf(failure, texts) }));
  const partly =
    failures.length > 0 && result.outcome !== 'could-not-look' ? { outcome: 'partly-looked' as const } : {};
  return give(
    { ...result, ...partly, errors: [...result.errors, ...errors] },
    failures.length > 0 ? 2 : combinedExitCode(runs),
  );
}
