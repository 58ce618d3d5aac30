import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Commands } from '../../../shared/ipc/contract';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';
import type { LogSession } from './logSession';
import { paced } from './pace';

/** Shortest time between two requests while lines keep coming, in milliseconds. */
const intervalMs = 500;
/** So long after the rows what they add up to is asked for, in milliseconds: it never stands before them. */
const laterMs = 250;
/** So many such times it waits for the end of a search, which needs the reader for itself. */
const mostLater = 4;

/** What is known of an answer; the last one stays while the next is on its way, or when the next one fails. */
export interface PacedAnswer<T> {
  readonly value?: T;
  readonly problem?: Problem;
  readonly retry: () => void;
}

type Counted = 'logs.histogram' | 'logs.counts' | 'logs.overview';

/** What a view's rows add up to, asked for again when the view changes, at most twice a second; not while unwanted. */
export function usePacedAnswer<N extends Counted>(
  name: N,
  input: Commands[N]['input'],
  session: LogSession,
  wanted: 'wanted' | 'unwanted',
): PacedAnswer<Commands[N]['output']> {
  const key = JSON.stringify(input);
  const { viewId } = session;
  const [held, setHeld] = useState<{
    readonly viewId: string;
    readonly value?: Commands[N]['output'];
    readonly problem?: Problem;
  }>({ viewId });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (wanted === 'unwanted') return undefined;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let version = session.snapshot().state?.version;
    const own = paced(async () => {
      // Boundary: the key is the JSON text of this very input.
      const answer = await call(name, JSON.parse(key) as Commands[N]['input']);
      if (!current) return;
      // Rows that come meanwhile have their frame to themselves.
      await new Promise<void>((drawn) => {
        session.frames.next(() => {
          drawn();
          if (!current) return;
          flushSync(() => {
            setHeld((before) =>
              answer.ok
                ? { viewId, value: answer.value }
                : { ...(before.viewId === viewId ? before : {}), viewId, problem: answer.error },
            );
          });
        });
      });
    }, intervalMs);
    own.ask();
    const askLater = (times: number): void => {
      timer = setTimeout(() => {
        const { done, total } = session.snapshot().state?.searching ?? { done: 0, total: 0 };
        if (done < total && times < mostLater) {
          askLater(times + 1);
          return;
        }
        timer = undefined;
        own.ask();
      }, laterMs);
    };
    const unsubscribe = session.subscribe(() => {
      const now = session.snapshot().state?.version;
      if (now === version) return;
      version = now;
      if (now !== undefined && timer === undefined) askLater(1);
    });
    return () => {
      current = false;
      clearTimeout(timer);
      unsubscribe();
      own.stop();
    };
  }, [name, key, viewId, session, wanted, tries]);
  const known = held.viewId === viewId ? held : undefined;
  return {
    ...(known?.value === undefined ? {} : { value: known.value }),
    ...(known?.problem === undefined ? {} : { problem: known.problem }),
    retry: () => {
      setTries((count) => count + 1);
    },
  };
}
