import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRow, LogRows } from '../../../shared/model/logView';
import { createRowSource, pageRows } from './rowSource';

function row(index: number, text: string): LogRow {
  return {
    row: index,
    ref: { source: 's', offset: index },
    file: 'dhis2_sync.log',
    text,
    fields: '',
    lines: 1,
    bytes: 10,
    extent: 'whole',
    match: 'none',
    marks: [],
  };
}

/** A reader whose answers are let go one by one. */
function heldReader(total: { rows: number; version: number }) {
  const asked: { from: number; count: number; answer: (rows: LogRows | undefined) => void }[] = [];
  const source = createRowSource({
    fetch: (from, count) => new Promise((answer) => asked.push({ from, count, answer })),
    onRows: () => undefined,
  });
  const letGo = async (): Promise<void> => {
    const next = asked.shift();
    if (next === undefined) return;
    const count = Math.max(0, Math.min(next.count, total.rows - next.from));
    next.answer({
      version: total.version,
      from: next.from,
      rows: Array.from({ length: count }, (_, at) =>
        row(next.from + at, `${next.from + at} v${total.version}`),
      ),
    });
    await Promise.resolve();
    await Promise.resolve();
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50 && asked.length > 0; turn += 1) await letGo();
  };
  return { source, asked, letGo, settle };
}

test('one request is under way at a time, and the last wish is the next one', async () => {
  const { source, asked, letGo } = heldReader({ rows: 100_000, version: 1 });
  source.changed({ version: 1, rows: 100_000, sameRows: 0 });
  source.want(0, 40);
  source.want(50_000, 50_040);
  source.want(2_200 * pageRows + 5, 2_200 * pageRows + 20);
  expect(asked.map(({ from }) => from)).toEqual([0]);
  await letGo();
  expect(asked.map(({ from, count }) => [from, count])).toEqual([[2_200 * pageRows, pageRows]]);
});

test('lines that are appended leave the pages before them as they are', async () => {
  const total = { rows: 250, version: 1 };
  const { source, asked, settle } = heldReader(total);
  source.changed({ version: 1, rows: 250, sameRows: 0 });
  source.want(0, 249);
  await settle();
  expect(source.row(249)?.text).toBe('249 v1');
  total.rows = 260;
  total.version = 2;
  source.changed({ version: 2, rows: 260, sameRows: 250 });
  source.want(0, 259);
  const lastPage = Math.floor(249 / pageRows) * pageRows;
  expect(asked.map(({ from, count }) => [from, count])).toEqual([[lastPage, pageRows]]);
  expect(source.row(249)?.text).toBe('249 v1');
  await settle();
  expect(source.row(259)?.text).toBe('259 v2');
  expect(source.row(10)?.text).toBe('10 v1');
});

test('a row that stays the same is the same object when it is read again', async () => {
  const total = { rows: 50, version: 1 };
  const { source, settle } = heldReader(total);
  source.changed({ version: 1, rows: 50, sameRows: 0 });
  source.want(0, 60);
  await settle();
  const before = source.row(49);
  total.rows = 60;
  total.version = 2;
  source.changed({ version: 2, rows: 60, sameRows: 50 });
  await settle();
  expect(source.row(59)?.text).toBe('59 v2');
  expect(source.row(49)).toBe(before);
});

test('rows of another filter stay in view until the new ones are there', async () => {
  const total = { rows: 200, version: 1 };
  const { source, settle } = heldReader(total);
  source.changed({ version: 1, rows: 200, sameRows: 0 });
  source.want(0, 50);
  await settle();
  total.version = 2;
  source.changed({ version: 2, rows: 200, sameRows: 0 });
  expect(source.row(3)?.text).toBe('3 v1');
  await settle();
  expect(source.row(3)?.text).toBe('3 v2');
});

test('an answer that is shorter than the view is not asked for again until the view changes', async () => {
  const { source, asked, letGo } = heldReader({ rows: 20, version: 2 });
  source.changed({ version: 1, rows: 90, sameRows: 0 });
  source.want(0, 40);
  await letGo();
  source.want(0, 40);
  expect(asked).toHaveLength(0);
  source.changed({ version: 3, rows: 21, sameRows: 20 });
  expect(asked).toHaveLength(1);
});

test('an answer that a change overtook is not taken for the new rows', async () => {
  const total = { rows: 100, version: 1 };
  const { source, asked, settle } = heldReader(total);
  source.changed({ version: 1, rows: 100, sameRows: 0 });
  source.want(0, 40);
  const old = asked.shift();
  source.changed({ version: 2, rows: 100, sameRows: 10 });
  old?.answer({ version: 1, from: 0, rows: Array.from({ length: 100 }, (_, at) => row(at, `${at} v1`)) });
  total.version = 2;
  await Promise.resolve();
  await Promise.resolve();
  expect(source.row(20)?.text).toBe('20 v1');
  await settle();
  expect(source.row(20)?.text).toBe('20 v2');
});

test('rows that could not be had are asked for again with the next wish', async () => {
  const { source, asked } = heldReader({ rows: 100, version: 1 });
  source.changed({ version: 1, rows: 100, sameRows: 0 });
  source.want(0, 40);
  asked.shift()?.answer(undefined);
  await Promise.resolve();
  await Promise.resolve();
  expect(asked).toHaveLength(0);
  source.want(0, 40);
  expect(asked).toHaveLength(1);
});

test('wherever a reader looks, in the end the rows in view are those of the last version, and few are kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('look'), at: fc.nat(20_000) }),
          fc.record({ kind: fc.constant('grow'), at: fc.nat(300) }),
          fc.record({ kind: fc.constant('replace'), at: fc.nat(20_000) }),
          fc.record({ kind: fc.constant('answer'), at: fc.nat(1) }),
        ),
        { maxLength: 60 },
      ),
      async (steps) => {
        const total = { rows: 5_000, version: 1 };
        const { source, letGo, settle } = heldReader(total);
        source.changed({ version: total.version, rows: total.rows, sameRows: 0 });
        let at = 0;
        source.want(0, 45);
        let replacedAt = 1;
        for (const step of steps) {
          if (step.kind === 'look') at = step.at;
          if (step.kind === 'grow') {
            const sameRows = total.rows;
            total.rows += step.at;
            total.version += 1;
            source.changed({ version: total.version, rows: total.rows, sameRows });
          }
          if (step.kind === 'replace') {
            total.rows = step.at;
            total.version += 1;
            replacedAt = total.version;
            source.changed({ version: total.version, rows: total.rows, sameRows: 0 });
          }
          source.want(at, at + 45);
          if (step.kind === 'answer') await letGo();
        }
        await settle();
        for (let index = at; index < Math.min(at + 45, total.rows); index += 1) {
          const version = Number(/ v(\d+)$/u.exec(source.row(index)?.text ?? '')?.[1] ?? -1);
          expect(version).toBeGreaterThanOrEqual(replacedAt);
        }
        const held = Array.from({ length: Math.ceil(total.rows / 100) }, (_, page) => source.row(page * 100));
        expect(held.filter((found) => found !== undefined).length).toBeLessThanOrEqual(40);
      },
    ),
  );
});
