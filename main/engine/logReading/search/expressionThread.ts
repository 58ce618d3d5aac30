import { Worker } from 'node:worker_threads';
import type { CompiledLeaf } from './compileQuery';
import type { ExpressionAnswer, ExpressionRequest } from './expressionRequests';
import type { Mark } from './literalMarks';
import type { TextEncoding } from '../recordIndex';

/** Why there is no answer. */
export type NoAnswer = 'too-slow' | 'aborted' | 'broken';

/** Texts that are not marked by then are shown without. */
const marksDeadline = 250;

/** Runs V8's regular expressions in a thread that is ended when it takes too long; the next request starts another one. */
export class ExpressionThread {
  private worker: Worker | undefined;
  private busy: Promise<unknown> = Promise.resolve();

  /** Program of the thread, and milliseconds that a block may take. */
  constructor(
    private readonly program: string,
    private readonly blockDeadline: number,
  ) {}

  /** Offsets, within the bytes, of the lines in which one of the leaves is found. */
  async lines(
    leaves: readonly CompiledLeaf[],
    encoding: TextEncoding,
    bytes: Buffer,
    signal: AbortSignal,
  ): Promise<Float64Array | NoAnswer> {
    const answer = await this.ask(
      { ask: 'lines', expressions: expressionsOf(leaves), encoding, bytes },
      this.blockDeadline,
      signal,
    );
    if (typeof answer === 'string') return answer;
    return answer.ask === 'lines' ? answer.offsets : 'broken';
  }

  /** Where leaves are found in texts; nowhere where that takes too long. */
  async marks(
    leaves: readonly CompiledLeaf[],
    texts: readonly string[],
  ): Promise<readonly (readonly Mark[])[]> {
    const request = { ask: 'marks', expressions: expressionsOf(leaves), texts } as const;
    const answer = await this.ask(request, marksDeadline);
    return typeof answer !== 'string' && answer.ask === 'marks' ? answer.marks : texts.map(() => []);
  }

  async close(): Promise<void> {
    await this.end();
  }

  /** One request at a time: the deadline is each one's own. */
  private ask(
    request: ExpressionRequest,
    deadline: number,
    signal?: AbortSignal,
  ): Promise<ExpressionAnswer | NoAnswer> {
    const answer = this.busy.then(() => this.send(request, deadline, signal));
    this.busy = answer;
    return answer;
  }

  private async send(
    request: ExpressionRequest,
    deadline: number,
    signal?: AbortSignal,
  ): Promise<ExpressionAnswer | NoAnswer> {
    if (signal?.aborted === true) return 'aborted';
    const worker = (this.worker ??= await this.begin());
    worker.ref();
    const settled = new AbortController();
    const until = { once: true, signal: settled.signal };
    const answer = await new Promise<ExpressionAnswer | NoAnswer>((resolve) => {
      const timer = setTimeout(() => resolve('too-slow'), deadline);
      const broken = (): void => resolve('broken');
      settled.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        worker.off('message', resolve).off('error', broken).off('exit', broken);
      });
      signal?.addEventListener('abort', () => resolve('aborted'), until);
      worker.once('message', resolve).once('error', broken).once('exit', broken);
      worker.postMessage(request);
    });
    settled.abort();
    // Idle, it must not keep the process alive.
    worker.unref();
    if (typeof answer === 'string') await this.end();
    return answer;
  }

  /** Resolves once it says that it is ready: starting counts for no deadline. */
  private async begin(): Promise<Worker> {
    const worker = new Worker(this.program);
    // One that fails between two requests fails nobody: the next request starts another one.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    await new Promise<void>((resolve) => {
      worker.once('message', () => resolve());
      worker.once('exit', () => resolve());
    });
    return worker;
  }

  private async end(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }
}

function expressionsOf(leaves: readonly CompiledLeaf[]): readonly { text: string; flags: string }[] {
  return leaves.map(({ text, flags }) => ({ text, flags }));
}
