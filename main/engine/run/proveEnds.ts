import type { Problem } from '../../../shared/model/problem';
import type { Proof } from '../../../shared/model/run';
import type { Domain } from '../../../shared/model/settings';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Clock } from '../ports';
import type { Ledger } from '../store/storePort';
import { remember } from './rememberedFacts';
import type { DomainProof, DomainSynchroniser, RunContext } from './runContext';

/** Differences that a proof names one by one. */
const sampleSize = 1000;

/** A comparison that did not take place, and why. */
export function notChecked(cause?: Problem): Proof {
  const empty = { result: 'not-checked', slices: [], differences: 0, sample: [], leftOut: [] } as const;
  return cause === undefined ? empty : { ...empty, cause };
}

/** Compares both ends of every domain in scope; one failed read makes the whole comparison `not-checked`. */
export async function proveEnds(
  context: RunContext,
  synchronisers: readonly DomainSynchroniser[],
  clock: Clock,
): Promise<Proof> {
  const proofs: DomainProof[] = [];
  for (const synchroniser of synchronisers) {
    const proof = await synchroniser.prove(context);
    if (!proof.ok) return notChecked(proof.error);
    proofs.push(proof.value);
  }
  const differences = proofs.reduce((sum, proof) => sum + proof.differences, 0);
  return {
    result: differences === 0 ? 'equal' : 'different',
    at: new Date(clock.now()).toISOString(),
    slices: proofs.flatMap((proof) => proof.slices),
    differences,
    sample: proofs.flatMap((proof) => proof.sample).slice(0, sampleSize),
    leftOut: [...new Set(proofs.flatMap((proof) => proof.leftOut))],
  };
}

/** Writes down what a comparison showed, and that none is owed any more. */
export async function rememberProof(
  ledger: Ledger,
  proof: Proof,
  scope: readonly Domain[],
): Promise<Result<null, Problem>> {
  if (proof.result === 'not-checked' || proof.at === undefined) return succeed(null);
  const { result, differences, at, slices } = proof;
  const remembered = await remember(ledger, 'last-proof', { result, differences, at, scope, slices });
  return remembered.ok ? remember(ledger, 'proof-owed', 'no') : remembered;
}
