import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the arguments of `npm test` ask for.
 * @typedef {object} Selection
 * @property {readonly string[]} unit arguments for the unit runner, or none when it has nothing to do
 * @property {boolean} runUnit
 * @property {readonly string[]} desktop arguments for the desktop runner
 * @property {boolean} runDesktop
 * @property {boolean} byName true when tests are chosen by their name: the rest is then not "skipped"
 */

/**
 * Reads the arguments of `npm test`: words choose files whose path contains them, `-t NAME` chooses tests by
 * name, any other option goes to the runner(s) that run.
 * @param {readonly string[]} args
 * @param {readonly string[]} desktopFiles paths of all desktop specs, relative to the project
 * @returns {Selection}
 */
export function readSelection(args, desktopFiles) {
  /** @type {string[]} */
  const words = [];
  /** @type {string[]} */
  const options = [];
  let name;
  for (let index = 0; index < args.length; index += 1) {
    const argument = /** @type {string} */ (args[index]);
    if (argument === '-t' || argument === '--testNamePattern') name = args[(index += 1)];
    else if (argument.startsWith('-')) options.push(argument);
    else words.push(argument.replace(/^\.\//, ''));
  }
  const chosen = desktopFiles.filter((file) => words.some((word) => file.includes(word)));
  const unitWords = words.filter(
    (word) => !desktopFiles.some((file) => file.includes(word)) || !word.includes('.spec'),
  );
  const runDesktop = words.length === 0 || chosen.length > 0;
  return {
    unit: [...unitWords, ...options, ...(name === undefined ? [] : ['-t', name])],
    runUnit: words.length === 0 || unitWords.length > 0,
    desktop: [...chosen, ...options, ...(name === undefined ? [] : ['--grep', name])],
    runDesktop,
    byName: name !== undefined,
  };
}

/**
 * All desktop specs, relative to the project.
 * @param {string} project
 */
export function desktopSpecs(project) {
  return readdirSync(join(project, 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => `e2e/${name.replaceAll('\\', '/')}`)
    .sort();
}
