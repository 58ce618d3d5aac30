import { accessSync, constants, mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built programs. */
export const built = {
  app: join(root, 'out', 'main', 'index.cjs'),
  cli: join(root, 'out', 'main', 'cli.cjs'),
  sandbox: join(root, 'out', 'main', 'sandbox.cjs'),
};

/** True when this process may do what only root may (install system packages, drop to another user). */
export const isRoot = process.getuid?.() === 0;

/** Lock of set-up for this folder; outside the project, which set-up itself empties in part. */
export const setupLock = join(
  tmpdir(),
  `passerelle-setup-${String(process.getuid?.() ?? 'user')}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
);

/**
 * Folder for downloaded runtimes. Root's is readable by everyone, because tests run as an ordinary user;
 * when neither place can be written the project's own folder serves.
 */
export function cacheFolder() {
  const wanted = process.env.PASSERELLE_CACHE;
  const candidates =
    wanted !== undefined && wanted !== ''
      ? [resolve(wanted)]
      : [
          isRoot && process.platform === 'linux'
            ? '/var/cache/passerelle'
            : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'passerelle'),
          join(root, 'node_modules', '.cache', 'passerelle'),
        ];
  for (const folder of candidates) {
    if (isWritable(folder)) return folder;
  }
  return /** @type {string} */ (candidates.at(-1));
}

/**
 * Makes the folder and says whether it can be written.
 * @param {string} folder
 */
function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // Not an error: the next candidate is tried, and the last one reports what is wrong when it is used.
    return false;
  }
}
