import { join } from 'node:path';
import type { LogEvent, LogLevel, LogModule } from '../../../shared/model/log';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Language } from '../../../shared/text/translator';
import type { Clock, Log } from '../ports';
import { diskProblem } from '../store/disk';
import type { DetailStore } from './detailStore';
import { createElectronLogFront } from './electronLogFront';
import { LastHour } from './lastHour';
import { LastHourFile } from './lastHourFile';
import { lastSeq } from './lastSeq';
import { lineContentOf } from './lineContent';
import { renderLine } from './lineForm';
import { LogArchive } from './logArchive';
import { LogBudget } from './logBudget';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';
import { defaultMostLogBytes, isAtLeast, logRoutes, routesOf } from './logRoutes';
import type { LogRoute } from './logRoutes';
import { PlainLines } from './plainLine';
import { Redactor } from './redactor';
import { RotatingFile } from './rotatingFile';
import { createSentences, createTemplates } from './sentences';

/** Milliseconds and bytes after which lines that wait are written. */
const batchMilliseconds = 16;
const batchBytes = 64 * 1024;

/** What a log is made of. */
export interface LogOptions {
  /** Log folder; created 0700 when it is missing. */
  readonly folder: string;
  /** Language of the sentences, asked for at each line. */
  readonly language: () => Language;
  readonly clock: Pick<Clock, 'now'>;
  /** Where a server's words and stack traces are kept whole; without it only what fits in the line is kept. */
  readonly details?: DetailStore;
  /** Takes lines from INFO on while developing; absent in an installed program. */
  readonly console?: (line: string) => void;
  readonly disk?: LogDisk;
  /** Other files than the five, for tests. */
  readonly routes?: readonly LogRoute[];
}

/** The log files of one program. */
export interface FileLog extends Log {
  /** Masks this value wherever it turns up in a line from now on. */
  protect(secret: string): void;
  /** What {@link protect} was told, for those who write other texts that must not hold it; in memory only. */
  protectedSecrets(): readonly string[];
  /** Writes what waits, now. */
  flush(): void;
  /** Writes what waits and closes the files, at once; later events are lost. Resolves when nothing is written any more. */
  close(): Promise<void>;
  /** Lines that a failing disk did not take, all files together. */
  missed(): number;
  /**
   * Empties one of the five files (`errors.log`) or takes one of their old files (`errors.log.3`) out of the folder.
   * What stood there goes to `archive/` in the log folder, whole; the name it has there is returned. Fails with
   * `log-unknown` for any other name, and with `disk-full` or `disk-failed`; nothing is lost then.
   */
  clear(name: string): Promise<Result<{ readonly archivedAs: string }, Problem>>;
  /**
   * Bounds everything in the log folder, in bytes, now and from now on: the oldest old files and archives go first, never
   * the five. Until it is called the bound is {@link defaultMostLogBytes}, and nothing is removed at the start.
   */
  setMostBytes(bytes: number): void;
  /** Writes the lines of the last hour, all parts from DEBUG on, to `last-hour.log`; its path, or why not. */
  saveLastHour(): Promise<Result<string, Problem>>;
}

interface Target {
  readonly route: LogRoute;
  readonly file: RotatingFile;
  readonly tag: Uint8Array;
}

/** Where the lines of a part and level go. */
interface Way {
  readonly targets: readonly Target[];
  readonly isError: boolean;
  readonly isShown: boolean;
}

/**
 * Opens the five log files. No two processes may write one file: whoever calls this holds the state lock of the folder
 * that the logs belong to. Writing an event never throws and never waits for the disk longer than a batch takes.
 *
 * What `write` returned from is on disk at once from ERROR on, and otherwise at the latest 16 ms later: a process that is
 * killed loses no more than that. Lines below ERROR wait longer only while the process itself is too busy for a timer.
 */
export function createLog(options: LogOptions): FileLog {
  const { folder, clock, details } = options;
  const routes = options.routes ?? logRoutes;
  const disk = options.disk ?? realLogDisk;
  const redactor = new Redactor();
  const templates = createTemplates(options.language);
  const sentenceOf = createSentences(templates);
  const plainLines = new PlainLines(redactor, templates);
  const lastHour = new LastHour();
  const budget = new LogBudget(folder, routes, disk, defaultMostLogBytes);
  const lastHourFile = new LastHourFile(folder, lastHour, clock.now, () => budget.keep());
  const archive = new LogArchive(folder, disk);
  let seq = lastSeq(folder, routes, disk);
  let state: 'open' | 'closed' = 'open';
  let timer: NodeJS.Timeout | undefined;
  /** When the oldest line came that waits. */
  let waitingSince: number | undefined;
  let written = 0;
  const told: { readonly target: Target; readonly line: Uint8Array }[] = [];

  /** The line of an event, in memory that the next one may take. */
  const lineOf = (event: LogEvent, now: number): Uint8Array => {
    let line = plainLines.render(event, seq + 1, now);
    if (line === undefined) {
      const content = lineContentOf(event, redactor, sentenceOf, details);
      line = Buffer.from(renderLine(content, seq + 1, now));
    }
    seq += 1;
    lastHour.add(line, now);
    return line;
  };
  const missedLine = (file: LogRoute['file'], lines: number): string => {
    const params = { file, lines };
    const made = lineOf({ level: 'ERROR', module: 'app', code: 'lines-missed', params }, clock.now());
    const line = Buffer.from(made);
    // In its own file it stands where the lines are missing; the files that hold all errors get it once they have room.
    for (const target of wayOf('app', 'ERROR').targets) {
      if (target.route.file !== file) told.push({ target, line });
    }
    return line.toString('utf8');
  };
  const targets: readonly Target[] = routes.map((route) => ({
    route,
    file: new RotatingFile(
      join(folder, route.file),
      route,
      (lines) => route.tag + missedLine(route.file, lines),
      disk,
    ),
    tag: Buffer.from(route.tag),
  }));
  const known = new Map<LogModule, Map<LogLevel, Way>>();
  const wayOf = (module: LogModule, level: LogLevel): Way => {
    const found = known.get(module)?.get(level);
    if (found !== undefined) return found;
    const chosen = routesOf(module, level, routes);
    const way = {
      targets: targets.filter(({ route }) => chosen.includes(route)),
      isError: isAtLeast(level, 'ERROR'),
      isShown: options.console !== undefined && isAtLeast(level, 'INFO'),
    };
    known.set(module, (known.get(module) ?? new Map<LogLevel, Way>()).set(level, way));
    return way;
  };

  /** Writes what waits, to each file that does not refuse at the moment or, when all are asked, to every file. */
  const flushFiles = (which: 'willing' | 'all'): void => {
    clearTimeout(timer);
    timer = undefined;
    waitingSince = undefined;
    const now = clock.now();
    let refused = 0;
    for (const { file } of targets) {
      if (which === 'willing' && file.pausedFor(now) > 0) refused = Math.max(refused, file.pausedFor(now));
      else if (!file.flush(now)) refused = Math.max(refused, file.pausedFor(now));
    }
    const total = targets.reduce((sum, { file }) => sum + file.writtenBytes, 0);
    budget.wrote(total - written);
    written = total;
    for (const { target, line } of told.splice(0)) target.file.add(line);
    if (state === 'closed') return;
    if (refused > 0) schedule(refused);
    else if (targets.some(({ file }) => file.waitingBytes > 0)) schedule(batchMilliseconds);
  };
  const schedule = (milliseconds: number): void => {
    timer ??= setTimeout(flushFiles, milliseconds, 'willing').unref();
  };
  const write = (event: LogEvent): void => {
    if (state === 'closed') return;
    const { targets: to, isError, isShown } = wayOf(event.module, event.level);
    const now = clock.now();
    let line: Uint8Array;
    try {
      line = lineOf(event, now);
    } catch {
      // An event that no line can be made of is told as one that is missing.
      for (const { file } of to) file.miss();
      schedule(batchMilliseconds);
      return;
    }
    let waiting = 0;
    for (const { file, tag } of to) {
      file.add(line, tag);
      waiting = Math.max(waiting, file.waitingBytes);
    }
    if (isShown) options.console?.(Buffer.from(line).toString('utf8').trimEnd());
    if (to.length === 0) return;
    waitingSince ??= now;
    if (isError || waiting >= batchBytes || now - waitingSince >= batchMilliseconds) flushFiles('willing');
    else schedule(batchMilliseconds);
    if (isError) lastHourFile.noteError();
  };
  const end = (): void => {
    flushFiles('all');
    details?.flush();
    lastHourFile.saveOwed();
  };

  makeFolder(folder, disk);
  archive.tidy();
  // All five files exist from the start, and the last batch is written however the process ends.
  flushFiles('all');
  process.on('exit', end);
  const front = createElectronLogFront(write);

  const clear = async (name: string): Promise<Result<{ readonly archivedAs: string }, Problem>> => {
    const target = targets.find(({ route }) => name === route.file || isOldNameOf(route, name));
    if (target === undefined || state === 'closed')
      return fail(problem('log-unknown', { file: name.slice(0, 100) }));
    const { file, route } = target;
    const now = clock.now();
    let place: ReturnType<LogArchive['placeFor']>;
    try {
      flushFiles('all');
      const path = join(folder, name);
      if (disk.look(path) === undefined) return fail(problem('log-unknown', { file: name }));
      place = archive.placeFor(name, now);
      if (name === route.file) file.handOver(place.path, now);
      else disk.rename(path, place.path);
    } catch (error) {
      return fail(diskProblem(error, name));
    }
    front.write({
      level: 'INFO',
      module: 'app',
      code: 'log-cleared',
      params: { file: name, archivedAs: place.name },
    });
    flushFiles('all');
    const archivedAs = await archive.compress(place.name);
    budget.keep();
    return succeed({ archivedAs });
  };
  return {
    write: (event) => front.write(event),
    protect: (secret) => redactor.protect(secret),
    protectedSecrets: () => redactor.secretsInPlain(),
    flush: () => flushFiles('all'),
    close: () => {
      if (state === 'closed') return lastHourFile.close();
      state = 'closed';
      clearTimeout(timer);
      process.off('exit', end);
      flushFiles('all');
      for (const { file } of targets) file.close(clock.now());
      details?.flush();
      return lastHourFile.close();
    },
    missed: () => targets.reduce((sum, { file }) => sum + file.missed, 0),
    clear,
    setMostBytes: (bytes) => {
      const live = routes.reduce((sum, { size }) => sum + size, 0);
      lastHourFile.setMostBytes(bytes - live);
      budget.setMostBytes(bytes);
    },
    saveLastHour: () => lastHourFile.save(),
  };
}

function isOldNameOf(route: LogRoute, name: string): boolean {
  const number = /^\.([1-9]\d?)$/.exec(name.slice(route.file.length))?.[1];
  return name.startsWith(route.file) && number !== undefined && Number(number) <= route.old;
}

function makeFolder(folder: string, disk: LogDisk): void {
  try {
    disk.makeFolder(folder);
  } catch {
    // The files cannot be opened then either, and are tried again.
  }
}
