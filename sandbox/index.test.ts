import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { at, basic } from './testing/sandboxClient';

const program = fileURLToPath(new URL('./index.ts', import.meta.url));

/** Starts the program as a process of its own and collects what it says. */
function run(...args: string[]): {
  readonly process: ReturnType<typeof spawn>;
  readonly output: () => string;
  readonly firstLine: Promise<string>;
  readonly ended: Promise<unknown>;
} {
  const process_ = spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const firstLine = new Promise<string>((done) => {
    process_.stdout.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      if (said.includes('\n')) done(said.slice(0, said.indexOf('\n')));
    });
  });
  return { process: process_, output: () => said, firstLine, ended: once(process_, 'close') };
}

describe('the program', () => {
  it('announces itself in one line, answers, and stops cleanly on SIGTERM', async () => {
    const server = run('--version', '2.41', '--data', 'empty', '--time-zone', 'Africa/Kinshasa');
    const announced: unknown = JSON.parse(await server.firstLine);
    expect(announced).toMatchObject({
      version: '2.41.0',
      accounts: [{ username: 'admin', password: 'Sable-7421-x' }],
    });
    const url = String(at(announced, 'url'));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const info = await fetch(`${url}/api/system/info`, { headers: basic('admin', 'Sable-7421-x') });
    expect(await info.json()).toMatchObject({ version: '2.41.0', serverTimeZoneId: 'Africa/Kinshasa' });
    server.process.kill('SIGTERM');
    expect(await server.ended).toEqual([0, null]);
    expect(server.output().trim().split('\n')).toHaveLength(1);
  });

  it('says what is wrong with the command line and exits with 64', async () => {
    const server = run('--verson', '2.41');
    expect(await server.ended).toEqual([64, null]);
    expect(server.output()).toBe('');
  });
});
