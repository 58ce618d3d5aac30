import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { paced } from './pace';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Work that takes a while, and when it began. */
function work(takes: number) {
  const began: number[] = [];
  let atOnce = 0;
  let most = 0;
  const start = Date.now();
  return {
    began,
    most: () => most,
    run: async () => {
      began.push(Date.now() - start);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, takes));
      atOnce -= 1;
    },
  };
}

describe('paced work', () => {
  test('is done at once, then at most once per interval, and the last wish is not lost', async () => {
    const { began, run } = work(10);
    const pace = paced(run, 500);
    for (let wish = 0; wish < 120; wish += 1) {
      pace.ask();
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(began).toEqual([0, 500, 1_000, 1_500]);
  });

  test('that takes longer than the interval is never done twice at once', async () => {
    const { began, most, run } = work(800);
    const pace = paced(run, 500);
    pace.ask();
    await vi.advanceTimersByTimeAsync(100);
    pace.ask();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(began).toHaveLength(2);
    expect(most()).toBe(1);
  });

  test('that failed is done again when asked', async () => {
    let tries = 0;
    const pace = paced(() => {
      tries += 1;
      return Promise.reject(new Error('no answer'));
    }, 500);
    pace.ask();
    await vi.advanceTimersByTimeAsync(600);
    pace.ask();
    await vi.advanceTimersByTimeAsync(1);
    expect(tries).toBe(2);
  });

  test('is not done any more after the end, not even what was wished before', async () => {
    const { began, run } = work(10);
    const pace = paced(run, 500);
    pace.ask();
    pace.ask();
    pace.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(began).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
