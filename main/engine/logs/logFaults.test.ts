import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LogEvent, LogFile } from '../../../shared/model/log';
import { createLog } from './createLog';
import type { FileLog, LogOptions } from './createLog';
import { parseLine } from './lineForm';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';
import { logRoutes } from './logRoutes';
import type { LogRoute } from './logRoutes';

let folder = '';
let now = 0;
const open: FileLog[] = [];

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'passerelle-log-faults-')), 'logs');
  now = 1_760_000_000_000;
});
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
  // What a log writes behind its caller's back arrives between two attempts.
  await rm(join(folder, '..'), { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
});

function start(options: Partial<LogOptions> = {}): FileLog {
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => now }, ...options });
  open.push(log);
  return log;
}

function event(level: LogEvent['level'], number: number): LogEvent {
  return { level, module: 'orchestrator', code: 'batch-sent', params: { batch: `b${number}`, records: 1 } };
}

function linesOf(file: LogFile | `${LogFile}.${number}`): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

function batchesOf(file: LogFile): string[] {
  return linesOf(file).flatMap((line) => / batch=(\S+)/.exec(line)?.[1] ?? []);
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

type Operation = 'open' | 'write' | 'read' | 'state' | 'look' | 'rename' | 'remove' | 'list' | 'makeFolder';

/** A disk on which chosen operations fail, for all files or for those whose path holds a word. */
function faultyDisk(): { disk: LogDisk; fail: Map<Operation, string>; only: { path: string } } {
  const fail = new Map<Operation, string>();
  const only = { path: '' };
  const paths = new Map<number, string>();
  const check = (operation: Operation, path: string): void => {
    const code = fail.get(operation);
    if (code !== undefined && path.includes(only.path)) throw failure(code);
  };
  const pathOf = (descriptor: number): string => paths.get(descriptor) ?? '';
  const disk: LogDisk = {
    ...realLogDisk,
    open: (path) => {
      check('open', path);
      const descriptor = realLogDisk.open(path);
      paths.set(descriptor, path);
      return descriptor;
    },
    write: (descriptor, bytes) => {
      check('write', pathOf(descriptor));
      return realLogDisk.write(descriptor, bytes);
    },
    read: (descriptor, into, position) => {
      check('read', pathOf(descriptor));
      return realLogDisk.read(descriptor, into, position);
    },
    state: (descriptor) => {
      check('state', pathOf(descriptor));
      return realLogDisk.state(descriptor);
    },
    look: (path) => {
      check('look', path);
      return realLogDisk.look(path);
    },
    rename: (from, to) => {
      check('rename', from);
      realLogDisk.rename(from, to);
    },
    remove: (path) => {
      check('remove', path);
      realLogDisk.remove(path);
    },
    list: (path) => {
      check('list', path);
      return realLogDisk.list(path);
    },
    makeFolder: (path) => {
      check('makeFolder', path);
      realLogDisk.makeFolder(path);
    },
  };
  return { disk, fail, only };
}

const operations: readonly Operation[] = [
  'open',
  'write',
  'read',
  'state',
  'look',
  'rename',
  'remove',
  'list',
  'makeFolder',
];
const codes = ['EBUSY', 'EPERM', 'EACCES', 'ENOSPC', 'EIO', 'EMFILE', 'EROFS'];
/** Small files, so that they rotate in a test; none of the old ones goes. */
const small: readonly LogRoute[] = logRoutes.map((route) => ({ ...route, size: 3000, old: 60 }));

function allLinesOf(file: LogFile): string[] {
  const lines: string[] = [];
  for (let number = 90; number > 0; number -= 1) {
    if (existsSync(join(folder, `${file}.${number}`))) lines.push(...linesOf(`${file}.${number}`));
  }
  return [...lines, ...linesOf(file)];
}

describe('a log on a disk that fails', () => {
  test.each(operations)(
    'never throws when %s fails, at the start and later, and goes on by itself',
    (operation) => {
      for (const code of codes) {
        const { disk, fail } = faultyDisk();
        fail.set(operation, code);
        const log = start({ disk, routes: small });
        for (let number = 0; number < 30; number += 1)
          log.write(event(number % 3 === 0 ? 'ERROR' : 'INFO', number));
        fail.clear();
        log.flush();
        for (let number = 30; number < 60; number += 1) log.write(event('ERROR', number));
        fail.set(operation, code);
        for (let number = 60; number < 90; number += 1) log.write(event('ERROR', number));
        fail.clear();
        log.flush();
        void log.close();
        const batches = allLinesOf('dhis2_sync.log').flatMap((line) => / batch=(\S+)/.exec(line)?.[1] ?? []);
        expect({ code, batches }).toEqual({
          code,
          batches: Array.from({ length: 90 }, (_, index) => `b${index}`),
        });
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test('keeps every line once and in order, or says that it is missing, whatever fails in between', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('write' as const),
          lines: fc.integer({ min: 1, max: 40 }),
          level: fc.constantFrom('INFO' as const, 'ERROR' as const),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('fail' as const),
          operation: fc.constantFrom(...operations),
          code: fc.constantFrom(...codes),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('heal' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3000 }) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (steps, piece) => {
        rmSync(folder, { recursive: true, force: true });
        const { disk, fail } = faultyDisk();
        // A disk that is nearly full takes lines in pieces.
        const log = start({
          disk: {
            ...disk,
            write: (descriptor, bytes) =>
              disk.write(descriptor, bytes.subarray(0, fail.size > 0 ? piece : bytes.length)),
          },
          routes: small,
        });
        let number = 0;
        for (const one of steps) {
          if (one.do === 'fail') fail.set(one.operation, one.code);
          else if (one.do === 'heal') fail.clear();
          else if (one.do === 'wait') {
            now += one.ms;
            log.flush();
          } else {
            for (let count = 0; count < one.lines; count += 1) log.write(event(one.level, number++));
          }
        }
        fail.clear();
        void log.close();
        const lines = allLinesOf('dhis2_sync.log');
        const batches = lines.flatMap((line) => / batch=b(\d+)/.exec(line)?.[1] ?? []).map(Number);
        const missing = lines.flatMap((line) => /file=dhis2_sync\.log lines=(\d+)/.exec(line)?.[1] ?? []);
        expect(batches).toEqual([...new Set(batches)].sort((one, other) => one - other));
        expect(batches.length + missing.reduce((sum, count) => sum + Number(count), 0)).toBe(number);
      }),
      { numRuns: 60, seed: 20261123 },
    );
  });

  test('a file that another program holds keeps no error out of the other files', () => {
    const { disk, fail, only } = faultyDisk();
    only.path = 'errors.log';
    const log = start({ disk });
    fail.set('write', 'EBUSY');
    for (let number = 0; number < 5; number += 1) {
      log.write(event('ERROR', number));
      expect(batchesOf('dhis2_sync.log')).toHaveLength(number + 1);
    }
    expect(batchesOf('errors.log')).toEqual([]);
    fail.clear();
    now += 1000;
    log.write(event('ERROR', 5));
    expect(batchesOf('errors.log')).toEqual(['b0', 'b1', 'b2', 'b3', 'b4', 'b5']);
  });

  test('goes on by itself once the disk takes lines again, without another line', () => {
    vi.useFakeTimers();
    const { disk, fail } = faultyDisk();
    const log = start({ disk });
    fail.set('write', 'ENOSPC');
    log.write(event('ERROR', 1));
    fail.clear();
    now += 20;
    vi.advanceTimersByTime(20);
    vi.useRealTimers();
    expect(batchesOf('errors.log')).toEqual(['b1']);
  });

  test('a file whose rotation is refused grows, and is rotated later', () => {
    const { disk, fail } = faultyDisk();
    const routes = small.map((route) => ({ ...route, size: 100_000 }));
    const log = start({ disk, routes });
    fail.set('rename', 'EPERM');
    for (let number = 0; number < 1000; number += 1) log.write(event('ERROR', number));
    expect(existsSync(join(folder, 'errors.log.1'))).toBe(false);
    expect(batchesOf('errors.log')).toHaveLength(1000);
    fail.clear();
    now += 20;
    for (let number = 1000; number < 11_000; number += 1) log.write(event('INFO', number));
    void log.close();
    const batches = allLinesOf('dhis2_sync.log').flatMap((line) => / batch=b(\d+)/.exec(line)?.[1] ?? []);
    expect(batches).toHaveLength(11_000);
    expect(batches.every((batch, index) => Number(batch) === index)).toBe(true);
    expect(existsSync(join(folder, 'dhis2_sync.log.1'))).toBe(true);
  });
});

describe('a log whose files somebody touches', () => {
  test('a deleted file is made again with what was written to it after the deletion', () => {
    const log = start();
    log.write(event('ERROR', 1));
    rmSync(join(folder, 'errors.log'));
    // In the same millisecond: no look at the name comes between.
    log.write(event('ERROR', 2));
    expect(batchesOf('errors.log')).toEqual(['b2']);
    expect(batchesOf('dhis2_sync.log')).toEqual(['b1', 'b2']);
  });

  test('a deleted folder is made again, readable by its owner alone, and nothing written after it is lost', () => {
    const log = start();
    log.write(event('ERROR', 1));
    rmSync(folder, { recursive: true });
    log.write(event('ERROR', 2));
    expect(batchesOf('errors.log')).toEqual(['b2']);
    expect(batchesOf('dhis2_sync.log')).toEqual(['b2']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(log.missed()).toBe(0);
  });

  test('a folder that was moved away keeps its lines, later ones stand in a new one', () => {
    const log = start();
    log.write(event('ERROR', 1));
    renameSync(folder, `${folder}-moved`);
    now += 20;
    log.write(event('ERROR', 2));
    expect(batchesOf('errors.log')).toEqual(['b2']);
    expect(readFileSync(join(`${folder}-moved`, 'errors.log'), 'utf8')).toContain('batch=b1');
  });

  test('a file that somebody emptied goes on with whole lines', () => {
    const log = start();
    log.write(event('ERROR', 1));
    truncateSync(join(folder, 'errors.log'));
    now += 20;
    log.write(event('ERROR', 2));
    expect(batchesOf('errors.log')).toEqual(['b2']);
    expect(parseLine('errors.log', 0, linesOf('errors.log')[0] ?? '').seq).toBeGreaterThan(0);
  });

  test('a torn last line is ended even when the disk is full at the start', () => {
    realLogDisk.makeFolder(folder);
    const descriptor = realLogDisk.open(join(folder, 'errors.log'));
    realLogDisk.write(descriptor, Buffer.from('[ERROR] 2025-1'));
    realLogDisk.close(descriptor);
    const { disk, fail } = faultyDisk();
    fail.set('write', 'ENOSPC');
    const log = start({ disk });
    log.write(event('ERROR', 1));
    fail.clear();
    log.flush();
    expect(linesOf('errors.log')[0]).toBe('[ERROR] 2025-1');
    expect(batchesOf('errors.log')).toEqual(['b1']);
  });

  test('files stay readable by their owner alone, whatever rights the folder has', () => {
    realLogDisk.makeFolder(folder);
    chmodSync(folder, 0o755);
    start();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
