import type { StatusDelta, StatusSnapshot, SynchronisationStatus } from '../../../shared/model/status';

/** The one live picture of every synchronisation: a snapshot on request, numbered deltas after it. */
export interface StatusBoard {
  snapshot(): StatusSnapshot;
  get(syncId: string): SynchronisationStatus | undefined;
  put(status: SynchronisationStatus): void;
  remove(syncId: string): void;
  /** Listens until the returned function is called. */
  listen(listener: (delta: StatusDelta) => void): () => void;
}

/** Makes an empty board; every change raises `seq` by one. */
export function createStatusBoard(): StatusBoard {
  const statuses = new Map<string, SynchronisationStatus>();
  const listeners = new Set<(delta: StatusDelta) => void>();
  let seq = 0;
  const announce = (changed: readonly SynchronisationStatus[], removed: readonly string[]) => {
    seq += 1;
    for (const listener of listeners) listener({ seq, changed, removed });
  };
  return {
    snapshot: () => ({ seq, synchronisations: [...statuses.values()] }),
    get: (syncId) => statuses.get(syncId),
    put: (status) => {
      statuses.set(status.syncId, status);
      announce([status], []);
    },
    remove: (syncId) => {
      if (statuses.delete(syncId)) announce([], [syncId]);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
