import type { LogFileFacts } from '../../../../shared/model/logView';
import type { ProblemCode } from '../../../../shared/model/problem';
import { countLines } from './countLines';
import type { Generation } from './generations';
import type { LogSource } from './logSource';

/** Milliseconds that a list waits for lines to be counted; what is not counted by then is told by the next one. */
const longestWait = 250;
/** Counts that are kept. */
const mostCounts = 500;

type Counted = { readonly lines: number } | { readonly problem: ProblemCode };

/** Counts the lines of files in the background, each content once. */
export class FileFacts {
  private readonly counts = new Map<string, Counted>();
  private readonly stop = new AbortController();
  private counting: Promise<void> | undefined;
  private waiting: readonly Generation[] = [];

  constructor(private readonly sourceOf: (generation: Generation) => LogSource | undefined) {}

  /** What is known of files, after a short wait for what is not. */
  async of(generations: readonly Generation[]): Promise<readonly LogFileFacts[]> {
    this.waiting = generations.filter(
      (generation) => generation.file.unreadable === undefined && this.knownOf(generation) === undefined,
    );
    if (this.waiting.length > 0) {
      this.counting ??= this.countWaiting().finally(() => {
        this.counting = undefined;
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestWait);
      });
      await Promise.race([this.counting, late]);
      clearTimeout(timer);
    }
    return generations.map((generation) => this.factsOf(generation));
  }

  async close(): Promise<void> {
    this.waiting = [];
    this.stop.abort();
    await this.counting;
  }

  private factsOf(generation: Generation): LogFileFacts {
    const { file } = generation;
    const known = this.knownOf(generation);
    const unreadable =
      file.unreadable ?? (known !== undefined && 'problem' in known ? known.problem : undefined);
    return {
      id: idOf(generation),
      name: file.name,
      place: file.place,
      ...(file.log === undefined ? {} : { log: file.log }),
      bytes: file.bytes,
      changedAt: new Date(file.changed).toISOString(),
      ...(known !== undefined && 'lines' in known ? { lines: known.lines } : {}),
      compressed: file.compressed,
      ...(unreadable === undefined ? {} : { unreadable }),
    };
  }

  private knownOf(generation: Generation): Counted | undefined {
    const source = this.sourceOf(generation);
    if (source !== undefined && source.read > 0 && source.unread === 0 && source.holds === 'nothing') {
      return { lines: source.index.lines };
    }
    return this.counts.get(contentOf(generation));
  }

  private async countWaiting(): Promise<void> {
    for (;;) {
      const [next, ...rest] = this.waiting;
      this.waiting = rest;
      if (next === undefined) return;
      const key = contentOf(next);
      if (this.counts.has(key)) continue;
      const counted = await this.count(next);
      // Renamed while it was opened: counted with the next list.
      if (counted !== undefined) this.counts.set(key, counted);
      const [oldest] = this.counts.keys();
      if (this.counts.size > mostCounts && oldest !== undefined) this.counts.delete(oldest);
    }
  }

  private async count({ file, state }: Generation): Promise<Counted | undefined> {
    if (state === 'gone') return undefined;
    try {
      return { lines: await countLines(file.path, file.compressed, this.stop.signal) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      return code === 'ENOENT' || code === 'ABORT_ERR' ? undefined : { problem: 'log-unreadable' };
    }
  }
}

/** How requests name a file: the five by their names, so that these stay the same over rotations. */
export function idOf({ id, file }: Generation): string {
  return file.place === 'live' && file.log !== undefined ? file.log : id;
}

function contentOf({ file }: Generation): string {
  return `${file.dev} ${file.ino} ${file.bytes} ${file.changed}`;
}
