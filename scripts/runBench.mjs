import { join } from 'node:path';
import { ensureBuild } from './setup/build.mjs';
import { runThrough } from './setup/command.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/places.mjs';

/**
 * `npm run bench`: builds, then runs the benches on the built programs.
 * @param {readonly string[]} args
 */
export async function runBench(args) {
  await ensurePackages();
  await ensureBuild();
  return runThrough(process.execPath, ['--import', 'tsx', join(root, 'bench', 'index.ts'), ...args], {
    cwd: root,
  });
}
