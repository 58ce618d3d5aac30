import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogEvent } from '../../shared/model/log';
import { createShutdown, shutdownDeadlineMs } from './shutdown';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('createShutdown', () => {
  it('ends the last started first, once, however often it is asked', async () => {
    const ended: string[] = [];
    const step = (name: string) => ({ name, stop: () => void ended.push(name) });
    const shutdown = createShutdown([step('log'), step('engine'), step('window')], () => undefined);
    await Promise.all([shutdown(), shutdown()]);
    await shutdown();
    expect(ended).toEqual(['window', 'engine', 'log']);
  });

  it('goes on when a step fails or hangs, within the deadline, and logs which', async () => {
    const lines: LogEvent[] = [];
    const ended: string[] = [];
    const shutdown = createShutdown(
      [
        { name: 'log', stop: () => void ended.push('log') },
        { name: 'engine', stop: () => new Promise(() => undefined) },
        { name: 'window', stop: () => Promise.reject(new Error('gone already')) },
      ],
      () => ({ write: (event) => lines.push(event) }),
    );
    const done = shutdown();
    await vi.advanceTimersByTimeAsync(shutdownDeadlineMs + 200);
    await done;
    expect(ended).toEqual(['log']);
    expect(lines.map(({ params }) => params)).toEqual([
      { name: 'window', cause: 'gone already' },
      { name: 'engine', cause: 'too slow' },
    ]);
  });
});
