import type { log } from '../text/fr/log';
import type { LogParams } from './logFields';

/** Level names as they stand in the files. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** The closed list of module names in log lines. */
export const logModules = [
  'app',
  'scheduler',
  'change_detector',
  'lifecycle_manager',
  'orchestrator',
  'metadata',
  'aggregate',
  'events',
  'tracker',
  'client',
  'alerts',
  'api',
  'worker',
] as const;
/** One of {@link logModules}. */
export type LogModule = (typeof logModules)[number];

/** The five log files. */
export const logFiles = [
  'dhis2_sync.log',
  'errors.log',
  'auto_sync.log',
  'changes_detected.log',
  'sync_jobs.log',
] as const;
/** One of {@link logFiles}. */
export type LogFile = (typeof logFiles)[number];

/** What a line says, as a stable code: the keys of `log` in shared/text. */
export type LogCode = keyof typeof log;

/** One event, before it becomes a line: the sentence comes from shared/text under `log.<code>`. */
export interface LogEvent {
  readonly level: LogLevel;
  readonly module: LogModule;
  readonly code: LogCode;
  readonly params?: LogParams;
  /** A server's words or a stack trace, of any length: the line holds what fits, the whole is kept beside the run. */
  readonly detail?: string;
  readonly runId?: string;
  readonly syncId?: string;
}

/** One line as the tail shows it. */
export interface LogLine {
  readonly file: LogFile;
  /** Byte offset of the line's first byte in the file generation it was read from. */
  readonly offset: number;
  /** Unique and rising per writer; absent where the line carries none. */
  readonly seq?: number;
  readonly level?: LogLevel;
  readonly module?: string;
  /** Time as written in the line. */
  readonly time?: string;
  readonly text: string;
}
