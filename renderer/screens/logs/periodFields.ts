import type { Result } from '../../../shared/result';
import { fail, succeed } from '../../../shared/result';
import { timeOfField } from './rowTime';
import type { TimeRange } from './sliceAxis';

/** What is wrong with the ends of a period that were typed. */
export type RangeFault = 'from-missing' | 'until-missing' | 'reversed';

/** The range between two fields for date and time, local; the last second is wholly in it. */
export function typedRange(from: string, until: string): Result<TimeRange, RangeFault> {
  const first = timeOfField(from);
  if (first === undefined) return fail('from-missing');
  const last = timeOfField(until);
  if (last === undefined) return fail('until-missing');
  if (last < first) return fail('reversed');
  return succeed({ from: first, until: last + 999 });
}
