import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureElectron } from './electronRuntime/electronRuntime.mjs';
import { runBuilt } from './runBuilt.mjs';
import { checkChromiumSandbox } from './session/chromiumSandbox.mjs';
import { startSessionBus } from './session/sessionBus.mjs';
import { startVirtualDisplay } from './session/virtualDisplay.mjs';
import { ensureBuild } from './setup/build.mjs';
import { runThrough } from './setup/command.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { isRoot, root } from './setup/places.mjs';
import { ensureSystemLibraries } from './setup/systemLibraries.mjs';
import { say } from './setup/terminal.mjs';

/**
 * `npm start`: opens the console in its demonstration; `--no-demo` opens the operator's own profile,
 * `--headless` plays the demonstration without a window.
 * @param {readonly string[]} args
 * @returns {Promise<number | undefined>} exit code
 */
export async function startApp(args) {
  const rest = args.filter((argument) => argument !== '--no-demo' && argument !== '--headless');
  if (args.includes('--headless')) return runBuilt('cli', ['demo', ...rest]);
  await ensurePackages();
  await ensureBuild();
  const runtime = await ensureElectron();
  const linux = process.platform === 'linux';
  const hasDisplay = !linux || isSet(process.env.DISPLAY) || isSet(process.env.WAYLAND_DISPLAY);
  await ensureSystemLibraries({
    binary: runtime.binary,
    display: hasDisplay ? 'own' : 'virtual',
    tests: false,
    again: 'npm start',
  });
  if (!isRoot) await checkChromiumSandbox(runtime.binary, {});
  return withSession({ hasDisplay, hasBus: !linux || isSet(process.env.DBUS_SESSION_BUS_ADDRESS) }, (env) =>
    runThrough(runtime.binary, ['.', ...(args.includes('--no-demo') ? [] : ['--demo']), ...rest], {
      cwd: root,
      // The demonstration's servers run under this Node, not under Electron.
      env: { ...process.env, PASSERELLE_NODE: process.execPath, ...env, ...rootEnvironment() },
    }),
  );
}

/**
 * Gives the application a display and a session bus where the machine has none.
 * @param {{ hasDisplay: boolean, hasBus: boolean }} found
 * @param {(env: Record<string, string>) => Promise<number>} work
 */
async function withSession({ hasDisplay, hasBus }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-session-'));
  const started = [];
  try {
    /** @type {Record<string, string>} */
    let env = {};
    if (!hasBus) {
      const bus = await startSessionBus({ folder });
      started.push(bus);
      env = { ...env, ...bus.env };
    }
    if (!hasDisplay) {
      const display = await startVirtualDisplay({ folder });
      started.push(display);
      env = { ...env, ...display.env };
      say(
        `no display here: the window opens on a virtual one (${display.env.DISPLAY ?? ''}). ` +
          'To see the demonstration in this terminal: npm start -- --headless',
      );
    }
    return await work(env);
  } finally {
    for (const { stop } of started.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Electron refuses to run as root with its sandbox; a root developer may still look, and is told. */
function rootEnvironment() {
  if (!isRoot || process.platform !== 'linux') return {};
  say("running as root: Chromium's sandbox is off. Run as an ordinary user for anything but a look.");
  return { ELECTRON_DISABLE_SANDBOX: '1' };
}

/** @param {string | undefined} value */
function isSet(value) {
  return value !== undefined && value !== '';
}
