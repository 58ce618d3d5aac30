import { appendFileSync, closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogRow, LogViewState } from '../../../shared/model/logView';
import { ownLine, ReaderFolder, soon } from './readerFolder.fixture';

const fileBytes = 30 * 1024 * 1024;

let desk: ReaderFolder;

beforeEach(() => {
  desk = new ReaderFolder();
});
afterEach(async () => {
  await desk.close();
});

/** Record of a number: every 50th has lines below its first one. */
function recordOf(seq: number): string {
  const more = seq % 50 === 0 ? 'Traceback:\n  at étape\n'.repeat(20) : '';
  const level = seq % 100 === 0 ? 'ERROR' : 'INFO';
  return ownLine(seq, seq * 10, { level, text: `lecture ${seq} ${'·'.repeat(seq % 60)}` }) + more;
}

/** Writes records until the file has its size; how many they are. */
function writeLarge(path: string): number {
  const file = openSync(path, 'w');
  let bytes = 0;
  let seq = 0;
  while (bytes < fileBytes) {
    const block: string[] = [];
    for (let more = 0; more < 5000; more += 1) {
      seq += 1;
      block.push(recordOf(seq));
    }
    bytes += writeSync(file, block.join(''));
  }
  closeSync(file);
  return seq;
}

function sentence(row: LogRow | undefined): string | undefined {
  return row?.text.split(' ').slice(0, 2).join(' ');
}

/** Resolves with the first announced state of which it is true. */
async function announced(condition: (state: LogViewState) => boolean): Promise<LogViewState> {
  await expect.poll(() => desk.heard.some(condition), { timeout: 60_000, interval: 5 }).toBe(true);
  return desk.heard.find(condition) ?? expect.unreachable();
}

const isRead = ({ reading, rows }: LogViewState, records: number): boolean =>
  reading.done === reading.total && rows >= records;

test('the last rows of a large file are shown before the rest is read, and appended lines come at the end', async () => {
  const path = desk.log('dhis2_sync.log');
  const records = writeLarge(path);
  const first = await desk.view(['dhis2_sync.log']);
  expect(first.reading.done).toBeLessThan(first.reading.total);
  expect(first.reading.total).toBeGreaterThanOrEqual(fileBytes);
  expect(first.rows).toBeGreaterThan(100);
  expect(first.rows).toBeLessThan(records);
  const end = await desk.rows(first.rows - 3, 3);
  expect(end.map(sentence)).toEqual([2, 1, 0].map((before) => `lecture ${records - before}`));

  const whole = await announced((state) => isRead(state, records));
  expect(whole).toMatchObject({ rows: records, matches: records, records, sameRows: 0 });
  expect(whole.reading.total).toBeGreaterThanOrEqual(fileBytes);
  expect(sentence((await desk.rows(0, 1))[0])).toBe('lecture 1');
  expect(sentence((await desk.rows(records - 1, 1))[0])).toBe(`lecture ${records}`);
  // Nothing that was announced meanwhile said that all was read.
  expect(desk.heard.filter(({ reading, rows }) => reading.done === reading.total && rows < records)).toEqual(
    [],
  );

  appendFileSync(path, recordOf(records + 1) + recordOf(records + 2));
  const grown = await announced(({ rows }) => rows === records + 2);
  expect(grown).toMatchObject({ sameRows: records, records: records + 2 });
  const appended = await desk.rows(records, 5);
  expect(appended.map(({ row, text }) => `${row} ${text.split(' ')[1] ?? ''}`)).toEqual([
    `${records} ${records + 1}`,
    `${records + 1} ${records + 2}`,
  ]);
}, 60_000);

test('a link to a row of the end leads to the same line when all is read', async () => {
  const records = writeLarge(desk.log('dhis2_sync.log'));
  // Of this file more is read than of the other: what is older than the other's end is not shown yet.
  const every20th = Array.from({ length: Math.floor(records / 20) }, (_, more) => (more + 1) * 20);
  const jobs = every20th.map((seq) =>
    ownLine(seq, seq * 10 + 5, { text: `tâche ${seq}`, fields: 'code=job' }),
  );
  writeFileSync(desk.log('sync_jobs.log'), jobs.join(''));
  const first = await desk.view(['dhis2_sync.log', 'sync_jobs.log']);
  expect(first.rows).toBeLessThan(records);
  const shown = (await desk.rows(first.rows - 200, 100)).find(({ file }) => file === 'sync_jobs.log');
  const ref = shown?.ref ?? expect.unreachable();
  const early = { to: 'record', ref } as const;
  expect(await desk.reader.goTo({ viewId: 'v', target: early })).toMatchObject({
    value: { found: 'row', row: shown?.row },
  });
  const read = await desk.reader.record({ viewId: 'v', ref, offset: 0 });
  expect(read).toMatchObject({ ok: true });
  const link = read.ok ? read.value.link : '';
  const all = records + jobs.length;
  await announced((state) => isRead(state, all));
  const row = all - first.rows + (shown?.row ?? 0);
  expect(await desk.reader.goTo({ viewId: 'v', target: { to: 'record', ref } })).toMatchObject({
    value: { found: 'row', row },
  });
  expect(await desk.reader.goTo({ viewId: 'v', target: { to: 'link', link } })).toMatchObject({
    value: { found: 'row', row },
  });
}, 60_000);

test('a large file that is rotated while it is read is shown whole, with what comes after', async () => {
  const path = desk.log('dhis2_sync.log');
  const records = writeLarge(path);
  const first = await desk.view(['dhis2_sync.log'], { levels: ['ERROR'] });
  expect(first.reading.done).toBeLessThan(first.reading.total);
  renameSync(path, `${path}.1`);
  const next = Math.ceil((records + 1) / 100) * 100;
  writeFileSync(path, recordOf(next));
  const expected = Math.floor(records / 100) + 1;
  await announced((state) => isRead(state, expected));
  await expect
    .poll(async () => {
      const all = await desk.rows(expected - 2, 5);
      return all.map((row) => `${row.file} ${sentence(row) ?? ''}`);
    }, soon)
    .toEqual([`dhis2_sync.log.1 lecture ${next - 100}`, `dhis2_sync.log lecture ${next}`]);
}, 60_000);
