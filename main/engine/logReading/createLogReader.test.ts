import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogFilter, LogRow, LogViewRequest, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { createLogReader } from './createLogReader';
import type { LogReader } from './logReader';

let folder = '';
let reader: LogReader;
const heard: LogViewState[] = [];
let waiting: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-reader-'));
  mkdirSync(join(folder, 'logs'));
  heard.length = 0;
  reader = createLogReader(
    { logFolder: join(folder, 'logs'), scratchFolder: join(folder, 'scratch') },
    (event, payload) => {
      if (event !== 'logView' || !('rows' in payload)) return;
      heard.push(payload);
      for (const one of waiting.splice(0)) one();
    },
  );
});
afterEach(async () => {
  await reader.close({});
  waiting = [];
  rmSync(folder, { recursive: true, force: true });
});

function value<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const start = Date.UTC(2026, 10, 23, 10);

/** A line of ours, its instant `at` milliseconds after ten. */
function line(
  seq: number,
  at: number,
  more: { level?: string; module?: string; text?: string } = {},
): string {
  const instant = new Date(start + at).toISOString();
  const head = `[${more.level ?? 'INFO'}] ${instant.slice(0, 19).replace('T', ' ')} [${more.module ?? 'orchestrator'}] - `;
  return `${head}${more.text ?? `phrase ${seq}`} | seq=${seq} t=${instant.replace('Z', '+00:00')} code=run-started\n`;
}

function path(name: string): string {
  return join(folder, 'logs', name);
}

function asked(
  files: readonly string[],
  filter: Partial<LogFilter> = {},
): LogViewRequest & { viewId: string } {
  return {
    viewId: 'v',
    selection: { files, old: 'with' },
    filter: { ...emptyLogFilter, ...filter },
    show: 'matches',
    context: 0,
  };
}

async function allRows(): Promise<readonly LogRow[]> {
  return value(await reader.rows({ viewId: 'v', from: 0, count: 500 })).rows;
}

/** Resolves with the first announced state for which the condition holds. */
async function announced(condition: (state: LogViewState) => boolean): Promise<LogViewState> {
  for (;;) {
    const found = heard.find(condition);
    if (found !== undefined) return found;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

describe('the log reader', () => {
  test('merges files and their old ones by time and shows each line once', async () => {
    writeFileSync(path('dhis2_sync.log.1'), line(1, 10) + line(2, 20));
    writeFileSync(path('dhis2_sync.log'), line(4, 40) + line(6, 60, { level: 'ERROR' }));
    writeFileSync(path('errors.log'), line(6, 60, { level: 'ERROR' }));
    writeFileSync(
      path('auto_sync.log'),
      `[AUTO-SYNC] ${line(3, 30)}[AUTO-SYNC] ${line(4, 40)}[AUTO-SYNC] ${line(5, 50)}`,
    );
    const state = value(await reader.view(asked(['dhis2_sync.log', 'errors.log', 'auto_sync.log'])));
    expect(state).toMatchObject({ rows: 6, matches: 6, records: 6, from: start + 10, until: start + 60 });
    const rows = await allRows();
    expect(rows.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5, 6].map((seq) => `phrase ${seq}`));
    expect(rows.map(({ file }) => file)).toEqual([
      'dhis2_sync.log.1',
      'dhis2_sync.log.1',
      'auto_sync.log',
      'auto_sync.log',
      'auto_sync.log',
      'dhis2_sync.log',
    ]);
    expect(rows[5]).toMatchObject({
      level: 'ERROR',
      module: 'orchestrator',
      code: 'run-started',
      lines: 1,
      extent: 'whole',
    });
  });

  test('filters by level and text, and counts what could be chosen', async () => {
    const levels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'];
    writeFileSync(
      path('sync_jobs.log'),
      Array.from({ length: 40 }, (_, seq) =>
        line(seq, seq, { level: levels[seq % 4] ?? '', module: seq % 2 === 0 ? 'metadata' : 'events' }),
      ).join(''),
    );
    expect(value(await reader.view(asked(['sync_jobs.log'], { levels: ['ERROR'] }))).rows).toBe(10);
    const counts = value(await reader.counts({ viewId: 'v' }));
    expect(counts.levels.map(({ value: level, count }) => [level, count])).toEqual([
      ['DEBUG', 10],
      ['ERROR', 10],
      ['INFO', 10],
      ['WARNING', 10],
    ]);
    expect(counts.modules).toEqual([{ value: 'events', count: 10 }]);
    value(await reader.view(asked(['sync_jobs.log'], { text: '"phrase 3"' })));
    const done = await announced(({ searching: { done, total }, rows }) => done === total && rows > 0);
    expect(done).toMatchObject({ rows: 11, matches: 11 });
    expect((await allRows())[0]).toMatchObject({ text: 'phrase 3', match: 'match' });
    const again = { ...asked(['sync_jobs.log'], { text: '"phrase 3"' }), show: 'all' as const };
    const whole = value(await reader.view(again));
    const overview = value(await reader.overview({ viewId: 'v', slices: 4 }));
    const [few, more] = [
      { warnings: 2, errors: 2, criticals: 0 },
      { warnings: 3, errors: 3, criticals: 0 },
    ];
    expect(overview).toEqual({
      version: whole.version,
      rows: 40,
      sliceRows: 10,
      slices: [
        { slice: 0, ...few, worst: 3, matches: 1, match: 3 },
        { slice: 1, ...more, worst: 11, matches: 0 },
        { slice: 2, ...few, worst: 23, matches: 0 },
        { slice: 3, ...more, worst: 31, matches: 10, match: 30 },
      ],
      firstError: 3,
    });
    expect(await reader.overview({ viewId: 'other', slices: 4 })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  test('follows appended lines and rotations', async () => {
    writeFileSync(path('errors.log'), line(1, 1));
    value(await reader.view(asked(['errors.log'])));
    appendFileSync(path('errors.log'), line(2, 2));
    expect(await announced(({ rows }) => rows === 2)).toMatchObject({ sameRows: 1 });
    appendFileSync(path('errors.log'), line(3, 3));
    renameSync(path('errors.log'), path('errors.log.1'));
    writeFileSync(path('errors.log'), line(4, 4));
    expect(await announced(({ rows }) => rows === 4)).toMatchObject({ records: 4 });
    expect((await allRows()).map(({ file, text }) => `${file} ${text}`)).toEqual([
      'errors.log.1 phrase 1',
      'errors.log.1 phrase 2',
      'errors.log.1 phrase 3',
      'errors.log phrase 4',
    ]);
  });
});
