import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from './parseQuery';
import type { QueryNode, QueryTree } from './queryTree';

/** Writes a tree with all its brackets. */
function written({ leaves, root }: QueryTree): string {
  function of(node: QueryNode): string {
    switch (node.op) {
      case 'leaf': {
        const leaf = leaves[node.leaf];
        if (leaf === undefined) return '?';
        if (leaf.kind === 'text') return `‹${leaf.text}›`;
        return `/${leaf.source}/${leaf.letterCase === 'ignored' ? 'i' : ''}`;
      }
      case 'not':
        return `!${of(node.part)}`;
      case 'and':
        return `(${node.parts.map(of).join(' & ')})`;
      case 'or':
        return `(${node.parts.map(of).join(' | ')})`;
    }
  }
  return of(root);
}

function read(text: string): string {
  const parsed = parseQuery(text, 'words');
  if (!parsed.ok) return `${parsed.error.code} at ${parsed.error.position}`;
  return parsed.value === undefined ? 'nothing' : written(parsed.value);
}

describe('a query', () => {
  test.each([
    ['', 'nothing'],
    ['   ', 'nothing'],
    ['échec', '‹échec›'],
    ['échec connexion', '(‹échec› & ‹connexion›)'],
    ['échec AND connexion', '(‹échec› & ‹connexion›)'],
    ['échec ET connexion', '(‹échec› & ‹connexion›)'],
    ['échec et connexion', '(‹échec› & ‹et› & ‹connexion›)'],
    ['a b OR c d', '((‹a› & ‹b›) | (‹c› & ‹d›))'],
    ['a (b OU c) d', '(‹a› & (‹b› | ‹c›) & ‹d›)'],
    ['"a phrase" b', '(‹a phrase› & ‹b›)'],
    ['"say \\"yes\\"" C:\\temp', '(‹say "yes"› & ‹C:\\temp›)'],
    ['-bruit', '!‹bruit›'],
    ['a -"b c" NOT d SAUF (e OR f)', '(‹a› & !‹b c› & !‹d› & !(‹e› | ‹f›))'],
    ['NOT NOT a', '‹a›'],
    ['NOT -a', '‹a›'],
    ['change-detector', '‹change-detector›'],
    ['[INFO] - début', '(‹[INFO]› & ‹-› & ‹début›)'],
    ['/HTTP 50[0-3]/ lot', '(/HTTP 50[0-3]/ & ‹lot›)'],
    ['/a\\/b/i', '/a/b/i'],
    ['/[/]x/', '/[/]x/'],
    ['(/a b/i OR c)', '(/a b/i | ‹c›)'],
    ['/api/dataValueSets /api', '(‹/api/dataValueSets› & ‹/api›)'],
    ['//host', '‹//host›'],
    ['push(batch) (x)', '(‹push(batch)› & ‹x›)'],
    ['f(a(b)c)d', '‹f(a(b)c)d›'],
    ['"OR"', '‹OR›'],
    ['"status":"ERROR"', '(‹status› & ‹:"ERROR"›)'],
  ])('%s is understood', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  test.each([
    ['"a phr', '‹a phr›'],
    ['a (b OR c', '(‹a› & (‹b› | ‹c›))'],
    ['a OR', '‹a›'],
    ['a AND', '‹a›'],
    ['a NOT', '‹a›'],
    ['a -', '‹a›'],
    ['a (', '‹a›'],
    ['(a OR (', '‹a›'],
    ['a )', '(‹a› & ‹)›)'],
    ['()', 'nothing'],
    ['""', 'nothing'],
    ['NOT ()', 'nothing'],
    ['/unfinished[', '‹/unfinished[›'],
  ])('%s is understood while it is being typed', (text, tree) => {
    expect(read(text)).toBe(tree);
  });

  test.each([
    ['OR a', 'operator-without-left at 0'],
    ['a (AND b)', 'operator-without-left at 3'],
    ['a OR OR b', 'operator-without-left at 5'],
    ['x'.repeat(501), 'too-long at 500'],
    [Array.from({ length: 17 }, (_, index) => `w${index}`).join(' '), 'too-many-parts at 54'],
    ['/a\\nb/', 'line-break at 0'],
  ])('%s is refused with a reason and its place', (text, reason) => {
    expect(read(text)).toBe(reason);
  });

  test('the whole text can be one expression', () => {
    expect(parseQuery('a b|"c', 'expression')).toEqual({
      ok: true,
      value: {
        leaves: [{ kind: 'expression', source: 'a b|"c', letterCase: 'as-filter' }],
        root: { op: 'leaf', leaf: 0 },
      },
    });
  });

  test('a backslash that is itself escaped makes no line break', () => {
    expect(read('/a\\\\nb/')).toBe('/a\\\\nb/');
    expect(parseQuery('a\\\\\\nb', 'expression')).toMatchObject({ error: { code: 'line-break' } });
    expect(parseQuery('a\nb', 'expression')).toMatchObject({ error: { code: 'line-break' } });
  });

  test('whatever is typed is understood or refused, and every leaf is named once', () => {
    const pieces = fc.constantFrom(
      ...['(', ')', '"', '-', '/', '\\', ' ', 'OR', 'AND', 'NOT', 'é', '\ud800', '\n', 'x', '[', 'i'],
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom('words' as const, 'expression' as const), (text, syntax) => {
        const parsed = parseQuery(text, syntax);
        if (!parsed.ok || parsed.value === undefined) return;
        const named: number[] = [];
        const look = (node: QueryNode): void => {
          if (node.op === 'leaf') named.push(node.leaf);
          else if (node.op === 'not') look(node.part);
          else node.parts.forEach(look);
        };
        look(parsed.value.root);
        expect(named).toEqual(parsed.value.leaves.map((_, index) => index));
        expect(
          parsed.value.leaves.every((leaf) => (leaf.kind === 'text' ? leaf.text : leaf.source) !== ''),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
