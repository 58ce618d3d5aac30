import type { LogEvent } from '../../shared/model/log';
import type { Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';

/** This machine's clock and timers; watermarks never use it, they use the server's. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Source of randomness: identifiers and jitter. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** Letters and digits, `length` characters. */
  identifier(length: number): string;
}

/** Takes log events; never throws, never blocks a run. */
export interface Log {
  write(event: LogEvent): void;
}

/** Where a connection's password or token comes from; the value never reaches settings, logs or screens. */
export interface Secrets {
  /** The secret of a connection, or why there is none. */
  read(connectionId: string): Promise<Result<string, Problem>>;
}
