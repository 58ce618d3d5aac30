import { useEffect } from 'react';
import { create } from 'zustand';

/** How often relative times on screen are brought up to date, in milliseconds. */
const tickMs = 5_000;

const useClockStore = create<{ readonly now: number }>(() => ({ now: Date.now() }));

/** Keeps the clock ticking while the console is mounted. */
export function useClockTicks(): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) useClockStore.setState({ now: Date.now() });
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, []);
}

/** Now, in milliseconds, for relative times. */
export function useNow(): number {
  return useClockStore((state) => state.now);
}
