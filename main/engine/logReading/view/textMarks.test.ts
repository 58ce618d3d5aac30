import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { LogViewState } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import type { ProblemCode } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import { createLogReader } from '../createLogReader';
import type { LogReader } from '../logReader';
import { ownLine, soon, valueOf } from '../readerFolder.fixture';
import { SearchWithoutText } from '../searchWithoutText.fixture';

/** A search that fails as it is told to: for one file by its name, or as a whole. */
class RefusingSearch extends SearchWithoutText {
  refused: { readonly file: string } | { readonly code: ProblemCode } | undefined;
  runs = 0;

  override run(
    ...[query, sources, on]: Parameters<SearchWithoutText['run']>
  ): ReturnType<SearchWithoutText['run']> {
    this.runs += 1;
    const { refused } = this;
    if (refused === undefined) return super.run(query, sources, on);
    if ('code' in refused) return Promise.resolve(fail(problem(refused.code)));
    const source = sources.findIndex((one) => one.path()?.endsWith(refused.file));
    const found = {
      ...on,
      found: (number: number, records: Uint32Array) => number !== source && on.found(number, records),
    };
    const failed = source < 0 ? [] : [{ source, problem: problem('log-unreadable') }];
    return super.run(query, sources, found).then(() => succeed({ failed }));
  }
}

let folder = '';
let search = new RefusingSearch();
let heard: LogViewState[] = [];
let reader: LogReader;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-marks-'));
  mkdirSync(join(folder, 'logs'));
  search = new RefusingSearch();
  heard = [];
  const places = { logFolder: join(folder, 'logs'), scratchFolder: join(folder, 'scratch') };
  const hear = (_: string, payload: object): void => {
    if ('sameRows' in payload) heard.push(payload as LogViewState);
  };
  reader = createLogReader(places, hear, { search });
});
afterEach(async () => {
  await reader.close({});
  rmSync(folder, { recursive: true, force: true });
});

function log(name: string): string {
  return join(folder, 'logs', name);
}

async function view(): Promise<LogViewState> {
  const selection = { files: ['dhis2_sync.log', 'errors.log'], old: 'with' } as const;
  const filter = { ...emptyLogFilter, text: 'phrase' };
  return valueOf(await reader.view({ viewId: 'v', selection, filter, show: 'matches', context: 0 }));
}

/** Waits until a search is over with so many rows, and with what is told to be missing. */
async function settled(rows: number, incomplete?: LogViewState['incomplete']): Promise<void> {
  const told = (): unknown => {
    const state = heard.at(-1);
    const left = state === undefined ? NaN : state.searching.total - state.searching.done;
    return { rows: state?.rows, left, incomplete: state?.incomplete };
  };
  await expect.poll(told, soon).toEqual({ rows, left: 0, incomplete });
}

test('A file that could not be searched is told, and searched again once it changed', async () => {
  writeFileSync(log('dhis2_sync.log'), ownLine(1, 1) + ownLine(2, 2) + ownLine(3, 3));
  writeFileSync(log('errors.log'), ownLine(11, 11) + ownLine(12, 12) + ownLine(13, 13));
  search.refused = { file: 'errors.log' };
  await view();
  const told = { code: 'log-unreadable', file: 'errors.log' };
  await settled(2, told);
  appendFileSync(log('dhis2_sync.log'), ownLine(4, 14) + ownLine(5, 15));
  await settled(3, told);
  search.refused = undefined;
  appendFileSync(log('errors.log'), ownLine(14, 16) + ownLine(15, 17));
  await settled(6);
});

test('A search that failed as a whole is tried again once a file changed', async () => {
  writeFileSync(log('errors.log'), ownLine(11, 11));
  search.refused = { code: 'internal-error' };
  await view();
  await settled(0, { code: 'internal-error' });
  const { runs } = search;
  search.refused = undefined;
  appendFileSync(log('errors.log'), ownLine(12, 12) + ownLine(13, 13));
  await settled(2);
  expect(search.runs).toBeGreaterThan(runs);
});

test('A query that takes too long is over, and tried again only when it is asked for once more', async () => {
  writeFileSync(log('errors.log'), ownLine(11, 11));
  search.refused = { code: 'query-too-slow' };
  await view();
  await settled(0, { code: 'query-too-slow' });
  search.refused = undefined;
  appendFileSync(log('errors.log'), ownLine(12, 12) + ownLine(13, 13));
  await expect.poll(() => heard.at(-1)?.records, soon).toBe(3);
  await settled(0, { code: 'query-too-slow' });
  await view();
  await settled(2);
  expect(search.runs).toBe(2);
});
