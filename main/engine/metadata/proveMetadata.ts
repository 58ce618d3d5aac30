import type { Problem } from '../../../shared/model/problem';
import type { Difference, SliceProof } from '../../../shared/model/run';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import type { DomainProof, RunContext } from '../run/runContext';
import { readDefaults } from './defaultObjects';
import { viewsOf } from './detectChanges';
import type { Views } from './detectChanges';
import { idsByType } from './destinationObjects';
import { hashBundle } from './hashBundle';
import { eachObject, keyOf, labelOf } from './metadataObject';
import { allPlurals, leftOutCodes } from './metadataTypes';
import { differingMembers, normaliseObject, shortHash } from './normaliseObject';
import type { EndView, NormalisedObject } from './normaliseObject';
import { readByIds } from './readMetadata';
import { readWholeEnd } from './readWholeEnd';

/** Most differences that a proof lists. */
export const sampleSize = 1000;

interface Fingerprint {
  readonly hash: string;
  readonly label: string | undefined;
}

type Fingerprints = ReadonlyMap<string, ReadonlyMap<string, Fingerprint>>;

/**
 * Reads both ends whole, one after the other, and compares them object by object. Only hashes and names are kept of what
 * was read; the members of differing objects are read once more. Nothing that an earlier run remembered is used.
 */
export async function proveMetadata(context: RunContext): Promise<Result<DomainProof, Problem>> {
  const sourceDefaults = await readDefaults(context.source, context.signal);
  if (!sourceDefaults.ok) return sourceDefaults;
  const destinationDefaults = await readDefaults(context.destination, context.signal);
  if (!destinationDefaults.ok) return destinationDefaults;
  const views = viewsOf(context, sourceDefaults.value, destinationDefaults.value);
  await context.pausePoint();
  const source = await readFingerprints(context, context.source, views.source, 0);
  if (!source.ok) return source;
  await context.pausePoint();
  const destination = await readFingerprints(context, context.destination, views.destination, 1);
  if (!destination.ok) return destination;
  const differences = compareFingerprints(source.value, destination.value);
  const sample = await nameMembers(context, views, differences.slice(0, sampleSize));
  if (!sample.ok) return sample;
  context.report({ phase: 'proving', domain: 'metadata', done: 2, total: 2, unit: 'slices' });
  const minors = views.source.minors;
  return succeed({
    slices: slicesOf(source.value, destination.value),
    differences: differences.length,
    sample: sample.value,
    leftOut: minors[0] === minors[1] ? leftOutCodes : [...leftOutCodes, 'members-of-one-version'],
  });
}

async function readFingerprints(
  context: RunContext,
  server: ConnectedServer,
  view: EndView,
  ends: number,
): Promise<Result<Fingerprints, Problem>> {
  context.report({ phase: 'proving', domain: 'metadata', done: ends, total: 2, unit: 'slices' });
  const bundle = await readWholeEnd(server, [], context.signal);
  if (!bundle.ok) return bundle;
  const result = new Map<string, Map<string, Fingerprint>>();
  for (const { type, object, hash } of (await hashBundle(bundle.value, view)).values()) {
    const prints = result.get(type) ?? new Map<string, Fingerprint>();
    result.set(type, prints);
    prints.set(object.id, { hash, label: labelOf(object) });
  }
  return succeed(result);
}

function compareFingerprints(source: Fingerprints, destination: Fingerprints): readonly Difference[] {
  const differences: Difference[] = [];
  for (const type of allPlurals) {
    const [left, right] = [source.get(type), destination.get(type)];
    for (const [key, print] of left ?? []) {
      const other = right?.get(key);
      if (other === undefined) differences.push(difference(type, key, print, 'missing-at-destination'));
      else if (other.hash !== print.hash) differences.push(difference(type, key, print, 'different'));
    }
    for (const [key, print] of right ?? []) {
      if (left?.has(key) !== true) differences.push(difference(type, key, print, 'only-at-destination'));
    }
  }
  return differences;
}

function difference(slice: string, key: string, print: Fingerprint, kind: Difference['kind']): Difference {
  const { label } = print;
  return { domain: 'metadata', slice, key, ...(label === undefined ? {} : { label }), kind };
}

async function nameMembers(
  context: RunContext,
  views: Views,
  differences: readonly Difference[],
): Promise<Result<readonly Difference[], Problem>> {
  const keys = differences
    .filter(({ kind }) => kind === 'different')
    .map(({ slice, key }) => keyOf(slice, key));
  const source = await readNormalised(context, context.source, keys, views.source);
  if (!source.ok) return source;
  const destination = await readNormalised(context, context.destination, keys, views.destination);
  if (!destination.ok) return destination;
  return succeed(
    differences.map((entry) => {
      const key = keyOf(entry.slice, entry.key);
      const [left, right] = [source.value.get(key), destination.value.get(key)];
      return left === undefined || right === undefined
        ? entry
        : { ...entry, members: differingMembers(left, right) };
    }),
  );
}

async function readNormalised(
  context: RunContext,
  server: ConnectedServer,
  keys: readonly string[],
  view: EndView,
): Promise<Result<ReadonlyMap<string, NormalisedObject>, Problem>> {
  const answer = await readByIds(server, idsByType(keys), undefined, context.signal);
  if (!answer.ok) return answer;
  return succeed(
    new Map(
      [...eachObject(answer.value)].map(({ type, object }) => [
        keyOf(type, object.id),
        normaliseObject(type, object, view),
      ]),
    ),
  );
}

function slicesOf(source: Fingerprints, destination: Fingerprints): readonly SliceProof[] {
  return allPlurals.flatMap((type) => {
    const [left, right] = [source.get(type), destination.get(type)];
    if (left === undefined && right === undefined) return [];
    return {
      domain: 'metadata' as const,
      slice: type,
      sourceCount: left?.size ?? 0,
      destinationCount: right?.size ?? 0,
      sourceHash: combinedHash(left),
      destinationHash: combinedHash(right),
    };
  });
}

/** Hash over the content hashes of a type, in the order of identifiers. */
function combinedHash(prints: ReadonlyMap<string, Fingerprint> | undefined): string {
  const rows = [...(prints ?? [])].map(([id, { hash }]) => `${id} ${hash}`);
  return shortHash(rows.sort().join('\n'));
}
