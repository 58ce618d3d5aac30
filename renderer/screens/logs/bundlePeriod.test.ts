import { describe, expect, test } from 'vitest';
import type { RunSummary } from '../../../shared/model/status';
import { periodRange, runsWithin } from './bundlePeriod';
import type { PeriodChoice } from './bundlePeriod';

const now = Date.parse('2026-11-23T14:30:20Z');

/** Both ends of a period in UTC, or what is wrong with it. */
function ends(choice: PeriodChoice, at = now, zone = 'Africa/Kinshasa'): readonly string[] | string {
  const range = periodRange(choice, at, zone);
  return range.ok
    ? [new Date(range.value.from).toISOString(), new Date(range.value.until).toISOString()]
    : range.error;
}

describe('periods that end now', () => {
  test.each([
    ['hour', '2026-11-23T13:30:20.000Z'],
    ['today', '2026-11-22T23:00:00.000Z'],
    ['day', '2026-11-22T14:30:20.000Z'],
    ['week', '2026-11-16T14:30:20.000Z'],
  ] as const)('%s', (kind, from) => {
    expect(ends({ kind })).toEqual([from, '2026-11-23T14:30:20.000Z']);
  });

  test('seven days are seven days of the calendar, also when the clock was changed', () => {
    const [from] = ends({ kind: 'week' }, Date.parse('2026-03-30T10:00:00Z'), 'Europe/Paris');
    expect(from).toBe('2026-03-23T11:00:00.000Z');
  });

  test('a day that has no midnight begins when its clock begins', () => {
    // Beirut put its clock from 00:00 to 01:00 on 27 March 2022.
    const [from] = ends({ kind: 'today' }, Date.parse('2022-03-27T09:00:00Z'), 'Asia/Beirut');
    expect(from).toBe('2022-03-26T22:00:00.000Z');
  });
});

test('a run counts with the minute before and after it', () => {
  const run = { runId: 'r', from: now - 600_000, until: now - 300_000 };
  expect(ends({ kind: 'run', run })).toEqual(['2026-11-23T14:19:20.000Z', '2026-11-23T14:26:20.000Z']);
});

describe('chosen dates', () => {
  const custom = (from: string, until: string): PeriodChoice => ({ kind: 'custom', from, until });

  test('are of the zone of this computer, and the last minute is wholly in the period', () => {
    expect(ends(custom('23/11/2026 08:00', '23/11/2026 09:15'))).toEqual([
      '2026-11-23T07:00:00.000Z',
      '2026-11-23T08:15:59.999Z',
    ]);
  });

  test.each([
    ['', '23/11/2026 09:15', 'from-unclear'],
    ['23/11/2026 08:00', '', 'until-unclear'],
    ['23/11/2026 08:00', '23/11/2026 07:59', 'reversed'],
    ['23/11/2026 15:31', '23/11/2026 15:40', 'in-the-future'],
    ['01/01/2030 00:00', '23/11/2026 15:40', 'in-the-future'],
  ] as const)('from "%s" to "%s": %s', (from, until, fault) => {
    expect(ends(custom(from, until))).toBe(fault);
  });
});

test('runs of a period are those that were on their way in it, newest first', () => {
  const run = (runId: string, from: number, until: number): RunSummary => ({
    runId,
    syncId: 's',
    trigger: 'automatic',
    task: 'synchronise',
    startedAt: new Date(from).toISOString(),
    endedAt: new Date(until).toISOString(),
    outcome: 'changed',
    sent: 0,
    deleted: 0,
    unchanged: 0,
    quarantined: 0,
    heldDeletions: 0,
    proof: { result: 'not-checked', differences: 0 },
  });
  const runs = [run('before', 0, 99), run('into', 50, 100), run('within', 120, 130), run('out of', 200, 900)];
  const after = run('after', 201, 300);
  const found = runsWithin([...runs, after], { from: 100, until: 200 });
  expect(found.map(({ runId }) => runId)).toEqual(['out of', 'within', 'into']);
});
