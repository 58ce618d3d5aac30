import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogViewRequest, LogViewState } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import { matchesKnown } from './matchesKnown';

const of = (text: string): LogViewRequest => ({
  selection: { files: ['dhis2_sync.log'], old: 'without' },
  filter: { ...emptyLogFilter, text },
  show: 'matches',
  context: 0,
});
const found = (matches: number): LogViewState => ({
  viewId: 'v',
  version: 1,
  rows: matches,
  sameRows: 0,
  matches,
  records: 4_000,
  reading: { done: 1, total: 1 },
  searching: { done: 1, total: 1 },
});
const refused = problem('invalid-query', {});

test('all rows of a view without a search are no result of the first letters', () => {
  expect(matchesKnown(of('a'), of(''), found(4_000), undefined)).toBe('awaited');
  expect(matchesKnown(of('a'), of(' '), found(4_000), undefined)).toBe('awaited');
  expect(matchesKnown(of('a'), undefined, found(4_000), undefined)).toBe('awaited');
});

test('what was looked for is known, also that it stands nowhere', () => {
  const request = of('a');
  expect(matchesKnown(request, request, found(0), undefined)).toBe('known');
  expect(matchesKnown(request, request, found(9), undefined)).toBe('known');
});

test('that letters before stood nowhere is not said of the next ones', () => {
  expect(matchesKnown(of('b'), of('a'), found(0), undefined)).toBe('awaited');
  expect(matchesKnown(of('ab'), of('a'), found(9), undefined)).toBe('known');
});

test('of an expression that was not taken there is only the result before, where there is one', () => {
  expect(matchesKnown(of('/a(/'), of(''), found(4_000), refused)).toBe('none');
  expect(matchesKnown(of('/a(/'), of('a'), found(0), refused)).toBe('known');
});
