import { describe, expect, test } from 'vitest';
import { logFiles } from '../../../shared/model/log';
import type { RunSummary } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import { bundleRequest, firstChoices } from './bundleChoices';

const now = Date.parse('2026-11-23T14:30:00Z');
const zone = 'Africa/Kinshasa';
const hour = 3_600_000;

function run(runId: string, hoursAgo: number): RunSummary {
  return {
    runId,
    syncId: 's',
    trigger: 'automatic',
    task: 'synchronise',
    startedAt: new Date(now - hoursAgo * hour).toISOString(),
    endedAt: new Date(now - hoursAgo * hour + 60_000).toISOString(),
    outcome: 'changed',
    sent: 0,
    deleted: 0,
    unchanged: 0,
    quarantined: 0,
    heldDeletions: 0,
    proof: { result: 'not-checked', differences: 0 },
  };
}
const runs = [run('today', 2), run('last week', 200)];

describe('the first choices', () => {
  test('are all logs and runs of the last day, names hidden', () => {
    expect(bundleRequest(firstChoices({}, now, 'fr', zone), runs, zone)).toEqual(
      succeed({
        from: now - 24 * hour,
        until: now,
        logs: logFiles,
        lastHour: 'with',
        runs: [],
        names: 'hidden',
      }),
    );
  });

  test('are about one run where one was asked for, though it is not among the runs that are known', () => {
    const start = { run: { runId: 'old', from: now - 5_000 * hour, until: now - 4_999 * hour } };
    const request = bundleRequest(firstChoices(start, now, 'fr', zone), runs, zone);
    expect(request).toMatchObject({
      ok: true,
      value: { runs: ['old'], from: now - 5_000 * hour - 60_000, until: now - 4_999 * hour + 60_000 },
    });
  });

  test('are of a period where one was asked for, to the minute', () => {
    const start = { range: { from: now - hour, until: now - hour / 2 } };
    expect(bundleRequest(firstChoices(start, now, 'fr', zone), runs, zone)).toMatchObject({
      ok: true,
      value: { from: now - hour, until: now - hour / 2 + 59_999 },
    });
  });
});

describe('chosen runs', () => {
  const some = { ...firstChoices({}, now, 'fr', zone), which: 'some' } as const;
  test('are named, those outside of the period left out', () => {
    const choices = { ...some, runs: ['today', 'last week'] };
    expect(bundleRequest(choices, runs, zone)).toMatchObject({ ok: true, value: { runs: ['today'] } });
  });

  test('must be at least one: no name at all would mean every run', () => {
    expect(bundleRequest({ ...some, runs: ['last week'] }, runs, zone)).toEqual(fail('no-run'));
  });

  test('are forgotten when all are wanted', () => {
    const choices = { ...some, which: 'all', runs: ['today'] } as const;
    expect(bundleRequest(choices, runs, zone)).toMatchObject({ ok: true, value: { runs: [] } });
  });
});

test('ends that do not hold give no request', () => {
  const period = { kind: 'custom', from: '', until: '23/11/2026 10:00' } as const;
  expect(bundleRequest({ ...firstChoices({}, now, 'fr', zone), period }, runs, zone)).toEqual(
    fail('from-unclear'),
  );
});
