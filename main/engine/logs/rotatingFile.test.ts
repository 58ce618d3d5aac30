import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';
import { RotatingFile } from './rotatingFile';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-rotation-'));
  path = join(folder, 'a.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function line(number: number): Buffer {
  return Buffer.from(`line ${`${number}`.padStart(4, '0')}\n`);
}

function writeLines(file: RotatingFile, from: number, to: number): void {
  for (let number = from; number < to; number += 1) {
    file.add(line(number));
    if (number % 7 === 0) file.flush(0);
  }
  file.flush(0);
}

function numbersIn(name: string): number[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((text) => Number(text.slice(5)));
}

function fileOf(disk: LogDisk = realLogDisk): RotatingFile {
  return new RotatingFile(path, { size: 100, old: 3 }, () => 'missed\n', disk);
}

describe('a rotating file', () => {
  test('keeps so many old files, the newest as .1, none longer than the limit, no line torn or lost', () => {
    const file = fileOf();
    writeLines(file, 0, 45);
    expect(readdirSync(folder).sort()).toEqual(['a.log', 'a.log.1', 'a.log.2', 'a.log.3']);
    const kept = ['a.log.3', 'a.log.2', 'a.log.1', 'a.log'].flatMap(numbersIn);
    expect(kept).toEqual(Array.from({ length: 35 }, (_, index) => index + 10));
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).length).toBeLessThanOrEqual(100);
    }
  });

  test('a rename that fails loses nothing: the file grows, and rotates once it can', () => {
    let held = true;
    const file = fileOf({
      ...realLogDisk,
      rename: (from, to) => {
        if (held) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        realLogDisk.rename(from, to);
      },
    });
    writeLines(file, 0, 25);
    expect(numbersIn('a.log')).toHaveLength(25);
    held = false;
    file.close(0);
    const again = fileOf();
    writeLines(again, 25, 30);
    expect([...numbersIn('a.log.1'), ...numbersIn('a.log')]).toEqual(
      Array.from({ length: 30 }, (_, index) => index),
    );
  });

  test('a chain that broke in the middle loses no old file when it is tried again', () => {
    let failAt = -1;
    let renames = 0;
    const file = fileOf({
      ...realLogDisk,
      rename: (from, to) => {
        renames += 1;
        if (renames === failAt) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        realLogDisk.rename(from, to);
      },
    });
    writeLines(file, 0, 35);
    failAt = renames + 3;
    writeLines(file, 35, 45);
    const all = ['a.log.3', 'a.log.2', 'a.log'].flatMap(numbersIn);
    expect(all).toEqual(Array.from({ length: all.length }, (_, index) => 45 - all.length + index));
    expect(all).toHaveLength(35);
  });

  test.each([
    ['before they are written', 0],
    ['between them', 20],
  ])(
    'lines that went into a deleted file stand in the next one, though the disk refused the last of them: deleted %s',
    (_, deleteBehind) => {
      let room = Infinity;
      let taken = 0;
      const file = fileOf({
        ...realLogDisk,
        write: (descriptor, bytes) => {
          if (taken === deleteBehind) rmSync(path, { force: true });
          if (room === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          const written = realLogDisk.write(descriptor, bytes.subarray(0, Math.min(room, 10)));
          room -= written;
          taken += written;
          return written;
        },
      });
      file.flush(0);
      // Two lines, and half of the third one.
      room = 25;
      for (const number of [0, 1, 2, 3]) file.add(line(number));
      expect(file.flush(0)).toBe(false);
      taken = NaN;
      room = Infinity;
      expect(file.flush(1000)).toBe(true);
      expect(numbersIn('a.log')).toEqual([0, 1, 2, 3]);
      expect(file.missed).toBe(0);
    },
  );

  test('a file that somebody put in the place of a deleted one costs no line when it is moved away', () => {
    let hits = 0;
    const file = fileOf({
      ...realLogDisk,
      rename: (from, to) => {
        realLogDisk.rename(from, to);
        hits += 1;
      },
    });
    file.flush(0);
    rmSync(path);
    writeFileSync(path, 'foreign\n');
    for (let number = 0; number < 15; number += 1) file.add(line(number));
    file.flush(0);
    expect(hits).toBeGreaterThan(0);
    expect(
      [...numbersIn('a.log.1'), ...numbersIn('a.log')].filter((number) => !Number.isNaN(number)),
    ).toEqual(Array.from({ length: 15 }, (_, index) => index));
  });
});
