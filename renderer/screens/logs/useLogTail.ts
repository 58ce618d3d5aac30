import { useEffect, useState } from 'react';
import type { LogFile } from '../../../shared/model/log';
import type { Problem } from '../../../shared/model/problem';
import { call, listen } from '../../bridge';
import { useRouteStore } from '../../stores/routeStore';
import { appended, emptyBuffer } from './logBuffer';
import type { LogBuffer } from './logBuffer';

/** How many lines the tail begins with. */
const firstLines = 1_000;

interface Tail {
  /** The files that this tail is of. */
  readonly key: string;
  readonly buffer: LogBuffer;
  /** Lines that came too fast to be shown; they stand in the files. */
  readonly missed: number;
  readonly state: 'loading' | 'live';
  readonly problem?: Problem;
}

const nothing: Tail = { key: '', buffer: emptyBuffer, missed: 0, state: 'loading' };

/** The last lines of the chosen files and those that come, until the screen is left. */
export function useLogTail(files: readonly LogFile[]): Tail {
  const refreshes = useRouteStore((state) => state.refreshes);
  const key = `${files.join(' ')} ${refreshes}`;
  const [tail, setTail] = useState<Tail>(nothing);
  useEffect(() => {
    let wanted = true;
    // Lines that are announced before the first answer is there come after it.
    let early: LogBuffer | undefined = emptyBuffer;
    const unlisten = listen('logLines', ({ lines, missed }) => {
      if (early !== undefined) {
        early = appended(early, lines);
        return;
      }
      setTail((before) => ({
        ...before,
        buffer: appended(before.buffer, lines),
        missed: before.missed + missed,
      }));
    });
    if (files.length > 0) {
      void call('logs.follow', { files, lines: firstLines }).then((answer) => {
        if (!wanted) return;
        const waiting = early?.lines ?? [];
        early = undefined;
        setTail(
          answer.ok
            ? {
                ...nothing,
                key,
                state: 'live',
                buffer: appended(appended(emptyBuffer, answer.value), waiting),
              }
            : { ...nothing, key, state: 'live', problem: answer.error },
        );
      });
    }
    return () => {
      wanted = false;
      unlisten();
      void call('logs.unfollow', {});
    };
    // The key stands for the files.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return tail.key === key ? tail : { ...nothing, key, state: files.length === 0 ? 'live' : 'loading' };
}
