import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogTarget, LogViewRequest } from '../../../shared/model/logView';
import { createLogReader } from './createLogReader';
import { SearchWithoutText } from './searchWithoutText.fixture';

type Step =
  | { readonly do: 'write'; readonly file: number; readonly bytes: Uint8Array }
  | { readonly do: 'rotate' | 'empty' | 'remove'; readonly file: number }
  | { readonly do: 'view'; readonly view: number; readonly request: LogViewRequest }
  | { readonly do: 'rows'; readonly view: number; readonly from: number; readonly count: number }
  | { readonly do: 'record'; readonly view: number; readonly row: number; readonly offset: number }
  | { readonly do: 'goTo'; readonly view: number; readonly target: LogTarget }
  | { readonly do: 'histogram' | 'counts' | 'overview' | 'close' | 'list'; readonly view: number };

const names = ['errors.log', 'auto_sync.log'] as const;
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc
    .constantFrom(
      '[ERROR] 2026-11-23 10:00:00 [app] - échec | seq=7 t=2026-11-23T10:00:00.000+00:00 code=x\n',
      '[AUTO-SYNC] [INFO] 2026-11-23 10:00:01 [scheduler] - ok | seq=8 t=2026-11-23T10:00:01.000+00:00 run=r code=y\n',
      '[WARNING] 2026-11-23 09:00:00 [app] - ',
      '\n',
      '  at somewhere\n',
    )
    .map((text) => new Uint8Array(Buffer.from(text))),
);
const view = fc.nat(2);
const request: fc.Arbitrary<LogViewRequest> = fc.record({
  selection: fc.record({
    files: fc.subarray(['errors.log', 'auto_sync.log', 'g1', 'nothing']),
    old: fc.constantFrom('with' as const, 'without' as const),
  }),
  filter: fc
    .record({
      text: fc.constantFrom('', 'échec', 'seq'),
      levels: fc.subarray(['ERROR' as const, 'NONE' as const]),
      runs: fc.subarray(['r']),
      from: fc.constantFrom(0, Date.UTC(2026, 10, 23, 9, 30)),
    })
    .map((part) => ({ ...emptyLogFilter, ...part })),
  show: fc.constantFrom('matches' as const, 'all' as const),
  context: fc.nat(2),
});
const number = fc.oneof(fc.integer({ min: -5, max: 30 }), fc.constantFrom(NaN, Infinity, -Infinity, 2 ** 40));
const target: fc.Arbitrary<LogTarget> = fc.oneof(
  fc.record({
    to: fc.constantFrom('next' as const, 'previous' as const),
    what: fc.constantFrom('match' as const, 'error' as const, 'warning' as const),
    row: number,
  }),
  fc.record({ to: fc.constant('time' as const), time: number }),
  fc.record({
    to: fc.constant('record' as const),
    ref: fc.record({ source: fc.constantFrom('c1', 'c2', 'x'), offset: number }),
  }),
  fc.record({
    to: fc.constant('link' as const),
    link: fc.oneof(fc.string(), fc.constant('passerelle-log:errors.log?t=1795428000000&seq=7')),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), file: fc.nat(1), bytes: piece }),
  fc.record({ do: fc.constantFrom('rotate' as const, 'empty' as const, 'remove' as const), file: fc.nat(1) }),
  fc.record({ do: fc.constant('view' as const), view, request }),
  fc.record({ do: fc.constant('rows' as const), view, from: number, count: number }),
  fc.record({ do: fc.constant('record' as const), view, row: fc.nat(9), offset: number }),
  fc.record({ do: fc.constant('goTo' as const), view, target }),
  fc.record({
    do: fc.constantFrom('histogram', 'counts', 'overview', 'close', 'list'),
    view,
  }),
);

test('whatever stands in the files and whatever is asked, the reader answers, and never rows that are not there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, together) => {
      const folder = mkdtempSync(join(tmpdir(), 'passerelle-fuzz-'));
      mkdirSync(join(folder, 'logs'));
      const path = (file: number): string => join(folder, 'logs', names[file] ?? '');
      for (const file of names.keys()) writeFileSync(path(file), '');
      const rows = new Map<string, number>();
      const note = (state: { viewId: string; version: number; rows: number; sameRows: number }): void => {
        expect(state.sameRows).toBeLessThanOrEqual(state.rows);
        rows.set(`${state.viewId} ${state.version}`, state.rows);
      };
      const reader = createLogReader(
        { logFolder: join(folder, 'logs'), scratchFolder: join(folder, 'scratch') },
        (_event, payload) => {
          if ('sameRows' in payload) note(payload);
        },
        { search: new SearchWithoutText() },
      );
      const problems: string[] = [];
      const ask = async (one: Step): Promise<void> => {
        const viewId = `v${'view' in one ? one.view : 0}`;
        const answer = await carryOut(one, viewId);
        if (answer !== undefined && !answer.ok) problems.push(answer.error.code);
      };
      const carryOut = async (one: Step, viewId: string) => {
        switch (one.do) {
          case 'write':
            appendFileSync(path(one.file), one.bytes);
            return undefined;
          case 'rotate':
            renameSync(path(one.file), `${path(one.file)}.1`);
            writeFileSync(path(one.file), '');
            return undefined;
          case 'empty':
            truncateSync(path(one.file), 0);
            return undefined;
          case 'remove':
            rmSync(path(one.file));
            writeFileSync(path(one.file), '');
            return undefined;
          case 'view': {
            const state = await reader.view({ viewId, ...one.request });
            if (state.ok) note(state.value);
            return state;
          }
          case 'rows': {
            const page = await reader.rows({ viewId, from: one.from, count: one.count });
            const there = page.ok ? rows.get(`${viewId} ${page.value.version}`) : undefined;
            if (page.ok && there !== undefined) {
              for (const { row, text } of page.value.rows) {
                expect(row).toBeLessThan(there);
                expect(text.length).toBeLessThanOrEqual(2000);
              }
            }
            return page;
          }
          case 'record': {
            const page = await reader.rows({ viewId, from: one.row, count: 1 });
            const [found] = page.ok ? page.value.rows : [];
            if (found === undefined) return undefined;
            const text = await reader.record({ viewId, ref: found.ref, offset: one.offset });
            if (text.ok) await reader.goTo({ viewId, target: { to: 'link', link: text.value.link } });
            return text;
          }
          case 'goTo':
            return reader.goTo({ viewId, target: one.target });
          case 'histogram':
            return reader.histogram({ viewId, slices: 7 });
          case 'counts':
            return reader.counts({ viewId });
          case 'overview':
            return reader.overview({ viewId, slices: 5 });
          case 'list':
            return reader.list({});
          case 'close':
            return reader.closeView({ viewId });
        }
      };
      if (together) await Promise.all(steps.map(ask));
      else for (const one of steps) await ask(one);
      await reader.close({});
      expect(problems.filter((code) => !['not-found', 'log-unknown', 'cancelled'].includes(code))).toEqual(
        [],
      );
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 120 },
  );
});
