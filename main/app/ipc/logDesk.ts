import type { Commands, Events } from '../../../shared/ipc/contract';
import type { LogFile, LogLine } from '../../../shared/model/log';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';

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
