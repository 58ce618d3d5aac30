import type { LogEvent } from '../../../shared/model/log';
import type { Domain, SynchronisationSettings } from '../../../shared/model/settings';
import type { Phase } from '../../../shared/model/status';
import type { RequestTrouble } from '../dhis2/httpClient';
import type { Clock, Log } from '../ports';

/** The run that lines are about. */
interface ToldRun {
  readonly runId: string;
  readonly synchronisation: SynchronisationSettings;
}

/**
 * Makes the teller of a run's stages: the first time that a domain comes to a phase is a line, with the milliseconds
 * since the run began. Phases of values alternate with every block, which nobody wants to read.
 */
export function createStageLog(
  run: ToldRun,
  log: Log,
  clock: Clock,
): (phase: Phase, domain?: Domain) => void {
  const { name, id: syncId } = run.synchronisation;
  const startedAt = clock.now();
  const told = new Set<string>();
  return (phase, domain) => {
    const key = `${phase} ${domain ?? ''}`;
    if (told.has(key)) return;
    told.add(key);
    const about = { level: 'INFO', module: 'orchestrator', runId: run.runId, syncId } as const;
    const ms = clock.now() - startedAt;
    log.write(
      domain === undefined
        ? { ...about, code: 'stage', params: { name, phase, ms } }
        : { ...about, code: 'domain-stage', params: { name, phase, domain, ms } },
    );
  };
}

/** Makes the teller of requests that failed or are made again. */
export function createRequestLog(run: ToldRun, log: Log): (trouble: RequestTrouble) => void {
  const about = { runId: run.runId, syncId: run.synchronisation.id };
  return (trouble) => log.write({ ...requestEvent(trouble), ...about });
}

/** Says of runs that a kill cut short that they are closed now. */
export function tellInterrupted(
  log: Log,
  runs: readonly { readonly runId: string; readonly syncId: string }[],
): void {
  for (const { runId, syncId } of runs) {
    log.write({ level: 'WARNING', module: 'lifecycle_manager', code: 'run-interrupted', runId, syncId });
  }
}

function requestEvent(trouble: RequestTrouble): LogEvent {
  const { method, path, host, problem } = trouble;
  switch (trouble.kind) {
    case 'repeated': {
      const { attempt, waitMs: ms } = trouble;
      return problem === 'too-many-requests'
        ? {
            level: 'WARNING',
            module: 'client',
            code: 'throttled',
            params: { host, ms, method, path, attempt },
          }
        : {
            level: 'WARNING',
            module: 'client',
            code: 'request-repeated',
            params: { method, path, attempt, ms, problem, host },
          };
    }
    case 'failed':
      // Some refusals are answers that the run asked for; what ends or lessens a run is told by the run.
      return {
        level: 'DEBUG',
        module: 'client',
        code: 'request-failed',
        params: { method, path, problem, host },
      };
  }
}
