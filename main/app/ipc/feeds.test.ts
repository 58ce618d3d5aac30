import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StatusDelta, SynchronisationStatus } from '../../../shared/model/status';
import { createStatusFeed, statusIntervalMs } from './statusFeed';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function status(syncId: string, done: number): SynchronisationStatus {
  return {
    syncId,
    name: syncId,
    sourceName: 's',
    destinationName: 'd',
    domains: ['metadata'],
    mode: 'manual',
    checkIntervalSeconds: 300,
    state: 'syncing',
    since: '2026-01-01T00:00:00.000Z',
    progress: { phase: 'sending', done, unit: 'objects', acknowledged: done },
  };
}

function fakeEngine() {
  let listener: (delta: StatusDelta) => void = () => undefined;
  const states = new Map<string, SynchronisationStatus>();
  let seq = 0;
  return {
    snapshot: () => ({ seq, synchronisations: [...states.values()] }),
    onStatus: (fn: (delta: StatusDelta) => void) => {
      listener = fn;
      return () => (listener = () => undefined);
    },
    change: (state: SynchronisationStatus) => {
      states.set(state.syncId, state);
      listener({ seq: (seq += 1), changed: [state], removed: [] });
    },
    remove: (syncId: string) => {
      states.delete(syncId);
      listener({ seq: (seq += 1), changed: [], removed: [syncId] });
    },
  };
}

describe('createStatusFeed', () => {
  it('sends the first change at once and puts the following ones together, numbers rising by one', () => {
    const engine = fakeEngine();
    const sent: StatusDelta[] = [];
    createStatusFeed(engine, (delta) => sent.push(delta));
    for (let done = 0; done < 100; done++) {
      engine.change(status('a', done));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(statusIntervalMs);
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(sent.map((delta) => delta.seq)).toEqual(sent.map((_, index) => index + 1));
    expect(sent.at(-1)?.changed).toEqual([status('a', 99)]);
  });

  it('tells a removal once, and a synchronisation that came back as changed', () => {
    const engine = fakeEngine();
    const sent: StatusDelta[] = [];
    createStatusFeed(engine, (delta) => sent.push(delta));
    engine.change(status('a', 1));
    engine.change(status('b', 1));
    engine.remove('b');
    engine.remove('a');
    engine.change(status('a', 2));
    vi.advanceTimersByTime(statusIntervalMs);
    expect(sent[1]).toEqual({ seq: 2, changed: [status('a', 2)], removed: ['b'] });
  });

  it('gives a snapshot the number of the last delta it contains', () => {
    const engine = fakeEngine();
    const sent: StatusDelta[] = [];
    const feed = createStatusFeed(engine, (delta) => sent.push(delta));
    engine.change(status('a', 1));
    engine.change(status('a', 2));
    expect(feed.snapshot()).toEqual({ seq: 2, synchronisations: [status('a', 2)] });
    engine.change(status('a', 3));
    vi.advanceTimersByTime(statusIntervalMs);
    expect(sent.map((delta) => delta.seq)).toEqual([1, 2, 3]);
  });

  it('leaves no timer behind when nothing changes or when it is stopped', () => {
    const engine = fakeEngine();
    const feed = createStatusFeed(engine, () => undefined);
    engine.change(status('a', 1));
    vi.advanceTimersByTime(2 * statusIntervalMs);
    expect(vi.getTimerCount()).toBe(0);
    engine.change(status('a', 2));
    feed.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
