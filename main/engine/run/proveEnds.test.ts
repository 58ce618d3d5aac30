import { expect, test } from 'vitest';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import { createFakeDestination } from '../aggregate/testing/fakeDestination';
import { createFakeStore, fakeContext, fakeServer } from '../aggregate/testing/fakeRun';
import { proveEnds } from './proveEnds';
import type { DomainProof, DomainSynchroniser, RunContext } from './runContext';

const comparingTime = 2500;

function anyContext() {
  const { client } = createFakeDestination({ minor: 41 });
  return fakeContext(fakeServer('source', client), fakeServer('destination', client), createFakeStore());
}

/** A domain whose comparison takes its time on the run's clock. */
function domain(prove: (context: RunContext) => ReturnType<DomainSynchroniser['prove']>): DomainSynchroniser {
  const unused = () => Promise.reject(new Error('not asked for'));
  return { domain: 'aggregate', settle: unused, count: unused, run: unused, prove };
}

function comparing(differences: number): DomainSynchroniser {
  const proof: DomainProof = { slices: [], differences, sample: [], leftOut: [] };
  return domain(async (context) => {
    await context.clock.sleep(comparingTime);
    return succeed(proof);
  });
}

test.each([
  [0, 'INFO', 'proof-equal', 'equal'],
  [3, 'WARNING', 'proof-different', 'different'],
] as const)(
  '%i differences are told at %s with how long comparing took',
  async (differences, level, code, result) => {
    const context = anyContext();
    expect(await proveEnds(context, [comparing(0), comparing(differences)])).toMatchObject({ result });
    expect(context.events).toMatchObject([
      { level, module: 'orchestrator', code, params: { name: 'all', differences, ms: 2 * comparingTime } },
    ]);
  },
);

test('a comparison that did not take place is no proof, and no line says that it is', async () => {
  const context = anyContext();
  const failing = domain(() => Promise.resolve(fail(problem('timed-out'))));
  expect(await proveEnds(context, [comparing(0), failing])).toMatchObject({
    result: 'not-checked',
    cause: { code: 'timed-out' },
  });
  expect(context.events).toEqual([]);
});
