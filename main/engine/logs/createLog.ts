import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import type { LogEvent, LogLevel } from '../../../shared/model/log';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Language } from '../../../shared/text/translator';
import type { Clock, Log } from '../ports';
import { parseLine, renderLine } from './lineForm';
import { isAtLeast, logRoutes, routesOf } from './logRoutes';
import type { LogRoute } from './logRoutes';
import { Redactor } from './redactor';
import { realLogDisk, RotatingFile } from './rotatingFile';
import type { LogDisk } from './rotatingFile';
import { createSentences } from './sentences';

/** Milliseconds and bytes after which lines that wait are written. */
const batchMilliseconds = 16;
const batchBytes = 64 * 1024;
/** Milliseconds until a disk that refused lines is tried again. */
const retryMilliseconds = 1000;

/** What a log is made of. */
export interface LogOptions {
  /** Log folder; created 0700 when it is missing. */
  readonly folder: string;
  /** Language of the sentences, asked for at each line. */
  readonly language: () => Language;
  readonly clock: Pick<Clock, 'now'>;
  /** Takes lines from INFO on while developing; absent in an installed program. */
  readonly console?: (line: string) => void;
  readonly disk?: LogDisk;
}

/** The log files of one program. */
export interface FileLog extends Log {
  /** Masks this value wherever it turns up in a line from now on. */
  protect(secret: string): void;
  /** What {@link protect} was told, for those who write other texts that must not hold it; in memory only. */
  protectedSecrets(): readonly string[];
  /** Writes what waits, now. */
  flush(): void;
  /** Writes what waits and closes the files; later events are lost. */
  close(): void;
  /** Lines that a failing disk did not take, all files together. */
  missed(): number;
  /**
   * Empties one of the five files (`errors.log`) or takes one of their old files (`errors.log.3`) out of the folder.
   * What stood there goes to `archive/` in the log folder, whole; the name it has there is returned. Fails with
   * `log-unknown` for any other name, and with `disk-full` or `disk-failed`; nothing is lost then.
   */
  clear(name: string): Promise<Result<{ readonly archivedAs: string }, Problem>>;
  /** Bounds everything in the log folder, in bytes: the oldest old files and archives go first, never the five. */
  setMostBytes(bytes: number): void;
  /** Writes the lines of the last hour, all parts from DEBUG on, to `last-hour.log`; its path, or why not. */
  saveLastHour(): Promise<Result<string, Problem>>;
}

/** electron-log's names for our levels. */
const frontLevels = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
} as const satisfies Record<LogLevel, string>;

/** Number in the last line of a file that carries one, so that numbers rise over restarts. */
function lastSeq(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return 0;
  }
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, 64 * 1024));
    const read = readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const lines = tail.toString('utf8', 0, read).split('\n').reverse();
    for (const line of lines) {
      const seq = parseLine('dhis2_sync.log', 0, line).seq;
      if (seq !== undefined) return seq;
    }
    return 0;
  } catch {
    return 0;
  } finally {
    closeSync(descriptor);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== 'win32') chmodSync(folder, 0o700);
  } catch {
    // The files cannot be opened then either, and are tried again.
  }
}

/** electron-log in front, with one transport: ours. Its own would write each line on its own and keep one old file. */
function createFront(write: (event: LogEvent) => void): Log {
  const options = { logId: 'passerelle' };
  const front = electronLog.create(options);
  for (const name of Object.keys(front.transports)) front.transports[name] = null;
  const transport = Object.assign(
    (message: { readonly data: readonly unknown[] }) => {
      // The boundary to an untyped library: the only caller is `write` below.
      write(message.data[0] as LogEvent);
    },
    { level: 'silly' as const, transforms: [] },
  );
  front.transports['files'] = transport;
  return {
    write: (event) =>
      front.processMessage({
        data: [event],
        date: new Date(0),
        level: frontLevels[event.level],
      }),
  };
}

/**
 * Opens the five log files. No two processes may write one file: whoever calls this holds the state lock of the folder
 * that the logs belong to. Writing an event never throws and never waits for the disk longer than a batch takes.
 */
export function createLog(options: LogOptions): FileLog {
  const { folder, clock } = options;
  const redactor = new Redactor();
  const sentenceOf = createSentences(options.language);
  let seq = Math.max(
    0,
    ...logRoutes.map(({ file }) => Math.max(lastSeq(join(folder, file)), lastSeq(join(folder, `${file}.1`)))),
  );
  let state: 'open' | 'closed' = 'open';
  let disk: 'takes-lines' | 'refuses-lines' = 'refuses-lines';
  let timer: NodeJS.Timeout | undefined;

  const lineOf = (event: LogEvent): string => {
    seq += 1;
    const clean = redacted(event, redactor);
    return renderLine(clean, redactor.redact(sentenceOf(clean)), seq, clock.now());
  };
  const fileFor = (route: LogRoute): RotatingFile =>
    new RotatingFile(
      join(folder, route.file),
      route,
      (lines) => {
        const params = { file: route.file, lines };
        return route.tag + lineOf({ level: 'ERROR', module: 'app', code: 'lines-missed', params });
      },
      options.disk ?? realLogDisk,
    );
  const files = new Map(logRoutes.map((route) => [route, fileFor(route)]));

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // At the start, and whenever the folder may be what is missing.
    if (disk === 'refuses-lines') makeFolder(folder);
    disk = 'takes-lines';
    for (const file of files.values()) if (!file.flush(clock.now())) disk = 'refuses-lines';
    if (disk === 'refuses-lines' && state === 'open') schedule(retryMilliseconds);
  };
  const schedule = (milliseconds: number): void => {
    timer ??= setTimeout(flush, milliseconds).unref();
  };
  const write = (event: LogEvent): void => {
    if (state === 'closed') return;
    const line = lineOf(event);
    let waiting = 0;
    for (const route of routesOf(event.module, event.level)) {
      const file = files.get(route);
      file?.add(Buffer.from(route.tag + line, 'utf8'));
      waiting = Math.max(waiting, file?.waitingBytes ?? 0);
    }
    if (options.console !== undefined && isAtLeast(event.level, 'INFO')) options.console(line.trimEnd());
    const atOnce = isAtLeast(event.level, 'ERROR') || waiting >= batchBytes;
    // A disk that refuses lines is tried again by the timer, not by every line.
    if (atOnce && disk === 'takes-lines') flush();
    else schedule(batchMilliseconds);
  };

  // All five files exist from the start, and the last batch is written however the process ends.
  flush();
  process.on('exit', flush);
  const front = createFront(write);
  return {
    write: (event) => front.write(event),
    protect: (secret) => redactor.protect(secret),
    protectedSecrets: () => redactor.secretsInPlain(),
    clear: (name) => Promise.resolve(fail(problem('internal-error', { file: name }))),
    setMostBytes: () => undefined,
    saveLastHour: () => Promise.resolve(fail(problem('internal-error', { file: 'last-hour.log' }))),
    flush,
    close: () => {
      if (state === 'closed') return;
      state = 'closed';
      clearTimeout(timer);
      process.off('exit', flush);
      for (const file of files.values()) file.close(clock.now());
    },
    missed: () => [...files.values()].reduce((sum, file) => sum + file.missed, 0),
  };
}

function redacted(event: LogEvent, redactor: Redactor): LogEvent {
  if (event.params === undefined) return event;
  const params: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(event.params)) {
    params[name] = typeof value === 'string' ? redactor.redact(value) : value;
  }
  return { ...event, params };
}
