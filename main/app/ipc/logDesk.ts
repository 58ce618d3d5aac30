import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands, Events } from '../../../shared/ipc/contract';
import { logFiles } from '../../../shared/model/log';
import type { LogFile, LogLine } from '../../../shared/model/log';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { createLogTail } from '../../engine/logs/logTail';
import type { Log } from '../../engine/ports';
import { diskProblem } from '../../engine/store/disk';

/** The log files as the console looks at them: one page follows at a time. */
export interface LogDesk {
  readonly folder: string;
  files(): Promise<Result<Commands['logs.files']['output'], Problem>>;
  /** Last lines of these files; later ones go to `onLines` until the next `follow` or `unfollow`. */
  follow(
    files: readonly LogFile[],
    lines: number,
    onLines: (batch: Events['logLines']) => void,
  ): Promise<Result<readonly LogLine[], Problem>>;
  unfollow(): Promise<void>;
}

/** Makes the desk of a log folder; it reads the files themselves, so that the screen shows what is on disk. */
export function createLogDesk(folder: string, log: Log): LogDesk {
  let onLines: ((batch: Events['logLines']) => void) | undefined;
  let failing: 'yes' | 'no' = 'no';
  const tail = createLogTail({
    folder,
    onLines: (lines) => {
      failing = 'no';
      onLines?.({ lines, missed: 0 });
    },
    onFailure: (error) => {
      // Once until it works again: the line itself would be read by the tail, and fail again.
      if (failing === 'yes') return;
      failing = 'yes';
      const { params } = diskProblem(error, folder);
      log.write({ level: 'ERROR', module: 'app', code: 'tail-failed', params });
    },
  });
  return {
    folder,
    files: async () => {
      try {
        return succeed(await listFiles(folder));
      } catch (error) {
        return fail(diskProblem(error, folder));
      }
    },
    follow: async (files, lines, listener) => {
      onLines = undefined;
      try {
        const last = await tail.start(files, lines);
        onLines = listener;
        return succeed(last);
      } catch (error) {
        return fail(diskProblem(error, folder));
      }
    },
    unfollow: async () => {
      onLines = undefined;
      await tail.stop();
    },
  };
}

/** The five files and their rotated ones (`.1` newest); whatever else lies in the folder is not ours to show. */
async function listFiles(folder: string): Promise<Commands['logs.files']['output']> {
  const ours = (name: string): boolean => logFiles.some((file) => name.replace(/\.\d{1,2}$/u, '') === file);
  const found: { name: string; bytes: number; changedAt: string }[] = [];
  for (const name of (await readdir(folder)).filter(ours).sort()) {
    // A file may be rotated away between the two calls.
    const facts = await stat(join(folder, name)).catch(() => undefined);
    if (facts?.isFile() !== true) continue;
    found.push({ name, bytes: facts.size, changedAt: facts.mtime.toISOString() });
  }
  return found;
}
