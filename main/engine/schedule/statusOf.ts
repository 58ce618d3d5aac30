import type { ConnectionSettings, SynchronisationSettings } from '../../../shared/model/settings';
import type { Progress, Question, RunSummary, SynchronisationStatus } from '../../../shared/model/status';
import type { RememberedProof } from '../run/rememberedFacts';
import type { NextStep } from './nextStep';

/** What a keeper knows beyond the settings. */
export interface KeptState {
  readonly step: NextStep;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly lastRun: RunSummary | undefined;
  readonly progress: Progress | undefined;
  readonly question: Question | undefined;
  readonly runId: string | undefined;
  readonly lastProof: RememberedProof | undefined;
  readonly lookedUpTo: string | undefined;
}

/** What is known of a synchronisation whose store cannot be opened: why, and nothing else. */
export function stateWithoutStore(step: NextStep, since: number): KeptState {
  return {
    step,
    since,
    lastRun: undefined,
    progress: undefined,
    question: undefined,
    runId: undefined,
    lastProof: undefined,
    lookedUpTo: undefined,
  };
}

/** The status that screens and tray show, without members that have no value. */
export function statusOf(
  settings: SynchronisationSettings,
  connections: readonly ConnectionSettings[],
  kept: KeptState,
): SynchronisationStatus {
  const nameOf = (id: string) => connections.find((one) => one.id === id)?.name ?? id;
  const { step, lastProof } = kept;
  return {
    syncId: settings.id,
    name: settings.name,
    sourceName: nameOf(settings.sourceId),
    destinationName: nameOf(settings.destinationId),
    domains: settings.domains,
    mode: settings.mode,
    checkIntervalSeconds: settings.checkIntervalSeconds,
    state: step.state,
    since: new Date(kept.since).toISOString(),
    ...(step.cause === undefined ? {} : { cause: step.cause }),
    ...(step.nextRunAt === undefined ? {} : { nextRunAt: new Date(step.nextRunAt).toISOString() }),
    ...(kept.runId === undefined ? {} : { runId: kept.runId }),
    ...(kept.progress === undefined ? {} : { progress: kept.progress }),
    ...(kept.question === undefined ? {} : { question: kept.question }),
    ...(kept.lastRun === undefined ? {} : { lastRun: kept.lastRun }),
    ...(kept.lookedUpTo === undefined ? {} : { lookedUpTo: kept.lookedUpTo }),
    ...(lastProof === undefined
      ? {}
      : {
          lastProof: {
            result: lastProof.result,
            differences: lastProof.differences,
            at: lastProof.at,
            scope: lastProof.scope,
          },
        }),
  };
}
