import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { underSetupLock } from './lock.mjs';
import { npm, npmSource } from './npm.mjs';
import { root } from './places.mjs';
import { SetupProblem, everydayCause, sameCommand } from './setupProblem.mjs';
import { step } from './terminal.mjs';

const modules = join(root, 'node_modules');
const stamp = join(modules, '.passerelle-packages');
/** Free bytes without which packages and runtime do not fit. */
const neededBytes = 1.5e9;

/** Hash of what decides the packages: the lock file, and the machine they are for. */
export function packagesFingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

/** True when the installed packages are those of the lock file. */
export function packagesAreCurrent() {
  const wanted = packagesFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!installedMatchesLock()) return false;
  // Installed by hand with npm: as good as ours, and remembered.
  writeFileSync(stamp, wanted);
  return true;
}

/** Compares npm's own record of what it installed with the lock file. */
function installedMatchesLock() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) => {
      if (path === '') return true;
      const found = installed[path];
      return found === undefined ? optional === true : found.version === version;
    },
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** Installs the packages of the lock file when they are missing or stale. */
export async function ensurePackages() {
  if (packagesAreCurrent()) return;
  await underSetupLock(async () => {
    if (!packagesAreCurrent()) await installPackages();
  });
}

async function installPackages() {
  checkFreeSpace();
  await step('installing packages (npm ci)', async () => {
    // Removed first: an install that is cut must not pass for a whole one.
    rmSync(stamp, { force: true });
    const { code, output } = await npm(
      ['ci', '--ignore-scripts', await npmSource(), '--no-audit', '--no-fund', '--loglevel=error'],
      root,
    );
    if (code !== 0) {
      throw (
        everydayCause(output, { action: 'npm ci', folder: root, again: sameCommand() }) ??
        new SetupProblem(
          `npm ci failed:\n${output.split('npm error Clean install a project')[0]?.trim() ?? ''}`,
          'npm ci',
        )
      );
    }
    writeFileSync(stamp, packagesFingerprint());
  });
}

/** Says early, and plainly, that the disk is too small. */
function checkFreeSpace() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < neededBytes && !existsSync(modules)) {
    throw new SetupProblem(
      `The disk that holds ${root} has ${Math.round((bavail * bsize) / 1e6)} MB free; set-up needs about 1500 MB.`,
      `df -h "${root}"   # free some space, then run the same command again`,
    );
  }
}
