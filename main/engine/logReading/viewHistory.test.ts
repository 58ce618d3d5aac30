import {
  appendFileSync,
  existsSync,
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
import type { LogViewRequest } from '../../../shared/model/logView';
import { createLogReader } from './createLogReader';
import { SearchWithoutText } from './searchWithoutText.fixture';

const names = ['dhis2_sync.log', 'errors.log'] as const;
const step = fc.record({
  do: fc.constantFrom(
    'append' as const,
    'append' as const,
    'rotate' as const,
    'empty' as const,
    'look' as const,
  ),
  file: fc.nat(1),
  lines: fc.integer({ min: 1, max: 4 }),
});

function rotate(path: string): void {
  for (let number = 8; number > 1; number -= 1) {
    if (existsSync(`${path}.${number - 1}`)) renameSync(`${path}.${number - 1}`, `${path}.${number}`);
  }
  renameSync(path, `${path}.1`);
  writeFileSync(path, '');
}

test('a view that was open all the time shows what a view that is opened at the end shows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = mkdtempSync(join(tmpdir(), 'passerelle-view-'));
      mkdirSync(join(folder, 'logs'));
      const path = (file: number): string => join(folder, 'logs', names[file] ?? '');
      for (const file of names.keys()) writeFileSync(path(file), '');
      let announced = 0;
      let heard: () => void = () => undefined;
      const reader = createLogReader(
        { logFolder: join(folder, 'logs'), scratchFolder: join(folder, 'scratch') },
        () => {
          announced += 1;
          heard();
        },
        { search: new SearchWithoutText() },
      );
      const request: LogViewRequest = {
        selection: { files: names, old: 'with' },
        filter: { ...emptyLogFilter, levels: ['ERROR'] },
        show: 'all',
        context: 0,
      };
      const shown = async (viewId: string): Promise<readonly string[]> => {
        const page = await reader.rows({ viewId, from: 0, count: 500 });
        return page.ok ? page.value.rows.map(({ file, text, fields }) => `${file} ${text} ${fields}`) : [];
      };
      await reader.view({ viewId: 'old', ...request });
      let seq = 0;
      for (const one of steps) {
        switch (one.do) {
          case 'append':
            for (let line = 0; line < one.lines; line += 1) {
              seq += 1;
              const level = seq % 3 === 0 ? 'INFO' : 'ERROR';
              const instant = new Date(Date.UTC(2026, 10, 23, 10) + (seq >> 1)).toISOString();
              const text = `[${level}] 2026-11-23 10:00:00 [app] - é ${seq} | seq=${seq} t=${instant} code=c\n`;
              appendFileSync(path(one.file), text);
              // The same line in both files.
              if (seq % 2 === 0) appendFileSync(path(1 - one.file), text);
            }
            break;
          case 'rotate':
            rotate(path(one.file));
            break;
          case 'empty':
            truncateSync(path(one.file), 0);
            break;
          case 'look':
            await shown('old');
            break;
        }
      }
      await reader.view({ viewId: 'new', ...request });
      const goal = await shown('new');
      // The open view comes there by itself; what was announced while its rows were read calls for another look.
      for (
        let known = announced;
        JSON.stringify(await shown('old')) !== JSON.stringify(goal);
        known = announced
      ) {
        if (announced > known) continue;
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
      expect(await shown('old')).toEqual(goal);
      const seqs = goal.map((row) => Number(/seq=(\d+)/.exec(row)?.[1]));
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      await reader.close({});
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 30 },
  );
});
