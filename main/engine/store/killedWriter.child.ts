import { openSynchronisationStore } from './synchronisationStore';

/*
 * A process of killedWriter.test.ts: writes batch after batch and tells over the channel what it is about to do and
 * what was done, until it is killed.
 */
const folder = process.argv[2] ?? '';

async function main(): Promise<void> {
  const opened = await openSynchronisationStore(folder);
  if (!opened.ok) throw new Error(opened.error.code);
  const { journal, ledger, problems } = opened.value;
  const say = (what: object): void => void process.send?.(what);
  say({ opened: problems.length, open: journal.unsettled().map(({ batchId }) => batchId) });
  const started = Date.now();
  for (let number = 0; ; number += 1) {
    const batchId = `${started}.${number}`;
    const items = Array.from({ length: 40 }, (_, index) => ({
      slice: `slice${index % 3}`,
      key: `key${(number * 7 + index) % 500}`,
      hash: `${batchId}.${index}`,
    }));
    say({ begin: batchId, items });
    const begun = await journal.begin({
      batchId,
      runId: 'r',
      domain: 'aggregate',
      kind: 'upsert',
      items,
      bytes: 1,
    });
    if (!begun.ok) throw new Error(begun.error.code);
    say({ begun: batchId });
    // Each fifth batch stays open, as if its answer had been lost.
    if (number % 5 === 4) continue;
    say({ acknowledge: batchId });
    const done = await journal.acknowledge(batchId, items);
    if (!done.ok) throw new Error(done.error.code);
    say({ acknowledged: batchId });
    const moved = await ledger.setFact('last', batchId);
    if (!moved.ok) throw new Error(moved.error.code);
  }
}

void main();
