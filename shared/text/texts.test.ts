import { describe, expect, test } from 'vitest';
import { problemCodes } from '../model/problem';
import { catalogues } from './catalogue';
import { createTranslator } from './translator';

type Entry = readonly [key: string, text: string];

function entries(node: object, path = ''): readonly Entry[] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]): readonly Entry[] => {
    const key = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') return [[key, value]];
    return typeof value === 'object' && value !== null ? entries(value, key) : [];
  });
}

const french = entries(catalogues.fr);
const english = new Map(entries(catalogues.en));
/** Namespaces that are read on screen; log lines have the typography of files. */
const onScreen = /^(?:screens|problem|logMeaning|connection|outcome|note|leftOut|state)\./u;

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\{\w+\}\}/gu) ?? [])].toSorted();
}

describe('texts', () => {
  test('both languages have the same keys', () => {
    expect([...english.keys()].toSorted()).toEqual(french.map(([key]) => key).toSorted());
  });

  test('both languages use the same placeholders', () => {
    const unequal = french.filter(
      ([key, text]) => placeholders(text).join(' ') !== placeholders(english.get(key) ?? '').join(' '),
    );
    // A singular may do without its number.
    expect(unequal.map(([key]) => key).filter((key) => !key.endsWith('_one'))).toEqual([]);
  });

  test('no text is empty', () => {
    expect([...french, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('French on screen has its spaces and apostrophes', () => {
    const wrong = french.filter(
      ([key, text]) =>
        onScreen.test(key) && (/ [:;!?»]|« | '|\w'\w/u.test(text) || /[^\s\u202f\u00a0(][;!?]/u.test(text)),
    );
    expect(wrong).toEqual([]);
  });

  test('every problem code says what happened and what to do', () => {
    const { t } = createTranslator('fr');
    for (const code of problemCodes) {
      expect(t(`problem.${code}.title`)).not.toContain('problem.');
      expect(t(`problem.${code}.next`)).not.toContain('problem.');
    }
  });

  test('the language can be switched at once, and French counts zero and one and a half as one', async () => {
    const translator = createTranslator('fr');
    const count = (number: number): string =>
      translator.t('screens.dashboard.question.deletions', { count: number, formatted: number, name: 'x' });
    expect(count(1)).toContain('suppression attend');
    expect(count(0)).toContain('suppression attend');
    expect(count(2)).toContain('suppressions attendent');
    expect(count(1_000_000)).toContain('suppressions attendent');
    await translator.changeLanguage('en');
    expect(count(2)).toContain('deletions wait');
  });
});
