import type { Log } from '../engine/ports';

/** One thing to end, in the order in which it was started. */
export interface Running {
  readonly name: string;
  /** What it returns is awaited. */
  readonly stop: () => unknown;
}

/** How long ending everything may take, in milliseconds; what is not done by then is left to the journal. */
export const shutdownDeadlineMs = 5000;

/**
 * Ends everything once, the last started first, within a deadline. A step that fails or hangs does not keep the
 * others from their turn.
 */
export function createShutdown(running: readonly Running[], log: () => Log | undefined): () => Promise<void> {
  let under: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const deadline = Date.now() + shutdownDeadlineMs;
    for (const { name, stop } of [...running].reverse()) {
      const ended = await within(Math.max(100, deadline - Date.now()), stop);
      if (ended !== 'ended') {
        log()?.write({ level: 'ERROR', module: 'app', code: 'stop-failed', params: { name, cause: ended } });
      }
    }
  };
  return () => (under ??= run());
}

async function within(ms: number, stop: Running['stop']): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, ms, 'too slow');
  });
  const ended = Promise.resolve()
    .then(stop)
    .then(
      () => 'ended',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  const how = await Promise.race([ended, late]);
  clearTimeout(timer);
  return how;
}
