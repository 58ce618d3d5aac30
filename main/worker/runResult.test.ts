import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../shared/model/problem';
import { noCounts } from '../../shared/model/run';
import type { Outcome, RunRecord } from '../../shared/model/run';
import { createTranslator } from '../../shared/text/translator';
import { combinedExitCode, runResultOf } from './runResult';

const texts = createTranslator('en');
const outcomes: readonly Outcome[] = ['changed', 'verified-unchanged', 'could-not-look', 'partly-looked'];

function run(outcome: Outcome, change: Partial<RunRecord> = {}): RunRecord {
  return {
    runId: 'r',
    syncId: 's',
    trigger: 'command-line',
    task: 'synchronise',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:01.000Z',
    outcome,
    domains: { metadata: { ...noCounts, read: 2, created: 1 } },
    requests: 3,
    bytesSent: 4,
    bytesReceived: 5,
    proof: { result: 'not-checked', slices: [], differences: 0, sample: [], leftOut: [] },
    errors: [],
    notes: [],
    heldDeletions: [],
    quarantined: [],
    ...change,
  };
}

const refused = {
  domain: 'aggregate',
  slice: 'dataSet',
  key: 'a.b.c.d.e',
  problem: problem('record-rejected', {}, 'Value is not numeric'),
  serverCode: 'E7619',
  hash: 'h',
  at: '2026-01-01T00:00:00.000Z',
} as const;

describe('runResultOf', () => {
  it('has every domain in scope, also those that were not looked at', () => {
    const result = runResultOf([run('changed')], ['metadata', 'aggregate'], 12, texts);
    expect(result).toEqual({
      outcome: 'changed',
      domains: { metadata: { ...noCounts, read: 2, created: 1 }, aggregate: noCounts },
      requests: 3,
      bytesSent: 4,
      bytesReceived: 5,
      durationMs: 12,
      proof: { result: 'not-checked', differences: 0, at: null },
      errors: [],
    });
  });

  it('names what was refused with the server’s code and words', () => {
    const result = runResultOf([run('changed', { quarantined: [refused] })], ['aggregate'], 1, texts);
    expect(result.errors[0]?.code).toBe('E7619');
    expect(result.errors[0]?.message).toContain('Value is not numeric');
  });

  it('never makes several runs look better than one of them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1 }), (all) => {
        const { outcome } = runResultOf(
          all.map((one) => run(one)),
          ['metadata'],
          1,
          texts,
        );
        const failed = all.some((one) => one === 'could-not-look' || one === 'partly-looked');
        expect(outcome === 'could-not-look' || outcome === 'partly-looked').toBe(failed);
      }),
    );
  });
});

describe('combinedExitCode', () => {
  it.each([
    ['clean', [run('changed'), run('verified-unchanged')], 0],
    ['quarantined', [run('changed', { quarantined: [refused] })], 1],
    ['a failure beside quarantine', [run('changed', { quarantined: [refused] }), run('could-not-look')], 2],
    ['an error in a run that looked', [run('changed', { errors: [problem('disk-full')] })], 2],
    ['nothing ran', [], 2],
  ] as const)('%s', (_, runs, code) => {
    expect(combinedExitCode(runs)).toBe(code);
  });
});
