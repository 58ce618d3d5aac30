import type { LogCode, LogLevel, LogModule } from '../../../shared/model/log';
import type { LogParams } from '../../../shared/model/logFields';
import type { RunContext } from './runContext';

/** Writes a log line about the run of this context; `detail` holds a server's own words, where there are any. */
export function writeRunLine(
  context: Pick<RunContext, 'log' | 'runId' | 'synchronisation'>,
  line: {
    readonly level: LogLevel;
    readonly module: LogModule;
    readonly code: LogCode;
    readonly params?: LogParams | undefined;
    readonly detail?: string | undefined;
  },
): void {
  const { level, module, code, params, detail } = line;
  context.log.write({
    level,
    module,
    code,
    ...(params === undefined ? {} : { params }),
    ...(detail === undefined ? {} : { detail }),
    runId: context.runId,
    syncId: context.synchronisation.id,
  });
}
