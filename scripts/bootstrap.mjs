#!/usr/bin/env node
// The one entrance: sets up whatever is missing, with nothing but Node, then does what was asked.
// Set-up speaks on stderr only; the standard output belongs to the program that is started.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `passerelle: Node ${process.versions.node} is too old; 20.19 or newer is needed.\n  Mend it with: install Node 20.19 or newer (https://nodejs.org), then run the same command again`,
  );
  process.exit(1);
}

const [verb = '', ...args] = process.argv.slice(2);

/** @type {Record<string, () => Promise<number | void>>} */
const verbs = {
  start: async () => (await import('./startApp.mjs')).startApp(args),
  test: async () => (await import('./tests/runTests.mjs')).runTests(args),
  cli: async () => (await import('./runBuilt.mjs')).runBuilt('cli', args),
  sandbox: async () => (await import('./runBuilt.mjs')).runBuilt('sandbox', args),
  bench: async () => (await import('./runBench.mjs')).runBench(args),
  packages: async () => (await import('./setup/packages.mjs')).ensurePackages(),
  build: async () => (await import('./setup/build.mjs')).ensureBuild(),
  electron: async () => (await import('./electronRuntime/printRuntime.mjs')).printRuntime(args),
};

const chosen = verbs[verb];
if (chosen === undefined) {
  console.error(`passerelle: unknown command "${verb}"; known are ${Object.keys(verbs).join(', ')}`);
  process.exit(64);
}

try {
  const code = await chosen();
  if (typeof code === 'number') process.exitCode = code;
} catch (error) {
  // A set-up problem is a sentence for the developer; anything else is a defect, shown whole.
  const { SetupProblem, everydayCause } = await import('./setup/setupProblem.mjs');
  const everyday =
    error instanceof Error
      ? everydayCause(error.message, { action: 'Set-up', folder: process.cwd(), again: `npm run ${verb}` })
      : undefined;
  const shown = error instanceof SetupProblem ? error : everyday;
  console.error(shown === undefined ? error : `passerelle: ${shown.message}`);
  process.exitCode = 1;
}
