import { logLevels } from '../../../shared/model/log';
import type { LogFile, LogLevel, LogModule } from '../../../shared/model/log';
import { logMegabyteRange } from '../../../shared/model/settings';
import type { Preferences } from '../../../shared/model/settings';

const megabyte = 1024 * 1024;

/** What stands in a file, and how long it and its predecessors may become. */
export interface LogRoute {
  readonly file: LogFile;
  /** Stands before every line of the file. */
  readonly tag: string;
  /** Bytes at which the file becomes `.1`. */
  readonly size: number;
  /** Number of old files, `.1` the newest. */
  readonly old: number;
  /** Lowest level of each module's lines; a module that is missing has none here. */
  readonly from: Readonly<Partial<Record<LogModule, LogLevel>>>;
}

function everything(from: LogLevel): LogRoute['from'] {
  return {
    app: from,
    scheduler: from,
    change_detector: from,
    lifecycle_manager: from,
    orchestrator: from,
    metadata: from,
    aggregate: from,
    events: from,
    tracker: from,
    client: from,
    alerts: from,
    api: from,
    worker: from,
  };
}

/** The five files. */
export const logRoutes: readonly LogRoute[] = [
  { file: 'dhis2_sync.log', tag: '', size: 10 * megabyte, old: 5, from: everything('INFO') },
  { file: 'errors.log', tag: '', size: 10 * megabyte, old: 5, from: everything('ERROR') },
  {
    file: 'auto_sync.log',
    tag: '[AUTO-SYNC] ',
    size: 10 * megabyte,
    old: 10,
    from: { scheduler: 'INFO', change_detector: 'DEBUG', lifecycle_manager: 'DEBUG' },
  },
  {
    file: 'changes_detected.log',
    tag: '[AUTO-SYNC] ',
    size: 5 * megabyte,
    old: 5,
    from: { change_detector: 'DEBUG' },
  },
  {
    file: 'sync_jobs.log',
    tag: '',
    size: 10 * megabyte,
    old: 10,
    from: { orchestrator: 'INFO', lifecycle_manager: 'DEBUG' },
  },
];

/** Bytes of a megabyte as the operator reads it: the screens count in thousands. */
const shownMegabyte = 1_000_000;

/** Bytes of the log folder where nothing is set: the five with all old files, the last hour, and some archives. */
export const defaultMostLogBytes = logMegabyteRange.usual * shownMegabyte;

/** Bytes of the log folder as the operator set it. */
export function mostLogBytesOf(preferences: Pick<Preferences, 'logMegabytes'>): number {
  return preferences.logMegabytes * shownMegabyte;
}

/** Whether a level is at least another one. */
export function isAtLeast(level: LogLevel, lowest: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(lowest);
}

/** Files in which a line of this module and level stands. */
export function routesOf(
  module: LogModule,
  level: LogLevel,
  routes: readonly LogRoute[] = logRoutes,
): readonly LogRoute[] {
  return routes.filter(({ from }) => {
    const lowest = from[module];
    return lowest !== undefined && isAtLeast(level, lowest);
  });
}
