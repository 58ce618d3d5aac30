import { expect, test } from 'vitest';
import { fakeStatuses } from '../../preview/fakeData';
import { actionsFor, listed, needsAttention } from './statusList';

const names = (search: string, filter: Parameters<typeof listed>[2]): readonly string[] =>
  listed(fakeStatuses, search, filter).map((status) => status.syncId);

test('problems come first, nothing is lost', () => {
  const all = names('', 'all');
  expect(all.slice(0, 3).toSorted()).toEqual(['del', 'first', 'stock']);
  expect(all).toHaveLength(fakeStatuses.length);
});

test('a last run that could not look at everything needs attention, whatever the state', () => {
  const palu = fakeStatuses.find((status) => status.syncId === 'palu');
  expect(palu && needsAttention(palu)).toBe(true);
  expect(names('', 'attention')).toContain('palu');
});

test('the search ignores case and accents', () => {
  expect(names('metadonnees', 'all')).toEqual(['est']);
  expect(names('PALUDISME', 'all')).toEqual(['palu']);
  expect(names('nothing like it', 'all')).toEqual([]);
});

test('what runs can be paused and stopped but not started again, what is held only stopped', () => {
  const actions = Object.fromEntries(fakeStatuses.map((status) => [status.syncId, actionsFor(status)]));
  expect(actions['snis']).toEqual(['pause', 'stop']);
  expect(actions['first']).toEqual(['stop']);
  expect(actions['stock']).toContain('runNow');
  expect(actions['pop']).toEqual(['resume', 'stop']);
});
