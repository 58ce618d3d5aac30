import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from './command.mjs';
import { underSetupLock } from './lock.mjs';
import { ensurePackages, packagesFingerprint } from './packages.mjs';
import { built, root } from './places.mjs';
import { SetupProblem, everydayCause } from './setupProblem.mjs';
import { step } from './terminal.mjs';

const stamp = join(root, 'out', '.built-from');
const sources = ['main', 'preload', 'renderer', 'sandbox', 'shared'];
const settings = ['electron.vite.config.mts', 'package.json'];

/** Hash of every source's name, size and time of change: cheap enough to ask at each start. */
function sourcesFingerprint() {
  const hash = createHash('sha256').update(packagesFingerprint());
  const files = [
    ...settings.map((name) => join(root, name)),
    ...sources.flatMap((zone) => filesUnder(join(root, zone))),
  ];
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .filter((path) => !/\.test\.tsx?$|\.md$/.test(path))
    .sort();
}

/** True when what is built is built from the sources as they are. */
function buildIsCurrent() {
  return (
    existsSync(stamp) &&
    Object.values(built).every((file) => existsSync(file)) &&
    readFileSync(stamp, 'utf8') === sourcesFingerprint()
  );
}

/** Builds main, preload, renderer, command line and sandbox, when their sources changed. */
export async function ensureBuild() {
  if (buildIsCurrent()) return;
  await underSetupLock(async () => {
    if (buildIsCurrent()) return;
    await ensurePackages();
    await step('building', build);
  });
}

async function build() {
  rmSync(stamp, { force: true });
  const from = sourcesFingerprint();
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output } = await capture(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
  });
  if (code !== 0) {
    throw (
      everydayCause(output, { action: 'The build', folder: join(root, 'out'), again: 'npm run build' }) ??
      new SetupProblem(
        `The build failed:\n${output.trim()}`,
        'npm run build   # after mending the source it names',
      )
    );
  }
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(stamp, from);
}
