import { startTransition, useEffect, useRef, useState } from 'react';
import type { Commands } from '../../../shared/ipc/contract';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';
import { paced } from './pace';
import type { Pace } from './pace';

/** Shortest time between two requests while lines keep coming, in milliseconds. */
const intervalMs = 500;

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
  version: number,
  wanted: 'wanted' | 'unwanted',
): PacedAnswer<Commands[N]['output']> {
  const key = JSON.stringify(input);
  const { viewId } = input;
  const [held, setHeld] = useState<{
    readonly viewId: string;
    readonly value?: Commands[N]['output'];
    readonly problem?: Problem;
  }>({ viewId });
  const [tries, setTries] = useState(0);
  const pace = useRef<Pace>(undefined);
  const asked = useRef(version);
  useEffect(() => {
    if (wanted === 'unwanted') return undefined;
    let current = true;
    const own = paced(async () => {
      // Boundary: the key is the JSON text of this very input.
      const answer = await call(name, JSON.parse(key) as Commands[N]['input']);
      if (!current) return;
      // Rows that come meanwhile are drawn first.
      startTransition(() => {
        setHeld((before) =>
          answer.ok
            ? { viewId, value: answer.value }
            : { ...(before.viewId === viewId ? before : {}), viewId, problem: answer.error },
        );
      });
    }, intervalMs);
    pace.current = own;
    own.ask();
    return () => {
      current = false;
      own.stop();
      pace.current = undefined;
    };
  }, [name, key, viewId, wanted, tries]);
  useEffect(() => {
    if (asked.current !== version) pace.current?.ask();
    asked.current = version;
  }, [version]);
  const known = held.viewId === viewId ? held : undefined;
  return {
    ...(known?.value === undefined ? {} : { value: known.value }),
    ...(known?.problem === undefined ? {} : { problem: known.problem }),
    retry: () => {
      setTries((count) => count + 1);
    },
  };
}
