import type { TextEncoding } from '../recordIndex';
import type { Mark } from './literalMarks';

/** An expression and its flags, for V8. */
export interface V8Expression {
  readonly text: string;
  readonly flags: string;
}

/** What the thread of expressions is asked: in which lines of a block they match, or where in texts. */
export type ExpressionRequest =
  | {
      readonly ask: 'lines';
      readonly expressions: readonly V8Expression[];
      readonly encoding: TextEncoding;
      readonly bytes: Uint8Array;
    }
  | {
      readonly ask: 'marks';
      readonly expressions: readonly V8Expression[];
      readonly texts: readonly string[];
    };

/** What it answers: offsets of lines within the block, or marks for each text. */
export type ExpressionAnswer =
  | { readonly ask: 'lines'; readonly offsets: Float64Array }
  | { readonly ask: 'marks'; readonly marks: readonly (readonly Mark[])[] };

const lineBreak = 10;
const carriageReturn = 13;

function lines({
  expressions,
  encoding,
  bytes,
}: Extract<ExpressionRequest, { ask: 'lines' }>): ExpressionAnswer {
  const patterns = expressions.map(({ text, flags }) => new RegExp(text, flags));
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets: number[] = [];
  for (let from = 0; from < block.length;) {
    const found = block.indexOf(lineBreak, from);
    const until = found < 0 ? block.length : found;
    const end = block[until - 1] === carriageReturn && until > from ? until - 1 : until;
    const line = block.toString(encoding, from, end);
    if (patterns.some((pattern) => pattern.test(line))) offsets.push(from);
    from = until + 1;
  }
  return { ask: 'lines', offsets: Float64Array.from(offsets) };
}

function marks({ expressions, texts }: Extract<ExpressionRequest, { ask: 'marks' }>): ExpressionAnswer {
  const patterns = expressions.map(({ text, flags }) => new RegExp(text, `g${flags}`));
  return {
    ask: 'marks',
    marks: texts.map((text) =>
      patterns.flatMap((pattern) =>
        Array.from(text.matchAll(pattern), ({ 0: found, index }): Mark => [index, index + found.length]),
      ),
    ),
  };
}

/** Answers one request; how long that takes depends on the expressions, so it belongs into a thread that can be ended. */
export function answerExpression(request: ExpressionRequest): ExpressionAnswer {
  return request.ask === 'lines' ? lines(request) : marks(request);
}
