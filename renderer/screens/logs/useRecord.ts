import { useCallback, useEffect, useState } from 'react';
import type { LogRef } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';
import { readOn, readWhole } from './recordText';
import type { ReadRecord } from './recordText';

interface Held {
  readonly key: string;
  readonly read?: ReadRecord;
  readonly problem?: Problem;
}

/** The text of one record: its first piece at once, the rest when it is asked for. */
export function useRecord(
  viewId: string,
  ref: LogRef,
): {
  readonly read?: ReadRecord;
  readonly problem?: Problem;
  readonly more: (how: 'piece' | 'whole') => void;
} {
  const { source, offset } = ref;
  const key = `${source} ${offset}`;
  const [held, setHeld] = useState<Held>({ key: '' });
  useEffect(() => {
    let wanted = true;
    void readOn({ call }, viewId, { source, offset }).then((answer) => {
      if (wanted) setHeld(answer.ok ? { key, read: answer.value } : { key, problem: answer.error });
    });
    return () => {
      wanted = false;
    };
  }, [key, viewId, source, offset]);
  const current: Held = held.key === key ? held : { key };
  const { read } = current;
  const more = useCallback(
    (how: 'piece' | 'whole') => {
      const reading = how === 'piece' ? readOn : readWhole;
      void reading({ call }, viewId, { source, offset }, read).then((answer) => {
        setHeld((now) => {
          if (now.key !== key) return now;
          return answer.ok ? { key, read: answer.value } : { ...now, problem: answer.error };
        });
      });
    },
    [viewId, source, offset, key, read],
  );
  return { ...current, more };
}
