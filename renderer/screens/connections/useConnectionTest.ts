import { useCallback, useEffect, useRef, useState } from 'react';
import { connectionTestSteps } from '../../../shared/model/connectionTest';
import type { ConnectionTestResult, ConnectionTestStep } from '../../../shared/model/connectionTest';
import type { ConnectionInput } from '../../../shared/ipc/contract';
import type { Problem } from '../../../shared/model/problem';
import { call, listen } from '../../bridge';

/** A connection test as the screen shows it. */
export interface ConnectionTest {
  readonly state: 'none' | 'running' | 'ended' | 'cancelled';
  readonly results: readonly ConnectionTestResult[];
  /** Why the test as a whole could not be carried out. */
  readonly failure?: Problem;
}

/** How a step looks: its result, under way, or not yet begun. */
export type StepState = ConnectionTestResult['result'] | 'running' | 'pending';

/** The state of each step, the first one without a result being under way while the test runs. */
export function stepStates(test: ConnectionTest): readonly {
  readonly step: ConnectionTestStep;
  readonly state: StepState;
  readonly result?: ConnectionTestResult;
}[] {
  const byStep = new Map(test.results.map((result) => [result.step, result]));
  const current =
    test.state === 'running' ? connectionTestSteps.find((step) => !byStep.has(step)) : undefined;
  return connectionTestSteps.map((step) => {
    const result = byStep.get(step);
    if (result !== undefined) return { step, state: result.result, result };
    if (step === current) return { step, state: 'running' };
    return { step, state: test.state === 'running' ? 'pending' : 'skipped' };
  });
}

/** What the test as a whole showed. */
export function verdict(test: ConnectionTest): 'passed' | 'warning' | 'failed' | 'unknown' {
  if (test.failure !== undefined || test.results.some((result) => result.result === 'failed'))
    return 'failed';
  if (test.state !== 'ended' || test.results.length === 0) return 'unknown';
  return test.results.some((result) => result.result !== 'passed') ? 'warning' : 'passed';
}

const notTested: ConnectionTest = { state: 'none', results: [] };

/** Runs a connection test step by step, cancellable, and forgets it when the values change. */
export function useConnectionTest(): {
  readonly test: ConnectionTest;
  readonly begin: (connection: ConnectionInput) => void;
  readonly cancel: () => void;
  readonly forget: () => void;
} {
  const [test, setTest] = useState<ConnectionTest>(notTested);
  const current = useRef<string>(undefined);

  useEffect(
    () =>
      listen('connectionTest', ({ testId, result }) => {
        if (testId !== current.current) return;
        setTest((before) => ({
          ...before,
          results: [...before.results.filter((known) => known.step !== result.step), result],
        }));
      }),
    [],
  );

  const stop = useCallback(() => {
    const testId = current.current;
    current.current = undefined;
    if (testId !== undefined) void call('connections.cancelTest', { testId });
  }, []);
  // Leaving the screen ends the test.
  useEffect(() => stop, [stop]);

  const begin = useCallback(
    (connection: ConnectionInput) => {
      stop();
      const testId = crypto.randomUUID();
      current.current = testId;
      setTest({ state: 'running', results: [] });
      void call('connections.test', { testId, connection }).then((answer) => {
        if (current.current !== testId) return;
        current.current = undefined;
        setTest((before) =>
          answer.ok
            ? { state: 'ended', results: answer.value }
            : { state: 'ended', results: before.results, failure: answer.error },
        );
      });
    },
    [stop],
  );

  const cancel = useCallback(() => {
    stop();
    setTest((before) => ({ state: 'cancelled', results: before.results }));
  }, [stop]);

  const forget = useCallback(() => {
    stop();
    setTest(notTested);
  }, [stop]);

  return { test, begin, cancel, forget };
}
