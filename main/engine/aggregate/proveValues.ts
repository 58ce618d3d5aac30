import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { Difference, SliceProof } from '../../../shared/model/run';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { DomainProof, RunContext } from '../run/runContext';
import { readAttribution } from './aggregateRun';
import { openSession } from './aggregateSession';
import type { AggregateSession } from './aggregateSession';
import type { Attribution } from './attribution';
import { crossCheckDataSets, listDataSets, readDefinitions } from './dataSetCatalogue';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import type { ToDestination } from './defaultOptionCombo';
import { readCounterpart } from './fullLook';
import { addLabels } from './labels';
import { SetHash } from './setHash';
import { readInBlocks, readValues } from './valueReader';

/** What a comparison of values leaves out, texts under `leftOut.<code>`. */
export const leftOutOfValues: readonly string[] = ['values-outside-data-sets', 'completeness'];

const mostDifferences = 1000;

interface Findings {
  differences: number;
  readonly sample: Difference[];
}

interface Sides {
  readonly source: SetHash;
  readonly destination: SetHash;
  sourceCount: number;
  destinationCount: number;
  /** Content hashes of values that only one side has shown so far: a moved org unit may bring the other later. */
  readonly onlySource: Map<string, { readonly hash: string; readonly isOwn: boolean }>;
  readonly onlyDestination: Map<string, { readonly hash: string; readonly isOwn: boolean }>;
}

function note(findings: Findings, slice: string, key: string, kind: Difference['kind']): void {
  findings.differences += 1;
  if (findings.sample.length < mostDifferences) {
    findings.sample.push({ domain: 'aggregate', slice, key, kind });
  }
}

function takeSide(
  sides: Sides,
  side: 'source' | 'destination',
  value: DataValue,
  isOwn: boolean,
): { readonly key: string; readonly differs: boolean } {
  const key = keyOf(value);
  const hash = contentHash(value);
  sides[side].add(key, hash);
  if (side === 'source') sides.sourceCount += 1;
  else sides.destinationCount += 1;
  const own = side === 'source' ? sides.onlySource : sides.onlyDestination;
  const other = side === 'source' ? sides.onlyDestination : sides.onlySource;
  const counterpart = other.get(key);
  if (counterpart === undefined) {
    own.set(key, { hash, isOwn });
    return { key, differs: false };
  }
  other.delete(key);
  return { key, differs: counterpart.hash !== hash };
}

/** Confirms by a request of another form that the source has no value of a data set, so that 0 = 0 is no accident. */
async function confirmNone(session: AggregateSession, dataSetId: string): Promise<Problem | undefined> {
  const { context, roots } = session;
  const probe = await readValues(context, context.source, {
    dataSetIds: [dataSetId],
    branch: { orgUnitIds: roots, children: true },
    includeDeleted: false,
    limit: 1,
  });
  if (!probe.ok) return probe.error;
  if (probe.value.length === 0) return undefined;
  return problem('incomplete-answer', { host: context.source.name, path: '/api/dataValueSets' });
}

async function proveSlice(
  session: AggregateSession,
  slice: { readonly id: string; readonly name: string },
  attribution: Attribution,
  toDestination: ToDestination,
  findings: Findings,
): Promise<Result<SliceProof, Problem>> {
  const { context, roots } = session;
  const { id, name } = slice;
  const sides: Sides = {
    source: new SetHash(),
    destination: new SetHash(),
    sourceCount: 0,
    destinationCount: 0,
    onlySource: new Map(),
    onlyDestination: new Map(),
  };
  const take = (side: 'source' | 'destination', value: DataValue): void => {
    if (!attribution.isMember(value, id)) return;
    // A value that stands in several data sets is compared in each; as a difference it counts in its own only.
    const isOwn = attribution.ownerOf(value) === id;
    const { key, differs } = takeSide(sides, side, side === 'source' ? toDestination(value) : value, isOwn);
    if (differs && isOwn) note(findings, id, key, 'different');
  };
  const scope = { dataSetIds: [id], branch: { orgUnitIds: roots, children: true }, includeDeleted: false };
  let rows = 0;
  for await (const block of readInBlocks(context, context.source, scope)) {
    if (!block.ok) return block;
    const { branch, values } = block.value;
    rows += values.length;
    const counterpart = await readCounterpart(session, id, branch);
    if (!counterpart.ok) return counterpart;
    for (const value of values) take('source', value);
    for (const value of counterpart.value) take('destination', value);
    session.advance('proving', values.length);
  }
  const doubt = rows === 0 ? await confirmNone(session, id) : undefined;
  if (doubt !== undefined) return fail(doubt);
  for (const [key, { isOwn }] of sides.onlySource) {
    if (isOwn) note(findings, id, key, 'missing-at-destination');
  }
  for (const [key, { isOwn }] of sides.onlyDestination) {
    if (isOwn) note(findings, id, key, 'only-at-destination');
  }
  return succeed({
    domain: 'aggregate',
    slice: id,
    label: name,
    sourceCount: sides.sourceCount,
    destinationCount: sides.destinationCount,
    sourceHash: sides.source.digest(),
    destinationHash: sides.destination.digest(),
  });
}

/** Reads all live values of both ends, data set by data set, and compares them; nothing remembered is used. */
export async function proveValues(context: RunContext): Promise<Result<DomainProof, Problem>> {
  const { source } = context;
  if (source.account.orgUnitIds.length === 0) {
    const { username } = source.account;
    return fail(problem('account-without-org-units', { username, connection: source.name }));
  }
  const session = openSession(context);
  const listed = await listDataSets(context, source);
  if (!listed.ok) return listed;
  const others = await crossCheckDataSets(context, source);
  if (!others.ok) return others;
  const ids = listed.value.map(({ id }) => id);
  if (others.value.size > ids.length) {
    return fail(problem('incomplete-answer', { host: source.name, path: '/api/dataSets' }));
  }
  const attribution = await readAttribution(context, ids);
  if (!attribution.ok) return attribution;
  const definitions = await readDefinitions(context, source, ids, 'without-org-units');
  if (!definitions.ok) return definitions;
  const toDestination = await session.toDestination();
  if (!toDestination.ok) return toDestination;
  const findings: Findings = { differences: 0, sample: [] };
  const slices: SliceProof[] = [];
  for (const definition of definitions.value) {
    if (definition.dataElementIds.size === 0) continue;
    const slice = await proveSlice(session, definition, attribution.value, toDestination.value, findings);
    if (!slice.ok) return slice;
    slices.push(slice.value);
  }
  const sample = await addLabels(session, findings.sample);
  return succeed({ slices, differences: findings.differences, sample, leftOut: leftOutOfValues });
}
