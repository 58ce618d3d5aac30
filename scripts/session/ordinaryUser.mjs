import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '../setup/command.mjs';
import { isRoot, root } from '../setup/places.mjs';
import { SetupProblem } from '../setup/setupProblem.mjs';
import { step } from '../setup/terminal.mjs';

/** The user every Linux has for work without rights, as options for spawn. */
export const nobody = { uid: 65_534, gid: 65_534 };
/** Parts of the project that end-to-end tests do not read. */
const leftOut = new Set(['.git', 'test-results', 'dist', 'release', 'coverage', 'logs']);

/**
 * Who runs the tests, where, and with which private folders.
 * @typedef {object} Tester
 * @property {string} name
 * @property {{ uid: number, gid: number } | Record<string, never>} identity options for spawn
 * @property {string} folder private folder, removed by `dispose`
 * @property {string} project the project as this user can read it
 * @property {string} node
 * @property {NodeJS.ProcessEnv} env
 * @property {() => void} dispose
 */

/**
 * The user that end-to-end tests run as: ourselves, or, as root, one without rights, because Chromium's
 * sandbox is off for root and the application tested must be the one that is shipped.
 * @returns {Promise<Tester>}
 */
export async function ordinaryTester() {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-test-'));
  const dispose = () => rmSync(folder, { recursive: true, force: true });
  try {
    const identity = isRoot ? nobody : {};
    makePrivateFolders(folder, identity);
    const env = privateEnvironment(folder);
    if (!isRoot) {
      return {
        name: process.env.USER ?? 'this user',
        identity,
        folder,
        project: root,
        node: process.execPath,
        env,
        dispose,
      };
    }
    const readable = await canRead(folder, env);
    const { project, node } = readable ? { project: root, node: process.execPath } : await stage(folder);
    return { name: 'nobody', identity, folder, project, node, env, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

const privateNames = ['home', 'config', 'cache', 'data', 'state', 'run', 'tmp', 'results'];

/**
 * @param {string} folder
 * @param {{ uid?: number, gid?: number }} identity
 */
function makePrivateFolders(folder, { uid, gid }) {
  for (const path of ['', ...privateNames].map((name) => join(folder, name))) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  }
}

/**
 * An environment with nothing of the developer's own session in it.
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function privateEnvironment(folder) {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|CI|TZ|NODE_EXTRA_CA_CERTS|PASSERELLE_\w+)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    LANG: 'C.UTF-8',
    HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
    TMPDIR: join(folder, 'tmp'),
    // The accessibility bus of a desktop is not there; without this GTK warns at each start.
    NO_AT_BRIDGE: '1',
  };
}

/**
 * True when the user without rights can read all that the tests need, and run Node.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function canRead(folder, env) {
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
