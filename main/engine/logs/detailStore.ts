import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { readWholeFile, temporaryEnding } from '../store/atomicFile';

/** Bytes of one text; what is longer is cut, and says so. */
const longestDetail = 1024 * 1024;
/** Characters that are looked at: redaction of more would keep the program from its work. */
const longestText = 256 * 1024;
/** Bytes of all texts together, their number, and their age in milliseconds. */
const mostBytes = 20 * 1024 * 1024;
const mostDetails = 5000;
const longestKept = 30 * 24 * 3_600_000;
/** Texts that wait for the disk at most; further ones are not kept, their lines hold their beginning. */
const mostWaiting = 500;
/** Texts after which the oldest are looked for again. */
const pruneEvery = 200;

const cutNote = '\n[… cut: only the beginning is kept]\n';
const runForm = /^[A-Za-z0-9_-]{1,64}$/;
const referenceForm = /^([A-Za-z0-9_-]{1,64})\/([a-z0-9]{1,40}-[a-z0-9]{1,10})$/;
/** Folder of what belongs to no run. */
const ofProgram = 'program';

/** Keeps what is too long for a log line (a server's words, a stack trace) beside the runs, redacted, for 30 days. */
export interface DetailStore {
  /**
   * Takes a text and returns the reference under which it can be read, such as `20251010142301-a1b2c3/mgkz3x1p-1`;
   * `undefined` when there is no room. Returns at once and never throws: the text is asked for, redacted by whoever
   * makes it, and written behind the caller's back.
   */
  keep(text: () => string, runId?: string): string | undefined;
  /** The text of a reference, at most 1 MB; fails with `detail-gone` for any other string and for what was removed. */
  read(reference: string): Promise<Result<string, Problem>>;
  /** Writes what is still waiting, now: for the moment in which the process ends. */
  flush(): void;
}

interface Waiting {
  readonly reference: string;
  readonly text: () => string;
}

interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: number;
}

function bytesOf(text: () => string): Buffer {
  const whole = text();
  const bytes = Buffer.from(whole.slice(0, longestText), 'utf8');
  if (whole.length <= longestText && bytes.length <= longestDetail) return bytes;
  return Buffer.concat([bytes.subarray(0, longestDetail - cutNote.length - 3), Buffer.from(cutNote)]);
}

/** Opens the details in `<state>/runs/details`; what is too old there is removed behind the caller's back. */
export function openDetailStore(options: {
  readonly stateFolder: string;
  readonly now: () => number;
}): DetailStore {
  const folder = join(options.stateFolder, 'runs', 'details');
  const waiting = new Map<string, Waiting>();
  let counter = 0;
  let written = 0;
  let work: Promise<void> | undefined;

  const pathOf = (reference: string): string | undefined => {
    const [, run, id] = referenceForm.exec(reference) ?? [];
    return run === undefined || id === undefined ? undefined : join(folder, run, `${id}.txt`);
  };
  const workOff = async (): Promise<void> => {
    if (written === 0) await prune(folder, options.now());
    for (const [reference, { text }] of waiting) {
      const path = pathOf(reference) ?? '';
      try {
        const bytes = bytesOf(text);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        // Under another name first: half a text must not pass for a whole one.
        await writeFile(path + temporaryEnding, bytes, { mode: 0o600 });
        await rename(path + temporaryEnding, path);
      } catch {
        // Whoever reads it is told that it is gone; the line holds its beginning.
      }
      waiting.delete(reference);
      written += 1;
      if (written % pruneEvery === 0) await prune(folder, options.now());
    }
  };
  const startWork = (): void => {
    work ??= new Promise<void>((resolve) => setImmediate(resolve)).then(workOff).finally(() => {
      work = undefined;
      // What came while the last one was written.
      if (waiting.size > 0) startWork();
    });
  };

  return {
    keep: (text, runId) => {
      if (waiting.size >= mostWaiting) return undefined;
      counter += 1;
      const run = runId !== undefined && runForm.test(runId) ? runId : ofProgram;
      const reference = `${run}/${Math.max(0, Math.trunc(options.now())).toString(36)}-${counter.toString(36)}`;
      waiting.set(reference, { reference, text });
      startWork();
      return reference;
    },
    read: async (reference) => {
      const path = pathOf(reference);
      const gone = fail(problem('detail-gone', {}));
      if (path === undefined) return gone;
      const late = waiting.get(reference);
      if (late !== undefined) return succeed(bytesOf(late.text).toString('utf8'));
      const content = await readWholeFile(path);
      if (!content.ok) return content;
      return content.value === undefined ? gone : succeed(content.value.toString('utf8'));
    },
    flush: () => {
      for (const [reference, { text }] of waiting) {
        const path = pathOf(reference) ?? '';
        waiting.delete(reference);
        try {
          mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
          writeFileSync(path + temporaryEnding, bytesOf(text), { mode: 0o600 });
          renameSync(path + temporaryEnding, path);
        } catch {
          // As above.
        }
      }
    },
  };
}

/** Removes what is too old, then the oldest until the rest has room. */
async function prune(folder: string, now: number): Promise<void> {
  const kept: Kept[] = [];
  for (const run of await readdir(folder).catch(() => [])) {
    const of = join(folder, run);
    for (const name of await readdir(of).catch(() => [])) {
      const path = join(of, name);
      const facts = await stat(path).catch(() => undefined);
      if (facts?.isFile() === true) kept.push({ path, bytes: facts.size, changedAt: facts.mtimeMs });
    }
  }
  kept.sort((one, other) => one.changedAt - other.changedAt);
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  let count = kept.length;
  for (const one of kept) {
    if (one.changedAt >= now - longestKept && bytes <= mostBytes && count <= mostDetails) break;
    await unlink(one.path).catch(() => undefined);
    // Succeeds for the last text of a run only.
    await rmdir(dirname(one.path)).catch(() => undefined);
    bytes -= one.bytes;
    count -= 1;
  }
}
