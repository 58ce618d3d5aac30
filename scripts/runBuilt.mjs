import { pathToFileURL } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { built } from './setup/places.mjs';

/**
 * Runs a built program in this very process: signals, exit code and output are its own, and nothing of
 * Electron or the system's libraries is needed.
 * @param {'cli' | 'sandbox'} program
 * @param {readonly string[]} args
 * @returns {Promise<undefined>}
 */
export async function runBuilt(program, args) {
  await ensureBuild();
  process.argv = [process.execPath, built[program], ...args];
  await import(pathToFileURL(built[program]).href);
}
