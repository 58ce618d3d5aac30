import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Random } from './ports';

/** The real clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Real randomness. */
export const systemRandom: Random = {
  next: () => randomInt(0, 2 ** 32) / 2 ** 32,
  identifier: (length) => Array.from(randomBytes(length), (byte) => alphabet[byte % 36]).join(''),
};
