import { describe, expect, test } from 'vitest';
import type { LogOverview, LogViewState } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';
import { number } from '../../format/format';
import type { Formats } from '../../format/useFormat';
import { goalAt } from './overviewMarks';
import { goalWords, overviewWords } from './overviewWords';

const nothing = { warnings: 0, errors: 0, criticals: 0, matches: 0 };
const overview: LogOverview = {
  version: 1,
  rows: 4_000,
  sliceRows: 100,
  slices: [
    { ...nothing, slice: 12, errors: 411, worst: 1_202 },
    { ...nothing, slice: 39, criticals: 1, worst: 3_990, matches: 2, match: 3_901 },
  ],
  firstError: 1_202,
};
const state: LogViewState = {
  viewId: 'view',
  version: 1,
  rows: 4_000,
  sameRows: 0,
  matches: 2,
  records: 4_000,
  reading: { done: 10, total: 10 },
  searching: { done: 0, total: 0 },
};
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, ' ');

function context(language: Language) {
  const { t } = createTranslator(language);
  // The words use the language and numbers of the formats and nothing else of them.
  const format = { language, number: (value: number) => number(value, language) } as Formats;
  return { t, format };
}

describe('the overview in words', () => {
  test.each([
    [
      'fr',
      '1 critique, 411 erreurs et 2 résultats. Première erreur à la ligne 1 203. Premier résultat à la ligne 3 902.',
    ],
    ['en', '1 critical, 411 errors, and 2 matches. First error on line 1,203. First match on line 3,902.'],
  ] as const)('%s: what there is, and where it begins', (language, words) => {
    const { t, format } = context(language);
    expect(plain(overviewWords(overview, undefined, state, t, format))).toBe(words);
  });

  test('what is not known yet, or could not be, is never told as nothing', () => {
    const { t, format } = context('fr');
    const empty: LogOverview = { version: 1, rows: 4_000, sliceRows: 100, slices: [] };
    const busy = { ...state, reading: { done: 1, total: 10 } };
    const partial = { ...state, incomplete: { code: 'log-unreadable' } };
    expect(overviewWords(empty, undefined, state, t, format)).toBe('ni erreur ni avertissement.');
    expect(overviewWords(empty, undefined, busy, t, format)).toContain('ce n’est pas encore tout');
    expect(overviewWords(empty, undefined, partial, t, format)).toContain('Tout n’a pas pu être lu');
    expect(overviewWords(undefined, undefined, state, t, format)).not.toContain('ni erreur');
    expect(overviewWords(empty, problem('log-reader-gone'), state, t, format)).toContain(
      'n’a pas pu être calculée',
    );
  });

  test.each([
    [90, 'Lignes 1 201 à 1 300 : 411 erreurs. Cliquer pour aller à la ligne 1 203.'],
    [30, 'Cliquer pour aller à la ligne 401.'],
  ])('a pointer at %i pixels says what is there and where a click leads', (y, words) => {
    const { t, format } = context('fr');
    const goal = goalAt(overview, { x: 3, y: y + 0.05 }, 300);
    expect(plain(goalWords(goal, overview, t, format))).toBe(words);
  });
});
