import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** A sandbox server in a process of its own. */
export interface BenchServer {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  stop(): Promise<void>;
}

interface ReadyLine {
  readonly url: string;
  readonly accounts: readonly { readonly username: string; readonly password: string }[];
}

/** Starts a sandbox and resolves when it has announced itself. */
export async function startServer(args: readonly string[]): Promise<BenchServer> {
  const program = join(import.meta.dirname, '../out/main/sandbox.cjs');
  const child = spawn(process.execPath, [program, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', (code) => reject(new Error(`the sandbox ended with ${String(code)}`)));
  });
  const ready = JSON.parse(line) as ReadyLine;
  return {
    url: ready.url,
    username: ready.accounts[0]?.username ?? '',
    password: ready.accounts[0]?.password ?? '',
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
