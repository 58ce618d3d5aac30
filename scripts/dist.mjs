// `npm run dist`: builds the application and packs it. A release is made with the pinned official Electron
// only; `--unsupported-runtime` packs the fallback for tests, and marks the package as such.
import { join } from 'node:path';
import { ensureElectron } from './electronRuntime/electronRuntime.mjs';
import { pinnedVersion } from './electronRuntime/officialRuntime.mjs';
import { ensureBuild } from './setup/build.mjs';
import { runThrough } from './setup/command.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { root } from './setup/places.mjs';
import { SetupProblem } from './setup/setupProblem.mjs';
import { say } from './setup/terminal.mjs';

/** @param {readonly string[]} args */
async function dist(args) {
  await ensurePackages();
  await ensureBuild();
  const { version, origin } = await ensureElectron();
  const marked = origin === 'fallback';
  if (marked && !args.includes('--unsupported-runtime')) {
    throw new SetupProblem(
      `Only the fallback runtime (Electron ${version}, out of support) is here; releases are made with ${pinnedVersion()}.`,
      'node scripts/bootstrap.mjs electron --official   # or, for a test package: npm run dist -- --unsupported-runtime',
    );
  }
  if (marked) say('packing the unsupported fallback runtime: this package is for tests, never for users');
  const rest = args.filter((argument) => argument !== '--unsupported-runtime');
  return runThrough(
    process.execPath,
    [
      join(root, 'node_modules', 'electron-builder', 'cli.js'),
      '--publish',
      'never',
      `--config.electronVersion=${version}`,
      ...(marked
        ? [
            '--config.linux.executableName=passerelle-unsupported',
            '--config.productName=Passerelle (unsupported runtime)',
          ]
        : []),
      ...rest,
    ],
    { cwd: root },
  );
}

try {
  process.exitCode = await dist(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SetupProblem ? `passerelle: ${error.message}` : error);
  process.exitCode = 1;
}
