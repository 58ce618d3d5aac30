import { useCallback, useEffect, useState } from 'react';
import type { CommandName, Commands } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/model/problem';
import { call } from '../bridge';
import { useRouteStore } from './routeStore';

/** What is known of an answer that a screen asked for. */
export type Answer<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem };

/** Asks main once per input and again on F5; an answer that was shown stays on screen until the next one is there. */
export function useAnswer<N extends CommandName>(
  name: N,
  input: Commands[N]['input'],
  /** Changes when the answer should be asked for again, for instance because a run ended. */
  version: string | number = 0,
): { readonly answer: Answer<Commands[N]['output']>; readonly reload: () => void } {
  const key = JSON.stringify(input);
  const refreshes = useRouteStore((state) => state.refreshes);
  const [held, setHeld] = useState<{ key: string; answer: Answer<Commands[N]['output']> }>();
  const [reloads, setReloads] = useState(0);
  useEffect(() => {
    let wanted = true;
    // Boundary: the key is the JSON text of this very input.
    void call(name, JSON.parse(key) as Commands[N]['input']).then((result) => {
      if (!wanted) return;
      setHeld({
        key,
        answer: result.ok
          ? { state: 'ready', value: result.value }
          : { state: 'failed', problem: result.error },
      });
    });
    return () => {
      wanted = false;
    };
  }, [name, key, refreshes, reloads, version]);
  const reload = useCallback(() => {
    setReloads((count) => count + 1);
  }, []);
  return { answer: held?.key === key ? held.answer : { state: 'loading' }, reload };
}
