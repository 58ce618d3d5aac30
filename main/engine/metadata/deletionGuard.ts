import type { HeldDeletion } from '../../../shared/model/run';

/** Deletions of one run above this number are held. */
export const heldAbove = 10;

/** Deletions above this share of a type are held, from two objects up: one object is no mass deletion. */
export const heldAboveShare = 0.05;

/** What the guard decides about the deletions of a run. */
export interface GuardDecision {
  readonly pass: readonly HeldDeletion[];
  readonly held: readonly HeldDeletion[];
}

/**
 * Holds mass deletions: all of them above {@link heldAbove} in a run, else those of a type above {@link heldAboveShare}.
 * `allowed` is the number of deletions that the operator let pass; fewer than are held lets none of them pass.
 */
export function guardDeletions(
  deletions: readonly HeldDeletion[],
  objectsOfType: (type: string) => number,
  allowed: number,
): GuardDecision {
  const perType = new Map<string, number>();
  for (const { slice } of deletions) perType.set(slice, (perType.get(slice) ?? 0) + 1);
  const isHeld = ({ slice }: HeldDeletion): boolean => {
    const count = perType.get(slice) ?? 0;
    return count >= 2 && count > objectsOfType(slice) * heldAboveShare;
  };
  const held = deletions.length > heldAbove ? deletions : deletions.filter(isHeld);
  if (held.length === 0 || allowed >= held.length) return { pass: deletions, held: [] };
  const names = new Set(held);
  return { pass: deletions.filter((deletion) => !names.has(deletion)), held };
}
