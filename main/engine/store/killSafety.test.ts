import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { MemoryDisk } from './memoryDisk';
import type { Batch, BatchItem, Watermark } from './storePort';
import { openSynchronisationStore } from './synchronisationStore';
import type { SynchronisationStore } from './synchronisationStore';

/*
 * A small life of a store, in steps. A step that answered ok must be there after any accident; a step that was under
 * way may be there or not; nothing else may be there.
 */

const folder = '/state/syncs/one';
const slices = ['dataSetOne1', 'dataSetTwo2'] as const;

type Step =
  | { readonly do: 'begin'; readonly batch: Batch }
  | { readonly do: 'acknowledge'; readonly batch: Batch; readonly arrived: readonly BatchItem[] }
  | { readonly do: 'record'; readonly items: readonly BatchItem[] }
  | { readonly do: 'watermark'; readonly watermark: Watermark }
  | { readonly do: 'fact'; readonly value: string };

function item(slice: number, key: string, hash: string): BatchItem {
  return { slice: slices[slice] ?? 'none', key, hash };
}

function batch(batchId: string, items: readonly BatchItem[]): Batch {
  return { batchId, runId: 'run1', domain: 'aggregate', kind: 'upsert', items, bytes: 10 };
}

function watermark(minute: number): Watermark {
  return {
    lookedUpTo: `2026-11-23T10:0${minute}:00.000Z`,
    scopeHash: 's',
    sourceSystemId: 'a',
    destinationSystemId: 'b',
  };
}

const one = batch('b1', [item(0, 'a', 'h1'), item(0, 'b', 'h2'), item(1, 'é', 'h3')]);
const two = batch('b2', [item(0, 'a', 'h4'), item(1, 'é', 'deleted')]);
const three = batch('b3', [item(0, 'b', 'h5')]);
const four = batch('b4', [item(1, 'f', 'h6')]);
/** Half of it is longer than all that comes after it: what a failed write left of it must not stand in the way. */
const large = batch(
  'large',
  Array.from({ length: 100 }, (_, index) => item(0, `large${index}`, 'h8')),
);

const steps: readonly Step[] = [
  { do: 'record', items: [item(0, 'c', 'h0'), item(0, 'a', 'h0')] },
  { do: 'begin', batch: one },
  { do: 'acknowledge', batch: one, arrived: one.items.slice(0, 2) },
  { do: 'watermark', watermark: watermark(1) },
  { do: 'begin', batch: two },
  { do: 'begin', batch: three },
  { do: 'begin', batch: large },
  { do: 'acknowledge', batch: two, arrived: two.items },
  { do: 'fact', value: 'approved' },
  { do: 'acknowledge', batch: three, arrived: [] },
  { do: 'watermark', watermark: watermark(2) },
  { do: 'record', items: [item(0, 'c', 'deleted'), item(1, 'd', 'h7')] },
  { do: 'begin', batch: four },
];

function take(store: SynchronisationStore, step: Step): Promise<Result<null, Problem>> {
  switch (step.do) {
    case 'begin':
      return store.journal.begin(step.batch);
    case 'acknowledge':
      return store.journal.acknowledge(step.batch.batchId, step.arrived);
    case 'record':
      return store.ledger.recordHashes('aggregate', step.items);
    case 'watermark':
      return store.ledger.moveWatermark('aggregate', 'all', step.watermark);
    case 'fact':
      return store.ledger.setFact('approval', step.value);
  }
}

/** What may stand there: for each place the values of which one must be found; `undefined` for nothing. */
class Expected {
  private readonly places = new Map<string, Set<string | undefined>>();
  private readonly perhapsAcknowledged: Extract<Step, { do: 'acknowledge' }>[] = [];

  apply(step: Step, certain: 'done' | 'perhaps'): void {
    const put = (place: string, value: string | undefined): void => {
      const values = certain === 'done' ? new Set<string | undefined>() : new Set(this.values(place));
      this.places.set(place, values.add(value));
    };
    const putItems = (items: readonly BatchItem[]): void => {
      for (const { slice, key, hash } of items) put(`${slice} ${key}`, hash === 'deleted' ? undefined : hash);
    };
    switch (step.do) {
      case 'begin':
        put(`open ${step.batch.batchId}`, JSON.stringify(step.batch));
        break;
      case 'acknowledge':
        put(`open ${step.batch.batchId}`, undefined);
        putItems(step.arrived);
        if (certain === 'perhaps') this.perhapsAcknowledged.push(step);
        break;
      case 'record':
        putItems(step.items);
        break;
      case 'watermark':
        put('watermark', JSON.stringify(step.watermark));
        break;
      case 'fact':
        put('fact', step.value);
        break;
    }
  }

  values(place: string): ReadonlySet<string | undefined> {
    return this.places.get(place) ?? new Set([undefined]);
  }

  /** Places where something else stands than may. */
  wrong(found: ReadonlyMap<string, string>): string[] {
    const all = new Set([...this.places.keys(), ...found.keys()]);
    return [...all].filter((place) => !this.values(place).has(found.get(place)));
  }

  /** An acknowledgement that is there without its hashes: the batch that was under way when the accident came. */
  halfAcknowledged(found: ReadonlyMap<string, string>): string[] {
    return this.perhapsAcknowledged.flatMap(({ batch: { batchId, items }, arrived }) => {
      if (found.has(`open ${batchId}`) || items.length === 0) return [];
      return arrived
        .filter(({ slice, key, hash }) => (found.get(`${slice} ${key}`) ?? 'deleted') !== hash)
        .map(({ key }) => `${batchId} ${key}`);
    });
  }
}

async function contentOf(store: SynchronisationStore): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const slice of slices) {
    const hashes = await store.ledger.hashes('aggregate', slice);
    if (!hashes.ok) throw new Error(hashes.error.code);
    for (const [key, hash] of hashes.value) found.set(`${slice} ${key}`, hash);
  }
  for (const open of store.journal.unsettled()) found.set(`open ${open.batchId}`, JSON.stringify(open));
  const mark = store.ledger.watermark('aggregate', 'all');
  if (mark !== undefined) found.set('watermark', JSON.stringify(mark));
  const fact = store.ledger.fact('approval');
  if (typeof fact === 'string') found.set('fact', fact);
  return found;
}

async function opened(disk: MemoryDisk): Promise<SynchronisationStore> {
  const store = await openSynchronisationStore(folder, { disk, now: () => 0 });
  if (!store.ok) throw new Error(`${store.error.code} ${store.error.detail ?? ''}`);
  return store.value;
}

/** Lives through all steps on a disk that may fail; what is certain and what is not. */
async function live(disk: MemoryDisk): Promise<Expected> {
  const expected = new Expected();
  const store = await openSynchronisationStore(folder, { disk, now: () => 0 });
  if (!store.ok) return expected;
  for (const step of steps) {
    const before = await contentOf(store.value);
    const done = await take(store.value, step);
    if (!done.ok && (step.do === 'watermark' || step.do === 'fact')) {
      expect(await contentOf(store.value)).toEqual(before);
    }
    // What follows from a step that failed fails too, without a trace: its batch was never begun.
    const traceless = !done.ok && done.error.code === 'internal-error';
    if (!traceless) expected.apply(step, done.ok ? 'done' : 'perhaps');
  }
  await store.value.close();
  return expected;
}

async function countOperations(): Promise<number> {
  const disk = new MemoryDisk();
  await live(disk);
  return disk.operations;
}

describe('a store after an accident', () => {
  test('after a kill or a power cut at any operation all is there that was acknowledged, and nothing else', async () => {
    const total = await countOperations();
    expect(total).toBeGreaterThan(60);
    for (let dieAt = 1; dieAt <= total + 1; dieAt += 1) {
      const disk = new MemoryDisk();
      disk.dieAt = dieAt;
      const expected = await live(disk);
      const survivors = [
        disk.afterKill(),
        ...[0, 0.3, 0.7, 1].flatMap((content) =>
          (['kept', 'lost'] as const).map((names) => disk.afterPowerCut({ content, names })),
        ),
      ];
      for (const [index, survivor] of survivors.entries()) {
        const store = await opened(survivor);
        const label = `operation ${dieAt}, survivor ${index}`;
        expect({ label, problems: store.problems }).toEqual({ label, problems: [] });
        const found = await contentOf(store);
        expect({ label, wrong: expected.wrong(found) }).toEqual({ label, wrong: [] });
        expect({ label, half: expected.halfAcknowledged(found) }).toEqual({ label, half: [] });
        // It works, and shows the same again.
        const again = await opened(survivor.afterKill());
        expect(await contentOf(again)).toEqual(await contentOf(store));
      }
    }
  });

  test.each(['ENOSPC', 'EIO'])(
    'an operation that fails once (%s) spoils nothing before or after it',
    async (code) => {
      const total = await countOperations();
      for (let failAt = 1; failAt <= total; failAt += 1) {
        const disk = new MemoryDisk();
        disk.failAt = failAt;
        disk.failure = code;
        const expected = await live(disk);
        const store = await opened(disk.afterKill());
        const label = `operation ${failAt}`;
        expect({ label, problems: store.problems }).toEqual({ label, problems: [] });
        expect({ label, wrong: expected.wrong(await contentOf(store)) }).toEqual({ label, wrong: [] });
      }
    },
  );

  test('a kill while it opens after a kill changes nothing', async () => {
    const disk = new MemoryDisk();
    const expected = await live(disk);
    const before = disk.afterKill();
    const counting = before.afterKill();
    await opened(counting);
    for (let dieAt = 1; dieAt <= counting.operations; dieAt += 1) {
      const dying = before.afterKill();
      dying.dieAt = dieAt;
      await openSynchronisationStore(folder, { disk: dying, now: () => 0 });
      const store = await opened(dying.afterKill());
      expect(expected.wrong(await contentOf(store))).toEqual([]);
    }
  });
});

/** Every position, but of the long body of one batch only some. */
function positions(content: Buffer): number[] {
  const [from, to] = [content.indexOf('large10"'), content.indexOf('large90"')];
  return [...content.keys()].filter((at) => at <= from || at >= to || at % 97 === 0);
}

describe('a store of which a file was damaged', () => {
  /** No stale or invented hash, and no watermark that would keep a lost one from being looked at again. */
  async function expectHonest(
    disk: MemoryDisk,
    expected: Expected,
    label: string,
  ): Promise<SynchronisationStore> {
    const store = await opened(disk);
    const found = await contentOf(store);
    const wrong = expected.wrong(found);
    const invented = wrong.filter((place) => found.has(place));
    expect({ label, invented }).toEqual({ label, invented: [] });
    if (wrong.length > 0) {
      expect({ label, watermark: found.get('watermark') }).toEqual({ label, watermark: undefined });
      expect({ label, problems: store.problems.length }).not.toEqual({ label, problems: 0 });
    }
    return store;
  }

  async function damagedFiles(): Promise<{ disk: MemoryDisk; expected: Expected; paths: string[] }> {
    const disk = new MemoryDisk();
    const expected = await live(disk);
    const paths = disk.paths().filter((path) => !path.endsWith('.bak'));
    expect(paths.map((path) => path.slice(folder.length + 1))).toEqual([
      expect.stringMatching(/^hashes\/aggregate\/dataSetOne1-/),
      expect.stringMatching(/^hashes\/aggregate\/dataSetTwo2-/),
      'journal.log',
      'ledger.json',
    ]);
    return { disk, expected, paths };
  }

  test('any byte that went bad is found: reported, kept aside, looked at again', async () => {
    const { disk, expected, paths } = await damagedFiles();
    for (const path of paths) {
      const content = disk.content(path);
      for (const at of positions(content)) {
        const bits = [1, 0x20, 0xff][at % 3] ?? 1;
        const damaged = Buffer.from(content);
        damaged[at] = (damaged[at] ?? 0) ^ bits;
        const copy = disk.afterKill();
        copy.setContent(path, damaged);
        const label = `${path} ${at} ${bits}`;
        const store = await expectHonest(copy, expected, label);
        expect({ label, problems: store.problems.map(({ code }) => code) }).toEqual({
          label,
          problems: ['state-unreadable'],
        });
        expect(copy.paths().some((name) => name.includes('.unreadable-'))).toBe(true);
      }
    }
  });

  test('of a file that was cut anywhere nothing old shows, and what is missing is looked at again', async () => {
    const { disk, expected, paths } = await damagedFiles();
    for (const path of paths.filter((name) => !name.endsWith('journal.log'))) {
      for (let length = 0; length < disk.content(path).length; length += 1) {
        const copy = disk.afterKill();
        copy.setContent(path, disk.content(path).subarray(0, length));
        await expectHonest(copy, expected, `${path} ${length}`);
      }
    }
  });

  test('of a journal that was cut anywhere every batch is open whose beginning is there and whose end is not', async () => {
    const { disk, paths } = await damagedFiles();
    const path = paths.find((name) => name.endsWith('journal.log')) ?? '';
    const content = disk.content(path);
    const endOf = (text: string): number => {
      const at = content.indexOf(text);
      return at === -1 ? -1 : content.indexOf('\n', at) + 1;
    };
    for (const length of positions(content).filter((at) => at >= endOf('"open"'))) {
      const copy = disk.afterKill();
      copy.setContent(path, content.subarray(0, length));
      const store = await opened(copy);
      const expected = [one, two, three, large, four].filter(({ batchId }) => {
        const acknowledged = endOf(`{"t":"ack","batchId":"${batchId}"`);
        const isOpen = acknowledged === -1 || acknowledged > length;
        return endOf(`{"t":"begin","batch":{"batchId":"${batchId}"`) <= length && isOpen;
      });
      expect({ length, open: store.journal.unsettled() }).toEqual({ length, open: expected });
    }
  });
});
