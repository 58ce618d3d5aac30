import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Domain } from '../../../shared/model/settings';
import type { Ledger, Watermark } from '../store/storePort';

/**
 * A ledger whose watermarks move only when `commit` is called: what a run quarantined must be on disk first, or a
 * power cut in between would leave a refused record behind the watermark, where nobody looks again.
 */
export function deferWatermarks(ledger: Ledger): Ledger & { commit(): Promise<Result<null, Problem>> } {
  const waiting: { domain: Domain; slice: string; watermark: Watermark }[] = [];
  return {
    watermark: (domain, slice) => ledger.watermark(domain, slice),
    moveWatermark: (domain, slice, watermark) => {
      waiting.push({ domain, slice, watermark });
      return Promise.resolve(succeed(null));
    },
    forgetWatermarks: (domain) => ledger.forgetWatermarks(domain),
    hashes: (domain, slice) => ledger.hashes(domain, slice),
    recordHashes: (domain, items) => ledger.recordHashes(domain, items),
    fact: (name) => ledger.fact(name),
    setFact: (name, value) => ledger.setFact(name, value),
    commit: async () => {
      for (const { domain, slice, watermark } of waiting.splice(0)) {
        const moved = await ledger.moveWatermark(domain, slice, watermark);
        if (!moved.ok) return moved;
      }
      return succeed(null);
    },
  };
}
