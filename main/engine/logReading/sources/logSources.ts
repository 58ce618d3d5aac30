import { stat } from 'node:fs/promises';
import { watch } from 'chokidar';
import type { FSWatcher } from 'chokidar';
import type { LogFile } from '../../../../shared/model/log';
import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';
import { ownFormat } from '../formats/lineForms';
import type { GrowingFacetTable } from '../index/facetTable';
import { Generations } from './generations';
import type { Generation } from './generations';
import { LogSource, openForReading } from './logSource';
import type { SourceForm } from './logSource';
import { byPlace, scanFolder } from './scanFolder';
import type { FolderScan } from './scanFolder';

/** Milliseconds between two looks while nothing is written, and while something is. */
const quietInterval = 250;
const busyInterval = 16;
/** Milliseconds between two looks at the folder, whatever the watcher says. */
const folderInterval = 1000;
/** Events a second beyond which the watcher is left until nothing more is written. */
const mostEvents = 500;
/** Most bytes read of one file before the others are looked at. */
const turnBytes = 8 * 1024 * 1024;
/** Sources kept open that nobody uses at the moment. */
const mostIdle = 16;

/** A file that is in use. */
interface UsedFile {
  readonly generation: Generation;
  users: number;
  /** Absent while the file cannot be opened. */
  source?: LogSource;
  problem?: ProblemCode;
  opening?: Promise<void>;
}

/** A source together with the file it is the content of. */
export interface OpenedSource {
  readonly generation: Generation;
  readonly source: LogSource;
}

/** What sources are read with. */
export interface LogSourcesOptions {
  readonly folder: string;
  readonly facets: GrowingFacetTable;
  readonly now: () => number;
  /** How a file from elsewhere is read, and where its plain copy stands; our own are known. */
  readonly plainOf?: (generation: Generation) => Promise<PlainFile | ProblemCode | undefined>;
}

/** A file that can be read at any place. */
export interface PlainFile {
  readonly form: SourceForm;
  readonly path: string;
  readonly place: 'original' | 'copy';
  /** Why less is there than there should be. */
  readonly incomplete?: ProblemCode;
}

/**
 * The files of a log folder that are looked at: which there are, where each stands now, and what they hold. While
 * anyone listens, all that are used are followed.
 */
export class LogSources {
  readonly generations = new Generations();
  private readonly used = new Map<Generation, UsedFile>();
  private readonly listeners = new Set<() => Promise<void> | void>();
  private scanned: FolderScan = { files: [], others: [], bytes: 0 };
  private scannedAt = -Infinity;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private announced: 'yes' | 'no' = 'no';
  private state: 'idle' | 'following' | 'closed' = 'idle';
  private contents = 0;

  constructor(private readonly options: LogSourcesOptions) {}

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
    const file = this.used.get(generation) ?? { generation, users: 0 };
    this.used.set(generation, file);
    file.users += 1;
    await this.open(file);
  }

  /** Ends a use. */
  async release(generation: Generation): Promise<void> {
    const file = this.used.get(generation);
    if (file === undefined) return;
    file.users -= 1;
    await this.closeIdle();
  }

  /** The source of a file in use; `undefined` while it cannot be opened. */
  sourceOf(generation: Generation): LogSource | undefined {
    return this.used.get(generation)?.source;
  }

  problemOf(generation: Generation): ProblemCode | undefined {
    return this.used.get(generation)?.problem;
  }

  /** Looks at everything now instead of at the next interval, until nothing more is found. */
  async look(): Promise<void> {
    while ((await this.inTurn(() => this.lookNow())) === 'more');
  }

  /** Reads files in use to their ends, whatever else is read at the moment. */
  async read(generations: readonly Generation[]): Promise<void> {
    for (const generation of generations) {
      for (let more = true; more;) {
        const file = this.inUse().find((one) => one.generation === generation);
        more =
          file !== undefined && (await this.lookAt(file, turnBytes)) === 'some' && file.source.unread > 0;
      }
    }
  }

  async close(): Promise<void> {
    this.state = 'closed';
    clearTimeout(this.timer);
    await this.inTurn(async () => {
      await this.watcher?.close();
      for (const { opening, source } of this.used.values()) {
        await opening;
        await source?.close();
      }
      this.used.clear();
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
    this.watchFolder();
    void this.look();
  }

  private watchFolder(): void {
    // It drops changes that follow each other closely: it only makes the next look come sooner.
    const watcher = watch(this.options.folder, { depth: 0, ignoreInitial: true });
    this.watcher = watcher;
    const sooner = (): void => {
      if (this.announced === 'yes') return;
      this.announced = 'yes';
      void this.look();
    };
    watcher.on('add', sooner).on('unlink', sooner).on('change', sooner);
    // What it cannot watch is found by looking.
    watcher.on('error', () => undefined);
    let events = 0;
    let since = this.options.now();
    watcher.on('raw', () => {
      const now = this.options.now();
      if (now < since || now - since >= 1000) {
        since = now;
        events = 0;
      }
      events += 1;
      // A program that writes line by line: each event costs more than a look, and looks come every 16 ms anyway.
      if (events <= mostEvents || this.watcher !== watcher) return;
      this.watcher = undefined;
      void watcher.close();
    });
  }

  private async scanNow(): Promise<'changed' | 'same'> {
    this.scannedAt = this.options.now();
    this.scanned = await scanFolder(this.options.folder);
    const changed = this.generations.take(
      [...this.scanned.files, ...this.scanned.others].sort(byPlace),
      (generation) => this.used.get(generation)?.source !== undefined,
    );
    if (changed === 'changed') await this.closeGone();
    return changed;
  }

  private async rest(): Promise<void> {
    if (this.state !== 'following') return;
    this.state = 'idle';
    clearTimeout(this.timer);
    const { watcher } = this;
    this.watcher = undefined;
    await watcher?.close();
  }

  private async lookNow(): Promise<'nothing' | 'some' | 'more'> {
    if (this.state !== 'following') return 'nothing';
    clearTimeout(this.timer);
    const scanWanted = this.announced === 'yes';
    this.announced = 'no';
    let found: 'nothing' | 'some' | 'more' = 'nothing';
    try {
      found = await this.lookAtAll(scanWanted ? 'folder' : 'files');
    } catch {
      // The folder cannot be read at the moment: files that are open are, and the next look tries again.
      this.scannedAt = -Infinity;
    }
    if (this.isFollowing()) {
      if (found === 'nothing' && this.watcher === undefined) this.watchFolder();
      const busy = found !== 'nothing' || this.inUse().some(({ source }) => source.holds === 'part');
      const wait = found === 'more' ? 0 : busy ? busyInterval : quietInterval;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.inTurn(() => this.lookNow()), wait).unref();
    }
    return found;
  }

  // The state may change while files are read.
  private isFollowing(): boolean {
    return this.state === 'following';
  }

  /** Looks at the folder when it is time to, and reads on in the files that are in use. */
  private async lookAtAll(first: 'folder' | 'files'): Promise<'nothing' | 'some' | 'more'> {
    const since = this.options.now() - this.scannedAt;
    let found: 'nothing' | 'some' | 'more' = 'nothing';
    if (first === 'folder' || since < 0 || since >= folderInterval || (await this.liveMoved())) {
      if ((await this.scanNow()) === 'changed') found = 'more';
      await this.announce();
    }
    const grown = await this.lookAtFiles();
    if (grown !== 'nothing' || found === 'more') await this.announce();
    return found === 'more' ? found : grown;
  }

  private async lookAtFiles(): Promise<'nothing' | 'some' | 'more'> {
    let found: 'nothing' | 'some' = 'nothing';
    const files = this.inUse().sort((one, other) => other.source.changed - one.source.changed);
    let turn = turnBytes;
    for (const file of files) {
      // One file at a time is read through; what is appended to the others is seldom more than this.
      const before = file.source.read;
      const result = await this.lookAt(file, Math.max(turn, 64 * 1024));
      turn -= file.source.read - before;
      if (result !== 'same') found = 'some';
    }
    return this.inUse().some(({ source }) => source.unread > 0) ? 'more' : found;
  }

  private async lookAt(file: UsedFile & OpenedSource, most: number): Promise<'same' | 'some'> {
    try {
      const result = await file.source.look(most);
      if (result === 'same') return 'same';
      // Two may have looked at once.
      if (result === 'emptied' && this.sourceOf(file.generation) === file.source) {
        this.contents += 1;
        this.put(file.generation, file.source.renewed(`c${this.contents}`, this.options.facets));
      }
      return 'some';
    } catch {
      // A disk that fails, a share that is gone: opened again with a later look.
      await file.source.close();
      const used = this.used.get(file.generation);
      if (used !== undefined) {
        delete used.source;
        used.problem = 'log-unreadable';
      }
      return 'some';
    }
  }

  private put(generation: Generation, source: LogSource): void {
    const used = this.used.get(generation);
    if (used === undefined) return;
    used.source = source;
    delete used.problem;
  }

  /** Files that are used and open. */
  private inUse(): (UsedFile & OpenedSource)[] {
    return [...this.used.values()].filter(
      (file): file is UsedFile & OpenedSource => file.source !== undefined && file.users > 0,
    );
  }

  /** Whether one of the five names leads to another file than it did when the folder was looked at. */
  private async liveMoved(): Promise<boolean> {
    const logs = new Set<LogFile>();
    for (const { generation } of this.used.values()) {
      if (generation.file.log !== undefined) logs.add(generation.file.log);
    }
    for (const log of logs) {
      const live = this.generations.live(log);
      if (live === undefined) continue;
      try {
        const { dev, ino } = await stat(live.file.path, { bigint: true });
        if (dev !== live.file.dev || ino !== live.file.ino) return true;
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return true;
      }
    }
    return false;
  }

  private async announce(): Promise<void> {
    for (const listener of this.listeners) await listener();
    for (const file of this.used.values()) {
      if (file.users > 0 && file.source === undefined) await this.open(file);
    }
  }

  private open(file: UsedFile): Promise<void> {
    if (file.source !== undefined || this.state === 'closed') return Promise.resolve();
    file.opening ??= this.openNow(file).finally(() => {
      delete file.opening;
    });
    return file.opening;
  }

  private async openNow(file: UsedFile): Promise<void> {
    const { generation } = file;
    if (generation.file.unreadable !== undefined) {
      file.problem = generation.file.unreadable;
      return;
    }
    const plain = await this.options.plainOf?.(generation);
    if (typeof plain === 'string') {
      file.problem = plain;
      return;
    }
    let opened;
    try {
      opened = await openForReading(plain?.path ?? generation.file.path);
    } catch (error) {
      // Gone under this name: the next look at the folder says where it is, if anywhere.
      if (errorCode(error) !== 'ENOENT') file.problem = 'log-unreadable';
      else this.scannedAt = -Infinity;
      return;
    }
    const isCopy = plain?.place === 'copy';
    if (!isCopy && (opened.dev !== generation.file.dev || opened.ino !== generation.file.ino)) {
      await opened.handle.close();
      this.scannedAt = -Infinity;
      return;
    }
    this.contents += 1;
    file.source = new LogSource(
      `c${this.contents}`,
      isCopy ? { ...opened, copy: plain.path } : opened,
      plain?.form ?? { format: ownFormat, encoding: 'utf8' },
      this.options.facets,
      this.options.now,
    );
    if (plain?.incomplete === undefined) delete file.problem;
    else file.problem = plain.incomplete;
  }

  private async closeGone(): Promise<void> {
    for (const [generation, file] of this.used) {
      if (generation.state !== 'gone' || file.users > 0) continue;
      this.used.delete(generation);
      await file.source?.close();
    }
  }

  /** Keeps the files that were used last open for a while, so that changing between views costs nothing. */
  private async closeIdle(): Promise<void> {
    const idle = [...this.used.values()].filter(({ users }) => users <= 0);
    for (const file of idle.slice(0, Math.max(0, idle.length - mostIdle))) {
      this.used.delete(file.generation);
      await file.opening;
      await file.source?.close();
    }
    await this.closeGone();
  }
}
