import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { EndCounts, RunContext } from '../run/runContext';
import type { MetadataBundle } from './metadataObject';
import { readWholeEnd } from './readWholeEnd';

type Counts = EndCounts['source'];

/** Counts the objects of both ends by type, reading nothing but identifiers; default objects do not count. */
export async function countMetadata(context: RunContext): Promise<Result<EndCounts, Problem>> {
  const source = await readWholeEnd(context.source, [], context.signal, 'id');
  if (!source.ok) return source;
  await context.pausePoint();
  const destination = await readWholeEnd(context.destination, [], context.signal, 'id');
  if (!destination.ok) return destination;
  return succeed({ source: countsOf(source.value), destination: countsOf(destination.value) });
}

function countsOf(bundle: MetadataBundle): Counts {
  return [...bundle].map(([name, objects]) => ({ name, count: objects.length }));
}
