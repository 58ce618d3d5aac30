import { startDaemon } from './daemon.mjs';

/**
 * Starts a D-Bus session of our own: Electron's tray, notifications and secrets go through one.
 * @param {{ folder: string, uid?: number, gid?: number, env?: NodeJS.ProcessEnv }} place private folder of who runs it
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startSessionBus({ folder, ...options }) {
  const { firstLine, stop } = await startDaemon(
    'dbus-daemon',
    ['--session', '--nofork', '--nopidfile', '--print-address=1', `--address=unix:path=${folder}/bus`],
    { answerOn: 1, ...options },
  );
  return { env: { DBUS_SESSION_BUS_ADDRESS: firstLine }, stop };
}
