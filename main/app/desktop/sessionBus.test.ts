import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOwned, socketPath } from './sessionBus';

let folder = '';
let daemon: ChildProcess;
let address = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-bus-'));
  const config = join(folder, 'bus.conf');
  await writeFile(
    config,
    `<busconfig><type>session</type><listen>unix:path=${folder}/socket</listen><auth>EXTERNAL</auth>
     <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const started = spawn(
    'dbus-daemon',
    [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  daemon = started;
  const [line] = (await once(started.stdout, 'data')) as [Buffer];
  address = line.toString().trim();
});
afterAll(async () => {
  daemon.kill('SIGTERM');
  await once(daemon, 'close');
  await rm(folder, { recursive: true });
});

describe('nameOwned', () => {
  it('tells an owned name from a free one on a real bus', async () => {
    expect(await nameOwned('org.freedesktop.DBus', address)).toBe('owned');
    expect(await nameOwned('org.kde.StatusNotifierWatcher', address)).toBe('free');
  });

  it.each([undefined, '', 'tcp:host=localhost,port=1', 'unix:path=/nowhere/bus'])(
    'finds no bus at %s',
    async (none) => {
      expect(await nameOwned('org.freedesktop.DBus', none)).toBe('no-bus');
    },
  );

  it.each(['REJECTED EXTERNAL\r\n', 'HTTP/1.1 400\r\n', 'OK 1234\r\nl\u0003\u0000\u0001', ''])(
    'finds no bus behind something else that says %j and closes',
    async (words) => {
      const path = join(folder, 'other');
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(words));
      });
      server.listen(path);
      await once(server, 'listening');
      expect(await nameOwned('org.freedesktop.DBus', `unix:path=${path}`)).toBe('no-bus');
      server.close();
      await once(server, 'close');
    },
  );
});

describe('socketPath', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:guid=1,path=/tmp/a%20b', '/tmp/a b'],
    ['unix:abstract=/tmp/dbus-x,guid=1', '\0/tmp/dbus-x'],
    ['tcp:host=x,port=1;unix:path=/second', '/second'],
    ['autolaunch:', undefined],
  ])('reads %s', (text, path) => {
    expect(socketPath(text)).toBe(path);
  });
});
