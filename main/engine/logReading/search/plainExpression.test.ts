import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import { checkExpressions } from './checkExpression';
import { compileQuery } from './compileQuery';
import { isPlainExpression } from './plainExpression';
import { ripgrepInModules } from './ripgrepPlace';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));

const piece = fc.oneof(
  fc.constantFrom(...Array.from('aeEéœßz09 _.:;,=<>/"\'%@#!&~-[](){}|^$*+?\\\n\u0301😀\u200d')),
  fc.constantFrom('\\d', '\\W', '\\s', '\\.', '\\/', '\\b', '\\-', '[a-z]', '[z-a]', '[^0-9é œ]', '[\\d_]'),
  fc.constantFrom('{2}', '{2,}', '{3,2}', '{0,20}', '{20}', '{21}', '(?:', '(?i)', '*?', '(?=', '[[a]]'),
);
const expression = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join(''));

test.each(['ignored', 'exact'] as const)(
  'an expression that is called plain is valid for ripgrep and V8, accents %s',
  async (accents) => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(expression, { minLength: 60, maxLength: 60 }),
        fc.constantFrom('ignored' as const, 'exact' as const),
        async (all, letterCase) => {
          const sources = all.filter((text) => isPlainExpression(text) === 'yes');
          plain += sources.length;
          const leaves = sources.flatMap((text) => {
            const filter = { ...emptyLogFilter, text, syntax: 'expression' as const, letterCase, accents };
            const query = compileQuery(filter);
            return query.ok ? (query.value?.leaves ?? []) : [];
          });
          for (const { text, flags } of leaves) expect(() => new RegExp(text, flags)).not.toThrow();
          for (const letters of ['french', 'common', 'all'] as const) {
            const patterns = leaves.map(({ rust }) => rust('utf8', letters));
            expect(patterns.length === 0 ? 'valid' : await checkExpressions(ripgrep, patterns)).toBe('valid');
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(plain).toBeGreaterThan(100);
  },
);

test.each(['\\W{20}', '\\w{20}', '[^\\w]{20}', '[é\\d]{0,20}', 'œ{20}'])(
  'a plain expression as large as %s over and over is not too large for ripgrep',
  async (part) => {
    const text = part.repeat(Math.floor(100 / part.length));
    expect(isPlainExpression(text)).toBe('yes');
    for (const letterCase of ['ignored', 'exact'] as const) {
      const query = compileQuery({ ...emptyLogFilter, text, syntax: 'expression', letterCase });
      const patterns = (query.ok ? query.value?.leaves : undefined)?.map(({ rust }) => rust('utf8', 'all'));
      expect(await checkExpressions(ripgrep, patterns ?? [])).toBe('valid');
    }
  },
);

test.each([
  ['\\[ERROR\\].*HTTP 50[0-3]', 'yes'],
  ['\\d{5,} enregistrements?, [0-9]+ o', 'yes'],
  ['^(lot|batch) (\\d+|aucun)$', 'yes'],
  ['(a', 'no'],
  ['a)', 'no'],
  ['a**', 'no'],
  ['*a', 'no'],
  ['a{3,2}', 'no'],
  ['[z-a]', 'no'],
  ['(?=a)', 'no'],
  ['(a{20}){20}', 'no'],
  ['a\nb', 'no'],
  ['a\\nb', 'no'],
  ['a'.repeat(101), 'no'],
])('%j is called plain: %s', (source, answer) => {
  expect(isPlainExpression(source)).toBe(answer);
});
