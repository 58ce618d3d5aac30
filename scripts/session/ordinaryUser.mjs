import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '../setup/command.mjs';
import { isRoot, root } from '../setup/places.mjs';
import { SetupProblem } from '../setup/setupProblem.mjs';
import { step } from '../setup/terminal.mjs';

/** The user every Linux has for work without rights, as options for spawn. */
const nobody = { uid: 65_534, gid: 65_534 };
/** Parts of the project that neither the application nor its tests read. */
const leftOut = new Set(['.git', 'test-results', 'dist', 'release', 'coverage', 'logs']);

/** True when the window must not run as the user who asks: Electron has no sandbox for root. */
export const mustDropRights = isRoot && process.platform === 'linux';

/** Who the window runs as, as options for spawn. */
export const windowIdentity = mustDropRights ? nobody : {};

/**
 * Who runs the window, where, and with which folders.
 * @typedef {object} OrdinaryUser
 * @property {string} name
 * @property {{ uid?: number, gid?: number }} identity options for spawn
 * @property {string} folder private folder, removed by `dispose`
 * @property {string} project the project as this user can read it
 * @property {string} node
 * @property {NodeJS.ProcessEnv} env
 * @property {() => void} dispose
 */

/**
 * The user that the window runs as: ourselves, or, as root, one without rights, because Chromium's sandbox is
 * off for root and what is tested must be what is shipped.
 * @param {{ profile?: string }} [options] folder that keeps this user's settings; a passing one when left out
 * @returns {Promise<OrdinaryUser>}
 */
export async function ordinaryUser({ profile } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-user-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    makeFolders(folder, ['', ...passingNames]);
    makeFolders(profile ?? folder, ['', ...keptNames]);
    const env = privateEnvironment(folder, profile ?? folder);
    const name = mustDropRights ? 'nobody' : (process.env.USER ?? 'this user');
    const readable = !mustDropRights || (await canRead(folder, env));
    const { project, node } = readable ? { project: root, node: process.execPath } : await stage(folder);
    return { name, identity: windowIdentity, folder, project, node, env, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

const passingNames = ['run', 'tmp', 'results'];
const keptNames = ['home', 'config', 'cache', 'data', 'state'];

/**
 * @param {string} folder
 * @param {readonly string[]} names
 */
function makeFolders(folder, names) {
  for (const path of names.map((name) => join(folder, name))) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (mustDropRights) chownSync(path, nobody.uid, nobody.gid);
  }
}

/**
 * An environment with nothing of the developer's own session in it.
 * @param {string} folder
 * @param {string} profile
 * @returns {NodeJS.ProcessEnv}
 */
function privateEnvironment(folder, profile) {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|CI|TZ|NODE_EXTRA_CA_CERTS|PASSERELLE_\w+)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    LANG: 'C.UTF-8',
    HOME: join(profile, 'home'),
    XDG_CONFIG_HOME: join(profile, 'config'),
    XDG_CACHE_HOME: join(profile, 'cache'),
    XDG_DATA_HOME: join(profile, 'data'),
    XDG_STATE_HOME: join(profile, 'state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    TMPDIR: join(folder, 'tmp'),
    // The accessibility bus of a desktop is not there; without this GTK warns at each start.
    NO_AT_BRIDGE: '1',
  };
}

/**
 * True when the user without rights can read all that is needed, and run Node.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function canRead(folder, env) {
  const acts = await capture('true', [], { ...nobody, env, cwd: folder });
  if (acts.code !== 0) {
    throw new SetupProblem(
      'This root may not act as another user, and Electron does not run as root with its sandbox on.',
      "su -s /bin/bash SOME-ORDINARY-USER   # then run the same command in that user's own clone",
    );
  }
  const needed = ['package.json', 'playwright.config.mts', 'e2e', 'out', 'shared', 'node_modules'].map(
    (name) => join(root, name),
  );
  const found = await capture('find', ['-L', ...needed, '!', '-readable', '-print', '-quit'], {
    ...nobody,
    env,
    cwd: folder,
  });
  // `find` also ends with an error for broken links inside packages; only unreadable things count.
  const unreadable = found.output
    .split('\n')
    .some((line) => line.startsWith('/') || line.includes('Permission denied'));
  if (unreadable) return false;
  const ran = await capture(process.execPath, ['--version'], { ...nobody, env, cwd: folder });
  return ran.code === 0;
}

/**
 * Copies the project and Node to where the user without rights can read them.
 * @param {string} folder
 */
async function stage(folder) {
  const project = join(folder, 'project');
  const node = join(folder, 'node');
  await step('copying the project to where an ordinary user can read it', async () => {
    mkdirSync(project);
    const parts = readdirSync(root).filter((name) => !leftOut.has(name));
    const copied = await capture('cp', ['-a', ...parts.map((name) => join(root, name)), project]);
    if (copied.code !== 0)
      throw new SetupProblem(`The project could not be copied: ${copied.output.trim()}`, `df -h "${folder}"`);
    // The runtime may be a link into a cache that only root can read.
    const dist = join(project, 'node_modules', 'electron', 'dist');
    rmSync(dist, { recursive: true, force: true });
    cpSync(join(root, 'node_modules', 'electron', 'dist'), dist, { recursive: true, dereference: true });
    cpSync(process.execPath, node);
    await capture('chmod', ['-R', 'a+rX', project, node]);
    await capture('chmod', ['a+x', node]);
  });
  return { project, node };
}
