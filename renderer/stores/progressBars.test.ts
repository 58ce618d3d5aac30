import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Phase, SynchronisationStatus } from '../../shared/model/status';
import { nextBars, runFraction } from './progressBars';
import type { ProgressBars } from './progressBars';
import { without } from './without';

const phases: readonly Phase[] = [
  'connecting',
  'settling',
  'reading',
  'comparing',
  'validating',
  'sending',
  'deleting',
  'proving',
];

function running(runId: string, phase: Phase, done: number, total?: number): SynchronisationStatus {
  return {
    syncId: 's',
    name: 's',
    sourceName: 'a',
    destinationName: 'b',
    domains: ['metadata', 'aggregate'],
    mode: 'manual',
    checkIntervalSeconds: 300,
    state: 'syncing',
    since: '2026-11-23T10:00:00Z',
    runId,
    progress: {
      phase,
      domain: 'metadata',
      done,
      ...(total === undefined ? {} : { total }),
      unit: 'objects',
      acknowledged: 0,
    },
  };
}

const anyStatus = fc
  .tuple(fc.constantFrom(...phases), fc.nat(1000), fc.option(fc.nat(1000), { nil: undefined }))
  .map(([phase, done, total]) => running('run', phase, done, total));

test('whatever is announced, the bar of a run stays within 0 and 1 and never goes back', () => {
  fc.assert(
    fc.property(fc.array(anyStatus, { minLength: 1 }), (heard) => {
      let bars: ProgressBars = {};
      let before = 0;
      for (const status of heard) {
        bars = nextBars(bars, [status]);
        const fraction = bars['s']?.fraction ?? -1;
        expect(fraction).toBeGreaterThanOrEqual(before);
        expect(fraction).toBeLessThanOrEqual(1);
        before = fraction;
      }
    }),
  );
});

test('a new run begins its bar anew, an ended one has none', () => {
  const first = nextBars({}, [running('one', 'proving', 9, 10)]);
  const second = nextBars(first, [running('two', 'reading', 0)]);
  expect(second['s']?.fraction).toBeLessThan(first['s']?.fraction ?? 0);
  const ended = without(running('two', 'reading', 0), 'progress', 'runId');
  expect(nextBars(second, [{ ...ended, state: 'idle' }])).toEqual({});
});

test('phases follow each other along the bar', () => {
  const fractions = phases.map((phase) => runFraction(running('run', phase, 0)));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(new Set(fractions).size).toBe(phases.length);
});
