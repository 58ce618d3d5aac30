import type { HeldDeletion, QuarantinedRecord, SliceProof } from '../../../shared/model/run';
import type { Domain } from '../../../shared/model/settings';
import type { Ledger } from '../store/storePort';

/** What both ends were when they were last seen, to notice replaced servers and clocks that run backwards. */
export interface SeenEnds {
  readonly sourceSystemId: string;
  readonly destinationSystemId: string;
  /** Source's clock at that time, UTC ISO. */
  readonly sourceInstant: string;
}

/** Last comparison of both ends that found them equal or different. */
export interface RememberedProof {
  readonly result: 'equal' | 'different';
  readonly differences: number;
  readonly at: string;
  readonly scope: readonly Domain[];
  readonly slices: readonly SliceProof[];
}

/** Facts of a synchronisation that outlive its runs, by name in the ledger. */
export interface RememberedFacts {
  'seen-ends': SeenEnds;
  /** `systemId` of the destination whose first write the operator confirmed, or that was empty. */
  'confirmed-destination': string;
  /** Everything that is quarantined now. */
  quarantine: readonly QuarantinedRecord[];
  'held-deletions': readonly HeldDeletion[];
  /** Number of deletions that the operator allowed for the next run. */
  'allowed-deletions': number;
  /** Something was sent since the last comparison of both ends. */
  'proof-owed': 'yes' | 'no';
  'last-proof': RememberedProof;
  /** A comparison found records that an earlier look had passed over; the next run looks from the beginning, once. */
  'looking-again': 'yes' | 'no';
  /** Last instant (this machine's clock) at which everything in scope was looked at. */
  'looked-up-to': string;
  /** A change of metadata or the operator asks to send quarantined records again. */
  'send-again': 'yes' | 'no';
}

/** Reads a remembered fact; the ledger's file is checked when it is opened, its facts are written only here. */
export function recall<N extends keyof RememberedFacts>(
  ledger: Ledger,
  name: N,
): RememberedFacts[N] | undefined {
  // Boundary: the ledger keeps facts as plain JSON; only `remember` writes under these names.
  return ledger.fact(name) as RememberedFacts[N] | undefined;
}

/** Writes a fact down, fsynced. */
export function remember<N extends keyof RememberedFacts>(
  ledger: Ledger,
  name: N,
  value: RememberedFacts[N],
): ReturnType<Ledger['setFact']> {
  return ledger.setFact(name, value);
}
