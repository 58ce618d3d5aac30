import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logFiles } from '../../../shared/model/log';
import type { LogEvent, LogFile } from '../../../shared/model/log';
import { createLog } from './createLog';
import type { FileLog, LogOptions } from './createLog';
import { instantOf, parseLine } from './lineForm';
import { realLogDisk } from './logDisk';
import type { LogDisk } from './logDisk';

let folder = '';
let now = 0;
const open: FileLog[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-logs-'));
  now = new Date(2025, 9, 10, 14, 23, 1, 250).getTime();
});
afterEach(async () => {
  for (const log of open.splice(0)) await log.close();
  // What a log writes behind its caller's back arrives between two attempts.
  await rm(folder, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
});

function start(options: Partial<LogOptions> = {}): FileLog {
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => now }, ...options });
  open.push(log);
  return log;
}

function linesOf(file: LogFile | `${LogFile}.${number}`): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

function about(level: LogEvent['level'], module: LogEvent['module']): LogEvent {
  return { level, module, code: 'run-problem', params: { problem: 'timed-out' } };
}

describe('the log', () => {
  test('has all five files from the start, readable by their owner alone', () => {
    start();
    expect(readdirSync(folder).sort()).toEqual([...logFiles].sort());
    expect(statSync(join(folder, 'errors.log')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('writes the line form that people grep, with fields behind it', () => {
    const log = start();
    const event = { level: 'INFO', module: 'change_detector', code: 'detection-started' } as const;
    log.write({ ...event, params: { name: 'Instance Source' }, runId: 'r1', syncId: 's1' });
    log.flush();
    const [line = ''] = linesOf('auto_sync.log');
    expect(line).toMatch(
      /^\[AUTO-SYNC\] \[INFO\] 2025-10-10 14:23:01 \[change_detector\] - Détection de changements pour Instance Source \| seq=1 t=2025-10-10T14:23:01\.250[+-]\d\d:\d\d run=r1 sync=s1 code=detection-started name="Instance Source"$/,
    );
    expect(linesOf('dhis2_sync.log')).toEqual([line.replace('[AUTO-SYNC] ', '')]);
    expect(instantOf(line)).toBe(now);
    expect(parseLine('auto_sync.log', 7, line)).toEqual({
      file: 'auto_sync.log',
      offset: 7,
      seq: 1,
      level: 'INFO',
      module: 'change_detector',
      time: '2025-10-10 14:23:01',
      text: line,
    });
  });

  test('sends each part and level to its files', () => {
    const log = start();
    const files = (level: LogEvent['level'], module: LogEvent['module']): string[] => {
      const before = new Map(logFiles.map((file) => [file, linesOf(file).length]));
      log.write(about(level, module));
      log.flush();
      return logFiles.filter((file) => linesOf(file).length > (before.get(file) ?? 0));
    };
    expect(files('DEBUG', 'app')).toEqual([]);
    expect(files('INFO', 'app')).toEqual(['dhis2_sync.log']);
    expect(files('WARNING', 'metadata')).toEqual(['dhis2_sync.log']);
    expect(files('ERROR', 'aggregate')).toEqual(['dhis2_sync.log', 'errors.log']);
    expect(files('CRITICAL', 'client')).toEqual(['dhis2_sync.log', 'errors.log']);
    expect(files('DEBUG', 'change_detector')).toEqual(['auto_sync.log', 'changes_detected.log']);
    expect(files('INFO', 'change_detector')).toEqual([
      'dhis2_sync.log',
      'auto_sync.log',
      'changes_detected.log',
    ]);
    expect(files('DEBUG', 'lifecycle_manager')).toEqual(['auto_sync.log', 'sync_jobs.log']);
    expect(files('DEBUG', 'scheduler')).toEqual([]);
    expect(files('INFO', 'scheduler')).toEqual(['dhis2_sync.log', 'auto_sync.log']);
    expect(files('DEBUG', 'orchestrator')).toEqual([]);
    expect(files('ERROR', 'orchestrator')).toEqual(['dhis2_sync.log', 'errors.log', 'sync_jobs.log']);
  });

  test('speaks the language that is set at the moment, and shows codes in words', () => {
    let language: 'fr' | 'en' = 'fr';
    const log = start({ language: () => language });
    const event = { level: 'INFO', module: 'lifecycle_manager', code: 'synchronisation-paused' } as const;
    log.write({ ...event, params: { name: 'A' } });
    language = 'en';
    log.write({ ...event, params: { name: 'A' } });
    log.flush();
    expect(linesOf('sync_jobs.log')[0]).toContain('- Synchronisation mise en pause : A | ');
    expect(linesOf('sync_jobs.log')[1]).toContain('- Synchronisation paused: A | ');
  });

  test('numbers rise over restarts', () => {
    const first = start();
    for (let count = 0; count < 3; count += 1) first.write(about('INFO', 'scheduler'));
    void first.close();
    const second = start();
    second.write(about('INFO', 'orchestrator'));
    second.flush();
    expect(parseLine('sync_jobs.log', 0, linesOf('sync_jobs.log')[0] ?? '').seq).toBe(4);
  });

  test('writes an error at once, other lines within a batch and at the latest when it closes', () => {
    const log = start();
    log.write(about('INFO', 'app'));
    expect(linesOf('dhis2_sync.log')).toEqual([]);
    log.write(about('ERROR', 'app'));
    expect(linesOf('dhis2_sync.log')).toHaveLength(2);
    log.write(about('INFO', 'app'));
    void log.close();
    expect(linesOf('dhis2_sync.log')).toHaveLength(3);
  });

  test('keeps secrets out, whatever carries them', () => {
    const log = start();
    log.protect('Sable-7421-x');
    const carriers = [
      'login with Sable-7421-x failed',
      `Authorization: Basic ${Buffer.from('admin:Sable-7421-x').toString('base64')}`,
      'authorization=ApiToken d2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092',
      'd2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092',
      'https://admin:hunter22@play.example.org/api',
      '{"password":"hunter22","x":1}',
      'Set-Cookie: JSESSIONID=0123456789ABCDEF; Path=/',
    ];
    for (const detail of carriers) {
      log.write({ level: 'ERROR', module: 'client', code: 'app-failed', params: { reason: detail }, detail });
    }
    const text = readFileSync(join(folder, 'errors.log'), 'utf8');
    for (const secret of ['Sable-7421-x', 'd2pat_5', 'hunter22', '0123456789ABCDEF', 'U2FibGUtNzQyMS14']) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/Basic [A-Za-z0-9]{8}/);
    expect(linesOf('errors.log')).toHaveLength(carriers.length);
  });

  test('whatever the parameters hold, an event is one line of at most 4 kB, and parses', () => {
    const log = start();
    let written = 0;
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: 'binary', maxLength: 20 }),
          fc.string({ unit: 'binary', maxLength: 6000 }),
        ),
        fc.string({ unit: 'binary', maxLength: 6000 }),
        (params, reason) => {
          log.write({ level: 'ERROR', module: 'app', code: 'app-failed', params: { ...params, reason } });
          written += 1;
          const lines = linesOf('errors.log');
          expect(lines).toHaveLength(written);
          const line = lines.at(-1) ?? '';
          expect(Buffer.byteLength(line, 'utf8')).toBeLessThan(4096);
          expect(parseLine('errors.log', 0, line).seq).toBe(written);
          expect(instantOf(line)).toBe(now);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('ends a line that a kill cut off before it writes its own', () => {
    writeFileSync(join(folder, 'errors.log'), '[ERROR] 2025-10-10 14:2');
    const log = start();
    log.write(about('ERROR', 'app'));
    expect(linesOf('errors.log')).toHaveLength(2);
    expect(linesOf('errors.log')[1]).toContain('code=run-problem');
  });

  test('goes on in a new file when somebody removed the one it wrote', () => {
    const log = start();
    log.write(about('ERROR', 'app'));
    rmSync(join(folder, 'errors.log'));
    now += 1001;
    log.write(about('ERROR', 'app'));
    expect(linesOf('errors.log')).toHaveLength(1);
  });

  test('comes up without a folder it can use, and writes once there is one', () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file stands where the folder should be');
    const log = start();
    log.write(about('ERROR', 'app'));
    rmSync(folder);
    log.flush();
    expect(linesOf('errors.log')).toHaveLength(1);
    rmSync(folder, { recursive: true });
    now += 1001;
    log.write(about('ERROR', 'app'));
    log.flush();
    expect(linesOf('errors.log')).toHaveLength(1);
  });

  test('a disk that refuses lines stops nobody; how many are missing stands in the file afterwards', () => {
    let full = false;
    const disk: LogDisk = {
      ...realLogDisk,
      write: (descriptor, bytes) => {
        if (full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        // A disk that is nearly full takes a part.
        return realLogDisk.write(descriptor, bytes.subarray(0, Math.max(1, bytes.length >> 1)));
      },
    };
    const log = start({ disk });
    log.write(about('ERROR', 'app'));
    full = true;
    const count = 3000;
    for (let number = 0; number < count; number += 1) log.write(about('ERROR', 'app'));
    full = false;
    log.flush();
    log.flush();
    const lines = linesOf('errors.log');
    const told = lines.filter((line) => line.includes('code=lines-missed'));
    const missed = Number(/file=errors\.log lines=(\d+)/.exec(told.join('\n'))?.[1]);
    expect(missed).toBeGreaterThan(0);
    // The whole log misses lines too, which is an error as any other.
    expect(told).toHaveLength(2);
    expect(lines).toHaveLength(1 + count - missed + 2);
    expect(lines.every((line) => line.startsWith('[ERROR] '))).toBe(true);
    expect(log.missed()).toBeGreaterThanOrEqual(missed);
  });
});
