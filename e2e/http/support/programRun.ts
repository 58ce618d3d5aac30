import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Sandbox } from '../../../sandbox/startSandbox';
import type { RunResult } from '../../../main/worker/runResult';

/** The built command line. */
const program = resolve(import.meta.dirname, '../../../out/main/cli.cjs');

/** A finished run of the command line. */
export interface ProgramResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line under way. */
export interface ProgramStart {
  readonly child: ChildProcess;
  readonly ended: Promise<ProgramResult>;
  /** What it printed so far. */
  readonly shown: () => string;
}

/** Starts the built command line; the caller may kill it. */
export function startProgram(args: readonly string[], environment = process.env): ProgramStart {
  if (!existsSync(program)) throw new Error(`${program} is missing: build first`);
  const child = spawn(process.execPath, [program, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  // A letter may be cut between two chunks.
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output.stderr += chunk));
  const ended = new Promise<ProgramResult>((resolve_) => {
    child.once('close', (code, signal) => resolve_({ code, signal, ...output }));
  });
  return { child, ended, shown: () => output.stdout };
}

/** A workspace with a setup file between two servers, as an operator without a window would have. */
export interface Workspace {
  readonly folder: string;
  readonly setup: string;
  readonly state: string;
  /** Starts the command line with the secrets in its environment. */
  start(args: readonly string[]): ProgramStart;
  /** Runs everything once and reads the document. */
  run(...more: readonly string[]): Promise<ProgramResult & { readonly result: RunResult }>;
  remove(): Promise<void>;
}

/** Makes a workspace whose secrets stand in the environment; at the source the program signs in as `sourceAuth` says. */
export async function openWorkspace(
  source: Sandbox,
  destination: Sandbox,
  domains: readonly string[] = ['metadata', 'aggregate'],
  sourceAuth: 'basic' | 'token' = 'basic',
): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-run-'));
  const setup = join(folder, 'setup.json');
  const state = join(folder, 'state');
  const connection = (name: string, server: Sandbox, type: 'basic' | 'token', place: string) => {
    const username = server.accounts[0]?.username;
    const auth = type === 'basic' ? { type, username, password: place } : { type, token: place };
    return { name, url: server.url, allowHttp: true, auth };
  };
  await writeFile(
    setup,
    JSON.stringify({
      connections: [
        connection('source', source, sourceAuth, 'env:SOURCE'),
        connection('destination', destination, 'basic', 'env:DESTINATION'),
      ],
      synchronisations: [
        { name: 'all', source: 'source', destination: 'destination', domains, mode: 'manual' },
      ],
    }),
  );
  const environment = {
    ...process.env,
    SOURCE: sourceAuth === 'token' ? source.accounts[0]?.token : source.accounts[0]?.password,
    DESTINATION: destination.accounts[0]?.password,
  };
  const start: Workspace['start'] = (args) => startProgram(args, environment);
  return {
    folder,
    setup,
    state,
    start,
    run: async (...more) => {
      const { ended } = start(['run', '--setup', setup, '--state', state, '--once', '--json', ...more]);
      const finished = await ended;
      const last = finished.stdout.trim().split('\n').at(-1) ?? '';
      if (last === '') throw new Error(`no document; ${finished.stderr}`);
      return { ...finished, result: JSON.parse(last) as RunResult };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
