import type { Events } from '../../../shared/ipc/contract';
import type { LogLine } from '../../../shared/model/log';

/** Shortest time between two batches of log lines, in milliseconds: no more than one per drawn frame. */
export const lineIntervalMs = 50;
/** Most lines in one batch; older ones are counted as missed, they stand in the file. */
export const mostLinesPerBatch = 2000;

/** Gathers log lines into batches for the window. */
export interface LineFeed {
  add(lines: readonly LogLine[], missed?: number): void;
  /** Drops what waits: nobody follows any more. */
  clear(): void;
}

/** Makes a {@link LineFeed} that hands its batches to `publish`. */
export function createLineFeed(publish: (batch: Events['logLines']) => void): LineFeed {
  let waiting: LogLine[] = [];
  let missed = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    const surplus = Math.max(0, waiting.length - mostLinesPerBatch);
    const batch = { lines: waiting.slice(surplus), missed: missed + surplus };
    waiting = [];
    missed = 0;
    publish(batch);
  };
  return {
    add: (lines, notRead = 0) => {
      if (lines.length === 0 && notRead === 0) return;
      waiting.push(...lines);
      missed += notRead;
      if (waiting.length > 2 * mostLinesPerBatch) {
        // Bounded also while the event loop is too busy for the timer.
        missed += waiting.length - mostLinesPerBatch;
        waiting = waiting.slice(-mostLinesPerBatch);
      }
      timer ??= setTimeout(flush, lineIntervalMs);
    },
    clear: () => {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      missed = 0;
    },
  };
}
