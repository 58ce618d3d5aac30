import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { noCounts } from '../../../shared/model/run';
import type { RunNote } from '../../../shared/model/run';
import type { Domain } from '../../../shared/model/settings';
import type { Result } from '../../../shared/result';
import type { Ledger } from '../store/storePort';
import { deferWatermarks } from './deferredLedger';
import { giveOrgUnits } from './giveOrgUnits';
import { recall, remember } from './rememberedFacts';
import type { DomainResult, DomainSynchroniser, RunContext } from './runContext';
import { changedRecords } from './runOutcome';

/** A domain that was not looked at, and why. */
export function notLookedAt(cause: Problem): DomainResult {
  return {
    counts: noCounts,
    scopes: [],
    errors: [cause],
    notes: [],
    quarantined: [],
    heldDeletions: [],
  };
}

/** Writes down what a domain refused or held, before its watermarks may move. */
async function keepRefused(
  ledger: Ledger,
  domain: Domain,
  result: DomainResult,
): Promise<Result<null, Problem>> {
  const others = (recall(ledger, 'quarantine') ?? []).filter((one) => one.domain !== domain);
  const kept = await remember(ledger, 'quarantine', [...others, ...result.quarantined]);
  if (!kept.ok) return kept;
  const otherHeld = (recall(ledger, 'held-deletions') ?? []).filter((one) => one.domain !== domain);
  return remember(ledger, 'held-deletions', [...otherHeld, ...result.heldDeletions]);
}

/** A context whose destination account has org units, as values need them, and the note that says so. */
async function withOrgUnits(
  context: RunContext,
): Promise<{ context: RunContext; notes: readonly RunNote[] } | Problem> {
  const given = await giveOrgUnits(context.destination, context.signal);
  if (!given.ok) return given.error;
  const { account } = given.value;
  const destination = { ...context.destination, account };
  const params = { username: account.username, units: given.value.given };
  if (given.value.given > 0) {
    context.log.write({
      level: 'INFO',
      module: 'orchestrator',
      code: 'account-given-org-units',
      params: { connection: destination.name, username: account.username, count: given.value.given },
      runId: context.runId,
      syncId: context.synchronisation.id,
    });
  }
  const notes = given.value.given === 0 ? [] : [{ code: 'account-given-org-units', params }];
  return { context: { ...context, destination }, notes };
}

async function runDomain(synchroniser: DomainSynchroniser, context: RunContext): Promise<DomainResult> {
  const ledger = deferWatermarks(context.ledger);
  const result = await synchroniser.run({ ...context, ledger });
  // A domain that could not even list its scopes says nothing about older quarantine: it stays as it was.
  if (result.scopes.length === 0 && result.errors.length > 0) return result;
  const kept = await keepRefused(context.ledger, synchroniser.domain, result);
  const moved = kept.ok ? await ledger.commit() : kept;
  return moved.ok ? result : { ...result, errors: [...result.errors, moved.error] };
}

/** Runs the domains one after the other, metadata first; a domain that fails does not keep the next from running. */
export async function runDomains(
  synchronisers: readonly DomainSynchroniser[],
  base: RunContext,
): Promise<ReadonlyMap<Domain, DomainResult>> {
  const results = new Map<Domain, DomainResult>();
  for (const synchroniser of synchronisers) {
    const { domain } = synchroniser;
    await base.pausePoint();
    if (base.signal.aborted) {
      results.set(domain, notLookedAt(problem('stopped-by-operator')));
      continue;
    }
    // Values refused for want of metadata are worth another try once metadata changed.
    const metadata = results.get('metadata');
    const sendQuarantinedAgain =
      base.approvals.sendQuarantinedAgain || (metadata !== undefined && changedRecords(metadata.counts) > 0);
    const context = { ...base, approvals: { ...base.approvals, sendQuarantinedAgain } };
    const ready = domain === 'aggregate' ? await withOrgUnits(context) : { context, notes: [] };
    if ('code' in ready) {
      results.set(domain, notLookedAt(ready));
      continue;
    }
    const result = await runDomain(synchroniser, ready.context);
    results.set(domain, { ...result, notes: [...ready.notes, ...result.notes] });
  }
  return results;
}
