import { schedule } from 'node-cron';

/** A beat that calls `tick` every second, never while the call before is still under way. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * Starts the beat. Check intervals are kept by due times, not by one cron expression each: an interval of any number
 * of seconds works, and after a machine's sleep one run catches up for all the missed ones.
 */
export function startTicker(tick: () => void): Ticker {
  const task = schedule('* * * * * *', tick, {
    name: 'synchronisations',
    noOverlap: true,
    // A beat that is missed is made up for by the next one; due times decide, not beats.
    suppressMissedWarning: true,
  });
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}
