import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LogFile } from '../../../shared/model/log';
import { createLog } from '../logs/createLog';
import { createLogFollow } from './createLogFollow';
import type { LogFollow } from './createLogFollow';

let folder = '';
const follows: LogFollow[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-follow-'));
});
afterEach(async () => {
  for (const follow of follows.splice(0)) await follow.stop();
  rmSync(folder, { recursive: true, force: true });
});

function following(files: readonly LogFile[], where = folder) {
  const got: string[] = [];
  const sizes: number[] = [];
  let now = 0;
  const follow = createLogFollow({
    folder: where,
    files,
    onRecords: (records) => {
      sizes.push(records.length);
      got.push(...records.flatMap(({ text }) => text.split('\n')));
    },
    now: () => now,
  });
  follows.push(follow);
  return {
    follow,
    got,
    sizes,
    /** Time goes on, and everything is looked at. */
    look: async () => {
      now += 1000;
      await follow.look();
    },
  };
}

function rotate(path: string, old: number): void {
  for (let number = old; number > 1; number -= 1) {
    if (existsSync(`${path}.${number - 1}`)) renameSync(`${path}.${number - 1}`, `${path}.${number}`);
  }
  renameSync(path, `${path}.1`);
  writeFileSync(path, '');
}

type Step =
  | { readonly do: 'append'; readonly lines: number; readonly cut: number }
  | { readonly do: 'rotate' | 'tear' | 'look' | 'empty' | 'refill' | 'remove' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('append' as const),
    lines: fc.integer({ min: 1, max: 4 }),
    cut: fc.integer({ min: 0, max: 40 }),
  }),
  fc.record({ do: fc.constantFrom('rotate' as const, 'tear' as const, 'look' as const, 'look' as const) }),
  fc.record({ do: fc.constantFrom('empty' as const, 'refill' as const, 'remove' as const) }),
);

/** Writes as the steps say, and knows what a reader must have got. */
class History {
  readonly written: string[] = [];
  private held: Buffer = Buffer.alloc(0);
  /** What stands in the file behind its last line break. */
  private open: Buffer = Buffer.alloc(0);
  private count = 0;

  constructor(readonly path: string) {}

  /** Part of the last line, or of a letter, comes later. */
  append(lines: number, cut: number, how: 'append' | 'refill' = 'append'): void {
    const fresh = Array.from({ length: lines }, () => `é€😀 ${(this.count += 1)}`);
    const bytes = Buffer.concat([this.held, Buffer.from(`${fresh.join('\n')}\n`)]);
    const end = Math.max(0, bytes.length - cut);
    this.held = Buffer.from(bytes.subarray(end));
    this.put(bytes.subarray(0, end), how);
  }

  flush(): void {
    this.put(this.held, 'append');
    this.held = Buffer.alloc(0);
  }

  /** The line that is not finished stays as it is, and the next one begins in another file. */
  tear(): void {
    this.held = Buffer.alloc(0);
    if (this.open.length > 0) this.written.push(this.open.toString('utf8'));
    this.open = Buffer.alloc(0);
  }

  private put(bytes: Buffer, how: 'append' | 'refill'): void {
    if (how === 'append') appendFileSync(this.path, bytes);
    else writeFileSync(this.path, bytes);
    const all = Buffer.concat([this.open, bytes]);
    const end = all.lastIndexOf(10) + 1;
    if (end > 0)
      this.written.push(
        ...all
          .subarray(0, end - 1)
          .toString('utf8')
          .split('\n'),
      );
    this.open = Buffer.from(all.subarray(end));
  }
}

describe('following logs in a terminal', () => {
  test('loses and doubles nothing, whatever happens to the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const where = mkdtempSync(join(folder, 'history-'));
        const path = join(where, 'auto_sync.log');
        writeFileSync(path, 'before\n');
        const { follow, got, look } = following(['auto_sync.log'], where);
        expect((await follow.start(5)).map(({ text }) => text)).toEqual(['before']);
        const history = new History(path);
        for (const one of steps) {
          switch (one.do) {
            case 'append':
              history.append(one.lines, one.cut);
              break;
            case 'rotate':
              history.flush();
              rotate(path, 30);
              break;
            case 'tear':
              history.tear();
              rotate(path, 30);
              break;
            case 'look':
              await look();
              break;
            case 'empty':
              history.flush();
              await look();
              truncateSync(path, 0);
              break;
            case 'refill':
              history.flush();
              await look();
              history.append(3, 0, 'refill');
              break;
            case 'remove':
              history.flush();
              await look();
              rmSync(path);
              writeFileSync(path, '');
              break;
          }
        }
        history.flush();
        await look();
        await look();
        await follow.stop();
        expect(got).toEqual(history.written);
        rmSync(where, { recursive: true });
      }),
      {
        numRuns: 150,
        examples: [
          // An old file ends with a part of a line, and the newest one is emptied right after it was looked at.
          [
            [
              { do: 'rotate' },
              { do: 'append', lines: 1, cut: 0 },
              { do: 'rotate' },
              { do: 'append', lines: 1, cut: 1 },
              { do: 'tear' },
              { do: 'append', lines: 1, cut: 0 },
              { do: 'empty' },
            ],
          ],
        ],
      },
    );
  });

  test('what is written line by line is handed over by itself, in order, also while files are moved', async () => {
    const path = join(folder, 'auto_sync.log');
    writeFileSync(path, '');
    const got: string[] = [];
    const follow = createLogFollow({
      folder,
      files: ['auto_sync.log'],
      onRecords: (records) => got.push(...records.flatMap(({ text }) => text.split('\n'))),
    });
    follows.push(follow);
    await follow.start(0);
    const written: string[] = [];
    for (let round = 0; round < 60; round += 1) {
      for (let line = 0; line < 1 + (round % 4); line += 1) {
        written.push(`line ${written.length}`);
        appendFileSync(path, `${written.at(-1)}\n`);
        if (round % 7 === 6) rotate(path, 40);
      }
      await expect.poll(() => got.length, { timeout: 60_000, interval: 1 }).toBe(written.length);
    }
    expect(got).toEqual(written);
  });

  test('begins with the last records, from old files too, each once and merged by time', async () => {
    let now = Date.UTC(2026, 10, 23, 10);
    const log = createLog({ folder, language: () => 'fr', clock: { now: () => (now += 7) } });
    const modules = ['scheduler', 'change_detector', 'orchestrator', 'lifecycle_manager'] as const;
    for (let number = 0; number < 40; number += 1) {
      const module = modules[number % 4] ?? 'scheduler';
      log.write({ level: 'INFO', module, code: 'synchronisation-started', params: { name: `${number}` } });
      if (number === 20) {
        log.flush();
        for (const file of ['auto_sync.log', 'sync_jobs.log']) rotate(join(folder, file), 5);
        now += 2000;
      }
    }
    await log.close();
    const files: LogFile[] = ['auto_sync.log', 'changes_detected.log', 'sync_jobs.log'];
    const numbers = async (count: number): Promise<readonly number[]> => {
      const { follow } = following(files);
      const last = await follow.start(count);
      return last.map(({ text }) => Number(/seq=(\d+)/.exec(text)?.[1]));
    };
    expect(await numbers(30)).toEqual(Array.from({ length: 30 }, (_, index) => index + 11));
    expect(await numbers(0)).toEqual([]);
    expect(await numbers(500)).toHaveLength(40);
  });

  test('shows a line of ours once, although it is written to several files', async () => {
    const log = createLog({ folder, language: () => 'en', clock: { now: () => Date.UTC(2026, 10, 23, 10) } });
    const { follow, got, look } = following([
      'dhis2_sync.log',
      'auto_sync.log',
      'sync_jobs.log',
      'errors.log',
    ]);
    await follow.start(10);
    for (let number = 0; number < 30; number += 1) {
      log.write({
        level: number % 5 === 0 ? 'ERROR' : 'INFO',
        module: 'lifecycle_manager',
        code: 'synchronisation-started',
        params: { name: `${number}` },
      });
    }
    await log.close();
    await look();
    const numbers = got.map((text) => Number(/seq=(\d+)/.exec(text)?.[1]));
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test('hands over batches of bounded size, and nothing after it was stopped', async () => {
    const path = join(folder, 'errors.log');
    writeFileSync(path, '');
    const { follow, got, sizes, look } = following(['errors.log']);
    await follow.start(10);
    appendFileSync(path, 'line\n'.repeat(1200));
    await look();
    expect(got).toHaveLength(1200);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    await follow.stop();
    appendFileSync(path, 'line\n');
    await look();
    expect(got).toHaveLength(1200);
  });

  test('a file that comes later, and is moved away before it was seen, is followed from its first line', async () => {
    const { follow, got, look } = following(['errors.log']);
    expect(await follow.start(10)).toEqual([]);
    writeFileSync(join(folder, 'errors.log.1'), 'one\n');
    writeFileSync(join(folder, 'errors.log'), 'two\n');
    await look();
    await look();
    expect(got).toEqual(['one', 'two']);
  });

  test('lines that belong to a record that was shown come when they are written', async () => {
    const path = join(folder, 'errors.log');
    writeFileSync(path, '');
    const { follow, got, look } = following(['errors.log']);
    await follow.start(10);
    appendFileSync(path, '[ERROR] 2026-11-23 10:00:00 [app] - failed\n  at once\n');
    await look();
    appendFileSync(path, '  at last\n');
    await look();
    expect(got).toEqual(['[ERROR] 2026-11-23 10:00:00 [app] - failed', '  at once', '  at last']);
  });

  test('lines that belong to one of the last records are no lines of another file', async () => {
    const line =
      '[ERROR] 2026-11-23 10:00:00 [app] - failed | seq=1 t=2026-11-23T10:00:00.000+00:00 code=stage';
    for (const name of ['errors.log', 'sync_jobs.log']) writeFileSync(join(folder, name), `${line}\n`);
    const { follow, got, look } = following(['errors.log', 'sync_jobs.log']);
    expect(await follow.start(10)).toHaveLength(1);
    for (const name of ['errors.log', 'sync_jobs.log']) appendFileSync(join(folder, name), '  at last\n');
    await look();
    expect(got).toEqual(['  at last']);
  });
});
