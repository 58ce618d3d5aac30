import type { StatusDelta, StatusSnapshot, SynchronisationStatus } from '../../../shared/model/status';
import type { Engine } from '../../engine/enginePort';

/** Shortest time between two status deltas to the window, in milliseconds: at most four a second. */
export const statusIntervalMs = 250;

/** The engine's status with a numbering of its own, so that several deltas can be put together into one. */
export interface StatusFeed {
  snapshot(): StatusSnapshot;
  stop(): void;
}

/**
 * Passes status on at most four times a second. A first change after quiet goes out at once; what comes while the
 * interval runs is put together. Numbers rise by one with each delta that goes out, and a snapshot carries the number
 * of the last delta it contains.
 */
export function createStatusFeed(
  engine: Pick<Engine, 'snapshot' | 'onStatus'>,
  publish: (delta: StatusDelta) => void,
): StatusFeed {
  let seq = 0;
  let changed = new Map<string, SynchronisationStatus>();
  let removed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    if (changed.size === 0 && removed.size === 0) return;
    seq += 1;
    const delta: StatusDelta = { seq, changed: [...changed.values()], removed: [...removed] };
    changed = new Map();
    removed = new Set();
    publish(delta);
  };
  const tick = (): void => {
    if (changed.size === 0 && removed.size === 0) {
      timer = undefined;
      return;
    }
    flush();
    timer = setTimeout(tick, statusIntervalMs);
  };
  const forget = engine.onStatus((delta) => {
    for (const status of delta.changed) {
      changed.set(status.syncId, status);
      removed.delete(status.syncId);
    }
    for (const syncId of delta.removed) {
      removed.add(syncId);
      changed.delete(syncId);
    }
    if (timer === undefined) tick();
  });

  return {
    snapshot: () => {
      // What waits is part of the snapshot; sent first, it has a lower number and is not applied twice.
      flush();
      return { seq, synchronisations: engine.snapshot().synchronisations };
    },
    stop: () => {
      forget();
      clearTimeout(timer);
    },
  };
}
