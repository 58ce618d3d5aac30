import { stat } from 'node:fs/promises';
import type { SearchedSource } from '../textSearch';
import { RipgrepOutput } from './ripgrepOutput';
import { runRipgrep } from './runRipgrep';
import type { RipgrepRun } from './runRipgrep';

/** Files from this size on have a ripgrep of their own, which then prints while it searches. */
const largeBytes = 32 * 1024 * 1024;
/** Most characters of all paths of one command line: Windows has room for 32,767. */
const mostPathCharacters = 16_000;
/** Processes at a time. */
const lanes = 2;

/** What ripgrep is asked for, without what it searches. */
export type PathQuestion = Omit<RipgrepRun, 'input'>;

/** How a search by paths ended. */
export type PathSearchEnd =
  | {
      readonly how: 'whole';
      /** Sources that were not, or not wholly searched, and ripgrep's words where it has any. */
      readonly undone: ReadonlyMap<number, string>;
    }
  | { readonly how: 'aborted' }
  | { readonly how: 'absent'; readonly words: string };

/** What a search by paths tells on its way. */
export interface PathSearchEvents {
  /** Offsets of lines, rising within a source; for `other-lines` as {@link RipgrepOutput} tells them. */
  readonly hits: (source: number, offsets: Float64Array) => void;
  /** A source was searched to its end. */
  readonly done: (source: number) => void;
}

/** Whether a path leads to a source, and that still has all of its bytes. */
async function leadsTo(path: string, { dev, ino, until }: SearchedSource): Promise<boolean> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() && found.dev === dev && found.ino === ino && found.size >= BigInt(until);
  } catch {
    // No such file, or no right to see it: either way it is not the one.
    return false;
  }
}

/**
 * Holds hits back until the path is known to lead to the source still. It did before the search began, and files take
 * each name only once: if it does after ripgrep opened it, then ripgrep opened the right one.
 */
class Gate {
  private state: 'closed' | 'asked' | 'open' | 'shut' = 'closed';
  private readonly held: Float64Array[] = [];
  private answer: Promise<void> | undefined;

  constructor(
    readonly number: number,
    readonly path: string,
    private readonly source: SearchedSource,
    private readonly hits: PathSearchEvents['hits'],
  ) {}

  take(offsets: Float64Array): void {
    if (this.state === 'open') this.hits(this.number, offsets);
    else if (this.state !== 'shut') this.held.push(offsets);
    void this.ask();
  }

  /** Whether all hits were of the source. */
  async rightSource(): Promise<boolean> {
    await this.ask();
    return this.state === 'open';
  }

  private async ask(): Promise<void> {
    this.answer ??= leadsTo(this.path, this.source).then((right) => {
      this.state = right ? 'open' : 'shut';
      for (const offsets of this.held.splice(0)) if (right) this.hits(this.number, offsets);
    });
    return this.answer;
  }
}

/** Gates in bundles: one for each large file, small ones together, in order. */
function bundles(gates: readonly Gate[], sources: readonly SearchedSource[]): readonly (readonly Gate[])[] {
  const all: Gate[][] = [];
  let small: Gate[] = [];
  let characters = 0;
  for (const gate of gates) {
    if ((sources[gate.number]?.until ?? 0) >= largeBytes) {
      all.push([gate]);
      continue;
    }
    if (small.length === 0 || characters + gate.path.length > mostPathCharacters) {
      all.push((small = []));
      characters = 0;
    }
    small.push(gate);
    characters += gate.path.length + 3;
  }
  return all;
}

/** Searches sources by the paths at which they stand now, those among `numbers`. */
export async function searchPaths(
  question: PathQuestion,
  sources: readonly SearchedSource[],
  numbers: readonly number[],
  on: PathSearchEvents,
  signal: AbortSignal,
): Promise<PathSearchEnd> {
  const undone = new Map<number, string>();
  const gates: Gate[] = [];
  await Promise.all(
    numbers.map(async (number) => {
      const source = sources[number];
      const path = source?.path();
      // A line break in a path would stand in the middle of ripgrep's lines.
      const right =
        source !== undefined && path !== undefined && !/[\r\n]/u.test(path) && (await leadsTo(path, source));
      if (right) gates.push(new Gate(number, path, source, on.hits));
      else undone.set(number, '');
    }),
  );
  gates.sort((one, other) => one.number - other.number);
  const waiting = [...bundles(gates, sources)];
  let broken: Exclude<PathSearchEnd, { how: 'whole' }> | undefined;

  async function search(bundle: readonly Gate[]): Promise<void> {
    // Two parts of one file are two sources.
    const byPath = new Map<string, readonly Gate[]>();
    for (const gate of bundle) byPath.set(gate.path, [...(byPath.get(gate.path) ?? []), gate]);
    const output = new RipgrepOutput('paths', (path, offsets) => {
      for (const gate of byPath.get(path) ?? []) gate.take(offsets);
    });
    const input = { kind: 'paths', paths: [...byPath.keys()] } as const;
    const end = await runRipgrep({ ...question, input }, (chunk) => output.push(chunk), signal);
    if (end.how === 'aborted' || end.how === 'absent') {
      broken ??= end;
      return;
    }
    const words = end.how === 'failed' ? end.words : '';
    const named = bundle.filter(({ path }) => words.includes(`rg: ${path}: `));
    for (const gate of bundle) {
      // Where it does not say which file it could not read, none was read for sure.
      const failed = words !== '' && (named.length === 0 || named.includes(gate));
      if (failed || !(await gate.rightSource())) undone.set(gate.number, words);
      else on.done(gate.number);
    }
  }

  async function lane(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined && broken === undefined; next = waiting.shift()) {
      await search(next);
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane));
  return broken ?? { how: 'whole', undone };
}
