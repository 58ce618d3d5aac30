import { rmSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogViewState } from '../../../../shared/model/logView';
import { succeed } from '../../../../shared/result';
import { ownLine, ReaderFolder, soon } from '../readerFolder.fixture';
import { SearchWithoutText } from '../searchWithoutText.fixture';
import type * as InSlices from './inSlices';

const slices = vi.hoisted(() => ({ done: 0 }));

// Each slice of the work counts as long, so that the search goes on between any two.
vi.mock('./inSlices', async (original) => ({
  ...(await original<typeof InSlices>()),
  inSlices: async <T>(work: Generator<unknown, T>, signal?: AbortSignal) => {
    for (let step = work.next(); signal?.aborted !== true; step = work.next()) {
      if (step.done === true) return { value: step.value };
      slices.done += 1;
      await setImmediate();
    }
    return undefined;
  },
}));

/** A search that tells one record of the large file after the other, each in a turn of its own, until it is to end. */
class SlowSearch extends SearchWithoutText {
  told = 0;
  mayEnd = (): boolean => false;

  override async run(
    ...[, sources, on]: Parameters<SearchWithoutText['run']>
  ): ReturnType<SearchWithoutText['run']> {
    const large = sources.findIndex(({ index }) => index.records > 1);
    const records = sources[large]?.index.records ?? 0;
    while (this.told < records && !this.mayEnd()) {
      on.found(large, Uint32Array.of(this.told));
      this.told += 1;
      await setImmediate();
    }
    return succeed({ failed: [] });
  }
}

let search: SlowSearch;
let desk: ReaderFolder;

beforeEach(() => {
  search = new SlowSearch();
  desk = new ReaderFolder(undefined, { search });
});
afterEach(() => desk.close());

function write(records: number): void {
  const lines = Array.from({ length: records }, (_, seq) => ownLine(seq + 1, seq, { text: 'x' }));
  writeFileSync(desk.log('dhis2_sync.log'), lines.join(''));
  writeFileSync(desk.log('errors.log'), ownLine(records + 1, 0));
}

const last = (): LogViewState | undefined => desk.heard.at(-1);
const isOver = ({ searching }: LogViewState): boolean =>
  searching.total > 0 && searching.done === searching.total;

async function whatWasFoundIsShown(): Promise<void> {
  await expect.poll(() => desk.heard.some(isOver), soon).toBe(true);
  await expect.poll(() => last()?.matches, soon).toBe(search.told);
  expect(await desk.rows(search.told - 1)).toHaveLength(1);
}

test('what a search finds while the view is put together anew becomes rows too', async () => {
  // Few enough that what is found later is merged in, instead of selecting all rows once more.
  const records = 200_000;
  write(records);
  await desk.view(['dhis2_sync.log', 'errors.log'], { text: 'x' });
  await expect.poll(() => last()?.matches ?? 0, soon).toBeGreaterThan(0);
  expect(last()?.records).toBe(records + 1);
  // The view goes without one of its files.
  rmSync(desk.log('errors.log'));
  await expect.poll(() => last()?.records, soon).toBe(records);
  search.mayEnd = () => true;
  await whatWasFoundIsShown();
});

test('a search is not said to be over before all that it found are rows', async () => {
  // So many that all rows are selected, in slices, whenever something was found.
  write(300_000);
  await desk.view(['dhis2_sync.log'], { text: 'x' });
  await expect.poll(() => last()?.matches ?? 0, soon).toBeGreaterThan(0);
  // It ends in the midst of a selection of rows.
  const before = slices.done;
  search.mayEnd = () => slices.done > before + 1;
  await whatWasFoundIsShown();
  for (const state of desk.heard.filter(isOver)) expect(state.matches).toBe(search.told);
});
