import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSynchronisationStore } from './synchronisationStore';
import type { SynchronisationStore } from './synchronisationStore';
import type { Batch, BatchItem, Watermark } from './storePort';

let folder = '';
const opened: SynchronisationStore[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-store-'));
});

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<SynchronisationStore> {
  const store = await openSynchronisationStore(folder);
  expect(store).toMatchObject({ ok: true });
  if (!store.ok) throw new Error('not opened');
  opened.push(store.value);
  return store.value;
}

async function reopen(store: SynchronisationStore): Promise<SynchronisationStore> {
  await store.close();
  return open();
}

async function hashesOf(store: SynchronisationStore, slice: string): Promise<[string, string][]> {
  const hashes = await store.ledger.hashes('aggregate', slice);
  return hashes.ok ? [...hashes.value].sort() : [];
}

function item(key: string, hash: string, slice = 'BfMAe6Itzgt'): BatchItem {
  return { slice, key, hash };
}

function batch(batchId: string, items: readonly BatchItem[]): Batch {
  return { batchId, runId: 'run1', domain: 'aggregate', kind: 'upsert', items, bytes: 100 };
}

const watermark: Watermark = {
  lookedUpTo: '2026-11-23T10:00:00.000Z',
  scopeHash: 'scope',
  sourceSystemId: 'source',
  destinationSystemId: 'destination',
};

describe('a synchronisation store', () => {
  test('keeps watermarks, facts and hashes over a restart', async () => {
    const first = await open();
    expect(first.problems).toEqual([]);
    expect(first.ledger.watermark('metadata', 'all')).toBeUndefined();
    expect(await first.ledger.moveWatermark('metadata', 'all', watermark)).toMatchObject({ ok: true });
    expect(await first.ledger.setFact('approval', { yes: true })).toMatchObject({ ok: true });
    const items = [item('a.1', 'h1'), item('a.2', 'h2'), item('é.3', 'h3', 'aBc'), item('é.3', 'h4', 'AbC')];
    expect(await first.ledger.recordHashes('aggregate', items)).toMatchObject({ ok: true });

    const second = await reopen(first);
    expect(second.problems).toEqual([]);
    expect(second.ledger.watermark('metadata', 'all')).toEqual(watermark);
    expect(second.ledger.fact('approval')).toEqual({ yes: true });
    expect(await hashesOf(second, 'BfMAe6Itzgt')).toEqual([
      ['a.1', 'h1'],
      ['a.2', 'h2'],
    ]);
    expect(await hashesOf(second, 'aBc')).toEqual([['é.3', 'h3']]);
    expect(await hashesOf(second, 'AbC')).toEqual([['é.3', 'h4']]);
    expect(await hashesOf(second, 'other')).toEqual([]);
  });

  test('forgets the watermarks of one domain and keeps its hashes', async () => {
    const store = await open();
    await store.ledger.moveWatermark('aggregate', 'x', watermark);
    await store.ledger.moveWatermark('metadata', 'x', watermark);
    await store.ledger.recordHashes('aggregate', [item('a', 'h')]);
    await store.ledger.forgetWatermarks('aggregate');
    const again = await reopen(store);
    expect(again.ledger.watermark('aggregate', 'x')).toBeUndefined();
    expect(again.ledger.watermark('metadata', 'x')).toEqual(watermark);
    expect(await hashesOf(again, 'BfMAe6Itzgt')).toEqual([['a', 'h']]);
  });

  test('a begun batch is unsettled until it is acknowledged, also over restarts', async () => {
    const store = await open();
    const one = batch('b1', [item('a', 'h1'), item('b', 'h2')]);
    const two = batch('b2', [item('c', 'h3')]);
    await store.journal.begin(one);
    await store.journal.begin(two);
    const again = await reopen(store);
    expect(again.journal.unsettled()).toEqual([one, two]);
    expect(await hashesOf(again, 'BfMAe6Itzgt')).toEqual([]);
    expect(await again.journal.acknowledge('b1', [item('a', 'h1')])).toMatchObject({ ok: true });
    expect(again.journal.unsettled()).toEqual([two]);
    const third = await reopen(again);
    expect(third.journal.unsettled()).toEqual([two]);
    expect(await hashesOf(third, 'BfMAe6Itzgt')).toEqual([['a', 'h1']]);
  });

  test('shows what is acknowledged in a view that was taken before, and removes what was deleted', async () => {
    const store = await open();
    const view = await store.ledger.hashes('aggregate', 'BfMAe6Itzgt');
    await store.ledger.recordHashes('aggregate', [item('a', 'h1'), item('b', 'h2')]);
    expect(view.ok && view.value.get('a')).toBe('h1');
    await store.journal.begin({ ...batch('b1', [item('a', 'deleted'), item('b', 'h3')]), kind: 'upsert' });
    await store.journal.acknowledge('b1', [item('a', 'deleted'), item('b', 'h3')]);
    expect(view.ok && view.value.has('a')).toBe(false);
    expect(view.ok && view.value.size).toBe(1);
    const again = await reopen(store);
    expect(await hashesOf(again, 'BfMAe6Itzgt')).toEqual([['b', 'h3']]);
  });

  test('refuses what would invent a record', async () => {
    const store = await open();
    await store.journal.begin(batch('b1', [item('a', 'h1')]));
    const refusals = [
      await store.journal.begin(batch('b1', [item('a', 'h1')])),
      await store.journal.acknowledge('b1', [item('z', 'h1')]),
      await store.journal.acknowledge('b7', []),
      await store.ledger.recordHashes('aggregate', [item('a\tb', 'h')]),
      await store.ledger.recordHashes('aggregate', [item('a', 'h 1')]),
      await store.ledger.recordHashes('aggregate', [item('', 'h')]),
      await store.ledger.recordHashes('aggregate', [item('a', 'h', '../up')]),
      await store.ledger.moveWatermark('aggregate', '../up', watermark),
      await store.ledger.moveWatermark('aggregate', 'x', { ...watermark, lookedUpTo: 'yesterday' }),
    ];
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({ ok: false, error: { code: 'internal-error' } });
    }
    expect(store.journal.unsettled()).toHaveLength(1);
    expect(await hashesOf(store, 'BfMAe6Itzgt')).toEqual([]);
  });

  test('an unreadable ledger is kept aside and reported, the next run looks again, hashes stay', async () => {
    const store = await open();
    await store.ledger.moveWatermark('aggregate', 'x', watermark);
    await store.ledger.recordHashes('aggregate', [item('a', 'h')]);
    await store.close();
    await writeFile(join(folder, 'ledger.json'), '{"version":1,"water');
    const again = await open();
    expect(again.problems).toMatchObject([{ code: 'state-unreadable', params: { file: 'ledger.json' } }]);
    expect(again.ledger.watermark('aggregate', 'x')).toBeUndefined();
    expect(await hashesOf(again, 'BfMAe6Itzgt')).toEqual([['a', 'h']]);
    expect((await readdir(folder)).some((name) => name.startsWith('ledger.unreadable-'))).toBe(true);
    const third = await reopen(again);
    expect(third.problems).toEqual([]);
  });

  test('a ledger of a newer version is not touched but kept aside', async () => {
    const store = await open();
    await store.close();
    await writeFile(join(folder, 'ledger.json'), '{"version":2,"epoch":"x"}');
    const again = await open();
    expect(again.problems).toMatchObject([{ code: 'state-unreadable', params: { file: 'ledger.json' } }]);
  });

  test.each(['journal.log', 'hashes', 'both'])(
    'when %s is taken away, everything is looked at again',
    async (what) => {
      const store = await open();
      await store.ledger.moveWatermark('aggregate', 'x', watermark);
      await store.ledger.recordHashes('aggregate', [item('a', 'h')]);
      await store.close();
      const gone = what === 'both' ? ['journal.log', 'hashes'] : [what];
      for (const name of gone) await rm(join(folder, name), { recursive: true });
      const again = await open();
      expect(again.problems).toHaveLength(1);
      expect(again.problems).toMatchObject([{ code: 'state-unreadable' }]);
      expect(again.ledger.watermark('aggregate', 'x')).toBeUndefined();
      expect(await hashesOf(again, 'BfMAe6Itzgt')).toEqual([]);
      await again.ledger.recordHashes('aggregate', [item('b', 'h')]);
      const third = await reopen(again);
      expect(third.problems).toEqual([]);
      expect(await hashesOf(third, 'BfMAe6Itzgt')).toEqual([['b', 'h']]);
    },
  );

  test('outdated lines are dropped at opening once they are the greater part', async () => {
    const store = await open();
    const round = (hash: string): BatchItem[] =>
      Array.from({ length: 1500 }, (_, index) => item(`key${index}`, hash));
    await store.ledger.recordHashes('aggregate', round('h1'));
    await store.ledger.recordHashes('aggregate', round('h2'));
    await store.ledger.recordHashes('aggregate', round('h3'));
    const again = await reopen(store);
    await again.ledger.recordHashes('aggregate', [item('key0', 'deleted')]);
    const third = await reopen(again);
    expect(third.problems).toEqual([]);
    const hashes = await hashesOf(third, 'BfMAe6Itzgt');
    expect(hashes).toHaveLength(1499);
    expect(new Set(hashes.map(([, hash]) => hash))).toEqual(new Set(['h3']));
  });
});
