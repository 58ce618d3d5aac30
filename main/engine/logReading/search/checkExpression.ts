import type { QueryFault } from '../../../../shared/logQuery/queryTree';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { runRipgrep } from './runRipgrep';

/** The problem of a query that is not valid; `reason` is a code with a text under `query`, `position` counts from 1. */
export function invalidQuery({ code, position }: QueryFault, words?: string): Problem {
  return problem('invalid-query', { reason: code, position: position + 1 }, words);
}

/** What ripgrep says against a pattern, where its words are about one. */
export function expressionFault(words: string): Problem | undefined {
  if (/is not allowed in a regex/u.test(words)) return invalidQuery({ code: 'line-break', position: 0 });
  const reason = /^error: (.+)$/mu.exec(words)?.[1];
  if (/regex parse error/u.test(words)) {
    return invalidQuery({ code: 'invalid-expression', position: 0 }, reason);
  }
  if (/size limit|too (?:big|large)/iu.test(words)) {
    return invalidQuery({ code: 'expression-too-large', position: 0 });
  }
  return undefined;
}

/** Has ripgrep read patterns and search nothing; `absent` where it cannot be started. */
export async function checkExpressions(
  program: string,
  patterns: readonly string[],
): Promise<'valid' | 'absent' | Problem> {
  const nothing: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => ({ next: () => ended }) };
  const end = await runRipgrep(
    {
      program,
      patterns,
      kind: 'expression',
      input: { kind: 'stdin', chunks: nothing },
      print: 'lines',
      reading: 'in-blocks',
    },
    () => undefined,
  );
  if (end.how === 'absent') return 'absent';
  if (end.how !== 'failed') return 'valid';
  return expressionFault(end.words) ?? invalidQuery({ code: 'invalid-expression', position: 0 }, end.words);
}

const ended = Promise.resolve({ done: true as const, value: undefined });
