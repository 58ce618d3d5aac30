import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';
import { ownFormat } from '../formats/lineForms';
import type { GrowingFacetTable } from '../index/facetTable';
import type { Generation } from './generations';
import { LogSource, openForReading } from './logSource';
import type { SourceForm } from './logSource';

/** Sources kept open that nobody uses at the moment. */
const mostIdle = 16;

/** A file that is in use. */
export interface UsedFile {
  readonly generation: Generation;
  users: number;
  /** Looks in a row that found nothing new, since names moved. */
  still: number;
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

/** A file that can be read at any place. */
export interface PlainFile {
  readonly form: SourceForm;
  readonly path: string;
  readonly place: 'original' | 'copy';
  /** Why less is there than there should be. */
  readonly incomplete?: ProblemCode;
}

/** What files are opened with. */
export interface UsedFilesOptions {
  readonly facets: GrowingFacetTable;
  readonly now: () => number;
  /** How a file from elsewhere is read, and where its plain copy stands; our own are known. */
  readonly plainOf?: (generation: Generation) => Promise<PlainFile | ProblemCode | undefined>;
  /** Hears that a file does not stand under its name any more. */
  readonly onMoved: () => void;
}

/** Files that somebody uses, held open so that a rename does not matter. */
export class UsedFiles {
  private readonly used = new Map<Generation, UsedFile>();
  private contents = 0;
  private state: 'open' | 'closed' = 'open';

  constructor(private readonly options: UsedFilesOptions) {}

  /** Begins to use a file; each use must be released. */
  async use(generation: Generation): Promise<void> {
    const file = this.used.get(generation) ?? { generation, users: 0, still: 0 };
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

  /** The source of a file; `undefined` while it cannot be opened. */
  sourceOf(generation: Generation): LogSource | undefined {
    return this.used.get(generation)?.source;
  }

  problemOf(generation: Generation): ProblemCode | undefined {
    return this.used.get(generation)?.problem;
  }

  /** All that are kept, used at the moment or not. */
  all(): Iterable<UsedFile> {
    return this.used.values();
  }

  /** Files that are used and open. */
  inUse(): (UsedFile & OpenedSource)[] {
    return [...this.used.values()].filter(
      (file): file is UsedFile & OpenedSource => file.source !== undefined && file.users > 0,
    );
  }

  /** Tries again to open those that could not be. */
  async openAgain(): Promise<void> {
    for (const file of this.used.values()) {
      if (file.users > 0 && file.source === undefined) await this.open(file);
    }
  }

  /** Reads on in a file; what was emptied or cannot be read is another source from then on, or none. */
  async lookAt(
    file: UsedFile & OpenedSource,
    most: number,
    at?: 'whole' | 'at-the-end',
  ): Promise<'same' | 'some'> {
    try {
      const result = await file.source.look(most, at);
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
      else this.options.onMoved();
      return;
    }
    const isCopy = plain?.place === 'copy';
    if (!isCopy && (opened.dev !== generation.file.dev || opened.ino !== generation.file.ino)) {
      await opened.handle.close();
      this.options.onMoved();
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

  /** Closes what is gone and nobody uses. */
  async closeGone(): Promise<void> {
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

  /** Closes everything; nothing is opened after this. */
  async close(): Promise<void> {
    this.state = 'closed';
    for (const { opening, source } of this.used.values()) {
      await opening;
      await source?.close();
    }
    this.used.clear();
  }
}
