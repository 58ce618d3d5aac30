import type { StatusDelta, StatusSnapshot, SynchronisationStatus } from '../../shared/model/status';

/** The live picture of all synchronisations, as far as deltas were heard without a gap. */
export interface StatusBoard {
  readonly seq: number;
  readonly synchronisations: readonly SynchronisationStatus[];
}

/** What became of a delta: taken over, already known, or proof that one was missed. */
export type DeltaEffect =
  | { readonly kind: 'applied'; readonly board: StatusBoard }
  | { readonly kind: 'stale' }
  | { readonly kind: 'gap' };

/** The picture that a snapshot draws. */
export function boardFrom(snapshot: StatusSnapshot): StatusBoard {
  return { seq: snapshot.seq, synchronisations: snapshot.synchronisations };
}

/** Applies a delta if it is the very next one. */
export function applyDelta(board: StatusBoard, delta: StatusDelta): DeltaEffect {
  if (delta.seq <= board.seq) return { kind: 'stale' };
  if (delta.seq > board.seq + 1) return { kind: 'gap' };
  const changed = new Map(delta.changed.map((status) => [status.syncId, status]));
  const removed = new Set(delta.removed);
  const kept = board.synchronisations
    .filter((status) => !removed.has(status.syncId))
    .map((status) => changed.get(status.syncId) ?? status);
  const known = new Set(kept.map((status) => status.syncId));
  const added = delta.changed.filter((status) => !known.has(status.syncId) && !removed.has(status.syncId));
  return { kind: 'applied', board: { seq: delta.seq, synchronisations: [...kept, ...added] } };
}
