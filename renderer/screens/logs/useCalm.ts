import { startTransition, useEffect, useRef, useState } from 'react';

/** Shortest time between two changes, in milliseconds: what adds up is read by eyes, four times a second is plenty. */
const calmMs = 250;

/**
 * A value that changes a little later than the given one and at most four times a second, so that what is drawn of it
 * never stands before the rows; the first one is taken as it comes.
 */
export function useCalm<T>(value: T | undefined): T | undefined {
  const [calm, setCalm] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = value;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      startTransition(() => {
        setCalm(latest.current);
      });
    }, calmMs);
  }, [value]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return value === undefined ? undefined : (calm ?? value);
}
