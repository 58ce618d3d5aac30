import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GrowingFacetTable } from '../index/facetTable';
import { ownLine, ReaderFolder, soon } from '../readerFolder.fixture';
import { LogSources } from '../sources/logSources';
import { ShownFiles } from './shownFiles';

const name = 'dhis2_sync.log';

function rotate(path: string, kept = 40): void {
  rmSync(`${path}.${kept}`, { force: true });
  for (let number = kept; number > 1; number -= 1) {
    if (existsSync(`${path}.${number - 1}`)) renameSync(`${path}.${number - 1}`, `${path}.${number}`);
  }
  renameSync(path, `${path}.1`);
  writeFileSync(path, '');
}

/** Lines with these numbers, one millisecond after the other. */
function linesFrom(first: number, last: number, text?: string): string {
  const more = text === undefined ? {} : { text };
  let lines = '';
  for (let seq = first; seq <= last; seq += 1) lines += ownLine(seq, seq, more);
  return lines;
}

const step = fc.record({
  do: fc.constantFrom(
    'append' as const,
    'append' as const,
    'rotate' as const,
    'turn' as const,
    'list' as const,
  ),
  lines: fc.integer({ min: 1, max: 3 }),
});

let desk: ReaderFolder;
let path: string;
beforeEach(() => {
  desk = new ReaderFolder();
  path = desk.log(name);
});
afterEach(() => desk.close());

describe('a view of the newest file alone', () => {
  test('shows every line written since it was opened, however often that is rotated between two looks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const one = new ReaderFolder();
        const live = one.log(name);
        writeFileSync(`${live}.1`, linesFrom(1, 1));
        writeFileSync(live, linesFrom(2, 2));
        await one.view([name], {}, { old: 'without' });
        let seq = 2;
        const lists: Promise<unknown>[] = [];
        for (const { do: what, lines } of steps) {
          switch (what) {
            case 'append':
              appendFileSync(live, linesFrom(seq + 1, seq + lines));
              seq += lines;
              break;
            case 'rotate':
              rotate(live);
              break;
            case 'turn':
              await new Promise((resolve) => setImmediate(resolve));
              break;
            case 'list':
              lists.push(one.reader.list({}));
              break;
          }
        }
        const expected = Array.from({ length: seq - 1 }, (_, at) => `phrase ${at + 2}`);
        await expect.poll(() => one.texts(), soon).toEqual(expected);
        await Promise.all(lists);
        await one.close();
      }),
      { numRuns: 30 },
    );
  });

  test('shows all of a file that was renamed twice before it was read to its end', async () => {
    const text = 'x'.repeat(400);
    writeFileSync(path, linesFrom(1, 10_000, text));
    // Only the end at first.
    expect((await desk.view([name], {}, { old: 'without' })).rows).toBeLessThan(10_000);
    for (const seq of [10_001, 10_002]) {
      appendFileSync(path, linesFrom(seq, seq, text));
      rotate(path);
    }
    appendFileSync(path, linesFrom(10_003, 10_003, text));
    await expect.poll(() => desk.heard.at(-1)?.rows, soon).toBe(10_003);
  });

  test('shows all of a file that was renamed twice before it was opened', async () => {
    writeFileSync(path, linesFrom(1, 1));
    let seq = 1;
    const sources = new LogSources({
      folder: desk.log('.'),
      facets: new GrowingFacetTable(),
      now: () => Date.now(),
      // Asked just before a file is opened.
      plainOf: () => {
        for (let turn = 0; turn < 2 && seq < 5; turn += 1) {
          rotate(path);
          seq += 1;
          appendFileSync(path, linesFrom(seq, seq));
        }
        return Promise.resolve(undefined);
      },
    });
    await sources.scan();
    const files = new ShownFiles({ files: [name], old: 'without' }, sources);
    const end = sources.onChange(() => files.update());
    await files.update();
    await expect
      .poll(() => files.readable().map(({ source }) => source.index.records), soon)
      .toEqual([1, 1, 1, 1, 1]);
    await end();
    await sources.close();
  });

  test('never shows lines of the new file before the last ones of the file that was moved away', async () => {
    writeFileSync(path, linesFrom(1, 1));
    const sources = new LogSources({
      folder: desk.log('.'),
      facets: new GrowingFacetTable(),
      now: () => Date.now(),
    });
    await sources.scan();
    const files = new ShownFiles({ files: [name], old: 'without' }, sources);
    await files.update();
    await sources.read(sources.generations.all());
    const end = sources.onChange(() => files.update());
    await sources.look();
    appendFileSync(path, linesFrom(2, 3));
    rotate(path);
    appendFileSync(path, linesFrom(4, 4));
    const seen = new Set<string>();
    let state: 'looking' | 'done' = 'looking';
    const looking = sources.look().then(() => (state = 'done'));
    const isLooking = (): boolean => state === 'looking';
    while (isLooking()) {
      seen.add(
        files
          .readable()
          .map(({ source }) => source.index.records)
          .join(' '),
      );
      await new Promise((resolve) => setImmediate(resolve));
    }
    await looking;
    expect([...seen]).not.toContain('1 1');
    expect(files.readable().map(({ source }) => source.index.records)).toEqual([3, 1]);
    await end();
    await sources.close();
  });

  test('finds the new file at the next look when the folder was looked at in the midst of a rotation', async () => {
    writeFileSync(path, linesFrom(1, 1));
    const sources = new LogSources({ folder: desk.log('.'), facets: new GrowingFacetTable(), now: () => 0 });
    await sources.scan();
    const files = new ShownFiles({ files: [name], old: 'without' }, sources);
    await files.update();
    const end = sources.onChange(() => files.update());
    await sources.look();
    renameSync(path, `${path}.1`);
    await sources.look();
    writeFileSync(path, linesFrom(2, 2));
    await sources.look();
    expect(files.readable().map(({ source }) => source.index.records)).toEqual([1, 1]);
    await end();
    await sources.close();
  });
});
