import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { ensureFolder, readWholeFile, writeFileAtomically } from './atomicFile';
import { diskProblem, errorCode, realDisk, writeAll } from './disk';
import { ownIdentity, stateOfProcess } from './processIdentity';

/*
 * The lock is a folder of numbered files, of which the highest counts. To take a lock that is free or whose holder is
 * dead, a process creates the next number with O_EXCL, which one process alone can do, and then looks again: if a
 * higher number stands there by now, it came too late and removes its own. The highest number is never removed: a
 * holder that lets go writes that into its file. So no process can remove, or write over, the lock of another one.
 */

z.config({ jitless: true });

const nameForm = /^([1-9]\d{0,14})\.json$/;
/** Also what a process left that was killed while it let go. */
const relatedForm = /^([1-9]\d{0,14})\.json/;
const lockSchema = z.strictObject({
  state: z.enum(['held', 'released']),
  pid: z.int().positive(),
  startTicks: z.string(),
  bootId: z.string(),
  pidNamespace: z.string(),
  host: z.string(),
  since: z.string(),
});
type LockContent = z.infer<typeof lockSchema>;

/** A writer needs microseconds between creating its file and filling it; after this long (ms) it is dead. */
const patience = 2000;
const pause = 25;

/** One program's right to a state folder. */
export interface StateLock {
  /** The dead holder from which the lock was taken over. */
  readonly takenOverFrom?: { readonly pid: number; readonly since: string };
  release(): Promise<Result<null, Problem>>;
}

async function highest(folder: string): Promise<number> {
  const numbers = (await realDisk.list(folder)).map((name) => Number(nameForm.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}

function parse(content: Buffer): LockContent | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(content.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Content of a lock file; `gone` when it was superseded meanwhile, `unfinished` when its writer died over it. */
async function readLock(path: string): Promise<Result<LockContent | 'gone' | 'unfinished', Problem>> {
  for (let waited = 0; ; waited += pause) {
    const content = await readWholeFile(path);
    if (!content.ok) return content;
    if (content.value === undefined) return succeed('gone');
    const lock = parse(content.value);
    if (lock !== undefined) return succeed(lock);
    if (waited >= patience) return succeed('unfinished');
    await sleep(pause);
  }
}

function textOf(state: LockContent['state'], since: string): string {
  return `${JSON.stringify({ state, ...ownIdentity(), since } satisfies LockContent)}\n`;
}

/** Creates the file of a number; false when another process was faster. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await realDisk.open(path, 'create');
    await writeAll(file, Buffer.from(text, 'utf8'), 0).finally(() => file.close());
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function removeLower(folder: string, number: number): Promise<void> {
  for (const name of await realDisk.list(folder)) {
    const other = Number(relatedForm.exec(name)?.[1] ?? number);
    // Another process may be at the same.
    if (other < number) await realDisk.unlink(join(folder, name)).catch(() => undefined);
  }
}

type Attempt = { readonly lock: StateLock } | { readonly refused: Problem } | 'again';

async function attempt(folder: string, since: string): Promise<Attempt> {
  const number = await highest(folder);
  let takenOverFrom: StateLock['takenOverFrom'];
  if (number > 0) {
    const read = await readLock(join(folder, `${number}.json`));
    if (!read.ok) return { refused: read.error };
    const holder = read.value;
    if (holder === 'gone') return 'again';
    if (holder !== 'unfinished' && holder.state === 'held') {
      if (stateOfProcess(holder) !== 'ended') {
        return { refused: problem('state-locked', { pid: holder.pid, host: holder.host }) };
      }
      takenOverFrom = { pid: holder.pid, since: holder.since };
    }
  }
  const own = join(folder, `${number + 1}.json`);
  if (!(await create(own, textOf('held', since)))) return 'again';
  if ((await highest(folder)) > number + 1) {
    await realDisk.unlink(own).catch(() => undefined);
    return 'again';
  }
  await removeLower(folder, number + 1);
  const release = (): Promise<Result<null, Problem>> => writeFileAtomically(own, textOf('released', since));
  return { lock: takenOverFrom === undefined ? { release } : { takenOverFrom, release } };
}

/**
 * Takes the lock of a state folder, for the application and the command line alike; it also guards the log files, of
 * which no two processes may write one. Fails with `state-locked` and the holder's number (pid) while another process,
 * or this one, holds it.
 */
export async function acquireStateLock(
  stateFolder: string,
  now: () => number = Date.now,
): Promise<Result<StateLock, Problem>> {
  const folder = join(stateFolder, 'lock');
  for (const path of [stateFolder, folder]) {
    const ready = await ensureFolder(path);
    if (!ready.ok) return ready;
  }
  try {
    for (;;) {
      const tried = await attempt(folder, new Date(now()).toISOString());
      if (tried !== 'again') return 'lock' in tried ? succeed(tried.lock) : fail(tried.refused);
    }
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}
