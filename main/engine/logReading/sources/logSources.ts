import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogFile } from '../../../../shared/model/log';
import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';
import type { GrowingFacetTable } from '../index/facetTable';
import { FolderWatch } from './folderWatch';
import { Generations } from './generations';
import type { Generation } from './generations';
import type { LogSource } from './logSource';
import { LookPace } from './lookPace';
import type { Found } from './lookPace';
import { byPlace, scanFolder } from './scanFolder';
import type { FolderScan } from './scanFolder';
import { UsedFiles } from './usedFiles';
import type { OpenedSource, PlainFile, UsedFile } from './usedFiles';

export type { PlainFile };

/** Milliseconds between two looks at the folder, whatever the watcher says. */
const folderInterval = 1000;
/** Looks without anything new after which an old file is looked at only once in so many rounds. */
const stillLooks = 8;
const stillRounds = 16;
/** Milliseconds after which a line is looked at again whose end was not there. */
const endOfPart = 16;
/** Most bytes read of one file before the others are looked at. */
const turnBytes = 8 * 1024 * 1024;

/** What sources are read with. */
export interface LogSourcesOptions {
  readonly folder: string;
  readonly facets: GrowingFacetTable;
  readonly now: () => number;
  /** How a file from elsewhere is read, and where its plain copy stands; our own are known. */
  readonly plainOf?: (generation: Generation) => Promise<PlainFile | ProblemCode | undefined>;
}

/**
 * The files of a log folder that are looked at: which there are, where each stands now, and what they hold. While
 * anyone listens, all that are used are followed.
 */
export class LogSources {
  readonly generations = new Generations();
  private readonly used: UsedFiles;
  private readonly listeners = new Set<() => Promise<void> | void>();
  private scanned: FolderScan = { files: [], others: [], bytes: 0 };
  private scannedAt = -Infinity;
  private readonly watch: FolderWatch;
  private readonly pace = new LookPace();
  /** Files that were written in one of the last rounds, and names of those that the watcher told of. */
  private readonly written = new Set<Generation>();
  private readonly hinted = new Set<string>();
  private rounds = 0;
  private timer: NodeJS.Timeout | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private announced: 'yes' | 'no' = 'no';
  private state: 'idle' | 'following' | 'closed' = 'idle';

  constructor(private readonly options: LogSourcesOptions) {
    const { folder, now } = options;
    this.used = new UsedFiles({
      ...options,
      onMoved: () => {
        this.scannedAt = -Infinity;
      },
    });
    this.watch = new FolderWatch({
      folder,
      now,
      onHint: (hint) => {
        if (hint.of === 'names' || this.watch.state === 'left') this.lookSoon();
        else this.hear(hint.name);
      },
    });
  }

  /** Calls the listener after each look that found anything; it may use and release files. Without listeners nothing is followed. */
  onChange(listener: () => Promise<void> | void): () => Promise<void> {
    this.listeners.add(listener);
    this.follow();
    return async () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) await this.rest();
    };
  }

  /** Looks at the folder. */
  async scan(): Promise<FolderScan> {
    // Who listens must hear of it too.
    if ((await this.scanNow()) === 'changed' && this.isFollowing()) {
      this.announced = 'yes';
      void this.inTurn(() => this.lookNow());
    }
    return this.scanned;
  }

  /** Begins to use a file; each use must be released. Opening is tried again with each look until it succeeds. */
  async use(generation: Generation): Promise<void> {
    await this.used.use(generation);
  }

  /** Ends a use. */
  async release(generation: Generation): Promise<void> {
    await this.used.release(generation);
  }

  /** The source of a file in use; `undefined` while it cannot be opened. */
  sourceOf(generation: Generation): LogSource | undefined {
    return this.used.sourceOf(generation);
  }

  problemOf(generation: Generation): ProblemCode | undefined {
    return this.used.problemOf(generation);
  }

  /** Looks at everything now instead of at the next interval, until nothing more is found. */
  async look(): Promise<void> {
    while ((await this.inTurn(() => this.lookNow())) === 'more');
  }

  /** Reads files in use to their ends, whatever else is read at the moment. */
  async read(generations: readonly Generation[]): Promise<void> {
    for (const generation of generations) {
      for (let more = true; more;) {
        const file = this.used.inUse().find((one) => one.generation === generation);
        more =
          file !== undefined &&
          (await this.used.lookAt(file, turnBytes)) === 'some' &&
          file.source.unread > 0;
      }
    }
  }

  async close(): Promise<void> {
    this.state = 'closed';
    clearTimeout(this.timer);
    await this.inTurn(async () => {
      await this.watch.stop();
      await this.used.close();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  private follow(): void {
    if (this.state !== 'idle') return;
    this.state = 'following';
    this.watch.start();
    void this.look();
  }

  private lookSoon(): void {
    if (this.announced === 'yes') return;
    this.announced = 'yes';
    void this.look();
  }

  /** A file was written: it alone is looked at, at once. */
  private hear(name: string): void {
    this.hinted.add(name);
    if (this.hinted.size === 1) void this.inTurn(() => this.lookAtHinted());
  }

  private async lookAtHinted(): Promise<void> {
    const names = new Set(this.hinted);
    this.hinted.clear();
    if (!this.isFollowing()) return;
    const found = await this.lookAtThese(({ generation }) => names.has(generation.file.name));
    if (!this.isFollowing()) return;
    if (found.what === 'more') this.plan(0);
    // The end of a line is not announced when it never comes.
    else if (this.holdsPart()) this.plan(endOfPart);
  }

  private async scanNow(): Promise<'changed' | 'same'> {
    this.scannedAt = this.options.now();
    this.scanned = await scanFolder(this.options.folder);
    const changed = this.generations.take(
      [...this.scanned.files, ...this.scanned.others].sort(byPlace),
      (generation) => this.used.sourceOf(generation) !== undefined,
    );
    if (changed === 'changed') {
      // What was moved away is an old file now, and may have been written just before.
      for (const file of this.used.all()) file.still = 0;
      await this.used.closeGone();
    }
    return changed;
  }

  private async rest(): Promise<void> {
    if (this.state !== 'following') return;
    this.state = 'idle';
    clearTimeout(this.timer);
    await this.watch.stop();
  }

  private async lookNow(why: 'asked' | 'time' = 'asked'): Promise<Found['what']> {
    if (this.state !== 'following') return 'nothing';
    clearTimeout(this.timer);
    if (why === 'time' && this.announced === 'no' && this.pace.next === 'written') {
      await this.lookAgain();
      return 'nothing';
    }
    const scanWanted = this.announced === 'yes';
    this.announced = 'no';
    this.rounds += 1;
    let found: Found = { what: 'nothing', bytes: 0 };
    try {
      found = await this.lookAtAll(scanWanted ? 'folder' : 'files', why);
    } catch {
      // The folder cannot be read at the moment: files that are open are, and the next look tries again.
      this.scannedAt = -Infinity;
    }
    if (!this.isFollowing()) return found.what;
    this.watch.looked(found.what === 'nothing' ? 'nothing' : 'some');
    const told = this.holdsPart() || this.watch.state === 'left' ? 'by looking only' : 'by events';
    this.plan(this.pace.afterAll(found, told));
    if (this.pace.next === 'all') this.written.clear();
    return found.what;
  }

  /** Looks at those files alone that were written lately. */
  private async lookAgain(): Promise<void> {
    const found = await this.lookAtThese(({ generation }) => this.written.has(generation));
    if (!this.isFollowing()) return;
    this.watch.looked(found.what === 'nothing' ? 'nothing' : 'some');
    this.plan(this.pace.afterWritten(found));
  }

  /** Looks at some files and tells what was found. */
  private async lookAtThese(isOne: (file: UsedFile & OpenedSource) => boolean): Promise<Found> {
    const found = await this.lookAtSome(this.used.inUse().filter(isOne), 'at-the-end');
    if (found.what === 'nothing') return found;
    try {
      await this.announce();
    } catch {
      // Told with the next look at the folder.
      this.scannedAt = -Infinity;
    }
    return found;
  }

  private holdsPart(): boolean {
    return this.used.inUse().some(({ source }) => source.holds === 'part');
  }

  private plan(wait: number): void {
    clearTimeout(this.timer);
    // Following keeps its process alive, also while no watcher does.
    this.timer = setTimeout(() => void this.inTurn(() => this.lookNow('time')), wait);
  }

  // The state may change while files are read.
  private isFollowing(): boolean {
    return this.state === 'following';
  }

  /** Looks at the folder when it is time to, and reads on in the files that are in use. */
  private async lookAtAll(first: 'folder' | 'files', why: 'asked' | 'time'): Promise<Found> {
    const since = this.options.now() - this.scannedAt;
    let names: 'changed' | 'same' = 'same';
    if (first === 'folder' || since < 0 || since >= folderInterval || (await this.liveMoved())) {
      names = await this.scanNow();
      await this.announce();
    }
    const isDue = (file: UsedFile & OpenedSource): boolean =>
      why === 'asked' || file.still < stillLooks || this.rounds % stillRounds === 0 || mayGoOn(file.source);
    const files = this.used.inUse().filter((file) => file.generation.file.place !== 'old' || isDue(file));
    const grown = await this.lookAtSome(files.sort(olderFirst));
    if (grown.what !== 'nothing' || names === 'changed') await this.announce();
    return names === 'changed' ? { ...grown, what: 'more' } : grown;
  }

  private async lookAtSome(
    files: readonly (UsedFile & OpenedSource)[],
    at: 'whole' | 'at-the-end' = 'whole',
  ): Promise<Found> {
    let what: 'nothing' | 'some' = 'nothing';
    let bytes = 0;
    for (const file of files) {
      // One file at a time is read through; what is appended to the others is seldom more than this.
      const before = file.source.read;
      const result = await this.used.lookAt(file, Math.max(turnBytes - bytes, 64 * 1024), at);
      bytes += file.source.read - before;
      file.still += 1;
      if (result === 'same') continue;
      what = 'some';
      file.still = 0;
      if (file.generation.file.place !== 'old') this.written.add(file.generation);
    }
    return { what: this.used.inUse().some(({ source }) => source.unread > 0) ? 'more' : what, bytes };
  }

  /** Whether one of the five names leads to another file than it did when the folder was looked at. */
  private async liveMoved(): Promise<boolean> {
    const logs = new Set<LogFile>();
    for (const { generation } of this.used.all()) {
      if (generation.file.log !== undefined) logs.add(generation.file.log);
    }
    for (const log of logs) {
      const live = this.generations.live(log);
      try {
        const { dev, ino } = await stat(join(this.options.folder, log), { bigint: true });
        // Where there was none, the folder was looked at in the midst of a rotation.
        if (live === undefined || dev !== live.file.dev || ino !== live.file.ino) return true;
      } catch (error) {
        if (live !== undefined && errorCode(error) === 'ENOENT') return true;
      }
    }
    return false;
  }

  private async announce(): Promise<void> {
    for (const listener of this.listeners) await listener();
    await this.used.openAgain();
  }
}

/** What was moved away is read before the file in its place: no line of that is there before its last ones are. */
function olderFirst(one: UsedFile, other: UsedFile): number {
  return other.generation.file.number - one.generation.file.number;
}

/** Whether a look finds more although nobody writes: the rest of what is there, or the end of a line that was held back. */
function mayGoOn(source: LogSource): boolean {
  return source.unread > 0 || source.holds === 'part';
}
