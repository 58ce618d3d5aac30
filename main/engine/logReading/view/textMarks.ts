import type { LogViewState } from '../../../../shared/model/logView';
import type { Problem, ProblemCode } from '../../../../shared/model/problem';
import type { SearchedSource, TextQuery, TextSearch } from '../textSearch';
import type { LogSource } from '../sources/logSource';
import { RecordMarks } from './recordMarks';
import type { ShownFile } from './shownFiles';

/** Milliseconds between two searches of what was appended. */
const batchMs = 100;

interface Searched {
  readonly marks: RecordMarks;
  /** Bytes that were searched. */
  until: number;
  /** Byte from which on records changed while they were searched. */
  changedFrom: number;
  /** Why the file could not be searched, and how many bytes it had: it is tried again when it changed. */
  refused?: { readonly why: LogViewState['incomplete']; readonly bytes: number };
}

/** A query of which these are said fails again, whatever the files hold. */
const lasting: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['invalid-query', 'query-too-slow']);

/** What a search changed: the first record of a file from which on marks differ. */
export type OnMarks = (source: LogSource, record: number) => void;

/** The records of the files of a view that hold the text which is looked for; what is appended is searched as it comes. */
export class TextMarks {
  private readonly searched = new Map<LogSource, Searched>();
  private readonly stop = new AbortController();
  private running: 'yes' | 'no' = 'no';
  private again: NodeJS.Timeout | undefined;
  private endedAt = -Infinity;
  private progress = 0;
  private total = 0;
  private failed: LogViewState['incomplete'];

  constructor(
    readonly query: TextQuery,
    private readonly search: TextSearch,
    private readonly now: () => number,
    private readonly onMarks: OnMarks,
    /** Called when a search ended, or its progress changed. */
    private readonly onChange: () => void,
  ) {}

  /** Marks of a file's records; empty until it is searched. */
  marksOf(source: LogSource): RecordMarks {
    return this.searchedOf(source).marks;
  }

  get searching(): LogViewState['searching'] {
    return { done: Math.min(this.progress, this.total), total: this.total };
  }

  /** Why something could not be searched. */
  get incomplete(): LogViewState['incomplete'] {
    return (
      this.failed ?? [...this.searched.values()].find(({ refused }) => refused !== undefined)?.refused?.why
    );
  }

  /** Records of a file from this one on are other ones now. */
  forget(file: ShownFile, record: number): void {
    const searched = this.searchedOf(file.source);
    const from = record < file.index.records ? file.index.offsetOf(record) : file.index.bytes;
    searched.until = Math.min(searched.until, from);
    searched.changedFrom = Math.min(searched.changedFrom, from);
    if (searched.refused !== undefined) searched.refused = { ...searched.refused, bytes: -1 };
  }

  /** Searches what was not searched yet, at most every 100 ms; files written last first. */
  start(files: readonly ShownFile[]): void {
    if (this.running === 'yes' || this.stop.signal.aborted) return;
    clearTimeout(this.again);
    for (const [source, searched] of this.searched) {
      if (!files.some((file) => file.source === source)) delete searched.refused;
    }
    const wanted = files
      .filter((file) => this.bytesLeft(file) > 0)
      .sort((one, other) => other.source.changed - one.source.changed);
    if (wanted.length === 0) return;
    const wait = this.endedAt + batchMs - this.now();
    if (wait > 0 && wait <= batchMs) {
      this.again = setTimeout(() => this.onChange(), wait).unref();
      return;
    }
    this.running = 'yes';
    void this.run(wanted).finally(() => {
      this.running = 'no';
      this.endedAt = this.now();
      this.onChange();
    });
  }

  /** Bytes of the files that were not searched yet. */
  unsearched(files: readonly ShownFile[]): number {
    return files.reduce((sum, file) => sum + this.bytesLeft(file), 0);
  }

  close(): void {
    clearTimeout(this.again);
    this.stop.abort();
  }

  /** Bytes of a file that are to be searched yet: none of what will not be tried again. */
  private bytesLeft({ source, index }: ShownFile): number {
    const { until, refused } = this.searchedOf(source);
    if (this.stop.signal.aborted || refused?.bytes === index.bytes) return 0;
    return Math.max(0, index.bytes - until);
  }

  private searchedOf(source: LogSource): Searched {
    const there = this.searched.get(source);
    if (there !== undefined) return there;
    const fresh = { marks: new RecordMarks(), until: 0, changedFrom: Infinity };
    this.searched.set(source, fresh);
    return fresh;
  }

  private async run(files: readonly ShownFile[]): Promise<void> {
    const parts = files.map((file) => this.partOf(file));
    this.progress = 0;
    this.total = parts.reduce((sum, { until, from }) => sum + until - from, 0);
    const result = await this.search.run(
      this.query,
      parts,
      {
        found: (number, records) => {
          const file = files[number];
          const first = records[0];
          if (file === undefined || first === undefined || this.stop.signal.aborted) return;
          const { marks } = this.searchedOf(file.source);
          for (const record of records) marks.add(record);
          this.onMarks(file.source, first);
        },
        progress: (bytes) => {
          this.progress = bytes;
        },
      },
      this.stop.signal,
    );
    if (this.stop.signal.aborted) return;
    this.progress = this.total;
    if (!result.ok && lasting.has(result.error.code)) {
      // What was found stays, and that it is not all is told.
      this.failed = { code: result.error.code };
      this.stop.abort();
      return;
    }
    const refused = new Map<number, Problem>(
      result.ok
        ? result.value.failed.map(({ source, problem }) => [source, problem])
        : parts.map((_, number) => [number, result.error]),
    );
    for (const [number, part] of parts.entries()) {
      const file = files[number];
      if (file === undefined) continue;
      const searched = this.searchedOf(file.source);
      const problem = refused.get(number);
      const before = searched.refused;
      if (problem === undefined) {
        searched.until = Math.min(part.until, searched.changedFrom);
        delete searched.refused;
      } else {
        const { name } = file.generation.file;
        const why = result.ok ? { code: problem.code, file: name } : { code: problem.code };
        searched.refused = { why, bytes: searched.changedFrom < Infinity ? -1 : part.until };
      }
      // Marks of records that were searched again may have gone.
      const record = file.index.recordAt(part.from);
      if ((part.from > 0 || before !== undefined) && record >= 0) this.onMarks(file.source, record);
    }
  }

  /** What is to be searched of a file: whole records, those included that grew since. */
  private partOf({ source, index, generation }: ShownFile): SearchedSource {
    const searched = this.searchedOf(source);
    let from = searched.until;
    const record = index.recordAt(from - 1);
    if (record >= 0 && index.endOf(record) > from) from = index.offsetOf(record);
    const begins = index.recordAt(from);
    if (begins >= 0) searched.marks.removeFrom(begins);
    searched.until = from;
    searched.changedFrom = Infinity;
    return {
      index,
      encoding: source.form.encoding,
      path: () => source.copy ?? (generation.state === 'there' ? generation.file.path : undefined),
      dev: source.dev,
      ino: source.ino,
      from,
      until: index.bytes,
      read: (offset, length) => source.bytes(offset, length),
    };
  }
}
