import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setupLock } from './places.mjs';
import { say } from './terminal.mjs';

/**
 * Runs set-up work that must not run twice at once in the same folder (two terminals, parallel tests).
 * A lock whose owner is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underSetupLock(work) {
  let told = false;
  while (!tryTake()) {
    const owner = readOwner();
    if (owner === 'gone') {
      // Renamed first, so that of two waiting processes only one removes it.
      const aside = `${setupLock}.${process.pid}`;
      try {
        renameSync(setupLock, aside);
        rmSync(aside, { recursive: true, force: true });
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
      continue;
    }
    if (!told) say('another set-up of this folder is running; waiting for it');
    told = true;
    await pause(200);
  }
  const release = () => rmSync(setupLock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** @returns {boolean} */
function tryTake() {
  try {
    mkdirSync(setupLock, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(setupLock, 'pid'), String(process.pid));
  return true;
}

/** @returns {'alive' | 'gone'} */
function readOwner() {
  let pid;
  try {
    pid = Number(readFileSync(join(setupLock, 'pid'), 'utf8'));
  } catch {
    // Between mkdir and write, or removed meanwhile: ask again, unless it has stayed so for 10 s.
    const age = statSync(setupLock, { throwIfNoEntry: false });
    return age !== undefined && Date.now() - age.mtimeMs > 10_000 ? 'gone' : 'alive';
  }
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (error) {
    return codeOf(error) === 'ESRCH' ? 'gone' : 'alive';
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
