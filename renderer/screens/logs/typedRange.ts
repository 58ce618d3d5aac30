import type { Result } from '../../../shared/result';
import { fail, succeed } from '../../../shared/result';
import type { TimeRange } from './sliceAxis';
import { typedMoment } from './typedMoment';

/** What is wrong with the ends of a period that were typed. */
export type RangeFault = 'from-unclear' | 'until-unclear' | 'reversed';

/** The range between two moments that were typed, in a zone (IANA); both are wholly in it. */
export function typedRange(from: string, until: string, zone: string): Result<TimeRange, RangeFault> {
  const first = typedMoment(from, zone);
  if (first === undefined) return fail('from-unclear');
  const last = typedMoment(until, zone);
  if (last === undefined) return fail('until-unclear');
  if (last.until < first.from) return fail('reversed');
  return succeed({ from: first.from, until: last.until });
}
