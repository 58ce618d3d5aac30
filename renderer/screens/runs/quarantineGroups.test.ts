import { expect, test } from 'vitest';
import { problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';
import { errorGroups, quarantineGroups } from './quarantineGroups';

function record(key: string, serverCode?: string): QuarantinedRecord {
  return {
    domain: 'aggregate',
    slice: 's',
    key,
    problem: problem('record-rejected', {}, key),
    hash: 'h',
    at: '2026-11-23T10:00:00Z',
    ...(serverCode === undefined ? {} : { serverCode }),
  };
}

test('records are grouped by cause, the largest group first, none lost', () => {
  const groups = quarantineGroups([record('a', 'E1'), record('b'), record('c', 'E2'), record('d', 'E2')]);
  expect(groups.map((group) => [group.serverCode, group.records.map(({ key }) => key)])).toEqual([
    ['E2', ['c', 'd']],
    ['E1', ['a']],
    [undefined, ['b']],
  ]);
});

test('equal errors are shown once with their number, others apart', () => {
  const groups = errorGroups([
    problem('timed-out', { host: 'a' }),
    problem('timed-out', { host: 'b' }),
    problem('timed-out', { host: 'a' }),
  ]);
  expect(groups.map(({ count }) => count)).toEqual([2, 1]);
});
