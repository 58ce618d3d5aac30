import type { LogFilter } from '../model/logView';
import { fail, succeed } from '../result';
import type { Result } from '../result';
import { queryTokens } from './queryTokens';
import type { QueryToken } from './queryTokens';
import { mostQueryCharacters, mostQueryLeaves } from './queryTree';
import type { QueryFault, QueryLeaf, QueryNode, QueryTree } from './queryTree';

/** Reads tokens; brackets and operators that are not finished yet count as finished, since people are typing. */
class Reader {
  readonly leaves: QueryLeaf[] = [];
  fault: QueryFault | undefined;
  private next = 0;

  constructor(private readonly tokens: readonly QueryToken[]) {}

  /** Parts between OR. */
  any(): QueryNode | undefined {
    const parts: QueryNode[] = [];
    for (;;) {
      const part = this.all();
      if (part !== undefined) parts.push(part);
      const token = this.tokens[this.next];
      if (token?.what.kind !== 'or') break;
      if (part === undefined) this.fault ??= { code: 'operator-without-left', position: token.at };
      this.next += 1;
    }
    return joined('or', parts);
  }

  /** Parts between AND, which may be left out. */
  private all(): QueryNode | undefined {
    const parts: QueryNode[] = [];
    for (;;) {
      const token = this.tokens[this.next];
      if (token === undefined || token.what.kind === 'or' || token.what.kind === 'close') break;
      if (token.what.kind === 'and') {
        if (parts.length === 0) this.fault ??= { code: 'operator-without-left', position: token.at };
        this.next += 1;
        continue;
      }
      const part = this.one(token);
      if (part !== undefined) parts.push(part);
    }
    return joined('and', parts);
  }

  private one(token: QueryToken): QueryNode | undefined {
    this.next += 1;
    switch (token.what.kind) {
      case 'leaf':
        this.leaves.push(token.what.leaf);
        if (this.leaves.length > mostQueryLeaves) {
          this.fault ??= { code: 'too-many-parts', position: token.at };
        }
        return { op: 'leaf', leaf: this.leaves.length - 1 };
      case 'open': {
        const inner = this.any();
        if (this.tokens[this.next]?.what.kind === 'close') this.next += 1;
        return inner;
      }
      case 'not': {
        const denied = this.tokens[this.next];
        if (denied === undefined || ['and', 'or', 'close'].includes(denied.what.kind)) return undefined;
        const part = this.one(denied);
        if (part === undefined) return undefined;
        return part.op === 'not' ? part.part : { op: 'not', part };
      }
      case 'and':
      case 'or':
      case 'close':
        return undefined;
    }
  }
}

function joined(op: 'and' | 'or', parts: readonly QueryNode[]): QueryNode | undefined {
  return parts.length > 1 ? { op, parts } : parts[0];
}

/** Half of a surrogate pair is no letter: no file holds one. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Understands a query: words (all of them must stand in a record), `"a phrase"`, `-not`, AND, OR, NOT (or ET, OU, SAUF,
 * capitals only), brackets, `/expression/` and `/expression/i`; or the whole as one expression. `undefined` where
 * nothing is looked for. What is not closed yet counts as closed, an operator without its right side as absent.
 */
export function parseQuery(
  text: string,
  syntax: LogFilter['syntax'],
): Result<QueryTree | undefined, QueryFault> {
  if (text.length > mostQueryCharacters) return fail({ code: 'too-long', position: mostQueryCharacters });
  const typed = wellFormed(text);
  if (typed.trim() === '') return succeed(undefined);
  if (syntax === 'expression') {
    const leaf: QueryLeaf = { kind: 'expression', source: typed, letterCase: 'as-filter' };
    return checked({ leaves: [leaf], root: { op: 'leaf', leaf: 0 } });
  }
  const reader = new Reader(queryTokens(typed));
  const root = reader.any();
  if (reader.fault !== undefined) return fail(reader.fault);
  return root === undefined ? succeed(undefined) : checked({ leaves: reader.leaves, root });
}

/** Expressions are matched against lines, so none can hold a line break. */
function checked(tree: QueryTree): Result<QueryTree, QueryFault> {
  const broken = tree.leaves.find(
    (leaf) => leaf.kind === 'expression' && /[\r\n]|(?:^|[^\\])(?:\\\\)*\\[nr]/u.test(leaf.source),
  );
  return broken === undefined ? succeed(tree) : fail({ code: 'line-break', position: 0 });
}
