import type { Problem } from '../../../shared/model/problem';
import type { RunNote } from '../../../shared/model/run';
import type { Domain } from '../../../shared/model/settings';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import type { Ledger } from '../store/storePort';
import { recall, remember } from './rememberedFacts';

/**
 * Compares both servers with what they were at the last run. Watermarks carry the `systemId`s for which they are true;
 * a clock that went back (a restored database, a mended clock) is what they cannot see: then everything is looked at again.
 */
export async function noticeChangedEnds(
  ledger: Ledger,
  source: ConnectedServer,
  destination: ConnectedServer,
  domains: readonly Domain[],
): Promise<Result<readonly RunNote[], Problem>> {
  const seen = recall(ledger, 'seen-ends');
  const notes: RunNote[] = [];
  if (seen !== undefined && seen.sourceSystemId !== source.identity.systemId) {
    notes.push({ code: 'source-replaced', params: { connection: source.name } });
  } else if (seen !== undefined && seen.sourceInstant > source.identity.serverInstant) {
    notes.push({ code: 'source-clock-went-back', params: { connection: source.name } });
    for (const domain of domains) {
      const forgotten = await ledger.forgetWatermarks(domain);
      if (!forgotten.ok) return forgotten;
    }
  }
  if (seen !== undefined && seen.destinationSystemId !== destination.identity.systemId) {
    notes.push({ code: 'destination-replaced', params: { connection: destination.name } });
  }
  const remembered = await remember(ledger, 'seen-ends', {
    sourceSystemId: source.identity.systemId,
    destinationSystemId: destination.identity.systemId,
    sourceInstant: source.identity.serverInstant,
  });
  return remembered.ok ? succeed(notes) : remembered;
}
