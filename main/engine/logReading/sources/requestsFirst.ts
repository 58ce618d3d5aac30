import { setImmediate } from 'node:timers/promises';

/** Milliseconds that long work waits for requests which follow each other without a gap. */
const longestWait = 50;

/** Lets long work wait for requests, so that no request has to wait for long work. */
export class RequestsFirst {
  private last: Promise<void> | undefined;

  /** Whether a request is under way. */
  get state(): 'busy' | 'free' {
    return this.last === undefined ? 'free' : 'busy';
  }

  /** Answers a request. */
  answer<T>(work: () => Promise<T>): Promise<T> {
    const answered = work();
    const over = settled(answered).finally(() => {
      if (this.last === over) this.last = undefined;
    });
    this.last = over;
    return answered;
  }

  /** Resolves once no request is under way, or when that takes too long. */
  async pause(): Promise<void> {
    const since = performance.now();
    while (this.last !== undefined && performance.now() - since < longestWait) await this.last;
  }
}

async function settled(answered: Promise<unknown>): Promise<void> {
  await answered.catch(() => undefined);
  // The answer goes out first.
  await setImmediate();
}
