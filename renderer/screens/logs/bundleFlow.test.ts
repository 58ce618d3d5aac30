import { describe, expect, test } from 'vitest';
import type { BundleEntry } from '../../../shared/model/bundle';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import { bundleStep, firstStage, planContent, writtenShare } from './bundleFlow';
import type { BundleEvent, BundleStage } from './bundleFlow';

const saved = { path: 'somewhere.zip', bytes: 10, entries: 2 };
const progress = { bundleId: 'a', done: 1, total: 2, entry: 'logs/errors.log' };

function after(...events: readonly BundleEvent[]): BundleStage {
  return events.reduce(bundleStep, firstStage);
}

describe('saving a bundle', () => {
  test('goes from choosing over writing to saved', () => {
    const writing = after({ kind: 'save', bundleId: 'a' }, { kind: 'progress', progress });
    expect(writing).toEqual({ kind: 'saving', bundleId: 'a', progress, cancel: 'no' });
    expect(bundleStep(writing, { kind: 'answered', bundleId: 'a', answer: succeed(saved) })).toEqual({
      kind: 'saved',
      saved,
    });
  });

  test.each([
    ['no place was chosen', succeed(null), 'no-place-chosen'],
    ['it was cancelled', fail(problem('cancelled')), 'cancelled'],
    ['the disk is full', fail(problem('disk-full')), problem('disk-full')],
  ] as const)('leads back to the choices when %s, and says so', (_what, answer, before) => {
    expect(after({ kind: 'save', bundleId: 'a' }, { kind: 'answered', bundleId: 'a', answer })).toEqual({
      kind: 'choosing',
      before,
    });
  });

  test('a bundle that was written before the cancelling took hold is saved all the same', () => {
    const stage = after(
      { kind: 'save', bundleId: 'a' },
      { kind: 'cancel' },
      { kind: 'answered', bundleId: 'a', answer: succeed(saved) },
    );
    expect(stage.kind).toBe('saved');
  });

  test('cancelling waits for the answer', () => {
    expect(after({ kind: 'save', bundleId: 'a' }, { kind: 'cancel' })).toMatchObject({
      kind: 'saving',
      cancel: 'asked',
    });
  });

  test('what belongs to another attempt changes nothing', () => {
    const stage = after({ kind: 'save', bundleId: 'b' });
    expect(bundleStep(stage, { kind: 'progress', progress })).toBe(stage);
    expect(bundleStep(stage, { kind: 'answered', bundleId: 'a', answer: succeed(saved) })).toBe(stage);
    expect(bundleStep(stage, { kind: 'save', bundleId: 'c' })).toBe(stage);
    expect(bundleStep(firstStage, { kind: 'cancel' })).toBe(firstStage);
  });
});

test.each([
  [0, 10, 0],
  [5, 10, 0.5],
  [12, 10, 1],
])('%i of %i bytes is %d', (done, total, share) => {
  expect(writtenShare({ ...progress, done, total })).toBe(share);
});

test('without a known total there is no share', () => {
  expect(writtenShare({ ...progress, total: 0 })).toBeUndefined();
});

describe('what a plan holds of the period', () => {
  const log = (change: Partial<BundleEntry>): BundleEntry => ({
    name: 'logs/x.log',
    kind: 'log',
    bytes: 0,
    ...change,
  });
  const settings: BundleEntry = { name: 'settings.json', kind: 'settings', bytes: 400 };
  test.each([
    ['lines', [log({ bytes: 80 }), settings], 'something'],
    ['lines of the last hour', [log({}), log({ kind: 'last-hour', bytes: 80 })], 'something'],
    ['empty logs', [log({}), settings], 'nothing'],
    ['no logs chosen', [settings], 'nothing'],
    [
      'logs that could not be read are never "nothing"',
      [log({ missing: 'log-unreadable' }), settings],
      'not-looked',
    ],
    ['nor logs that could be read in part', [log({ incomplete: 'log-unreadable' })], 'not-looked'],
  ] as const)('%s', (_what, entries, content) => {
    expect(planContent({ entries, bytes: 0 })).toBe(content);
  });
});
