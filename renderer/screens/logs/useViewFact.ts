import { useCallback, useSyncExternalStore } from 'react';
import type { LogViewState } from '../../../shared/model/logView';
import type { LogSession } from './logSession';

/** What somebody says of a view's state, drawn anew only when that changes: a text, a number or nothing; `fact` stays the same function. */
export function useViewFact<T extends string | number | undefined>(
  session: LogSession,
  fact: (state: LogViewState | undefined) => T,
): T {
  const now = useCallback(() => fact(session.snapshot().state), [session, fact]);
  return useSyncExternalStore(session.subscribe, now);
}
