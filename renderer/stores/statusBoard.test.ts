import { describe, expect, test } from 'vitest';
import type { SynchronisationStatus } from '../../shared/model/status';
import { applyDelta, boardFrom } from './statusBoard';

function status(syncId: string, state: SynchronisationStatus['state'] = 'idle'): SynchronisationStatus {
  return {
    syncId,
    name: syncId,
    sourceName: 'a',
    destinationName: 'b',
    domains: ['metadata'],
    mode: 'manual',
    checkIntervalSeconds: 300,
    state,
    since: '2026-11-23T10:00:00Z',
  };
}

const board = boardFrom({ seq: 4, synchronisations: [status('one'), status('two')] });

describe('deltas', () => {
  test('the next one changes, adds and removes, and keeps the order', () => {
    const effect = applyDelta(board, {
      seq: 5,
      changed: [status('three'), status('two', 'syncing')],
      removed: ['one'],
    });
    expect(effect).toEqual({
      kind: 'applied',
      board: { seq: 5, synchronisations: [status('two', 'syncing'), status('three')] },
    });
  });

  test('one that the snapshot already holds is left aside', () => {
    expect(applyDelta(board, { seq: 4, changed: [], removed: ['one'] })).toEqual({ kind: 'stale' });
  });

  test('one too far ahead proves that another was missed', () => {
    expect(applyDelta(board, { seq: 6, changed: [], removed: [] })).toEqual({ kind: 'gap' });
  });
});
