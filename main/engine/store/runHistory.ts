import { basename, join } from 'node:path';
import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { RunRecord, RunTask, RunTrigger } from '../../../shared/model/run';
import type { RunSummary } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { summariseRun } from '../run/runOutcome';
import { ensureFolder, keepAside, readWholeFile, removeTemporaries, writeFileAtomically } from './atomicFile';
import { diskProblem, realDisk } from './disk';
import type { Disk } from './disk';
import { RunIndex } from './runIndex';
import { parseRunRecord, runRecordText } from './runRecordSchema';

z.config({ jitless: true });

const idForm = /^[A-Za-z0-9_-]{1,64}$/;
/** Runs kept of each synchronisation; older ones are removed. */
const keptRuns = 500;

/** A run that has begun; its marker on disk goes when the run's record is written. */
export interface OpenRun {
  readonly runId: string;
  readonly syncId: string;
  readonly trigger: RunTrigger;
  readonly task: RunTask;
  readonly startedAt: string;
}

const openRunSchema = z.strictObject({
  runId: z.string().regex(idForm),
  syncId: z.string().regex(idForm),
  trigger: z.enum(['operator', 'automatic', 'resumed', 'command-line']),
  task: z.enum(['synchronise', 'prove']),
  startedAt: z.string(),
});

/** All runs of all synchronisations, one file each in `<state>/runs`. */
export interface RunHistory {
  /** Records that were unreadable and kept aside. */
  readonly problems: readonly Problem[];
  /** Runs that a kill cut short: closed at opening, with the error `run-interrupted`. */
  readonly interrupted: readonly RunRecord[];
  /** Marks a run as begun; nothing may be sent before this succeeded. */
  begin(run: OpenRun): Promise<Result<null, Problem>>;
  /** Writes a run's record and ends its mark. */
  finish(run: RunRecord): Promise<Result<null, Problem>>;
  /** Newest first, of one synchronisation or of all. */
  list(syncId: string | undefined, limit: number): readonly RunSummary[];
  detail(runId: string): Promise<Result<RunRecord, Problem>>;
}

interface Folder {
  readonly path: string;
  readonly open: string;
  readonly disk: Disk;
  readonly now: () => number;
  readonly kept: number;
}

/** Opens the history in `<state>/runs`; the state lock must be held. */
export async function openRunHistory(
  stateFolder: string,
  options: { readonly disk?: Disk; readonly now?: () => number; readonly kept?: number } = {},
): Promise<Result<RunHistory, Problem>> {
  const path = join(stateFolder, 'runs');
  const folder: Folder = {
    path,
    open: join(path, 'open'),
    disk: options.disk ?? realDisk,
    now: options.now ?? Date.now,
    kept: options.kept ?? keptRuns,
  };
  try {
    for (const one of [stateFolder, folder.path, folder.open]) {
      const ready = await ensureFolder(one, folder.disk);
      if (!ready.ok) return ready;
      const clean = await removeTemporaries(one, folder.disk);
      if (!clean.ok) return clean;
    }
    const problems: Problem[] = [];
    const index = await RunIndex.open(folder.path, folder.disk, async (runId) => {
      const read = await readRun(folder, runId);
      if (read.ok) return summariseRun(read.value);
      problems.push(read.error);
      return undefined;
    });
    if (!index.ok) return index;
    const interrupted = await closeInterrupted(folder, index.value, problems);
    return interrupted.ok ? succeed(assemble(folder, index.value, problems, interrupted.value)) : interrupted;
  } catch (error) {
    return fail(diskProblem(error, path));
  }
}

function assemble(
  folder: Folder,
  index: RunIndex,
  problems: readonly Problem[],
  interrupted: readonly RunRecord[],
): RunHistory {
  return {
    problems,
    interrupted,
    begin: (run) =>
      idForm.test(run.runId)
        ? writeFileAtomically(join(folder.open, `${run.runId}.json`), `${JSON.stringify(run)}\n`, {
            disk: folder.disk,
          })
        : Promise.resolve(fail(problem('internal-error', { reason: 'run-name' }))),
    finish: (run) => finish(folder, index, run),
    list: (syncId, limit) => index.newest(syncId, limit),
    detail: (runId) => readRun(folder, runId),
  };
}

/** Reads one run; a damaged file is kept aside, so that it is reported once and never shown as something it is not. */
async function readRun(folder: Folder, runId: string): Promise<Result<RunRecord, Problem>> {
  if (!idForm.test(runId)) return fail(problem('invalid-input', { field: 'runId' }));
  const path = join(folder.path, `${runId}.json`);
  const content = await readWholeFile(path, folder.disk);
  if (!content.ok) return content;
  if (content.value === undefined) return fail(problem('invalid-input', { field: 'runId' }));
  const run = parseRunRecord(content.value.toString('utf8'));
  if (run?.runId === runId) return succeed(run);
  const kept = await keepAside(path, folder.now(), folder.disk);
  if (!kept.ok) return kept;
  return fail(problem('state-unreadable', { file: `${runId}.json`, keptAs: basename(kept.value ?? '') }));
}

async function finish(folder: Folder, index: RunIndex, run: RunRecord): Promise<Result<null, Problem>> {
  if (!idForm.test(run.runId)) return fail(problem('internal-error', { reason: 'run-name' }));
  const path = join(folder.path, `${run.runId}.json`);
  const written = await writeFileAtomically(path, runRecordText(run), { disk: folder.disk });
  if (!written.ok) return written;
  try {
    const mark = join(folder.open, `${run.runId}.json`);
    if (await folder.disk.exists(mark)) await folder.disk.unlink(mark);
    const removed = await index.add(summariseRun(run), folder.kept);
    for (const runId of removed) await folder.disk.unlink(join(folder.path, `${runId}.json`));
    return succeed(null);
  } catch (error) {
    return fail(diskProblem(error, path));
  }
}

async function closeInterrupted(
  folder: Folder,
  index: RunIndex,
  problems: Problem[],
): Promise<Result<readonly RunRecord[], Problem>> {
  const closed: RunRecord[] = [];
  for (const name of await folder.disk.list(folder.open)) {
    const path = join(folder.open, name);
    const content = await readWholeFile(path, folder.disk);
    if (!content.ok) return content;
    const mark = parseMark(content.value?.toString('utf8') ?? '');
    if (mark === undefined) {
      if (name.includes('.unreadable-')) continue;
      const kept = await keepAside(path, folder.now(), folder.disk);
      if (!kept.ok) return kept;
      problems.push(problem('state-unreadable', { file: name, keptAs: basename(kept.value ?? '') }));
    } else if (index.has(mark.runId)) {
      // Killed between the record and the end of the mark.
      await folder.disk.unlink(path);
    } else {
      const record = interruptedRecord(mark, folder.now());
      const finished = await finish(folder, index, record);
      if (!finished.ok) return finished;
      closed.push(record);
    }
  }
  return succeed(closed);
}

function parseMark(text: string): OpenRun | undefined {
  try {
    return openRunSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What can be said of a run that nobody saw end: nothing was looked at to the end. */
function interruptedRecord(mark: OpenRun, now: number): RunRecord {
  const cause = problem('run-interrupted');
  return {
    ...mark,
    endedAt: new Date(now).toISOString(),
    outcome: 'could-not-look',
    domains: {},
    requests: 0,
    bytesSent: 0,
    bytesReceived: 0,
    proof: { result: 'not-checked', slices: [], differences: 0, sample: [], leftOut: [], cause },
    errors: [cause],
    notes: [],
    heldDeletions: [],
    quarantined: [],
  };
}
