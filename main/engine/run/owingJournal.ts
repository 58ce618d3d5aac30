import type { Journal, Ledger } from '../store/storePort';
import { recall, remember } from './rememberedFacts';

/**
 * A journal that notes before the first batch that both ends must be compared again: a run that is cut after its last
 * write leaves nothing to send to the next one, which must nevertheless prove.
 */
export function oweProofBeforeWriting(journal: Journal, ledger: Ledger): Journal {
  return {
    begin: async (batch) => {
      if (recall(ledger, 'proof-owed') !== 'yes') {
        const owed = await remember(ledger, 'proof-owed', 'yes');
        if (!owed.ok) return owed;
      }
      return journal.begin(batch);
    },
    acknowledge: (batchId, arrived) => journal.acknowledge(batchId, arrived),
    unsettled: () => journal.unsettled(),
  };
}
