import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSynchronisationStore } from './synchronisationStore';

interface Told {
  readonly opened?: number;
  readonly begin?: string;
  readonly items?: readonly { readonly slice: string; readonly key: string; readonly hash: string }[];
  readonly begun?: string;
  readonly acknowledge?: string;
  readonly acknowledged?: string;
}

/** Same numbers in every run of the test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('a process that is killed while it writes loses nothing that it was told is written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-kill-'));
  const random = seeded(20261123);
  const itemsOf = new Map<string, NonNullable<Told['items']>>();
  /** What each key must show, and what it may show because the kill came in between. */
  const certain = new Map<string, string>();
  const open = new Set<string>();
  for (let round = 0; round < 8; round += 1) {
    const child = fork(join(import.meta.dirname, 'killedWriter.child.ts'), [folder], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const messages: Told[] = [];
    const killAfter = 5 + Math.floor(random() * 120);
    child.on('message', (message: Told) => {
      messages.push(message);
      if (messages.length === killAfter) child.kill('SIGKILL');
    });
    // What was told stays in the channel: all of it is read before the channel ends.
    const [[, signal]] = (await Promise.all([once(child, 'exit'), once(child, 'disconnect')])) as [
      [number | null, string | null],
      unknown,
    ];
    expect(signal).toBe('SIGKILL');
    expect(messages[0]?.opened).toBe(0);

    const doubtful = { begin: '', acknowledge: '' };
    for (const told of messages) {
      if (told.begin !== undefined) {
        itemsOf.set(told.begin, told.items ?? []);
        doubtful.begin = told.begin;
      }
      if (told.begun !== undefined) {
        open.add(told.begun);
        doubtful.begin = '';
      }
      if (told.acknowledge !== undefined) doubtful.acknowledge = told.acknowledge;
      if (told.acknowledged !== undefined) {
        open.delete(told.acknowledged);
        for (const { slice, key, hash } of itemsOf.get(told.acknowledged) ?? []) {
          certain.set(`${slice} ${key}`, hash);
        }
        doubtful.acknowledge = '';
      }
    }

    const store = await openSynchronisationStore(folder);
    if (!store.ok) throw new Error(store.error.code);
    expect(store.value.problems).toEqual([]);
    const stillOpen = new Set(store.value.journal.unsettled().map(({ batchId }) => batchId));
    const further = [...stillOpen].filter((batchId) => !open.has(batchId) && batchId !== doubtful.begin);
    const gone = [...open].filter((batchId) => !stillOpen.has(batchId) && batchId !== doubtful.acknowledge);
    expect({ round, further, gone }).toEqual({ round, further: [], gone: [] });
    const mayShow = new Set(
      (itemsOf.get(doubtful.acknowledge) ?? []).map(({ slice, key, hash }) => `${slice} ${key} ${hash}`),
    );
    const shown = new Map<string, string>();
    for (const slice of ['slice0', 'slice1', 'slice2']) {
      const hashes = await store.value.ledger.hashes('aggregate', slice);
      if (!hashes.ok) throw new Error(hashes.error.code);
      for (const [key, hash] of hashes.value) shown.set(`${slice} ${key}`, hash);
    }
    const lost = [...certain].filter(
      ([place, hash]) => shown.get(place) !== hash && !mayShow.has(`${place} ${shown.get(place) ?? ''}`),
    );
    const invented = [...shown].filter(
      ([place, hash]) => certain.get(place) !== hash && !mayShow.has(`${place} ${hash}`),
    );
    expect({ round, lost, invented }).toEqual({ round, lost: [], invented: [] });
    for (const [place, hash] of shown) certain.set(place, hash);
    open.clear();
    for (const batchId of stillOpen) open.add(batchId);
    await store.value.close();
  }
  await rm(folder, { recursive: true, force: true });
});
