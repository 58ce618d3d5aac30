import { useCallback, useLayoutEffect, useRef } from 'react';

/** A handler that stays the same function while what it does is of the last drawing; for events, never for drawing. */
export function useSteady<A extends readonly unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
