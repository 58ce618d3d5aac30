import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
import type { LogFile, LogLine } from '../../../shared/model/log';
import { createLog } from './createLog';
import { createLogTail } from './logTail';
import type { LogTail } from './logTail';

let folder = '';
const tails: LogTail[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-tail-'));
});
afterEach(async () => {
  for (const tail of tails.splice(0)) await tail.stop();
  rmSync(folder, { recursive: true, force: true });
});

function follow(onLines: (lines: readonly LogLine[]) => void = () => undefined): {
  tail: LogTail;
  got: string[];
} {
  const got: string[] = [];
  const tail = createLogTail({
    folder,
    onLines: (lines) => {
      got.push(...lines.map(({ text }) => text));
      onLines(lines);
    },
  });
  tails.push(tail);
  return { tail, got };
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
  | { readonly do: 'rotate' | 'look' | 'empty' | 'remove' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('append' as const),
    lines: fc.integer({ min: 1, max: 4 }),
    cut: fc.integer({ min: 0, max: 40 }),
  }),
  fc.record({ do: fc.constantFrom('rotate' as const, 'look' as const, 'look' as const) }),
  fc.record({ do: fc.constantFrom('empty' as const, 'remove' as const) }),
);

describe('the log tail', () => {
  test('loses and doubles nothing, whatever happens to the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        rmSync(folder, { recursive: true, force: true });
        const path = join(mkdtempSync(folder), 'auto_sync.log');
        writeFileSync(path, 'before\n');
        const got: string[] = [];
        const tail = createLogTail({
          folder: join(path, '..'),
          onLines: (lines) => got.push(...lines.map(({ text }) => text)),
        });
        expect((await tail.start(['auto_sync.log'], 5)).map(({ text }) => text)).toEqual(['before']);
        const written: string[] = [];
        let held = Buffer.alloc(0);
        const flush = (): void => {
          appendFileSync(path, held);
          held = Buffer.alloc(0);
        };
        for (const one of steps) {
          switch (one.do) {
            case 'append': {
              const lines = Array.from({ length: one.lines }, (_, index) => `é€😀 ${written.length + index}`);
              written.push(...lines);
              const bytes = Buffer.concat([held, Buffer.from(`${lines.join('\n')}\n`)]);
              // Part of a line, or of a letter, comes later.
              const end = Math.max(0, bytes.length - one.cut);
              held = Buffer.from(bytes.subarray(end));
              appendFileSync(path, bytes.subarray(0, end));
              break;
            }
            case 'rotate':
              flush();
              rotate(path, 30);
              break;
            case 'look':
              await tail.look();
              break;
            case 'empty':
              flush();
              await tail.look();
              truncateSync(path, 0);
              break;
            case 'remove':
              flush();
              await tail.look();
              rmSync(path);
              writeFileSync(path, '');
              break;
          }
        }
        flush();
        await tail.look();
        await tail.stop();
        expect(got).toEqual(written);
        rmSync(join(path, '..'), { recursive: true });
      }),
      { numRuns: 150 },
    );
  });

  test('begins with the last lines, from old files too, each once and merged by time', async () => {
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
    log.close();
    const { tail } = follow();
    const files: LogFile[] = ['auto_sync.log', 'changes_detected.log', 'sync_jobs.log'];
    expect((await tail.start(files, 30)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 11),
    );
    expect(await tail.start(files, 0)).toEqual([]);
    expect(await tail.start(files, 500)).toHaveLength(40);
  });

  test('hands over batches of bounded size, and nothing after it was stopped', async () => {
    const path = join(folder, 'errors.log');
    writeFileSync(path, '');
    const sizes: number[] = [];
    const { tail, got } = follow((lines) => sizes.push(lines.length));
    await tail.start(['errors.log'], 10);
    appendFileSync(path, 'line\n'.repeat(1200));
    await tail.look();
    expect(got).toHaveLength(1200);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    await tail.stop();
    appendFileSync(path, 'line\n');
    await tail.look();
    expect(got).toHaveLength(1200);
  });

  test('tells a file that was emptied and filled again from one that grew', async () => {
    const path = join(folder, 'errors.log');
    writeFileSync(path, 'one\ntwo\n');
    const { tail, got } = follow();
    await tail.start(['errors.log'], 10);
    writeFileSync(path, 'three\nfour\nfive\n');
    await tail.look();
    expect(got).toEqual(['three', 'four', 'five']);
  });

  test('a file that comes later is followed from its first line', async () => {
    const { tail, got } = follow();
    expect(await tail.start(['errors.log'], 10)).toEqual([]);
    writeFileSync(join(folder, 'errors.log'), 'one\n');
    await tail.look();
    expect(got).toEqual(['one']);
  });

  test('finds what another process writes by itself, over rotations at full speed', async () => {
    const path = join(folder, 'auto_sync.log');
    writeFileSync(path, '');
    const total = 20_000;
    let count = 0;
    let finished: () => void = () => undefined;
    const complete = new Promise<void>((resolve) => {
      finished = resolve;
    });
    const { tail, got } = follow((lines) => {
      count += lines.length;
      if (count >= total) finished();
    });
    await tail.start(['auto_sync.log'], 0);
    const writer = `
      const fs = require('node:fs');
      const path = ${JSON.stringify(path)};
      let descriptor = fs.openSync(path, 'a');
      for (let number = 0; number < ${total}; number += 1) {
        fs.writeSync(descriptor, 'line ' + number + '\\n');
        if (number % 2500 === 2499) {
          for (let old = 10; old > 1; old -= 1) {
            if (fs.existsSync(path + '.' + (old - 1))) fs.renameSync(path + '.' + (old - 1), path + '.' + old);
          }
          fs.renameSync(path, path + '.1');
          fs.closeSync(descriptor);
          descriptor = fs.openSync(path, 'a');
        }
      }`;
    const child = spawn(process.execPath, ['-e', writer], { stdio: 'inherit' });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    await complete;
    expect(got).toEqual(Array.from({ length: total }, (_, number) => `line ${number}`));
  });
});
