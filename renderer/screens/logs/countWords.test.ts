import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';
import { number } from '../../format/format';
import type { Formats } from '../../format/useFormat';
import { countWords, sliceSentence } from './countWords';

const minute = 60_000;
// Spaces, and the comma behind the day of the week, differ between versions of the locale data.
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/gu, ' ').replace(/^(\w+),/u, '$1');

function context(language: Language, zone = 'Africa/Kinshasa') {
  const { t } = createTranslator(language);
  // The words use the language and numbers of the formats and nothing else of them.
  const format = { language, number: (value: number) => number(value, language) } as Formats;
  return { t, format, zone };
}

describe('counts in words', () => {
  // NONE, DEBUG, INFO, WARNING, ERROR, CRITICAL
  test.each([
    ['fr', [0, 0, 0, 0, 0, 0], 'aucune ligne'],
    ['fr', [0, 0, 1, 0, 0, 0], '1 ligne, dont 1 information'],
    [
      'fr',
      [2, 5, 1_200, 1, 3, 1],
      '1 212 lignes, dont 1 critique, 3 erreurs, 1 avertissement, 1 200 informations, 5 de débogage et 2 sans niveau',
    ],
    ['en', [0, 0, 4, 1, 0, 0], '5 lines, of which 1 warning and 4 info'],
  ] as const)('%s %j', (language, counts, words) => {
    const { t, format } = context(language);
    expect(plain(countWords(counts, t, format))).toBe(words);
  });
});

describe('a slice in words', () => {
  const from = Date.parse('2026-11-23T10:30:00Z');
  const counts = [0, 0, 0, 0, 2, 0];
  test.each([
    [
      'a minute, in the zone of the reader',
      'fr',
      { from, until: from + minute - 1 },
      minute,
      'lundi 23 novembre 2026, de 11:30 à 11:31 : 2 lignes, dont 2 erreurs',
    ],
    [
      'a second',
      'en',
      { from, until: from + 999 },
      1_000,
      'Monday 23 November 2026, from 11:30:00 to 11:30:01: 2 lines, of which 2 errors',
    ],
    [
      'slices over midnight',
      'fr',
      { from: from + 12 * 60 * minute, until: from + 14 * 60 * minute - 1 },
      60 * minute,
      'Du 23/11/2026 23:30 au 24/11/2026 01:30 : 2 lignes, dont 2 erreurs',
    ],
    [
      'the last slice of a day ends at midnight of that day',
      'fr',
      { from: from + 12 * 60 * minute, until: from + (12 * 60 + 30) * minute - 1 },
      30 * minute,
      'lundi 23 novembre 2026, de 23:30 à 00:00 : 2 lignes, dont 2 erreurs',
    ],
    [
      'whole days are told without a time of day',
      'fr',
      { from: Date.parse('2026-11-22T23:00:00Z'), until: Date.parse('2026-11-24T22:59:59.999Z') },
      24 * 60 * minute,
      'Du 23/11/2026 au 24/11/2026 : 2 lignes, dont 2 erreurs',
    ],
  ] as const)('%s', (_what, language, range, width, words) => {
    expect(plain(sliceSentence(range, width, counts, context(language)))).toBe(words);
  });
});
