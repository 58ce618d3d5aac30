import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { SearchedSource, TextFilter, TextSearch } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));
const expressionWorker = join(import.meta.dirname, 'testing/expressionWorker.cjs');
const signs = Array.from('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
const lines = [
  ...signs.map((sign) => `a${sign}é`),
  ...['a', 'é', 'aé', 'é a', 'œ_1', '12-34', '  ', 'n° 7 été', 'lot e\u0301te\u0301'],
  // Blanks and letters that V8 and ripgrep tell apart in different ways of their own.
  ...Array.from('\ufeff\u0085\u00a0\u202f\u200d\u00b2½Ⓐⅷ‿ªµ٣').flatMap((sign) => [sign, `a${sign}é`]),
];

let folder = '';
let source: SearchedSource;
let latin1: SearchedSource;
const withRipgrep = createTextSearch({ ripgrep, expressionWorker, bytesInPlace: 0, headStart: 0 });
const withoutRipgrep = createTextSearch({ expressionWorker, headStart: 0 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-agreement-'));
  // Each line is a record.
  const text = lines.map((line) => `[INFO] 2025-10-10 14:23:01 [m] - ${line}\n`).join('');
  source = await searchedFile(join(folder, 'one.log'), Buffer.from(text));
  const bytes = Buffer.from(text.replace(/[^\0-\u00ff]/gu, ''), 'latin1');
  latin1 = await searchedFile(join(folder, 'latin1.log'), bytes, 'latin1');
});
afterAll(async () => {
  await withRipgrep.close();
  await withoutRipgrep.close();
  await rm(folder, { recursive: true });
});

/** Records in which an engine finds an expression at the end of the line, or that it takes none such. */
async function answer(
  engine: TextSearch,
  text: string,
  rules: Partial<TextFilter>,
  file = source,
): Promise<unknown> {
  const filter = { ...emptyLogFilter, text, syntax: 'expression' as const, ...rules };
  if (!(await engine.prepare(filter)).ok) return 'refused';
  const found: number[] = [];
  const ended = await engine.run(
    { filter },
    [file],
    { found: (_, records) => found.push(...records), progress: () => undefined },
    new AbortController().signal,
  );
  return [ended.ok, found.toSorted((one, other) => one - other)];
}

async function answers(
  text: string,
  rules: Partial<TextFilter> = {},
  file = source,
): Promise<readonly unknown[]> {
  return Promise.all([withRipgrep, withoutRipgrep].map((engine) => answer(engine, text, rules, file)));
}

describe('without ripgrep', () => {
  test.each(signs)('a sign behind a backslash is taken and found as ripgrep does: %s', async (sign) => {
    for (const text of [`a\\${sign}é?$`, `a[\\${sign}]é`, `a[x\\${sign}y]é`, `a[^\\${sign}]é$`]) {
      const [theirs, ours] = await answers(text);
      expect([text, ours]).toEqual([text, theirs]);
    }
  });

  test.each(['\\w', '\\W', '\\s', '\\S', '\\d', '\\D'])(
    'a class of characters holds what it holds for ripgrep, also within another class: %s',
    async (escape) => {
      for (const text of [
        escape,
        `[${escape}]`,
        `[^${escape}]`,
        `[é${escape}]`,
        `[^${escape}é-]`,
        `[${escape}-]`,
        `[a-c${escape}]`,
        `[^0-9${escape}${escape}]`,
      ]) {
        for (const file of [source, latin1]) {
          const [theirs, ours] = await answers(`- a?${text}é?$`, { accents: 'exact' }, file);
          expect([text, ours]).toEqual([text, theirs]);
        }
      }
    },
  );

  test('a hyphen behind a backslash is found', async () => {
    expect(await answer(withoutRipgrep, '\\d\\-\\d+$', {})).toEqual([true, [lines.indexOf('12-34')]]);
  });

  const piece = fc.constantFrom(
    ...['\\b', '\\B', '\\<', '\\>', '\\-', '\\_', '\\ ', '\\w', '\\W', '\\d', '[\\w\\-]', '[^\\-\\d]'],
    ...[
      '[\\W]',
      '[^\\W]',
      '[a\\W]',
      '[\\Wé\\d]',
      '[^\\Wé]',
      '[^e\\W]',
      '\\s',
      '\\S',
      '[\\s\\d]',
      '[^\\s]',
      '[^\\S]',
    ],
    ...['a', 'é', 'e', '1', ' ', '-', '_', '.', '.*', '\\w+', '(?:a|\\-)', '\\&', '\\~', '[\\&\\~]'],
  );
  test('boundaries of words, classes and signs are those of ripgrep', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('ignored' as const, 'exact' as const),
        async (pieces, accents) => {
          const text = `- .*?${pieces.join('')}$`;
          const [theirs, ours] = await answers(text, { accents });
          expect([text, ours]).toEqual([text, theirs]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
