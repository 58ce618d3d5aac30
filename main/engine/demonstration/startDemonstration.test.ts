import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDemonstration } from './startDemonstration';

/** A stand-in for the sandbox: listens, says a line that is not the announcement, then announces itself. */
const fakeSandbox = `
const { createServer } = require('node:http');
const { appendFileSync } = require('node:fs');
appendFileSync(process.argv[1] + '.calls', JSON.stringify({ args: process.argv.slice(2), pid: process.pid }) + '\\n');
const server = createServer((_, answer) => answer.end('ok'));
server.listen(0, '127.0.0.1', () => {
  console.log('making a country');
  console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port, version: '2.41.0',
    accounts: [{ username: 'admin', password: 'Sable-7421-x' }] }));
});
process.on('SIGTERM', () => server.close());
`;
const names = { source: 'S', destination: 'D', synchronisation: 'All' };

let folder = '';
let sandboxPath = '';
let options = { nodePath: process.execPath, sandboxPath: '', names };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-demonstration-'));
  sandboxPath = join(folder, 'sandbox.cjs');
  await writeFile(sandboxPath, fakeSandbox);
  options = { nodePath: process.execPath, sandboxPath, names };
});
afterEach(() => rm(folder, { recursive: true }));

interface FakeCall {
  readonly args: readonly string[];
  readonly pid: number;
}

async function calls(): Promise<readonly FakeCall[]> {
  const text = await readFile(`${sandboxPath}.calls`, 'utf8');
  // Written by the stand-in above.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as FakeCall);
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('startDemonstration', () => {
  it('starts a full source and an empty destination, and sets one automatic synchronisation up', async () => {
    const started = await startDemonstration({ ...options, scale: 0.1 });
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    const { source, destination, synchronisation, stop } = started.value;
    expect(source).toMatchObject({
      name: 'S',
      allowHttp: true,
      auth: { type: 'basic', username: 'admin' },
      secret: 'Sable-7421-x',
    });
    expect(destination).toMatchObject({ name: 'D' });
    expect(synchronisation('x', 'y')).toMatchObject({
      sourceId: 'x',
      destinationId: 'y',
      domains: ['metadata', 'aggregate'],
      mode: 'automatic',
    });
    expect((await calls()).map(({ args }) => args.join(' ')).sort()).toEqual([
      '--port 0 --version 2.41 --data demo --scale 0.1',
      '--port 0 --version 2.42 --data empty',
    ]);
    const urls = [source.url, destination.url];
    expect(await Promise.all(urls.map(answers))).toEqual([true, true]);
    await stop();
    expect(await Promise.all(urls.map(answers))).toEqual([false, false]);
  });

  it('fails with the words of a sandbox that ends before it is ready, and ends the other one', async () => {
    await writeFile(
      sandboxPath,
      `if (process.argv.includes('empty')) { console.error('port taken'); process.exit(3); }\n${fakeSandbox}`,
    );
    const failed = await startDemonstration(options);
    expect(failed).toMatchObject({
      ok: false,
      error: { code: 'internal-error', detail: 'exit code 3 port taken' },
    });
    const [source] = await calls();
    expect(() => process.kill(source?.pid ?? 0, 0)).toThrow('ESRCH');
  });

  it('says why when there is no program to run them', async () => {
    const failed = await startDemonstration({ ...options, nodePath: join(folder, 'no-node') });
    expect(failed).toMatchObject({
      ok: false,
      error: { detail: expect.stringContaining('ENOENT') as unknown },
    });
  });

  it('leaves no server behind when the program that started them is killed', async () => {
    // A program of its own that starts a sandbox with the same launcher and waits to be killed.
    const parentPath = join(folder, 'parent.mts');
    const launcher = join(import.meta.dirname, 'sandboxProcess.ts');
    await writeFile(
      parentPath,
      `import { launchUnderNode } from ${JSON.stringify(launcher)};
       const child = launchUnderNode(process.execPath, ${JSON.stringify(sandboxPath)})([]);
       child.stdout.on('data', (chunk) => process.stdout.write(chunk));`,
    );
    const parent = spawn(process.execPath, ['--import', 'tsx', parentPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: join(import.meta.dirname, '../../..'),
    });
    let said = '';
    parent.stdout.on('data', (chunk) => (said += String(chunk)));
    await vi.waitUntil(() => said.includes('"url"'), { timeout: 60_000 });
    const [child] = await calls();
    parent.kill('SIGKILL');
    await once(parent, 'close');
    await vi.waitFor(() => expect(() => process.kill(child?.pid ?? 0, 0)).toThrow('ESRCH'), {
      timeout: 60_000,
    });
  });
});
