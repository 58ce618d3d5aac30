import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './command.mjs';
import { isRoot } from './places.mjs';
import { SetupProblem, everydayCause } from './setupProblem.mjs';
import { step } from './terminal.mjs';

/**
 * Something the system must have: how to see that it is there, and the Debian packages that bring it
 * (the first name the system knows is taken; Debian 13 and Ubuntu 24 renamed some).
 * @typedef {{ present: (facts: Facts) => boolean, packages: readonly string[] }} Need
 */

/**
 * @typedef {{ missingLinked: string, libraries: string }} Facts
 *   `missingLinked`: libraries the loader does not find; `libraries`: all that it knows
 */

/**
 * A library the Electron binary is linked with.
 * @param {string} pattern part of its file name
 * @param {...string} packages
 * @returns {Need}
 */
const linked = (pattern, ...packages) => ({
  present: ({ missingLinked }) => !missingLinked.includes(pattern),
  packages,
});

/**
 * A library Chromium opens while it runs.
 * @param {string} name
 * @param {...string} packages
 * @returns {Need}
 */
const opened = (name, ...packages) => ({ present: ({ libraries }) => libraries.includes(name), packages });

/**
 * A program on the path.
 * @param {string} name
 * @param {...string} packages
 * @returns {Need}
 */
const program = (name, ...packages) => ({ present: () => onPath(name), packages });

/** @type {readonly Need[]} */
const windowNeeds = [
  linked('libgtk-3', 'libgtk-3-0t64', 'libgtk-3-0'),
  linked('libglib-2.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  linked('libnss3', 'libnss3'),
  linked('libnspr4', 'libnss3'),
  linked('libasound', 'libasound2t64', 'libasound2'),
  linked('libgbm', 'libgbm1'),
  linked('libdrm', 'libdrm2'),
  linked('libatk', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  linked('libatspi', 'libatspi2.0-0t64', 'libatspi2.0-0'),
  linked('libcups', 'libcups2t64', 'libcups2'),
  linked('libX', 'libxss1'),
  linked('libxkbcommon', 'libxkbcommon0'),
  opened('libXss.so.1', 'libxss1'),
  opened('libXtst.so.6', 'libxtst6'),
  opened('libnotify.so.4', 'libnotify4'),
  opened('libsecret-1.so.0', 'libsecret-1-0'),
  program('xdg-open', 'xdg-utils'),
  // Without a font, screenshots and screens show empty boxes.
  { present: () => hasFonts(), packages: ['fonts-dejavu-core'] },
  program('dbus-daemon', 'dbus-daemon', 'dbus'),
];

/** @type {readonly Need[]} */
const displayNeeds = [program('Xvfb', 'xvfb')];

/** @type {readonly Need[]} */
const testNeeds = [program('gnome-keyring-daemon', 'gnome-keyring')];

/**
 * Sees to the system libraries and programs of the window, and for tests those of the tests; as root it
 * installs what is missing, as an ordinary user it says how.
 * @param {{ binary: string, display: 'own' | 'virtual', tests: boolean, again: string }} wanted
 */
export async function ensureSystemLibraries({ binary, display, tests, again }) {
  if (process.platform !== 'linux') return;
  const needs = [
    ...windowNeeds,
    ...(display === 'virtual' || tests ? displayNeeds : []),
    ...(tests ? testNeeds : []),
  ];
  const missing = await missingNeeds(binary, needs);
  if (missing.length === 0) return;
  if (!onPath('apt-get')) {
    const names = missing.map(({ packages }) => packages[0]).join(', ');
    throw new SetupProblem(
      `System libraries are missing, and this system has no apt-get to install them with: ${names} (Debian's names).`,
      "your system's package manager, with the packages of those names",
    );
  }
  if (!isRoot) {
    const names = await debianNames(missing);
    throw new SetupProblem(
      `System libraries are missing, and only root may install them.`,
      `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}   # then: ${again}`,
    );
  }
  await step('installing system libraries (apt-get)', async () => {
    await apt(['update'], again);
    const names = await debianNames(missing);
    await apt(['install', '-y', '--no-install-recommends', ...names], again);
  });
  const still = await missingNeeds(binary, needs);
  if (still.length > 0) {
    throw new SetupProblem(
      `Some system libraries are still missing after their installation: ${still.map(({ packages }) => packages.join(' or ')).join(', ')}.`,
      `ldd "${binary}" | grep "not found"   # names them`,
    );
  }
}

/**
 * @param {string} binary
 * @param {readonly Need[]} needs
 */
async function missingNeeds(binary, needs) {
  const [linkedLibraries, known] = await Promise.all([
    capture('ldd', [binary]),
    capture(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p']),
  ]);
  const missingLinked = linkedLibraries.output
    .split('\n')
    .filter((line) => line.includes('not found'))
    .join('\n');
  const missing = needs.filter((need) => !need.present({ missingLinked, libraries: known.output }));
  if (missingLinked !== '' && missing.length === 0) {
    throw new SetupProblem(
      `Electron lacks system libraries that set-up does not know: ${missingLinked.trim()}`,
      'apt-file search NAME   # tells which package brings each, then install it',
    );
  }
  return missing;
}

/**
 * One Debian package per need: the first of its names that this release knows.
 * @param {readonly Need[]} needs
 */
async function debianNames(needs) {
  // Asked once for all: each call reads the whole package list.
  const { output } = await capture(
    'apt-cache',
    ['policy', ...new Set(needs.flatMap(({ packages }) => packages))],
    {
      env: { ...process.env, LC_ALL: 'C' },
    },
  );
  const known = new Set(
    [...output.matchAll(/^(\S+):\n(?: .*\n)?  Candidate: (?!\(none\))\S/gm)].map(([, name]) => name),
  );
  // Before the first `apt-get update` no name is known: the oldest release's name is the last.
  return [
    ...new Set(
      needs.map(({ packages }) => packages.find((name) => known.has(name)) ?? packages.at(-1) ?? ''),
    ),
  ].sort();
}

/**
 * @param {readonly string[]} args
 * @param {string} again
 */
async function apt(args, again) {
  const { code, output } = await capture('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
  });
  // `apt-get update` ends with 0 when a server cannot be reached; the install then says so.
  if (code !== 0) {
    throw (
      everydayCause(output, { action: 'Installing system libraries', folder: '/', again }) ??
      new SetupProblem(
        `apt-get ${args[0] ?? ''} failed:\n${output.trim().split('\n').slice(-15).join('\n')}`,
        again,
      )
    );
  }
}

/** @param {string} name */
function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

function hasFonts() {
  return ['/usr/share/fonts/truetype', '/usr/share/fonts/opentype', '/usr/local/share/fonts'].some(
    (folder) => existsSync(folder) && readdirSync(folder).length > 0,
  );
}
