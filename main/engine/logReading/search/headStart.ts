import type { SearchedSource } from '../textSearch';
import type { CompiledQuery } from './compileQuery';
import { recordAtOrBehind } from './recordAtOrBehind';
import { runPlan } from './runPlan';
import type { SearchEvents } from './runPlan';
import { scanInPlace } from './scanPass';

/** The first look is waited for: it takes less than a millisecond. */
const mostFirstBytes = 64 * 1024;

/**
 * Looks through the end of the first source in place, backwards, until something is found: that takes less time than
 * starting a program. What is found this way is told at once, and not once more when the search itself comes there.
 */
export class HeadStart {
  private state: 'going' | 'over' = 'going';
  private readonly source: SearchedSource | undefined;
  /** Records of the first source from this one on were judged and told. */
  private toldFrom = Infinity;
  /** Where the part begins that was looked through. */
  private from: number;
  private readonly stopAt: number;

  /** `bytes`: how far back it looks at most; nothing is looked for where an expression would have to be. */
  constructor(
    private readonly query: CompiledQuery,
    sources: readonly SearchedSource[],
    private readonly bytes: number,
    private readonly on: SearchEvents,
    private readonly signal: AbortSignal,
  ) {
    this.source = query.leaves.every((leaf) => leaf.kind === 'text') ? sources[0] : undefined;
    this.from = this.source?.until ?? 0;
    this.stopAt = Math.max(this.source?.from ?? 0, this.from - bytes);
  }

  /** What the search itself tells to: where it finds something first, there is no need to look any further. */
  readonly events: SearchEvents = {
    found: (source, records) => {
      this.stop();
      const untold = source === 0 ? below(records, this.toldFrom) : records;
      if (untold.length > 0) this.on.found(source, untold);
    },
    progress: (bytes) => this.on.progress(bytes),
  };

  /** Looks through the last few records; resolves when they are done, and goes on by itself. */
  async begin(): Promise<void> {
    const firstBytes = Math.min(Math.ceil(this.bytes / 16), mostFirstBytes);
    await this.look(firstBytes);
    void this.goOn(firstBytes * 2);
  }

  /** Nothing is told from now on but by the search itself. */
  stop(): void {
    this.state = 'over';
  }

  private async goOn(bytes: number): Promise<void> {
    for (let wanted = bytes; this.isGoing(); wanted *= 2) await this.look(wanted);
  }

  /** Looks through the records of so many bytes before those that were looked through; it is over where they were the last. */
  private async look(bytes: number): Promise<void> {
    const { source, from: until } = this;
    const from = source === undefined ? until : beginning(source, Math.max(this.stopAt, until - bytes));
    const found = source === undefined || from >= until ? undefined : await this.judged(source, from, until);
    // Where something went wrong, the search itself will tell.
    if (source === undefined || found === undefined || !this.isGoing()) {
      this.stop();
      return;
    }
    this.from = from;
    this.toldFrom = source.index.recordAt(from);
    if (found.length > 0) this.stop();
    for (const records of found) if (!this.signal.aborted) this.on.found(0, records);
  }

  private isGoing(): boolean {
    return this.state === 'going' && !this.signal.aborted;
  }

  /** Records of a part that match, or nothing where that is not known of all of them. */
  private async judged(
    source: SearchedSource,
    from: number,
    until: number,
  ): Promise<readonly Uint32Array[] | undefined> {
    const found: Uint32Array[] = [];
    const on = { found: (_: number, records: Uint32Array) => found.push(records), progress: () => undefined };
    const end = await runPlan(this.query, [{ ...source, from, until }], scanInPlace, on, this.signal);
    return end !== 'absent' && end.ok && end.value.failed.length === 0 ? found : undefined;
  }
}

/** Where the first record begins at a byte or behind it; the searched part may begin within a record. */
function beginning({ index, from }: SearchedSource, byte: number): number {
  if (byte <= from) return from;
  const record = recordAtOrBehind(index, byte);
  return record < index.records ? index.offsetOf(record) : index.bytes;
}

/** Those of rising records that are below another one. */
function below(records: Uint32Array, record: number): Uint32Array {
  if ((records.at(-1) ?? -1) < record) return records;
  return records.subarray(
    0,
    records.findIndex((one) => one >= record),
  );
}
