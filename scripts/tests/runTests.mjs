import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureElectron } from '../electronRuntime/electronRuntime.mjs';
import { checkChromiumSandbox } from '../session/chromiumSandbox.mjs';
import { ordinaryUser, windowIdentity } from '../session/ordinaryUser.mjs';
import { startSessionBus } from '../session/sessionBus.mjs';
import { startVirtualDisplay } from '../session/virtualDisplay.mjs';
import { ensureBuild } from '../setup/build.mjs';
import { runThrough } from '../setup/command.mjs';
import { ensurePackages } from '../setup/packages.mjs';
import { isRoot, root } from '../setup/places.mjs';
import { ensureSystemLibraries } from '../setup/systemLibraries.mjs';
import { say } from '../setup/terminal.mjs';
import { desktopSpecs, readSelection } from './selection.mjs';
import { desktopTotals, sum, totalLine, unitTotals } from './totals.mjs';

const results = join(root, 'test-results');

/**
 * `npm test`: everything set up, unit tests, then the real application as an ordinary user with the sandbox
 * of Chromium on; the last line is the total.
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export async function runTests(args) {
  const long = args.includes('--long');
  if (long) process.env.PASSERELLE_LONG = '1';
  const selection = readSelection(
    args.filter((argument) => argument !== '--long'),
    desktopSpecs(root),
  );
  await ensurePackages();
  await ensureBuild();
  // Fetched first, so that a machine that cannot run the desktop tests says so before the long part.
  const runtime = selection.runDesktop ? await setUpDesktop() : undefined;
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const totals = [];
  if (selection.runUnit) totals.push(await runUnitTests(selection));
  if (runtime !== undefined) totals.push(await runDesktopTests(selection, runtime));
  const total = sum(totals);
  if (runtime === undefined) say('the desktop tests were not asked for');
  console.log(totalLine(total));
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

async function setUpDesktop() {
  const runtime = await ensureElectron();
  await ensureSystemLibraries({ binary: runtime.binary, display: 'virtual', tests: true, again: 'npm test' });
  await checkChromiumSandbox(runtime.binary, windowIdentity);
  return runtime;
}

/** @param {import('./selection.mjs').Selection} selection */
async function runUnitTests({ unit, byName }) {
  const report = join(results, 'unit.json');
  const runner = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await runThrough(
    process.execPath,
    [
      runner,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...unit,
    ],
    { cwd: root },
  );
  return unitTotals(report, code, byName);
}

/**
 * @param {import('./selection.mjs').Selection} selection
 * @param {import('../electronRuntime/electronRuntime.mjs').Runtime} runtime
 */
async function runDesktopTests({ desktop }, { version, origin }) {
  const tester = await ordinaryUser();
  const report = join(tester.folder, 'results', 'desktop.json');
  const place = { folder: tester.folder, ...tester.identity };
  const display = await startVirtualDisplay({ ...place, folder: join(tester.folder, 'run') });
  try {
    const bus = await startSessionBus({ ...place, folder: join(tester.folder, 'run'), env: tester.env });
    try {
      const runs = `Electron ${version} (${origin}), sandbox on, as ${tester.name}`;
      console.log(`\nDesktop tests: ${runs}`);
      const code = await runThrough(
        tester.node,
        [join(tester.project, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...desktop],
        {
          cwd: tester.project,
          ...tester.identity,
          env: {
            ...tester.env,
            ...display.env,
            ...bus.env,
            PASSERELLE_TEST_RESULTS: join(tester.folder, 'results'),
            PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          },
        },
      );
      const totals = desktopTotals(report, code);
      mkdirSync(results, { recursive: true });
      writeFileSync(join(results, 'runtime.txt'), `${runs}\n`);
      console.log(`Desktop tests ran on ${runs}`);
      return totals;
    } finally {
      await bus.stop();
    }
  } finally {
    await display.stop();
    // Screens and traces stay with the project; the private folders go.
    if (existsSync(join(tester.folder, 'results'))) {
      cpSync(join(tester.folder, 'results'), results, { recursive: true });
    }
    if (isRoot) say(`results are in ${results}`);
    tester.dispose();
  }
}
