import { lstat, rm } from 'node:fs/promises';
import type { LogFileFacts } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import type { Problem, ProblemCode } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import type { OpenedFile, openForeign } from '../opening/openForeign';
import type { Generation, Generations } from './generations';
import type { PlainFile } from './logSources';

/** Files opened at a time: each keeps a core busy while it is inflated. */
const mostOpening = 2;

/** Files from elsewhere, and plain copies of compressed ones. */
export class OpenedFiles {
  private readonly opened = new Map<
    Generation,
    { readonly file: OpenedFile; readonly facts: LogFileFacts }
  >();
  private readonly copies = new Map<Generation, Promise<Result<OpenedFile, Problem>>>();
  private refusals = 0;
  private opening = 0;
  private readonly queue: (() => void)[] = [];
  private readonly stop = new AbortController();

  constructor(
    private readonly generations: Generations,
    private readonly openForeignFile: typeof openForeign,
    private readonly scratchFolder: string,
  ) {}

  /** Opens a file; what in it cannot be read is listed too, with the reason. */
  async open(path: string): Promise<Result<readonly LogFileFacts[], Problem>> {
    const contents = await this.contentsOf(path);
    if (!contents.ok) return contents;
    const facts: LogFileFacts[] = [];
    for (const file of contents.value.files) facts.push(await this.add(file));
    for (const refused of contents.value.refused) {
      this.refusals += 1;
      facts.push({
        id: `r${this.refusals}`,
        name: refused.name,
        place: 'opened',
        bytes: 0,
        changedAt: new Date(0).toISOString(),
        compressed: 'no',
        unreadable: refused.problem.code,
      });
    }
    return succeed(facts);
  }

  /** Facts of what is open, in the order in which it was opened. */
  list(): readonly LogFileFacts[] {
    return [...this.opened.values()].map(({ facts }) => facts);
  }

  /** Forgets a file from elsewhere. */
  async close(id: string): Promise<Result<null, Problem>> {
    const found = [...this.opened].find(([generation]) => generation.id === id);
    if (found === undefined) return fail(problem('log-unknown', { file: id }));
    const [generation, { file }] = found;
    this.opened.delete(generation);
    this.generations.close(generation);
    await forget(file);
    return succeed(null);
  }

  /** How a file is read that is not read as it stands in the log folder. */
  async plainOf(generation: Generation): Promise<PlainFile | ProblemCode | undefined> {
    const opened = this.opened.get(generation)?.file;
    if (opened !== undefined) return plain(opened);
    if (generation.file.compressed === 'no') return undefined;
    const copied = this.copies.get(generation) ?? this.copy(generation);
    this.copies.set(generation, copied);
    const copy = await copied;
    if (copy.ok) return plain(copy.value);
    // Tried again with the next look.
    this.copies.delete(generation);
    return copy.error.code;
  }

  /** Deletes copies of files that are gone. */
  async sweep(): Promise<void> {
    for (const [generation, copied] of this.copies) {
      if (generation.state !== 'gone') continue;
      this.copies.delete(generation);
      const copy = await copied;
      if (copy.ok) await forget(copy.value);
    }
  }

  closeAll(): void {
    this.stop.abort();
    this.opened.clear();
    this.copies.clear();
  }

  private async contentsOf(path: string): ReturnType<typeof openForeign> {
    if (this.opening >= mostOpening) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.opening += 1;
    try {
      return await this.openForeignFile(path, this.scratchFolder, this.stop.signal);
    } finally {
      // Whoever waits goes on in its place.
      const next = this.queue.shift();
      if (next === undefined) this.opening -= 1;
      else next();
    }
  }

  private async add(file: OpenedFile): Promise<LogFileFacts> {
    const { dev, ino } = await lstat(file.path, { bigint: true });
    const changed = Date.parse(file.changedAt);
    const generation = this.generations.open({
      name: file.name,
      path: file.path,
      place: 'opened',
      number: 0,
      compressed: 'no',
      dev,
      ino,
      bytes: file.bytes,
      changed: Number.isNaN(changed) ? 0 : changed,
    });
    const facts: LogFileFacts = {
      id: generation.id,
      name: file.name,
      place: 'opened',
      bytes: file.bytes,
      changedAt: file.changedAt,
      compressed: file.compressed,
    };
    this.opened.set(generation, { file, facts });
    return facts;
  }

  private async copy(generation: Generation): Promise<Result<OpenedFile, Problem>> {
    const contents = await this.contentsOf(generation.file.path);
    if (!contents.ok) return contents;
    const [file] = contents.value.files;
    if (file !== undefined) return succeed(file);
    const [refused] = contents.value.refused;
    return fail(refused?.problem ?? problem('log-unreadable', { file: generation.file.name }));
  }
}

function plain(file: OpenedFile): PlainFile {
  return {
    form: file.detected,
    path: file.path,
    place: file.place,
    ...(file.incomplete === undefined ? {} : { incomplete: file.incomplete.code }),
  };
}

async function forget(file: OpenedFile): Promise<void> {
  if (file.place === 'copy') await rm(file.path, { force: true });
}
