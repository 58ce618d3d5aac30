import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn: half a frame. */
const sliceMs = 8;

/** Does long work in slices, between which requests are answered; `undefined` when it was aborted. */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  signal?: AbortSignal,
): Promise<{ readonly value: T } | undefined> {
  let since = performance.now();
  for (;;) {
    if (signal?.aborted === true) return undefined;
    const step = work.next();
    if (step.done === true) return { value: step.value };
    if (performance.now() - since < sliceMs) continue;
    await setImmediate();
    since = performance.now();
  }
}

/** Does work that is known to be short without a pause. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
