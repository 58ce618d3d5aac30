/** Work that is asked for more often than it is worth doing. */
export interface Pace {
  /** Has the work done soon: at once, or after the interval and never beside itself; several wishes are one. */
  ask(): void;
  /** Does nothing any more. */
  stop(): void;
}

/** Has work done at most once per interval (in milliseconds) and never twice at once; the last wish is never lost. */
export function paced(work: () => Promise<void>, intervalMs: number): Pace {
  let state: 'free' | 'working' | 'resting' | 'stopped' = 'free';
  let wanted: 'yes' | 'no' = 'no';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = (): void => {
    state = 'working';
    wanted = 'no';
    const startedAt = Date.now();
    const rest = (): void => {
      if (state === 'stopped') return;
      state = 'resting';
      timer = setTimeout(
        () => {
          state = 'free';
          if (wanted === 'yes') start();
        },
        Math.max(0, startedAt + intervalMs - Date.now()),
      );
    };
    void work().then(rest, rest);
  };
  return {
    ask: () => {
      if (state === 'free') start();
      else wanted = 'yes';
    },
    stop: () => {
      state = 'stopped';
      clearTimeout(timer);
    },
  };
}
