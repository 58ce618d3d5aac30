import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../../shared/model/problem';
import type { RunSummary } from '../../../shared/model/status';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { readWholeFile, writeFileAtomically } from './atomicFile';
import type { Disk } from './disk';

const fileForm = /^([A-Za-z0-9_-]{1,64})\.json$/;
const indexName = 'index.ndjson';

const lineSchema = z.looseObject({
  runId: z.string(),
  syncId: z.string(),
  trigger: z.enum(['operator', 'automatic', 'resumed', 'command-line']),
  task: z.enum(['synchronise', 'prove']),
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z.enum(['changed', 'verified-unchanged', 'could-not-look', 'partly-looked']),
  sent: z.number(),
  deleted: z.number(),
  unchanged: z.number(),
  quarantined: z.number(),
  heldDeletions: z.number(),
  proof: z.looseObject({
    result: z.enum(['equal', 'different', 'not-checked']),
    differences: z.number(),
    at: z.string().exactOptional(),
  }),
});

function parseLine(line: string): RunSummary | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // Written by ourselves from a checked record; the members a list shows are checked above, `firstError` passes.
    return lineSchema.safeParse(value).success ? (value as RunSummary) : undefined;
  } catch {
    return undefined;
  }
}

function newestFirst(one: RunSummary, other: RunSummary): number {
  if (one.startedAt !== other.startedAt) return one.startedAt < other.startedAt ? 1 : -1;
  return one.runId < other.runId ? 1 : -1;
}

/**
 * Short forms of all runs, so that ten thousand of them are listed without opening ten thousand files. The index is
 * only a convenience: the runs' own files decide, and it is made anew wherever it disagrees with their names.
 */
export class RunIndex {
  private constructor(
    private readonly path: string,
    private readonly disk: Disk,
    private readonly byId: Map<string, RunSummary>,
    /** Newest first; made anew after each change. */
    private sorted: readonly RunSummary[],
  ) {}

  /** `read` reads one run's own file where the index does not know it. */
  static async open(
    folder: string,
    disk: Disk,
    read: (runId: string) => Promise<RunSummary | undefined>,
  ): Promise<Result<RunIndex, Problem>> {
    const path = join(folder, indexName);
    const content = await readWholeFile(path, disk);
    if (!content.ok) return content;
    const known = new Map<string, RunSummary>();
    for (const line of (content.value?.toString('utf8') ?? '').split('\n')) {
      const summary = parseLine(line);
      if (summary !== undefined) known.set(summary.runId, summary);
    }
    const byId = new Map<string, RunSummary>();
    let same = true;
    for (const name of await disk.list(folder)) {
      const runId = fileForm.exec(name)?.[1];
      if (runId === undefined) continue;
      same &&= known.has(runId);
      const summary = known.get(runId) ?? (await read(runId));
      if (summary !== undefined) byId.set(runId, summary);
    }
    const index = new RunIndex(path, disk, byId, [...byId.values()].sort(newestFirst));
    if (!same || byId.size !== known.size) {
      const written = await index.rewrite();
      if (!written.ok) return written;
    }
    return succeed(index);
  }

  has(runId: string): boolean {
    return this.byId.has(runId);
  }

  newest(syncId: string | undefined, limit: number): readonly RunSummary[] {
    if (syncId === undefined) return this.sorted.slice(0, limit);
    const found: RunSummary[] = [];
    for (const run of this.sorted) {
      if (found.length >= limit) break;
      if (run.syncId === syncId) found.push(run);
    }
    return found;
  }

  /** Adds a run; names of those beyond the number kept of its synchronisation, whose files may go. */
  async add(summary: RunSummary, kept: number): Promise<readonly string[]> {
    this.byId.set(summary.runId, summary);
    this.sorted = [...this.byId.values()].sort(newestFirst);
    const surplus = this.newest(summary.syncId, Number.MAX_SAFE_INTEGER)
      .slice(kept)
      .map((run) => run.runId);
    for (const runId of surplus) this.byId.delete(runId);
    if (surplus.length > 0) this.sorted = this.sorted.filter((run) => this.byId.has(run.runId));
    // Not fsynced and free to fail: the next opening finds the run by its own file.
    await appendFile(this.path, `${JSON.stringify(summary)}\n`, { mode: 0o600 }).catch(() => undefined);
    return surplus;
  }

  private rewrite(): Promise<Result<null, Problem>> {
    const lines = [...this.sorted].reverse().map((run) => `${JSON.stringify(run)}\n`);
    return writeFileAtomically(this.path, lines.join(''), { disk: this.disk });
  }
}
