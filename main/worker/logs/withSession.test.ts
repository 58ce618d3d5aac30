import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import { missedOf } from './withSession';

const file = 'errors.log';

test.each([
  ['nothing is missed where all was looked at', undefined, {}, undefined],
  ['what cannot be read is missed by every filter', 'log-unreadable', {}, 'log-unreadable'],
  ['an unknown reason is that of a file that cannot be read', 'other', {}, 'log-unreadable'],
  ['names that found no room hide nothing from a text', 'log-too-varied', { text: 'x' }, undefined],
  [
    'names that found no room hide lines from a module',
    'log-too-varied',
    { modules: ['a'] },
    'log-too-varied',
  ],
  ['names that found no room hide lines from a code', 'log-too-varied', { codes: ['a'] }, 'log-too-varied'],
])('%s', (_, code, filter, expected) => {
  const state = code === undefined ? {} : { incomplete: { code, file } };
  const known = expected === 'log-unreadable' || expected === 'log-too-varied' ? expected : undefined;
  expect(missedOf(state, { ...emptyLogFilter, ...filter })).toEqual(
    known === undefined ? undefined : problem(known, { file }),
  );
});
