import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem, problemCodes } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { Outcome, RunRecord } from '../../../shared/model/run';
import type { SynchronisationSettings } from '../../../shared/model/settings';
import type { Question } from '../../../shared/model/status';
import { cooldownMs, longestCooldownMs, restingStep, stepAfterRun } from './nextStep';

const settings: SynchronisationSettings = {
  id: 'a',
  name: 'A',
  sourceId: 's',
  destinationId: 'd',
  domains: ['metadata'],
  mode: 'automatic',
  checkIntervalSeconds: 300,
  activity: 'started',
  clone: 'not-a-clone',
};

function run(outcome: Outcome, errors: readonly Problem[] = []): RunRecord {
  return {
    runId: 'r',
    syncId: 'a',
    trigger: 'automatic',
    task: 'synchronise',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:01.000Z',
    outcome,
    domains: {},
    requests: 0,
    bytesSent: 0,
    bytesReceived: 0,
    proof: { result: 'not-checked', slices: [], differences: 0, sample: [], leftOut: [] },
    errors,
    notes: [],
    heldDeletions: [],
    quarantined: [],
  };
}

const deletions: Question = { kind: 'deletions', total: 1, items: [] };
const firstWrite: Question = { kind: 'first-write', destinationCounts: [], sourceCounts: [] };

describe('stepAfterRun', () => {
  it('waits for the interval after a clean automatic run', () => {
    const step = stepAfterRun(settings, { record: run('verified-unchanged') }, 3, 1000);
    expect(step).toEqual({ state: 'waiting', nextRunAt: 301_000, failures: 0 });
  });

  it('is idle after a clean manual run', () => {
    const step = stepAfterRun({ ...settings, mode: 'manual' }, { record: run('changed') }, 0, 1000);
    expect(step).toEqual({ state: 'idle', failures: 0 });
  });

  it('never tries refused credentials again by itself', () => {
    const cause = problem('wrong-credentials');
    const step = stepAfterRun(settings, { record: run('could-not-look', [cause]) }, 0, 1000);
    expect(step).toEqual({ state: 'error', cause, failures: 1 });
  });

  it('waits longer after each failure', () => {
    const cause = problem('timed-out');
    const step = stepAfterRun(settings, { record: run('partly-looked', [cause]) }, 2, 0);
    expect(step).toEqual({ state: 'cooldown', cause, nextRunAt: 240_000, failures: 3 });
  });

  it('goes on by schedule while deletions are held, but not before the first write is confirmed', () => {
    const held = stepAfterRun(settings, { record: run('changed'), question: deletions }, 0, 0);
    expect(held).toMatchObject({ state: 'held', nextRunAt: 300_000 });
    const asked = run('could-not-look', [problem('confirmation-needed')]);
    const step = stepAfterRun(settings, { record: asked, question: firstWrite }, 0, 0);
    expect(step.state).toBe('held');
    expect(step.nextRunAt).toBeUndefined();
  });

  const anything = fc.record({
    outcome: fc.constantFrom<Outcome>('changed', 'verified-unchanged', 'could-not-look', 'partly-looked'),
    codes: fc.array(fc.constantFrom(...problemCodes), { maxLength: 3 }),
    activity: fc.constantFrom('started' as const, 'stopped' as const, 'paused' as const),
    mode: fc.constantFrom('manual' as const, 'automatic' as const),
    failures: fc.nat(40),
    question: fc.constantFrom(undefined, deletions, firstWrite),
  });

  it('never shows a failed run as waiting or idle, and never schedules what the operator stopped or paused', () => {
    fc.assert(
      fc.property(anything, ({ outcome, codes, activity, mode, failures, question }) => {
        const record = run(
          outcome,
          codes.map((code) => problem(code)),
        );
        const finished = question === undefined ? { record } : { record, question };
        const step = stepAfterRun({ ...settings, activity, mode }, finished, failures, 5000);
        const failed = outcome === 'could-not-look' || outcome === 'partly-looked' || codes.length > 0;
        const isStopped = codes[0] === 'stopped-by-operator';
        if (failed && !isStopped) expect(['waiting', 'idle']).not.toContain(step.state);
        if (activity !== 'started' || mode === 'manual') expect(step.nextRunAt).toBeUndefined();
        if (step.nextRunAt !== undefined) expect(step.nextRunAt).toBeGreaterThan(5000);
      }),
    );
  });
});

describe('restingStep and cooldownMs', () => {
  it('keeps a pause whatever the mode', () => {
    expect(restingStep({ ...settings, activity: 'paused', mode: 'manual' }, 0).state).toBe('paused');
    expect(restingStep({ ...settings, activity: 'stopped' }, 0).state).toBe('stopped');
  });

  it('never waits longer than half an hour', () => {
    fc.assert(fc.property(fc.nat(1000), (n) => cooldownMs(n) <= longestCooldownMs && cooldownMs(n) > 0));
  });
});
