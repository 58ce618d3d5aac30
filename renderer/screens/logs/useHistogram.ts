import { useEffect, useRef, useState } from 'react';
import type { LogHistogram } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';
import { paced } from './pace';
import type { Pace } from './pace';

/** Shortest time between two requests while lines keep coming, in milliseconds. */
const intervalMs = 500;

/** What is known of a view's histogram; the last one stays while the next is on its way. */
export interface HeldHistogram {
  readonly viewId: string;
  readonly histogram?: LogHistogram;
  readonly problem?: Problem;
}

/** The histogram of a view, asked for again when the view changes, at most twice a second; not while it is hidden. */
export function useHistogram(
  viewId: string,
  version: number,
  slices: number,
  shown: 'shown' | 'hidden',
): HeldHistogram & { readonly retry: () => void } {
  const [held, setHeld] = useState<HeldHistogram>({ viewId });
  const [tries, setTries] = useState(0);
  const pace = useRef<Pace>(undefined);
  const wanted = shown === 'shown' && slices > 0;
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const own = paced(async () => {
      const answer = await call('logs.histogram', { viewId, slices });
      if (!current) return;
      setHeld((before) =>
        answer.ok
          ? { viewId, histogram: answer.value }
          : {
              ...(before.viewId === viewId ? before : {}),
              viewId,
              problem: answer.error,
            },
      );
    }, intervalMs);
    pace.current = own;
    own.ask();
    return () => {
      current = false;
      own.stop();
      pace.current = undefined;
    };
  }, [viewId, slices, wanted, tries]);
  useEffect(() => {
    pace.current?.ask();
  }, [version]);
  return {
    ...(held.viewId === viewId ? held : { viewId }),
    retry: () => {
      setTries((count) => count + 1);
    },
  };
}
