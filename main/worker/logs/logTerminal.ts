import { createInterface } from 'node:readline/promises';
import type { Terminal } from '../runCommand';

/** A terminal in which log lines are shown. */
export interface LogTerminal extends Terminal {
  /** Writes text as it is to the standard output: lines end only where it says so. */
  readonly write: (text: string) => void;
  /** `shown` only where a person looks at the standard output and did not forbid it (NO_COLOR). */
  readonly colours: 'shown' | 'none';
  /** Whether whoever reads the output wants no more of it (`| head`). */
  readonly isClosed: () => boolean;
  /** Asks a person; `undefined` where there is none. */
  readonly ask: (question: string) => Promise<string | undefined>;
  /** Aborted by Ctrl+C, and when the output is closed. */
  readonly stop: AbortSignal;
}

/** The terminal of this process. */
export function standardTerminal(terminal: Terminal): LogTerminal {
  const stop = new AbortController();
  let closed = false;
  // A pipe that nobody reads any more ends the program without a word, as it ends others.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
    stop.abort();
  });
  const interrupt = (): void => {
    stop.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const noColour = terminal.environment['NO_COLOR'] ?? '';
  return {
    ...terminal,
    out: (line) => {
      if (!closed) terminal.out(line);
    },
    write: (text) => {
      if (!closed) process.stdout.write(text);
    },
    colours: process.stdout.isTTY && noColour === '' ? 'shown' : 'none',
    isClosed: () => closed,
    ask: async (question) => {
      if (!process.stdin.isTTY) return undefined;
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal: stop.signal });
      } catch {
        return undefined;
      } finally {
        lines.close();
      }
    },
    stop: stop.signal,
  };
}
