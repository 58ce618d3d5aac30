import { join } from 'node:path';
import { watch } from 'chokidar';
import type { FSWatcher } from 'chokidar';
import type { LogFile, LogLine } from '../../../shared/model/log';
import { mergeLines, SeenLines } from './mergeLines';
import { TailedFile } from './tailedFile';

/** Milliseconds between two looks while nothing is written, and while something is. */
const quietInterval = 250;
const busyInterval = 16;
/** Most lines handed over at a time. */
const batchLines = 500;

/** Where a tail reads and to whom it hands lines. */
export interface LogTailOptions {
  readonly folder: string;
  /** At most 500 lines a call, each line once, in the order of time within what was found together. */
  readonly onLines: (lines: readonly LogLine[]) => void;
  /** A file that cannot be read; the tail goes on trying. */
  readonly onFailure?: (error: unknown) => void;
}

/** Follows chosen log files while a screen shows them. */
export interface LogTail {
  /** Starts, or starts anew with other files: the last lines of all of them, merged. New ones then go to `onLines`. */
  start(files: readonly LogFile[], lines: number): Promise<readonly LogLine[]>;
  /** Looks now instead of at the next interval. */
  look(): Promise<void>;
  /** After this nothing more is handed over. */
  stop(): Promise<void>;
}

/** Makes a tail; it does nothing until started. */
export function createLogTail(options: LogTailOptions): LogTail {
  let files: TailedFile[] = [];
  let seen = new SeenLines();
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let state: 'stopped' | 'following' = 'stopped';

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  const handOver = (lines: readonly LogLine[]): void => {
    const fresh = lines.filter((line) => seen.isNew(line));
    for (let from = 0; from < fresh.length; from += batchLines) {
      options.onLines(fresh.slice(from, from + batchLines));
    }
  };

  /** Reads all files to their ends; whether anything was found. */
  const readAll = async (): Promise<boolean> => {
    let found = false;
    for (let more = true; more && state === 'following';) {
      more = false;
      const rounds: LogLine[][] = [];
      for (const file of files) {
        const round = await file.next();
        rounds.push(round.lines);
        more ||= round.more;
      }
      found ||= more;
      if (isFollowing()) handOver(mergeLines(rounds));
    }
    return found;
  };
  // The state may change while a file is read.
  const isFollowing = (): boolean => state === 'following';

  const lookNow = async (): Promise<void> => {
    if (state === 'stopped') return;
    clearTimeout(timer);
    let found = false;
    try {
      found = await readAll();
    } catch (error) {
      options.onFailure?.(error);
    }
    if (isFollowing()) {
      timer = setTimeout(() => void inTurn(lookNow), found ? busyInterval : quietInterval).unref();
    }
  };

  const stopNow = async (): Promise<void> => {
    clearTimeout(timer);
    await watcher?.close();
    watcher = undefined;
    for (const file of files.splice(0)) await file.close();
  };

  return {
    start: (names, count) =>
      inTurn(async () => {
        await stopNow();
        state = 'following';
        seen = new SeenLines();
        files = [...new Set(names)].map((name) => new TailedFile(join(options.folder, name), name));
        const last: LogLine[][] = [];
        for (const file of files) last.push(await file.begin(count));
        const merged = mergeLines(last)
          .filter((line) => seen.isNew(line))
          .slice(-count);
        // The watcher drops changes that follow each other closely: it only makes the next look come sooner.
        watcher = watch(options.folder, { depth: 0, ignoreInitial: true });
        let announced = false;
        watcher.on('all', () => {
          if (announced) return;
          announced = true;
          void inTurn(() => {
            announced = false;
            return lookNow();
          });
        });
        watcher.on('error', (error) => options.onFailure?.(error));
        timer = setTimeout(() => void inTurn(lookNow), quietInterval).unref();
        return count === 0 ? [] : merged;
      }),
    look: () => inTurn(lookNow),
    stop: () => {
      state = 'stopped';
      return inTurn(stopNow);
    },
  };
}
