import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CalmFrames } from './calmFrames';

/**
 * A value that changes so much later than the given one (in milliseconds) and no more often than that, in a frame of
 * its own; the first one is taken as it comes.
 */
export function useCalm<T>(value: T, calmMs: number, frames: CalmFrames): T {
  const [calm, setCalm] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const mounted = useRef<'yes' | 'no'>('yes');
  useEffect(() => {
    latest.current = value;
    timer.current ??= setTimeout(() => {
      frames.next(() => {
        timer.current = undefined;
        if (mounted.current === 'no') return;
        flushSync(() => {
          setCalm(latest.current);
        });
      });
    }, calmMs);
  }, [value, calmMs, frames]);
  useEffect(() => {
    mounted.current = 'yes';
    return () => {
      mounted.current = 'no';
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, []);
  return calm;
}
