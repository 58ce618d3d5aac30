import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Writable } from 'node:stream';

/** What ripgrep searches: files by their paths, or bytes that are handed to it. */
export type RipgrepInput =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'stdin'; readonly chunks: AsyncIterable<Buffer> };

/** How ripgrep ended; `absent`: the program cannot be started. */
export type RipgrepEnd =
  | { readonly how: 'whole' }
  | { readonly how: 'aborted' }
  | { readonly how: 'failed'; readonly words: string }
  | { readonly how: 'absent'; readonly words: string };

/** What ripgrep is asked for. */
export interface RipgrepRun {
  readonly program: string;
  /** A line matches where one of them does; none holds a line break. */
  readonly patterns: readonly string[];
  readonly kind: 'text' | 'expression';
  readonly input: RipgrepInput;
  /**
   * `lines`: the offset of each; `first-line`: of one in each file; `matches`: offset and text of each; `other-lines`: the
   * offset of each line that does not match, and of the one behind it.
   */
  readonly print: 'lines' | 'first-line' | 'matches' | 'other-lines';
  /** `mapped`: files are mapped into memory where that is faster; one that is cut short then ends the program. */
  readonly reading: 'mapped' | 'in-blocks';
}

/**
 * Nothing of the surroundings counts: no configuration, no files that name what to ignore, no guess at encodings or binary
 * files, no more memory for one expression than a laptop can spare, no folders.
 */
const always = [
  '--no-config',
  '--no-ignore',
  '--text',
  '--encoding=none',
  '--color=never',
  '--no-line-number',
  '--byte-offset',
  '--case-sensitive',
  '--max-depth=0',
  '--regex-size-limit=32M',
  '--dfa-size-limit=32M',
];
/** Elsewhere a file that is mapped cannot be emptied or deleted meanwhile, or mapping is slower. */
const maps = process.platform === 'linux';
/** Most of its words that are kept. */
const mostWords = 20_000;

function argumentsOf({ patterns, kind, input, print, reading }: RipgrepRun): readonly string[] {
  return [
    ...always,
    maps && reading === 'mapped' ? '--mmap' : '--no-mmap',
    // A carriage return before the line break is part of the break, for `$`; texts do not care.
    ...(kind === 'expression' ? ['--crlf'] : []),
    // Line by line: the line itself is not wanted, only where it begins.
    ...(print === 'matches' ? ['--only-matching'] : ['--max-columns=1']),
    ...(print === 'first-line' ? ['--max-count=1'] : []),
    ...(print === 'other-lines' ? ['--invert-match', '--after-context=1', '--no-context-separator'] : []),
    ...(input.kind === 'paths'
      ? // What people look for stays out of the list of processes where it can.
        ['--heading', '--null', '--with-filename', '--file=-', '--', ...input.paths]
      : ['--no-filename', ...patterns.map((pattern) => `--regexp=${pattern}`), '--', '-']),
  ];
}

/** Resolves when there is room again, or when nobody reads any more; an error is no failure here, the exit code tells. */
function roomIn(stdin: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stdin.off('drain', done).off('close', done).off('error', done);
      resolve();
    };
    stdin.on('drain', done).on('close', done).on('error', done);
  });
}

/** Hands bytes over at the pace at which they are read; stops when nobody reads any more. */
async function feed(stdin: Writable, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) {
    if (stdin.destroyed || stdin.writableEnded) return;
    if (!stdin.write(chunk)) await roomIn(stdin);
  }
  stdin.end();
}

/**
 * Runs ripgrep; `onOutput` gets what it prints. Aborted, it is killed, and the promise is settled without waiting for it.
 * Rejects only where `chunks` does.
 */
export async function runRipgrep(
  run: RipgrepRun,
  onOutput: (chunk: Buffer) => void,
  signal?: AbortSignal,
): Promise<RipgrepEnd> {
  if (signal?.aborted === true) return { how: 'aborted' };
  let child: ChildProcess;
  try {
    child = spawn(run.program, argumentsOf(run), { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  } catch (error) {
    return { how: 'absent', words: String(error) };
  }
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) return { how: 'absent', words: 'no pipes' };
  // It may end before it has read everything: how it ended is told by its exit code.
  stdin.on('error', () => undefined);
  let words = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    if (words.length < mostWords) words += text;
  });
  stdout.on('data', onOutput);
  const settled = new AbortController();
  const ended = new Promise<RipgrepEnd>((resolve) => {
    child.once('error', (error) => resolve({ how: 'absent', words: error.message }));
    child.once('close', (code, killedBy) => {
      // 0: lines were found; 1: none was.
      if (code === 0 || code === 1) resolve({ how: 'whole' });
      else resolve({ how: 'failed', words: words || `ended with ${code ?? killedBy ?? 'nothing'}` });
    });
    signal?.addEventListener('abort', () => resolve({ how: 'aborted' }), {
      once: true,
      signal: settled.signal,
    });
  });
  const fed =
    run.input.kind === 'stdin' ? feed(stdin, run.input.chunks) : stdin.end(`${run.patterns.join('\n')}\n`);
  try {
    return await Promise.race([ended, Promise.resolve(fed).then(() => ended)]);
  } finally {
    settled.abort();
    stdout.off('data', onOutput);
    stdout.resume();
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    stdin.destroy();
  }
}
