import { logFiles } from '../../../../shared/model/log';
import type { LogFile } from '../../../../shared/model/log';
import type { LogSelection, LogViewState } from '../../../../shared/model/logView';
import type { ProblemCode } from '../../../../shared/model/problem';
import type { ChunkedIndex } from '../recordIndex';
import { SelectedGenerations } from '../sources/generations';
import type { Generation } from '../sources/generations';
import type { LogSource } from '../sources/logSource';
import type { LogSources } from '../sources/logSources';

/** A file of a view and what is shown of it. */
export interface ShownFile {
  readonly generation: Generation;
  readonly source: LogSource;
  /** Records that are shown: all that were read, or those of the end until all are read. */
  readonly index: ChunkedIndex;
}

/** Lines of these files carry a tag before what other files hold: they are the ones to show. */
const taggedFiles: ReadonlySet<LogFile | undefined> = new Set(['auto_sync.log', 'changes_detected.log']);

/** Which copy of a line is shown: the lowest rank. */
export function rankOf(generation: Generation): number {
  const { log } = generation.file;
  return taggedFiles.has(log) ? 0 : 1 + logFiles.findIndex((one) => one === log);
}

/** Keeps the files of a selection in use, wherever they are moved, and says which of them can be read. */
export class ShownFiles {
  private readonly selected: SelectedGenerations;
  private held: readonly Generation[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private state: 'open' | 'closed' = 'open';

  constructor(
    readonly selection: LogSelection,
    private readonly sources: LogSources,
  ) {
    this.selected = new SelectedGenerations(selection, sources.generations);
  }

  /** Takes files into use that came, and releases those that went. */
  update(): Promise<void> {
    const done = this.queue.then(() => this.updateNow());
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Files that can be read now, in the order in which they were met. */
  readable(): readonly { readonly generation: Generation; readonly source: LogSource }[] {
    return this.held.flatMap((generation) => {
      const source = this.sources.sourceOf(generation);
      return source === undefined ? [] : [{ generation, source }];
    });
  }

  /** Why something of the selection is not shown, where that is so. */
  get incomplete(): LogViewState['incomplete'] {
    for (const generation of this.held) {
      const code = this.sources.problemOf(generation);
      if (code !== undefined) return { code, file: generation.file.name };
    }
    return undefined;
  }

  /** Which file has records that filters miss, where that is so. */
  get unfiltered(): LogViewState['incomplete'] {
    const found = this.readable().find(({ source }) => source.index.facetParts === 'some-lost');
    if (found === undefined) return undefined;
    const code: ProblemCode = 'log-too-varied';
    return { code, file: found.generation.file.name };
  }

  /** Bytes read and bytes there are. */
  get reading(): LogViewState['reading'] {
    let done = 0;
    let total = 0;
    for (const { source } of this.readable()) {
      done += source.read;
      total += Math.max(source.size, source.read);
    }
    return { done, total };
  }

  close(): Promise<void> {
    this.state = 'closed';
    return this.update();
  }

  private async updateNow(): Promise<void> {
    const wanted = this.state === 'open' ? this.selected.now() : [];
    const kept = this.held.filter((generation) => wanted.includes(generation));
    const added = wanted
      .filter((generation) => !this.held.includes(generation))
      .sort((one, other) => other.file.number - one.file.number);
    const gone = this.held.filter((generation) => !wanted.includes(generation));
    this.held = [...kept, ...added];
    // Compressed ones are inflated first, several at once.
    await Promise.all(added.map((generation) => this.sources.use(generation)));
    for (const generation of gone) await this.sources.release(generation);
  }
}
