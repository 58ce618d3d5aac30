import { expect, test } from 'vitest';
import { facetValues, matching, toggled } from './facets';

const counts = [
  { value: 'client', count: 40 },
  { value: 'aggregate', count: 2 },
];

test('what the filter asks for stays in the list, though no row carries it any more', () => {
  expect(facetValues(counts, ['aggregate', 'gone'])).toEqual([
    { value: 'client', count: 40, chosen: 'free' },
    { value: 'aggregate', count: 2, chosen: 'chosen' },
    { value: 'gone', count: 0, chosen: 'chosen' },
  ]);
});

test('a choice is taken up and put back', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});

test('a value is found by its words, whatever their accents and case', () => {
  const values = facetValues(counts, []);
  const wordsOf = (value: string): string => (value === 'client' ? 'Métadonnées du Nord' : value);
  expect(matching(values, wordsOf, ' METADONNEES ').map(({ value }) => value)).toEqual(['client']);
  expect(matching(values, wordsOf, '')).toBe(values);
  expect(matching(values, wordsOf, 'sud')).toEqual([]);
});
