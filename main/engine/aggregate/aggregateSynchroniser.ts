import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { DomainSynchroniser } from '../run/runContext';
import { notLooked, runAggregate } from './aggregateRun';
import { countValues } from './countValues';
import { proveValues } from './proveValues';
import { settleBatches } from './settleBatches';

function unexpected(error: unknown): Problem {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problem('internal-error', { domain: 'aggregate' }, detail);
}

/** An error nobody foresaw is a failure of the run like any other, never the end of the program. */
async function guarded<T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  try {
    return await work();
  } catch (error) {
    return fail(unexpected(error));
  }
}

/** Synchronises aggregate data values: slices are the data sets of the source. */
export function createAggregateSynchroniser(): DomainSynchroniser {
  return {
    domain: 'aggregate',
    settle: (context) => guarded(() => settleBatches(context)),
    count: (context) => guarded(() => countValues(context)),
    prove: (context) => guarded(() => proveValues(context)),
    async run(context) {
      try {
        return await runAggregate(context);
      } catch (error) {
        return notLooked(unexpected(error));
      }
    },
  };
}
