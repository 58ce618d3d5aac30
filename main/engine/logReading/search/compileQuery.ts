import { parseQuery } from '../../../../shared/logQuery/parseQuery';
import type { QueryFault, QueryLeaf, QueryNode } from '../../../../shared/logQuery/queryTree';
import { succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import type { TextEncoding } from '../recordIndex';
import type { TextFilter } from '../textSearch';
import { rustExpression, textExpression } from './expressionPatterns';
import { bytePattern, rustPattern, textPattern } from './literalPatterns';
import type { Letters } from './literalPatterns';
import { literalUnits } from './literalUnits';
import { isPlainExpression } from './plainExpression';

/** One leaf of a query, as each engine is given it. */
export interface CompiledLeaf {
  readonly kind: QueryLeaf['kind'];
  /** `unknown`: an engine must be asked whether it takes it. */
  readonly validity: 'sure' | 'unknown';
  /** For ripgrep. */
  readonly rust: (encoding: TextEncoding, letters: Letters) => string;
  /** For V8 over bytes read as latin1; texts only. */
  readonly bytes?: (encoding: TextEncoding) => string;
  /** The forms of each letter, one a line: a text in which those of another one stand is found where that is. Texts only. */
  readonly letters?: string;
  /** For V8 over decoded text, with `flags`. */
  readonly text: string;
  readonly flags: string;
}

/** A query, ready for the engines. */
export interface CompiledQuery {
  readonly leaves: readonly CompiledLeaf[];
  readonly root: QueryNode;
}

function compileLeaf(leaf: QueryLeaf, filter: TextFilter): CompiledLeaf {
  if (leaf.kind === 'text') {
    const units = literalUnits(leaf.text, filter);
    return {
      kind: 'text',
      validity: 'sure',
      rust: (encoding, letters) =>
        encoding === 'latin1' ? `(?-u:${bytePattern(units, encoding)})` : rustPattern(units, letters),
      bytes: (encoding) => bytePattern(units, encoding),
      letters: units.map((unit) => `\n${JSON.stringify(unit)}\n`).join(''),
      text: textPattern(units),
      flags: 'u',
    };
  }
  const letterCase = leaf.letterCase === 'ignored' ? 'ignored' : filter.letterCase;
  const rules = { letterCase, accents: filter.accents };
  return {
    kind: 'expression',
    validity: isPlainExpression(leaf.source) === 'yes' ? 'sure' : 'unknown',
    rust: (encoding, letters) => rustExpression(leaf.source, rules, encoding, letters),
    text: textExpression(leaf.source, filter.accents),
    flags: letterCase === 'ignored' || leaf.source.startsWith('(?i)') ? 'iu' : 'u',
  };
}

/** Understands a text filter and writes its patterns; `undefined` where nothing is looked for. */
export function compileQuery(filter: TextFilter): Result<CompiledQuery | undefined, QueryFault> {
  const parsed = parseQuery(filter.text, filter.syntax);
  if (!parsed.ok || parsed.value === undefined) return parsed.ok ? succeed(undefined) : parsed;
  const { leaves, root } = parsed.value;
  return succeed({ leaves: leaves.map((leaf) => compileLeaf(leaf, filter)), root });
}
