import { describe, expect, test } from 'vitest';
import type { LogFileFacts } from '../../../shared/model/logView';
import {
  fileActions,
  fileGroups,
  firstLook,
  mostChosen,
  roomTaken,
  selectionName,
  selectionOf,
  stillThere,
} from './fileGroups';

function file(name: string, change: Partial<LogFileFacts> = {}): LogFileFacts {
  return {
    id: `id of ${name}`,
    name,
    place: 'live',
    bytes: 1,
    changedAt: '2026-11-23T10:00:00Z',
    compressed: 'no',
    ...change,
  };
}
const live = file('errors.log', { log: 'errors.log' });
const whole = file('dhis2_sync.log', { log: 'dhis2_sync.log' });
const old = (number: number): LogFileFacts =>
  file(`dhis2_sync.log.${number}`, { place: 'old', log: 'dhis2_sync.log' });
const opened = file('a.zip › x.log', { place: 'opened' });

test('files stand by where they come from: the five in their order, old ones by number, archives newest first', () => {
  const archived = (name: string, changedAt: string) => file(name, { place: 'archived', changedAt });
  const groups = fileGroups([
    opened,
    archived('first', '2026-01-01T00:00:00Z'),
    old(10),
    old(2),
    archived('last', '2026-11-01T00:00:00Z'),
    live,
    whole,
  ]);
  expect(groups.map(({ place, files }) => [place, ...files.map(({ name }) => name)])).toEqual([
    ['live', 'dhis2_sync.log', 'errors.log'],
    ['old', 'dhis2_sync.log.2', 'dhis2_sync.log.10'],
    ['archived', 'last', 'first'],
    ['opened', 'a.zip › x.log'],
  ]);
});

test('of a bundle its logs are shown first, of other files all that can be read', () => {
  const settings = file('a.zip › settings.json', { place: 'opened' });
  const gone = file('b.zip › y.log.2.gz', { place: 'opened', unreadable: 'log-damaged' });
  expect(firstLook([settings, opened, gone])).toEqual([opened]);
  expect(firstLook([settings, gone])).toEqual([settings]);
});

describe('a selection', () => {
  test('names one of the five by its name, which stays over a rotation, and others by their id', () => {
    expect([live, old(1), opened].map(selectionName)).toEqual([
      'errors.log',
      'id of dhis2_sync.log.1',
      'id of a.zip › x.log',
    ]);
  });

  test('forgets what is gone and what cannot be read', () => {
    const unreadable = file('x.gz', { place: 'archived', unreadable: 'log-unreadable' });
    expect(stillThere(['errors.log', 'gone', 'id of x.gz'], [live, unreadable])).toEqual(['errors.log']);
  });

  test('is never of more files than a view can be of', () => {
    const names = Array.from({ length: 300 }, (_, index) => `f${index}`);
    expect(selectionOf(names).files).toHaveLength(mostChosen);
  });
});

test.each([
  ['live', undefined, ['save', 'clear']],
  ['live', 'log-unreadable', []],
  ['old', undefined, ['save', 'take-out']],
  ['old', 'log-unreadable', ['take-out']],
  ['archived', undefined, ['save']],
  ['archived', 'log-unreadable', []],
  ['opened', undefined, ['save', 'close']],
  ['opened', 'log-not-a-log', ['close']],
] as const)('%s, unreadable because of %s: %j', (place, unreadable, actions) => {
  const facts = file('x', { place, ...(unreadable === undefined ? {} : { unreadable }) });
  expect(fileActions(facts)).toEqual(actions);
});

test.each(['gzip', 'zip'] as const)('an opened file out of %s is saved as it was read', (compressed) => {
  expect(fileActions(file('x', { place: 'opened', compressed }))).toEqual(['save-plain', 'close']);
  expect(fileActions(file('x', { place: 'old', compressed }))).toEqual(['save', 'take-out']);
});

test.each([
  [0, 100, { share: 0, state: 'enough' }],
  [89, 100, { share: 0.89, state: 'enough' }],
  [90, 100, { share: 0.9, state: 'nearly-full' }],
  [100, 100, { share: 1, state: 'nearly-full' }],
  [130, 100, { share: 1, state: 'exceeded' }],
] as const)('%i of %i bytes', (bytes, mostBytes, taken) => {
  expect(roomTaken({ files: [], bytes, mostBytes })).toEqual(taken);
});
