import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A D-Bus session of one test: nothing on it but what the test starts, so that no desktop service answers. */
export interface SessionBus {
  readonly address: string;
  /** Private folder of the bus, removed with it. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Starts a bus that activates no service by itself. */
export async function startSessionBus(): Promise<SessionBus> {
  const folder = await mkdtemp(join(tmpdir(), 'bus-'));
  const settings = join(folder, 'bus.conf');
  await writeFile(settings, configuration(join(folder, 'socket')));
  const daemon = spawn(
    'dbus-daemon',
    [`--config-file=${settings}`, '--nofork', '--nopidfile', '--print-address=1'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(daemon, 'close');
  const address = await Promise.race([
    once(daemon.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    ended.then(() => Promise.reject(new Error('dbus-daemon ended before it announced its address'))),
  ]);
  return {
    address,
    folder,
    stop: async () => {
      daemon.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
