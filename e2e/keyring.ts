import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from './dbus/connection';
import type { SessionBus } from './dbus/sessionBus';

/** An unlocked gnome-keyring on a test's own bus. */
export interface Keyring {
  /** What the application needs in its environment to find it: a desktop that uses this kind of store. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts gnome-keyring with its store in `folder`, unlocked; started again with the same folder it gives
 * back what was stored.
 */
export async function startKeyring(bus: SessionBus, folder: string): Promise<Keyring> {
  const data = join(folder, 'share');
  await mkdir(join(data, 'keyrings'), { recursive: true });
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: bus.address,
      XDG_DATA_HOME: data,
      XDG_RUNTIME_DIR: bus.folder,
    },
  });
  const ended = once(daemon, 'close');
  daemon.stdin.end('keyring-of-a-test\n');
  await nameAppears(bus.address, 'org.freedesktop.secrets', ended);
  return {
    env: { XDG_CURRENT_DESKTOP: 'GNOME' },
    stop: async () => {
      daemon.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits until a service owns its name on the bus, at most 60 s. */
async function nameAppears(address: string, name: string, ended: Promise<unknown>): Promise<void> {
  const connection = await connect(address);
  const end = { reached: false };
  void ended.then(() => (end.reached = true));
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [owned] = await connection.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameHasOwner',
      signature: 's',
      body: [name],
    });
    if (owned === true) break;
    if (end.reached || Date.now() > deadline) throw new Error(`${name} did not appear on the bus`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  connection.close();
}
