import { problem } from '../../../../shared/model/problem';
import type { ExpressionThread } from './expressionThread';
import { literalScanner, scanBlock } from './scanLiterals';
import { scanSources } from './scanPass';
import type { ScanLines } from './scanPass';
import type { SearchPass } from './searchPass';

/** Offsets of either list, rising, each once. */
function either(one: Float64Array, other: Float64Array): Float64Array {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  return Float64Array.from(new Set([...one, ...other])).sort();
}

/** Searches without ripgrep: texts in place, expressions in a thread that is ended when it takes too long. */
export function threadPass(thread: ExpressionThread): SearchPass {
  return (leaves, sources, on, signal) => {
    const texts = leaves.filter((leaf) => leaf.kind === 'text');
    const expressions = leaves.filter((leaf) => leaf.kind === 'expression');
    return scanSources(
      sources,
      ({ encoding }): ScanLines => {
        const scanner = texts.length === 0 ? undefined : literalScanner(texts, encoding);
        return async (block) => {
          const found = scanner === undefined ? new Float64Array() : scanBlock(scanner, block);
          if (expressions.length === 0) return { offsets: found };
          const lines = await thread.lines(expressions, encoding, block.bytes, signal);
          if (lines === 'too-slow') return { problem: problem('query-too-slow') };
          if (lines === 'aborted') return { problem: problem('cancelled') };
          if (lines === 'broken') return { problem: problem('internal-error') };
          return {
            offsets: either(
              found,
              lines.map((offset) => offset + block.offset),
            ),
          };
        };
      },
      on,
      signal,
    );
  };
}
