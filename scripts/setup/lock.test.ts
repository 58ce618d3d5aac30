import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { underSetupLock } from './lock.mjs';

let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'setup');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function leaveLock(pid: number | undefined): void {
  mkdirSync(lock);
  if (pid !== undefined) writeFileSync(join(lock, 'pid'), String(pid));
}

describe('the lock of set-up', () => {
  it('is held while the work runs, also by work inside work, and released after it', async () => {
    const seen = await underSetupLock(
      () => underSetupLock(() => Promise.resolve(existsSync(lock)), lock),
      lock,
    );
    expect(seen).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });

  it('is released when the work fails', async () => {
    await expect(underSetupLock(() => Promise.reject(new Error('no disk')), lock)).rejects.toThrow('no disk');
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that is gone', async () => {
    leaveLock(spawnSync(process.execPath, ['--version']).pid);
    expect(await underSetupLock(() => Promise.resolve('done'), lock)).toBe('done');
  });

  it('is taken over when its owner never named itself', async () => {
    leaveLock(undefined);
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(lock, longAgo, longAgo);
    expect(await underSetupLock(() => Promise.resolve('done'), lock)).toBe('done');
  });

  it('is waited for while its owner lives', async () => {
    leaveLock(process.ppid);
    let began = false;
    const work = underSetupLock(() => {
      began = true;
      return Promise.resolve('done');
    }, lock);
    // The first look at a taken lock has happened when the call returned.
    expect(began).toBe(false);
    rmSync(lock, { recursive: true });
    expect(await work).toBe('done');
  });
});
