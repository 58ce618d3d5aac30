import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../setup/command.mjs';
import { root } from '../setup/places.mjs';
import { step } from '../setup/terminal.mjs';

/** A slow link may need this long (ms) for 120 MB; an unreachable one answers at once. */
const patience = 300_000;

/** Folder of the `electron` package. */
export const electronPackage = join(root, 'node_modules', 'electron');

/** The release this project is pinned to. */
export function pinnedVersion() {
  return /** @type {string} */ (
    JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version
  );
}

/**
 * Lets Electron's own installer fetch and check the pinned release; true when it is there.
 * @returns {Promise<{ installed: boolean, why: string }>}
 */
export async function tryOfficial() {
  return step(`fetching Electron ${pinnedVersion()} (official release)`, install, ({ installed }) =>
    installed ? 'done' : 'not to be had here, answered',
  );
}

async function install() {
  const dist = join(electronPackage, 'dist');
  const pathFile = join(electronPackage, 'path.txt');
  const { code, output, timedOut } = await capture(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: electronPackage,
    timeoutMs: patience,
  });
  if (code === 0 && existsSync(pathFile) && existsSync(join(dist, readFileSync(pathFile, 'utf8')))) {
    return { installed: true, why: '' };
  }
  // Half an installation must not be taken for one.
  rmSync(dist, { recursive: true, force: true });
  rmSync(pathFile, { force: true });
  const said = output.split('\n').find((line) => /error/i.test(line)) ?? output.split('\n')[0] ?? '';
  return { installed: false, why: timedOut ? `no answer in ${patience / 1000} s` : said.trim() };
}
