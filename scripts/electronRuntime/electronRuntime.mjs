import { existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { underSetupLock } from '../setup/lock.mjs';
import { SetupProblem } from '../setup/setupProblem.mjs';
import { say } from '../setup/terminal.mjs';
import { ensureFallback, fallback, fallbackServes } from './fallbackRuntime.mjs';
import { electronPackage, pinnedVersion, tryOfficial } from './officialRuntime.mjs';

/**
 * Which Electron runs, and where it is.
 * @typedef {{ version: string, origin: 'official' | 'fallback', binary: string }} Runtime
 */

const dist = join(electronPackage, 'dist');
const pathFile = join(electronPackage, 'path.txt');

/**
 * The runtime in place, or undefined.
 * @returns {Runtime | undefined}
 */
export function runtimeInPlace() {
  if (!existsSync(pathFile)) return undefined;
  const binary = join(dist, readFileSync(pathFile, 'utf8'));
  const versionFile = join(dist, 'version');
  if (!existsSync(binary) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  if (version === pinnedVersion()) return { version, origin: 'official', binary };
  return version === fallback.version && isLink(dist) ? { version, origin: 'fallback', binary } : undefined;
}

/**
 * Puts a runtime in place: the pinned official release where it can be had, else the fallback, linked
 * where the `electron` package looks for it, so that every tool finds it without a variable.
 * @param {'any' | 'official' | 'fallback'} [wanted] `official` tries again although the fallback is in place
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron(wanted = 'any') {
  const found = suitable(wanted);
  if (found !== undefined) return found;
  return underSetupLock(async () => {
    const meanwhile = suitable(wanted);
    if (meanwhile !== undefined) return meanwhile;
    if (wanted !== 'fallback' && (await installOfficial(wanted))) return settled();
    linkTo(await ensureFallback());
    const runtime = settled();
    say(
      `Electron ${runtime.version} is a fallback for development and tests only: it gets no security fixes. ` +
        `Releases are made with ${pinnedVersion()}.`,
    );
    return runtime;
  });
}

/** @param {'any' | 'official' | 'fallback'} wanted */
function suitable(wanted) {
  const found = runtimeInPlace();
  return wanted === 'any' || found?.origin === wanted ? found : undefined;
}

/** @param {'any' | 'official'} wanted */
async function installOfficial(wanted) {
  // The installer unpacks into dist: never through the link into the cache.
  rmSync(dist, { recursive: true, force: true });
  rmSync(pathFile, { force: true });
  const { installed, why } = await tryOfficial();
  if (installed) return true;
  const refused = wanted === 'official' || !fallbackServes();
  if (refused) {
    throw new SetupProblem(
      `Electron ${pinnedVersion()} could not be fetched (${why})${fallbackServes() ? '' : ', and there is no fallback for this system'}.`,
      `node node_modules/electron/install.js   # where its release server, or ELECTRON_MIRROR, can be reached`,
    );
  }
  say(`the official release cannot be had here (${why})`);
  return false;
}

/** @param {string} folder */
function linkTo(folder) {
  const link = `${dist}.${process.pid}`;
  rmSync(link, { force: true });
  symlinkSync(folder, link);
  rmSync(dist, { recursive: true, force: true });
  renameSync(link, dist);
  writeFileSync(pathFile, 'electron');
}

/** @returns {Runtime} */
function settled() {
  const runtime = runtimeInPlace();
  if (runtime === undefined) throw new Error('the Electron runtime is not in place after its set-up');
  return runtime;
}

/** @param {string} path */
function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
