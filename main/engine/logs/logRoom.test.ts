import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogEvent } from '../../../shared/model/log';
import { createLog } from './createLog';
import type { FileLog, LogOptions } from './createLog';
import { LastHour, mostLastHourBytes } from './lastHour';
import { LastHourFile } from './lastHourFile';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';
import { logRoutes } from './logRoutes';
import type { LogRoute } from './logRoutes';

let folder = '';
let now = 0;
const open: FileLog[] = [];
const kilobyte = 1024;
/** The five with sizes that a test can fill. */
const small: readonly LogRoute[] = logRoutes.map((route) => ({ ...route, size: route.size / 1024 }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-log-room-'));
  now = new Date(2025, 9, 10, 14, 23, 1, 250).getTime();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const log of open.splice(0)) await log.close();
  // What a log writes behind its caller's back arrives between two attempts.
  await rm(folder, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
});

function start(options: Partial<LogOptions> = {}): FileLog {
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => now }, ...options });
  open.push(log);
  return log;
}

function event(level: LogEvent['level'], number: number, module: LogEvent['module'] = 'app'): LogEvent {
  return { level, module, code: 'batch-sent', params: { batch: `b${number}` } };
}

function linesOf(name: string): string[] {
  return readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
}

function bytesIn(path: string): number {
  return readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => {
    const at = join(path, entry.name);
    return sum + (entry.isDirectory() ? bytesIn(at) : statSync(at).size);
  }, 0);
}

describe('the room of the logs', () => {
  test('stays within the bound while lines are written, and the live files are never what goes', () => {
    const log = start({ routes: small });
    const most = 200 * kilobyte;
    log.setMostBytes(most);
    let highest = 0;
    for (let number = 0; number < 6000; number += 1) {
      log.write(event('ERROR', number, 'lifecycle_manager'));
      if (number % 50 === 0) highest = Math.max(highest, bytesIn(folder));
    }
    expect(highest).toBeGreaterThan(most / 2);
    // A batch is noticed when it is written; the folder of the archive is none of our bytes.
    expect(highest).toBeLessThan(most + kilobyte);
    expect(readdirSync(folder).filter((name) => /\.log$/.test(name))).toHaveLength(5);
    expect(linesOf('dhis2_sync.log').at(-1)).toContain('batch=b5999');
  });

  test('removes the oldest old files and archives first, at once when the bound is lowered, and nothing that is not its own', () => {
    mkdirSync(join(folder, 'archive'));
    const files = [
      'errors.log.2',
      'archive/sync_jobs.log.20250101-000000.gz',
      'errors.log.1',
      'auto_sync.log.1',
      'notes.txt',
    ];
    for (const [age, name] of files.entries()) {
      writeFileSync(join(folder, name), 'x'.repeat(100 * kilobyte));
      utimesSync(join(folder, name), 1000 + age, 1000 + age);
    }
    const log = start();
    expect(files.filter((name) => existsSync(join(folder, name)))).toEqual(files);
    log.setMostBytes(320 * kilobyte);
    expect(files.filter((name) => existsSync(join(folder, name)))).toEqual([
      'errors.log.1',
      'auto_sync.log.1',
      'notes.txt',
    ]);
    log.setMostBytes(10 * kilobyte);
    expect(files.filter((name) => existsSync(join(folder, name)))).toEqual(['notes.txt']);
    expect(existsSync(join(folder, 'errors.log'))).toBe(true);
  });

  test('takes the next oldest where one is held by another program', () => {
    writeFileSync(join(folder, 'errors.log.2'), 'x'.repeat(100 * kilobyte));
    writeFileSync(join(folder, 'errors.log.1'), 'x'.repeat(100 * kilobyte));
    utimesSync(join(folder, 'errors.log.2'), 1000, 1000);
    const disk: LogDisk = {
      ...realLogDisk,
      remove: (path) => {
        if (path.endsWith('.2')) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        realLogDisk.remove(path);
      },
    };
    start({ disk }).setMostBytes(150 * kilobyte);
    expect(readdirSync(folder).filter((name) => name.startsWith('errors.log.'))).toEqual(['errors.log.2']);
  });
});

describe('clearing a log', () => {
  test('empties the file, keeps what stood there in the archive, and a line says so', async () => {
    const log = start();
    for (let number = 0; number < 5; number += 1) log.write(event('ERROR', number));
    const before = readFileSync(join(folder, 'errors.log'));
    const cleared = await log.clear('errors.log');
    expect(cleared).toEqual({ ok: true, value: { archivedAs: 'errors.log.20251010-142301.gz' } });
    expect(readFileSync(join(folder, 'errors.log'), 'utf8')).toBe('');
    expect(gunzipSync(readFileSync(join(folder, 'archive', 'errors.log.20251010-142301.gz')))).toEqual(
      before,
    );
    expect(readdirSync(join(folder, 'archive'))).toHaveLength(1);
    expect(statSync(join(folder, 'archive', 'errors.log.20251010-142301.gz')).mode & 0o777).toBe(0o600);
    expect(linesOf('dhis2_sync.log').at(-1)).toMatch(
      /code=log-cleared file=errors\.log archivedAs=errors\.log\.20251010-142301$/,
    );
    log.write(event('ERROR', 9));
    expect(linesOf('errors.log')).toHaveLength(1);
  });

  test('twice in a second keeps both', async () => {
    const log = start();
    log.write(event('ERROR', 1));
    await log.clear('errors.log');
    log.write(event('ERROR', 2));
    expect(await log.clear('errors.log')).toEqual({
      ok: true,
      value: { archivedAs: 'errors.log.20251010-142301-2.gz' },
    });
    expect(readdirSync(join(folder, 'archive')).sort()).toEqual([
      'errors.log.20251010-142301-2.gz',
      'errors.log.20251010-142301.gz',
    ]);
  });

  test('takes an old file out, and rotation goes on with the gap without losing or swapping lines', async () => {
    const log = start({ routes: small });
    let number = 0;
    const fill = (rotations: number): void => {
      for (let goal = number + rotations * 90; number < goal; number += 1) log.write(event('ERROR', number));
    };
    while (!existsSync(join(folder, 'errors.log.4'))) fill(1);
    const cleared = await log.clear('errors.log.2');
    expect(cleared.ok).toBe(true);
    expect(existsSync(join(folder, 'errors.log.2'))).toBe(false);
    const before = [4, 3].map((old) => readFileSync(join(folder, `errors.log.${old}`), 'utf8'));
    const first = readFileSync(join(folder, 'errors.log.1'), 'utf8');
    while (!existsSync(join(folder, 'errors.log.2'))) fill(1);
    // The gap is closed before anything older moves.
    expect([4, 3].map((old) => readFileSync(join(folder, `errors.log.${old}`), 'utf8'))).toEqual(before);
    expect(readFileSync(join(folder, 'errors.log.2'), 'utf8')).toBe(first);
    log.flush();
    const left = ['.4', '.3', '.2', '.1', ''].flatMap((end) => linesOf(`errors.log${end}`));
    const batches = left.flatMap((line) => / batch=b(\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(batches).toEqual([...new Set(batches)].sort((one, other) => one - other));
    expect(batches.at(-1)).toBe(number - 1);
  });

  test.each([
    '',
    'errors.log.0',
    'errors.log.6',
    'errors.log.01',
    '../errors.log',
    'archive/x',
    'last-hour.log',
    'errors.log.1/..',
    'ERRORS.LOG',
  ])('refuses the name %j', async (name) => {
    const log = start();
    const before = readdirSync(folder);
    expect(await log.clear(name)).toMatchObject({ ok: false, error: { code: 'log-unknown' } });
    expect(readdirSync(folder)).toEqual(before);
  });

  test('that the disk refuses leaves everything where it was', async () => {
    let held = false;
    const disk: LogDisk = {
      ...realLogDisk,
      rename: (from, to) => {
        if (held) throw Object.assign(new Error('held'), { code: 'EBUSY' });
        realLogDisk.rename(from, to);
      },
    };
    const log = start({ disk });
    log.write(event('ERROR', 1));
    held = true;
    expect(await log.clear('errors.log')).toMatchObject({
      ok: false,
      error: { code: 'disk-failed', params: { reason: 'EBUSY' } },
    });
    log.write(event('ERROR', 2));
    expect(linesOf('errors.log')).toHaveLength(2);
  });

  test('that a kill cut short left the file whole in the archive; the next start removes the halves', () => {
    mkdirSync(join(folder, 'archive'));
    const kept = 'errors.log.20250101-000000';
    writeFileSync(join(folder, 'archive', kept), 'whole\n');
    writeFileSync(join(folder, 'archive', `${kept}.gz.tmp`), 'half');
    const double = 'sync_jobs.log.20250101-000000';
    writeFileSync(join(folder, 'archive', double), 'whole\n');
    writeFileSync(join(folder, 'archive', `${double}.gz`), 'compressed');
    start();
    expect(readdirSync(join(folder, 'archive')).sort()).toEqual([kept, `${double}.gz`]);
  });
});

describe('the last hour', () => {
  test('holds the lines of all parts from DEBUG on, also those that no file takes', async () => {
    const log = start();
    log.write(event('DEBUG', 1, 'client'));
    log.write(event('INFO', 2));
    const saved = await log.saveLastHour();
    expect(saved).toEqual({ ok: true, value: join(folder, 'last-hour.log') });
    expect(linesOf('last-hour.log').map((line) => /^\[\w+\]|batch=\S+/g.exec(line)?.[0])).toEqual([
      '[DEBUG]',
      '[INFO]',
    ]);
    expect(statSync(join(folder, 'last-hour.log')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('is not written again as long as no line has come', async () => {
    const log = start();
    log.write(event('INFO', 1));
    await log.saveLastHour();
    const path = join(folder, 'last-hour.log');
    const first = statSync(path).ino;
    expect(await log.saveLastHour()).toEqual({ ok: true, value: path });
    expect(statSync(path).ino).toBe(first);
    log.write(event('DEBUG', 2, 'client'));
    await log.saveLastHour();
    expect(linesOf('last-hour.log')).toHaveLength(2);
    rmSync(path);
    await log.saveLastHour();
    expect(linesOf('last-hour.log')).toHaveLength(2);
  });

  test('is at rest when the log is closed, with the newest lines, whatever was under way', async () => {
    const log = start();
    log.write(event('INFO', 1));
    const saved = log.saveLastHour();
    log.write(event('ERROR', 2));
    await log.close();
    const names = readdirSync(folder);
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(linesOf('last-hour.log').map((line) => / batch=(\S+)/.exec(line)?.[1])).toEqual(['b1', 'b2']);
    expect(await saved).toMatchObject({ ok: true });
  });

  test('is written when the program ends soon after an error', () => {
    const log = start();
    log.write(event('DEBUG', 1, 'client'));
    log.write(event('ERROR', 2));
    expect(existsSync(join(folder, 'last-hour.log'))).toBe(false);
    void log.close();
    expect(linesOf('last-hour.log').map((line) => / batch=(\S+)/.exec(line)?.[1])).toEqual(['b1', 'b2']);
    expect(statSync(join(folder, 'last-hour.log')).mode & 0o777).toBe(0o600);
  });

  test('is written soon after an error, at most every half minute, and once more after the last error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lines = new LastHour();
    const written: string[] = [];
    let wake = (): void => undefined;
    const file = new LastHourFile(
      folder,
      lines,
      () => now,
      () => {
        written.push(readFileSync(join(folder, 'last-hour.log'), 'utf8'));
        wake();
      },
    );
    const pass = async (ms: number): Promise<void> => {
      const next = new Promise<void>((resolve) => (wake = resolve));
      now += ms;
      vi.advanceTimersByTime(ms);
      await next;
    };
    const fail = (text: string): void => {
      lines.add(Buffer.from(text), now);
      file.noteError();
    };
    fail('one\n');
    lines.add(Buffer.from('after\n'), now);
    await pass(500);
    for (const text of ['two\n', 'three\n']) fail(text);
    now += 29_000;
    vi.advanceTimersByTime(29_000);
    expect(written).toEqual(['one\nafter\n']);
    await pass(1000);
    expect(written).toEqual(['one\nafter\n', 'one\nafter\ntwo\nthree\n']);
    now += 120_000;
    vi.advanceTimersByTime(120_000);
    expect(written).toHaveLength(2);
  });

  test('is not written where no error happened', () => {
    const log = start();
    log.write(event('INFO', 1));
    void log.close();
    expect(existsSync(join(folder, 'last-hour.log'))).toBe(false);
  });

  test('forgets lines after an hour, minute by minute', () => {
    const lines = new LastHour();
    for (let minute = 0; minute < 90; minute += 1)
      lines.add(Buffer.from(`minute ${minute}\n`), minute * 60_000);
    const kept = Buffer.concat([...lines.content(89 * 60_000, mostLastHourBytes)])
      .toString()
      .split('\n')
      .slice(0, -1);
    expect(kept[0]).toBe('minute 29');
    expect(kept.at(-1)).toBe('minute 89');
  });

  test('takes 16 MB at most, the newest lines stay, whole and in order', () => {
    const lines = new LastHour();
    const text = 'x'.repeat(990);
    for (let number = 0; number < 30_000; number += 1) lines.add(Buffer.from(`${number} ${text}\n`), number);
    const kept = Buffer.concat([...lines.content(30_000, mostLastHourBytes)]);
    expect(kept.length).toBeLessThanOrEqual(mostLastHourBytes);
    expect(kept.length).toBeGreaterThan(0.9 * mostLastHourBytes);
    const numbers = kept
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => Number(line.split(' ')[0]));
    expect(numbers.every((number, index) => number === 30_000 - numbers.length + index)).toBe(true);
    expect(Buffer.concat([...lines.content(30_000, 200_000)]).length).toBeLessThanOrEqual(200_000);
  });
});
