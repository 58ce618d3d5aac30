import { dirname, join } from 'node:path';
import { capture } from '../setup/command.mjs';
import { SetupProblem } from '../setup/setupProblem.mjs';

/**
 * Chromium needs shared memory, and for its sandbox user namespaces or its SUID helper armed by root; says
 * what is missing before Chromium aborts.
 * @param {string} binary the Electron that will run
 * @param {{ uid?: number, gid?: number }} identity who will run it
 */
export async function checkChromiumSandbox(binary, identity) {
  if (process.platform !== 'linux') return;
  const memory = await capture('test', ['-w', '/dev/shm', '-a', '-x', '/dev/shm'], identity);
  if (memory.code !== 0) {
    throw new SetupProblem(
      'Chromium cannot use shared memory: /dev/shm is not writable.',
      'sudo chmod 1777 /dev/shm',
    );
  }
  const namespaces = await capture('unshare', ['--user', '--map-root-user', 'true'], identity);
  if (namespaces.code === 0) return;
  const helper = join(dirname(binary), 'chrome-sandbox');
  const armed = await capture('find', ['-L', helper, '-uid', '0', '-perm', '-4755']);
  if (armed.code === 0 && armed.output.trim() !== '') return;
  throw new SetupProblem(
    "Chromium's sandbox cannot start: this system forbids user namespaces, and the sandbox helper is not armed.",
    `sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`,
  );
}
