import type { Problem } from '../../../shared/model/problem';
import type { Proof } from '../../../shared/model/run';
import type { Domain } from '../../../shared/model/settings';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Ledger } from '../store/storePort';
import { recall, remember } from './rememberedFacts';
import type { DomainProof, DomainSynchroniser, RunContext } from './runContext';
import { writeRunLine } from './writeRunLine';

/** Differences that a proof names one by one. */
const sampleSize = 1000;

/** A comparison that did not take place, and why. */
export function notChecked(cause?: Problem): Proof {
  const empty = { result: 'not-checked', slices: [], differences: 0, sample: [], leftOut: [] } as const;
  return cause === undefined ? empty : { ...empty, cause };
}

/** Compares both ends of every domain in scope, and tells; one failed read makes the whole comparison `not-checked`. */
export async function proveEnds(
  context: RunContext,
  synchronisers: readonly DomainSynchroniser[],
): Promise<Proof> {
  const begunAt = context.clock.now();
  const proofs: DomainProof[] = [];
  for (const synchroniser of synchronisers) {
    const proof = await synchroniser.prove(context);
    if (!proof.ok) return notChecked(proof.error);
    proofs.push(proof.value);
  }
  const differences = proofs.reduce((sum, proof) => sum + proof.differences, 0);
  const slices = proofs.flatMap((proof) => proof.slices);
  const endedAt = context.clock.now();
  const { name } = context.synchronisation;
  const params = { name, slices: slices.length, differences, ms: endedAt - begunAt };
  if (differences === 0) {
    writeRunLine(context, { level: 'INFO', module: 'orchestrator', code: 'proof-equal', params });
  } else {
    writeRunLine(context, { level: 'WARNING', module: 'orchestrator', code: 'proof-different', params });
  }
  return {
    result: differences === 0 ? 'equal' : 'different',
    at: new Date(endedAt).toISOString(),
    slices,
    differences,
    sample: proofs.flatMap((proof) => proof.sample).slice(0, sampleSize),
    leftOut: [...new Set(proofs.flatMap((proof) => proof.leftOut))],
  };
}

/** Domains in which the source holds something that did not arrive and that no quarantine explains. */
function unexplainedDomains(proof: Proof, ledger: Ledger): readonly Domain[] {
  const refused = new Set((recall(ledger, 'quarantine') ?? []).map(({ slice, key }) => `${slice} ${key}`));
  const unexplained = proof.sample.filter(
    ({ kind, slice, key }) => kind !== 'only-at-destination' && !refused.has(`${slice} ${key}`),
  );
  return [...new Set(unexplained.map(({ domain }) => domain))];
}

/**
 * A record that is missing or different although its watermark passed it was overlooked: an answer lied, or somebody
 * edited the destination. The next run looks from the beginning. Once only: what a whole look cannot mend stays told.
 */
async function lookAgainAfter(proof: Proof, ledger: Ledger): Promise<Result<null, Problem>> {
  const overlooked = proof.result === 'different' ? unexplainedDomains(proof, ledger) : [];
  const isAsked = recall(ledger, 'looking-again') === 'yes';
  if (overlooked.length === 0) return isAsked ? remember(ledger, 'looking-again', 'no') : succeed(null);
  if (isAsked) return succeed(null);
  for (const domain of overlooked) {
    const forgotten = await ledger.forgetWatermarks(domain);
    if (!forgotten.ok) return forgotten;
  }
  return remember(ledger, 'looking-again', 'yes');
}

/** Writes down what a comparison showed, that none is owed any more, and whether to look again. */
export async function rememberProof(
  ledger: Ledger,
  proof: Proof,
  scope: readonly Domain[],
): Promise<Result<null, Problem>> {
  if (proof.result === 'not-checked' || proof.at === undefined) return succeed(null);
  const { result, differences, at, slices } = proof;
  const remembered = await remember(ledger, 'last-proof', { result, differences, at, scope, slices });
  if (!remembered.ok) return remembered;
  const again = await lookAgainAfter(proof, ledger);
  return again.ok ? remember(ledger, 'proof-owed', 'no') : again;
}
