import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setupLock } from './places.mjs';
import { say } from './terminal.mjs';

/** Between making the lock and naming its owner no more than this passes (ms). */
const namingTime = 10_000;
/** No set-up takes this long (ms): an owner that old is another process with the same number. */
const longestSetup = 4 * 3_600_000;

/** Locks this process holds: a step of set-up may contain another. */
const held = new Set();

/**
 * Runs set-up work that must not run twice at once in the same folder (two terminals, parallel tests).
 * A lock whose owner is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [folder]
 * @returns {Promise<T>}
 */
export async function underSetupLock(work, folder = setupLock) {
  if (held.has(folder)) return work();
  let told = false;
  while (!tryTake(folder)) {
    if (ownerIsGone(folder)) {
      dropLock(folder);
      continue;
    }
    if (!told) say('another set-up of this folder is running; waiting for it');
    told = true;
    await pause(200);
  }
  held.add(folder);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    held.delete(folder);
    release();
  }
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function tryTake(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function ownerIsGone(folder) {
  const made = statSync(folder, { throwIfNoEntry: false });
  // Released meanwhile: the next try may get it.
  if (made === undefined) return false;
  const age = Date.now() - made.mtimeMs;
  const pid = readOwner(folder);
  if (pid === undefined) return age > namingTime;
  if (age > longestSetup) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/**
 * @param {string} folder
 * @returns {number | undefined}
 */
function readOwner(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Renamed first, so that of two waiting processes only one removes it.
 * @param {string} folder
 */
function dropLock(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * @param {unknown} error
 * @returns {string | undefined}
 */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
