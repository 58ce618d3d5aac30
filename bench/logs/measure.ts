import { spawnSync } from 'node:child_process';

/** One thing that is timed, several times, in turn with others. */
export interface Contestant {
  readonly name: string;
  /** Runs once; resolves to milliseconds where it timed itself. */
  readonly run: () => unknown;
}

/** Medians of contestants that ran in turn, in milliseconds. */
export type Medians = ReadonlyMap<string, number>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The value below which the part `part` of all values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** Runs contestants in turn so that what disturbs the machine disturbs them alike; the first round does not count. */
export async function inTurn(rounds: number, contestants: readonly Contestant[]): Promise<Medians> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of contestants) {
      const startedAt = performance.now();
      const own: unknown = await run();
      const elapsed = performance.now() - startedAt;
      if (round > 0) times.get(name)?.push(typeof own === 'number' ? own : elapsed);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

/** Runs a program to its end, its output read and thrown away. */
export function runTool(program: string, args: readonly string[]): void {
  const ended = spawnSync(program, args, { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] });
  if (ended.error !== undefined) throw ended.error;
}

/** Where a program stands, or nothing. */
export function findTool(name: string): string | undefined {
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  const path = found.stdout.trim();
  return path === '' ? undefined : path;
}

/** First line of what a program says about its version. */
export function versionOf(program: string): string {
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.split('\n')[0]?.trim() ?? '';
}
