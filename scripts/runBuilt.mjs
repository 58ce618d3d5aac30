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
  followNpm();
  process.argv = [process.execPath, built[program], ...args];
  await import(pathToFileURL(built[program]).href);
}

/**
 * Ends the program, as SIGTERM would, when the npm that started it was killed: otherwise it would work on
 * unseen, and hold its lock. (Asked to stop, npm hands the signal on by itself: the scripts use `exec`.)
 */
function followNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
