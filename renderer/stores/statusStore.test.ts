import { afterEach, expect, test, vi } from 'vitest';
import type { CommandResult } from '../../shared/ipc/contract';
import { problem } from '../../shared/model/problem';
import type { StatusDelta, SynchronisationStatus } from '../../shared/model/status';
import { fail, succeed } from '../../shared/result';
import { followStatus, refreshStatus, useStatusStore } from './statusStore';

type Answer = CommandResult<'status.snapshot'>;

function status(syncId: string): SynchronisationStatus {
  return {
    syncId,
    name: syncId,
    sourceName: 'a',
    destinationName: 'b',
    domains: ['metadata'],
    mode: 'manual',
    checkIntervalSeconds: 300,
    state: 'idle',
    since: '2026-11-23T10:00:00Z',
  };
}

/** A bridge whose answers and announcements the test hands out. */
function stubBridge() {
  const waiting: ((answer: Answer) => void)[] = [];
  const listeners: ((delta: StatusDelta) => void)[] = [];
  vi.stubGlobal('window', {
    operator: {
      'status.snapshot': () => new Promise<Answer>((resolve) => waiting.push(resolve)),
      on: (_event: string, listener: (delta: StatusDelta) => void) => {
        listeners.push(listener);
        return () => undefined;
      },
    },
  });
  return {
    asked: () => waiting.length,
    answer: async (answer: Answer): Promise<void> => {
      waiting.shift()?.(answer);
      await vi.waitFor(() => {
        expect(useStatusStore.getState().engine).not.toBe('loading');
      }, 60_000);
      // What follows from the answer takes a few more turns.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    },
    announce: (delta: StatusDelta) => {
      listeners.forEach((listener) => {
        listener(delta);
      });
    },
  };
}

let stop: (() => void) | undefined;

afterEach(() => {
  stop?.();
  vi.unstubAllGlobals();
});

const shown = (): string =>
  useStatusStore
    .getState()
    .synchronisations.map(({ syncId }) => syncId)
    .join(' ');

test('a delta that overtakes the first snapshot is not lost: the snapshot is asked for again', async () => {
  const bridge = stubBridge();
  stop = followStatus();
  expect(bridge.asked()).toBe(1);
  bridge.announce({ seq: 5, changed: [status('two')], removed: [] });
  expect(bridge.asked()).toBe(1);
  await bridge.answer(succeed({ seq: 4, synchronisations: [status('one')] }));
  expect(bridge.asked()).toBe(1);
  await bridge.answer(succeed({ seq: 5, synchronisations: [status('one'), status('two')] }));
  expect(shown()).toBe('one two');
  expect(bridge.asked()).toBe(0);
});

test('deltas in order are applied; a gap asks for a new snapshot', async () => {
  const bridge = stubBridge();
  stop = followStatus();
  await bridge.answer(succeed({ seq: 1, synchronisations: [status('one')] }));
  bridge.announce({ seq: 2, changed: [status('two')], removed: [] });
  expect(shown()).toBe('one two');
  bridge.announce({ seq: 4, changed: [status('four')], removed: [] });
  expect(shown()).toBe('one two');
  await bridge.answer(succeed({ seq: 4, synchronisations: [status('two'), status('four')] }));
  expect(shown()).toBe('two four');
});

test('an engine that does not answer is silent, what was known stays, and it comes back', async () => {
  const bridge = stubBridge();
  stop = followStatus();
  await bridge.answer(succeed({ seq: 1, synchronisations: [status('one')] }));
  const asking = refreshStatus();
  await bridge.answer(fail(problem('timed-out')));
  await asking;
  expect(useStatusStore.getState().engine).toBe('silent');
  expect(shown()).toBe('one');
  const again = refreshStatus();
  // A restarted engine counts from the beginning.
  await bridge.answer(succeed({ seq: 0, synchronisations: [] }));
  await again;
  expect(useStatusStore.getState().engine).toBe('live');
  expect(shown()).toBe('');
});
