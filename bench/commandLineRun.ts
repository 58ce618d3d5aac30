import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunResult } from '../main/worker/runResult';
import type { BenchServer } from './sandboxProcess';

/** A state folder from which the built command line runs one synchronisation again and again. */
export interface BenchRun {
  /** Runs the given domains once; fails unless the outcome is the expected one. */
  run(domains: readonly ('metadata' | 'aggregate')[], expected: RunResult['outcome']): Promise<RunResult>;
  remove(): Promise<void>;
}

/** Prepares runs from `source` to `destinationUrl`; the accounts of both servers are the same. */
export async function prepareRun(source: BenchServer, destinationUrl: string): Promise<BenchRun> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-bench-'));
  const setup = join(folder, 'setup.json');
  const program = join(import.meta.dirname, '../out/main/cli.cjs');
  const connection = (name: string, url: string) => ({
    name,
    url,
    allowHttp: true,
    auth: { type: 'basic', username: source.username, password: 'env:BENCH_PASSWORD' },
  });
  return {
    run: async (domains, expected) => {
      await writeFile(
        setup,
        JSON.stringify({
          connections: [connection('source', source.url), connection('destination', destinationUrl)],
          synchronisations: domains.map((domain) => ({
            name: domain,
            source: 'source',
            destination: 'destination',
            domains: [domain],
          })),
        }),
      );
      const args = ['run', '--setup', setup, '--state', join(folder, 'state'), '--once', '--json', '--yes'];
      const child = spawn(process.execPath, [program, ...args], {
        env: { ...process.env, BENCH_PASSWORD: source.password },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
      await new Promise<void>((resolve) => child.once('close', () => resolve()));
      const result = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as RunResult;
      if (result.outcome !== expected || result.errors.length > 0) {
        throw new Error(`the run ended as ${result.outcome}: ${JSON.stringify(result.errors.slice(0, 3))}`);
      }
      return result;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
