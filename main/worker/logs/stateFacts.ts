import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { RunRecord } from '../../../shared/model/run';
import type { ConnectionSettings, Settings } from '../../../shared/model/settings';
import type { RunSummary } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Language } from '../../../shared/text/translator';
import type { BundleFactSource } from '../../engine/bundle/gatherBundleFacts';
import { summariseRun } from '../../engine/run/runOutcome';
import { placedSecrets } from '../../engine/setup/placedSecrets';
import { readConnectionTests } from '../../engine/store/connectionTestStore';
import { errorCode } from '../../engine/store/disk';
import { readWholeFile } from '../../engine/store/atomicFile';
import { parseRunRecord } from '../../engine/store/runRecordSchema';
import { noSettings } from '../../engine/store/settingsStore';
import { parseSettings } from '../../engine/store/settingsSchema';
import { loadSetup } from '../runCommand';
import type { Terminal } from '../runCommand';

/** What a state folder tells to who only looks at it: nothing is locked, mended or moved. */
export interface StateFacts {
  readonly source: BundleFactSource;
  /** What could not be read. */
  readonly problems: readonly Problem[];
  /** Secrets of the setup's connections. */
  readonly masks: readonly string[];
}

/** Reads a state folder beside whatever program uses it. A setup file tells names and secrets that the folder does not. */
export async function readStateFacts(
  state: string,
  setup: string | undefined,
  language: Language,
  environment: Terminal['environment'],
): Promise<Result<StateFacts, readonly Problem[]>> {
  const folder = resolve(state);
  const problems: Problem[] = [];
  const kept = await readSettings(folder, problems);
  const chosen = setup === undefined ? undefined : await loadSetup(setup);
  if (chosen !== undefined && !chosen.ok) return fail(chosen.error);
  const masks: string[] = [];
  if (chosen !== undefined && setup !== undefined) {
    const secrets = placedSecrets(chosen.value.secretPlaces, dirname(resolve(setup)), environment);
    for (const { id } of chosen.value.connections) {
      const secret = await secrets.read(id);
      // A secret that is not there cannot stand anywhere.
      if (secret.ok) masks.push(secret.value);
    }
  }
  const settings: Settings = {
    ...(kept ?? { ...noSettings, preferences: { ...noSettings.preferences, language } }),
  };
  const connections: readonly ConnectionSettings[] = [
    ...settings.connections,
    ...(chosen?.value.connections ?? []),
  ];
  const synchronisations = [...settings.synchronisations, ...(chosen?.value.synchronisations ?? [])];
  const runs = await readRuns(folder, problems);
  const tests = await readConnectionTests(folder);
  if (!tests.ok) problems.push(tests.error);
  else if (tests.value === 'unreadable') problems.push(unreadable('connection-tests.json'));
  const source: BundleFactSource = {
    connections: () =>
      connections.map((connection) => ({ ...connection, hasSecret: false, secretKept: 'none', usedBy: 0 })),
    synchronisations: () => synchronisations,
    preferences: () => settings.preferences,
    runs: () => Promise.resolve(succeed(summaries(runs))),
    runDetail: (runId) => {
      const run = runs.get(runId);
      return Promise.resolve(
        run === undefined ? fail(problem('invalid-input', { field: 'runId' })) : succeed(run),
      );
    },
    connectionTests: () => (tests.ok && tests.value !== 'unreadable' ? tests.value : []),
  };
  return succeed({ source, problems, masks });
}

function unreadable(file: string): Problem {
  return problem('state-unreadable', { file, keptAs: '', instead: 'nothing' });
}

async function readSettings(folder: string, problems: Problem[]): Promise<Settings | undefined> {
  const content = await readWholeFile(join(folder, 'settings.json'));
  if (!content.ok) problems.push(content.error);
  if (!content.ok || content.value === undefined) return undefined;
  const settings = parseSettings(content.value.toString('utf8'));
  if (settings === undefined) problems.push(unreadable('settings.json'));
  return settings;
}

function summaries(runs: ReadonlyMap<string, RunRecord>): readonly RunSummary[] {
  return [...runs.values()]
    .map(summariseRun)
    .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
}

async function readRuns(folder: string, problems: Problem[]): Promise<ReadonlyMap<string, RunRecord>> {
  const runs = new Map<string, RunRecord>();
  let names: readonly string[] = [];
  try {
    names = await readdir(join(folder, 'runs'));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      problems.push(problem('disk-failed', { file: 'runs', reason: errorCode(error) ?? '' }));
  }
  for (const name of names) {
    if (!/^[A-Za-z0-9_-]{1,64}\.json$/.test(name)) continue;
    const content = await readWholeFile(join(folder, 'runs', name));
    const run = content.ok ? parseRunRecord(content.value?.toString('utf8') ?? '') : undefined;
    if (run === undefined) problems.push(unreadable(name));
    else runs.set(run.runId, run);
  }
  return runs;
}
