// Writes THIRD-PARTY-NOTICES.md: every package whose code the built programs contain, with its licence.
// What they contain follows from what the sources import, closed over the lock file's dependencies.
// `--check` compares instead of writing.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { root } from './setup/places.mjs';

const target = join(root, 'THIRD-PARTY-NOTICES.md');
const zones = ['main', 'preload', 'renderer', 'sandbox', 'shared'];
/** Runs our code, but is no part of it: its licences travel with the runtime. */
const runtime = 'electron';

/** Packages that bring a program which travels beside our code, and the licence of that program, which they do not carry. */
const programs = new Map([
  [
    '@vscode/ripgrep',
    `It brings ripgrep 15.0.0, under the Unlicense or, at your choice, under the MIT licence:

The MIT License (MIT)

Copyright (c) 2015 Andrew Gallant

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.

The program also contains PCRE2 (BSD-3-Clause), which Passerelle does not use.`,
  ],
]);

/**
 * @typedef {{ version: string, license?: string, dependencies?: Record<string, string>}} Locked
 */

/** @type {Record<string, Locked>} */
const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/** Names of the packages our sources import for their code, not only for their types. */
function importedPackages() {
  const names = new Set();
  for (const file of zones.flatMap((zone) => sourcesUnder(join(root, zone)))) {
    const text = readFileSync(file, 'utf8').replace(/^\s*(?:import|export) type [^;]*;/gm, '');
    const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+(?:url\()?)['"]([^'"]+)['"]/g;
    for (const [, specifier = ''] of text.matchAll(specifiers)) {
      if (!isPackage(specifier)) continue;
      const parts = specifier.split('/');
      names.add(parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return [...names].sort();
}

/**
 * True for `react`, false for `./file`, `node:fs`, `fs`, the runtime, and text that only looks like an import.
 * @param {string} specifier
 */
function isPackage(specifier) {
  const name = specifier.split('/')[0] ?? '';
  if (!/^[@a-z]/.test(specifier) || specifier.includes(':') || name === runtime) return false;
  return !builtinModules.includes(name) && packagePath('', specifier) !== undefined;
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesUnder(path);
    return /\.(?:tsx?|css)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/**
 * Where the lock file puts a package, seen from another one: the nearest node_modules above it.
 * @param {string} from path in the lock file, '' for the project
 * @param {string} specifier
 * @returns {string | undefined}
 */
function packagePath(from, specifier) {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    const path = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (locked[path] !== undefined) return path;
    if (base === '') return undefined;
  }
}

/** Paths in the lock file of all packages the built programs may contain. */
function bundledPackages() {
  const found = new Set();
  const waiting = [...importedPackages(), ...programs.keys()].map((name) => packagePath('', name));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    // A peer is ours to bring, so what we bundle of it is imported by our sources.
    const { dependencies = {} } = locked[path] ?? {};
    for (const name of Object.keys(dependencies)) {
      // Types are not code.
      const next = name.startsWith('@types/') ? undefined : packagePath(path, name);
      if (next !== undefined && !next.endsWith(`/${runtime}`)) waiting.push(next);
    }
  }
  return [...found].sort((one, other) => nameOf(one).localeCompare(nameOf(other), 'en'));
}

/** @param {string} path */
function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * @param {string} path
 * @returns {string}
 */
function notice(path) {
  const { version, license } = /** @type {Locked} */ (locked[path]);
  const folder = join(root, path);
  const file = existsSync(folder)
    ? readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name))
    : undefined;
  const text =
    file === undefined
      ? `The package carries no licence file; its description names the licence: ${license ?? 'none'}.`
      : readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  const program = programs.get(nameOf(path));
  const all = program === undefined ? text : `${text}\n\n${program}`;
  return `## ${nameOf(path)} ${version}\n\nLicence: ${license ?? 'see below'}\n\n\`\`\`text\n${all.replaceAll('```', "'''")}\n\`\`\`\n`;
}

const packages = bundledPackages();
const written = `# Third-party notices

Passerelle contains code of the ${packages.length} packages below. Written by \`npm run notices\` from the lock file.
It runs on Electron (MIT) and Chromium, whose licences travel with the runtime
(\`LICENSE\`, \`LICENSES.chromium.html\`).

${packages.map(notice).join('\n')}`;

if (process.argv.includes('--check')) {
  const same = existsSync(target) && readFileSync(target, 'utf8') === written;
  console.log(
    same
      ? `${packages.length} packages, notices up to date`
      : 'THIRD-PARTY-NOTICES.md is out of date.\n  Mend it with: npm run notices',
  );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, written);
  console.log(`${packages.length} packages written to THIRD-PARTY-NOTICES.md`);
}
