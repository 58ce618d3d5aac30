import { useCallback, useEffect, useState } from 'react';
import type { LogFileList } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';

/** The list is read again after so long, in milliseconds: files grow, and lines get counted. */
const againMs = 3_000;

/** What is known of the log files; a list that was read stays while it is read again, or when that fails. */
export interface HeldFiles {
  readonly list?: LogFileList;
  readonly problem?: Problem;
  readonly reload: () => void;
}

/** The log files, read again while they are on screen. */
export function useFileList(): HeldFiles {
  const [held, setHeld] = useState<{ readonly list?: LogFileList; readonly problem?: Problem }>({});
  const [asks, setAsks] = useState(0);
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      const answer = await call('logs.list', {});
      if (!wanted) return;
      setHeld((before) =>
        answer.ok
          ? { list: answer.value }
          : { ...(before.list === undefined ? {} : { list: before.list }), problem: answer.error },
      );
      timer = setTimeout(() => void read(), againMs);
    };
    void read();
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asks]);
  const reload = useCallback(() => {
    setAsks((count) => count + 1);
  }, []);
  return { ...held, reload };
}
