import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import type { EndCounts, RunContext } from '../run/runContext';
import { openSession } from './aggregateSession';
import { listDataSets, readDefinitions } from './dataSetCatalogue';
import type { DataSetDefinition } from './attribution';
import { readInBlocks, readValues } from './valueReader';

const none: EndCounts = { source: [], destination: [] };

async function countDataSet(
  context: RunContext,
  server: ConnectedServer,
  id: string,
  roots: readonly string[],
): Promise<Result<number, Problem>> {
  let count = 0;
  const branch = { orgUnitIds: roots, children: true };
  for await (const block of readInBlocks(context, server, {
    dataSetIds: [id],
    branch,
    includeDeleted: false,
  })) {
    if (!block.ok) return block;
    count += block.value.values.length;
  }
  return succeed(count);
}

async function countAll(
  context: RunContext,
  server: ConnectedServer,
  definitions: readonly DataSetDefinition[],
  roots: readonly string[],
): Promise<Result<EndCounts['source'], Problem>> {
  const counts: EndCounts['source'][number][] = [];
  for (const { id, name } of definitions) {
    const count = await countDataSet(context, server, id, roots);
    if (!count.ok) return count;
    counts.push({ name, count: count.value });
  }
  return succeed(counts);
}

/**
 * Counts the values of both ends by data set, before a first write. DHIS2 counts values for nobody, so that they must
 * be read; hence the destination is first asked for a single value of all data sets at once, and where it has none
 * nothing needs counting: an empty destination costs four requests. Values are counted as their data sets export
 * them: one that stands in two data sets counts in both.
 */
export async function countValues(context: RunContext): Promise<Result<EndCounts, Problem>> {
  const { source, destination } = context;
  // Without org units values cannot be read yet; there, metadata alone decides whether to ask.
  if (source.account.orgUnitIds.length === 0 || destination.account.orgUnitIds.length === 0)
    return succeed(none);
  const session = openSession(context);
  const listed = await listDataSets(context, source);
  if (!listed.ok) return listed;
  const there = await session.destinationDataSets();
  if (!there.ok) return there;
  const shared = listed.value.map(({ id }) => id).filter((id) => there.value.has(id));
  const roots = await session.sharedRoots();
  if (!roots.ok) return roots;
  if (shared.length === 0 || roots.value.length === 0) return succeed(none);
  const definitions = await readDefinitions(context, source, shared, 'without-org-units');
  if (!definitions.ok) return definitions;
  const asked = definitions.value.filter(({ dataElementIds }) => dataElementIds.size > 0);
  const branch = { orgUnitIds: roots.value, children: true };
  let isEmpty = true;
  for (let at = 0; at < asked.length && isEmpty; at += 300) {
    const dataSetIds = asked.slice(at, at + 300).map(({ id }) => id);
    const probe = await readValues(context, destination, {
      dataSetIds,
      branch,
      includeDeleted: false,
      limit: 1,
    });
    if (!probe.ok) return probe;
    isEmpty = probe.value.length === 0;
  }
  if (isEmpty) return succeed(none);
  const ofDestination = await countAll(context, destination, asked, roots.value);
  if (!ofDestination.ok) return ofDestination;
  const ofSource = await countAll(context, source, asked, source.account.orgUnitIds);
  return ofSource.ok ? succeed({ source: ofSource.value, destination: ofDestination.value }) : ofSource;
}
