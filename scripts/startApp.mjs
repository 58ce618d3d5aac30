import { chmodSync, chownSync, copyFileSync, existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureElectron } from './electronRuntime/electronRuntime.mjs';
import { runBuilt } from './runBuilt.mjs';
import { checkChromiumSandbox } from './session/chromiumSandbox.mjs';
import { mustDropRights, ordinaryUser, windowIdentity } from './session/ordinaryUser.mjs';
import { startSessionBus } from './session/sessionBus.mjs';
import { startVirtualDisplay } from './session/virtualDisplay.mjs';
import { ensureBuild } from './setup/build.mjs';
import { runThrough } from './setup/command.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureSystemLibraries } from './setup/systemLibraries.mjs';
import { say } from './setup/terminal.mjs';

/** Where a developer who is root keeps the profile of the user that the window runs as. */
const rootProfile = '/var/lib/passerelle';

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
  // Root's Wayland session lets no other user in; its X display does, with the cookie.
  const hasDisplay =
    !linux || isSet(process.env.DISPLAY) || (!mustDropRights && isSet(process.env.WAYLAND_DISPLAY));
  await ensureSystemLibraries({
    binary: runtime.binary,
    display: hasDisplay ? 'own' : 'virtual',
    tests: false,
    again: 'npm start',
  });
  await checkChromiumSandbox(runtime.binary, windowIdentity);
  const user = await ordinaryUser(mustDropRights ? { profile: rootProfile } : {});
  try {
    if (mustDropRights)
      say(
        `root has no sandbox in Chromium: the window runs as ${user.name}, its profile is in ${rootProfile}`,
      );
    // A session bus lets in only its own user.
    const hasBus = !linux || (!mustDropRights && isSet(process.env.DBUS_SESSION_BUS_ADDRESS));
    const env = mustDropRights ? { ...user.env, ...rootDisplay(user) } : process.env;
    return await withSession({ user, hasDisplay, hasBus }, (session) =>
      runThrough(binaryIn(user.project), ['.', ...(args.includes('--no-demo') ? [] : ['--demo']), ...rest], {
        cwd: user.project,
        ...user.identity,
        // The demonstration's servers run under this Node, not under Electron.
        env: { ...env, PASSERELLE_NODE: user.node, ...session },
      }),
    );
  } finally {
    user.dispose();
  }
}

/**
 * The runtime as the user of the window finds it.
 * @param {string} project
 */
function binaryIn(project) {
  const folder = join(project, 'node_modules', 'electron');
  return join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
}

/**
 * Root's own display, opened to the user of the window by a copy of its cookie.
 * @param {import('./session/ordinaryUser.mjs').OrdinaryUser} user
 * @returns {Record<string, string>}
 */
function rootDisplay({ folder, identity }) {
  const { DISPLAY, XAUTHORITY = join(homedir(), '.Xauthority') } = process.env;
  if (!isSet(DISPLAY) || DISPLAY === undefined) return {};
  if (!existsSync(XAUTHORITY) || identity.uid === undefined || identity.gid === undefined) return { DISPLAY };
  const cookie = join(folder, 'run', 'xauthority');
  copyFileSync(XAUTHORITY, cookie);
  chmodSync(cookie, 0o600);
  chownSync(cookie, identity.uid, identity.gid);
  return { DISPLAY, XAUTHORITY: cookie };
}

/**
 * Gives the application a display and a session bus where the machine has none.
 * @param {{ user: import('./session/ordinaryUser.mjs').OrdinaryUser, hasDisplay: boolean, hasBus: boolean }} found
 * @param {(env: Record<string, string>) => Promise<number>} work
 */
async function withSession({ user, hasDisplay, hasBus }, work) {
  const place = { ...user.identity, folder: join(user.folder, 'run') };
  const started = [];
  try {
    /** @type {Record<string, string>} */
    let env = {};
    if (!hasBus) {
      const bus = await startSessionBus({ ...place, env: mustDropRights ? user.env : process.env });
      started.push(bus);
      env = { ...env, ...bus.env };
    }
    if (!hasDisplay) {
      const display = await startVirtualDisplay(place);
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
  }
}

/** @param {string | undefined} value */
function isSet(value) {
  return value !== undefined && value !== '';
}
