import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { shiftInstant } from '../dhis2/serverTime';
import type { RunContext } from '../run/runContext';
import type { SliceHashes, Watermark } from '../store/storePort';
import type { DefaultIds } from './defaultObjects';
import { asDefaultIds, readDefaults } from './defaultObjects';
import { countObjects, isJsonObject } from './metadataObject';
import type { MetadataBundle } from './metadataObject';
import { hashBundle } from './hashBundle';
import type { HashedObject } from './hashBundle';
import { allPlurals } from './metadataTypes';
import { normalisationVersion, shortHash } from './normaliseObject';
import type { EndView } from './normaliseObject';
import type { SendingView } from './objectForSending';
import { readDeletions } from './readDeletions';
import type { Tombstone } from './readDeletions';
import { readMetadata } from './readMetadata';
import { readWholeEnd, withoutLegacyDoubles } from './readWholeEnd';
import { lookupByRequest, lookupInMemory } from './sourceLookup';
import type { ObjectLookup } from './sourceLookup';

/** The one slice of the metadata domain that has a watermark: all types are asked for in one request. */
export const metadataSlice = 'all';

/**
 * How far an increment reaches back before the watermark: a metadata import is one long transaction whose stamps are
 * older than its commit; half an hour covers national packages. What is read twice has an equal hash and is not sent.
 */
export const overlapMs = 30 * 60_000;

/** How both ends are seen in a run. */
export interface Views {
  readonly source: EndView;
  readonly destination: EndView;
  readonly sending: SendingView;
}

/** What looking at the source (and, the first time, at the destination) found. */
export interface Detection {
  readonly look: 'full' | 'increment';
  readonly views: Views;
  /** Objects read at the source. */
  readonly read: number;
  /** Keys of all objects read at the source. */
  readonly readKeys: ReadonlySet<string>;
  /** Objects whose content is not in step, by key. */
  readonly changed: ReadonlyMap<string, HashedObject>;
  readonly unchanged: number;
  readonly tombstones: readonly Tombstone[];
  readonly source: ObjectLookup;
  /** Keys of all objects at the destination; only a full look knows them. */
  readonly destinationKeys?: ReadonlySet<string>;
  /** All category option combos of the destination; only a full look knows them. */
  readonly destination?: ObjectLookup;
}

/** What a watermark of this run must match to count. */
export function scopeOf(context: RunContext): Omit<Watermark, 'lookedUpTo'> {
  const { source, destination } = context;
  const minors = [source.identity.minor, destination.identity.minor];
  return {
    scopeHash: shortHash(JSON.stringify([normalisationVersion, minors, allPlurals])),
    sourceSystemId: source.identity.systemId,
    destinationSystemId: destination.identity.systemId,
  };
}

/** The watermark that counts for this run, or why there is none. */
export function validWatermark(context: RunContext): Watermark | 'none' | 'other-scope' | 'clock-went-back' {
  const watermark = context.ledger.watermark('metadata', metadataSlice);
  if (watermark === undefined) return 'none';
  const scope = scopeOf(context);
  if (
    watermark.scopeHash !== scope.scopeHash ||
    watermark.sourceSystemId !== scope.sourceSystemId ||
    watermark.destinationSystemId !== scope.destinationSystemId
  ) {
    return 'other-scope';
  }
  return Date.parse(context.source.identity.serverInstant) < Date.parse(watermark.lookedUpTo)
    ? 'clock-went-back'
    : watermark;
}

/** Builds the views from the default objects of both ends. */
export function viewsOf(context: RunContext, source: DefaultIds, destination: DefaultIds): Views {
  const minors = [context.source.identity.minor, context.destination.identity.minor] as const;
  return {
    source: { defaults: source, minors },
    destination: { defaults: destination, minors },
    sending: { source, destination, minors },
  };
}

const defaultsFact = 'metadata.defaults';

/** Reads the default objects of both ends and remembers them for the hashing of increments. */
export async function readViews(context: RunContext): Promise<Result<Views, Problem>> {
  const source = await readDefaults(context.source, context.signal);
  if (!source.ok) return source;
  const destination = await readDefaults(context.destination, context.signal);
  if (!destination.ok) return destination;
  const { sourceSystemId, destinationSystemId } = scopeOf(context);
  const value = { sourceSystemId, destinationSystemId, source: source.value, destination: destination.value };
  const kept = await context.ledger.setFact(defaultsFact, value);
  return kept.ok ? succeed(viewsOf(context, source.value, destination.value)) : kept;
}

function rememberedViews(context: RunContext): Views | undefined {
  const value = context.ledger.fact(defaultsFact);
  const scope = scopeOf(context);
  if (!isJsonObject(value) || value['sourceSystemId'] !== scope.sourceSystemId) return undefined;
  if (value['destinationSystemId'] !== scope.destinationSystemId) return undefined;
  const source = asDefaultIds(value['source']);
  const destination = asDefaultIds(value['destination']);
  return source === undefined || destination === undefined
    ? undefined
    : viewsOf(context, source, destination);
}

/** Reads both ends whole and compares them by content: the first look, or one that cannot trust a watermark. */
export async function lookAtEverything(context: RunContext): Promise<Result<Detection, Problem>> {
  const views = await readViews(context);
  if (!views.ok) return views;
  const expected = await typesInLedger(context);
  if (!expected.ok) return expected;
  context.report({ phase: 'reading', domain: 'metadata', done: 0, unit: 'objects' });
  await context.pausePoint();
  const destination = await readWholeEnd(context.destination, [], context.signal);
  if (!destination.ok) return destination;
  const hashes = new Map<string, string>();
  for (const [key, { hash }] of await hashBundle(destination.value, views.value.destination)) {
    hashes.set(key, hash);
  }
  const combos = destination.value.get('categoryOptionCombos') ?? [];
  await context.pausePoint();
  const source = await readWholeEnd(context.source, expected.value, context.signal);
  if (!source.ok) return source;
  // Tombstones of all times: deletions since an older watermark must not be missed, what stands at the source is kept.
  const tombstones = await readDeletions(context.source, undefined, context.signal);
  if (!tombstones.ok) return tombstones;
  const total = countObjects(source.value);
  context.report({ phase: 'comparing', domain: 'metadata', done: 0, total, unit: 'objects' });
  const compared = await compare(source.value, views.value.source, (_type, key) => hashes.get(key));
  const recorded = await recordEqual(context, compared.equal);
  if (!recorded.ok) return recorded;
  context.report({ phase: 'comparing', domain: 'metadata', done: total, total, unit: 'objects' });
  return succeed({
    look: 'full',
    views: views.value,
    read: total,
    readKeys: compared.keys,
    changed: compared.changed,
    unchanged: compared.equal.length,
    tombstones: tombstones.value,
    source: lookupInMemory(source.value),
    destinationKeys: new Set(hashes.keys()),
    destination: lookupInMemory(new Map([['categoryOptionCombos', combos]])),
  });
}

/** Reads what changed at the source since the watermark and compares it with what the destination acknowledged. */
export async function lookAtChanges(
  context: RunContext,
  watermark: Watermark,
): Promise<Result<Detection, Problem>> {
  const since = shiftInstant(watermark.lookedUpTo, -overlapMs);
  context.report({ phase: 'reading', domain: 'metadata', done: 0, unit: 'objects' });
  const answer = await readMetadata(context.source, {
    types: allPlurals,
    filter: `lastUpdated:ge:${since}`,
    signal: context.signal,
  });
  if (!answer.ok) return answer;
  const tombstones = await readDeletions(context.source, since, context.signal);
  if (!tombstones.ok) return tombstones;
  const bundle = withoutLegacyDoubles(answer.value);
  const ledger = new Map<string, SliceHashes>();
  for (const type of bundle.keys()) {
    const hashes = await context.ledger.hashes('metadata', type);
    if (!hashes.ok) return hashes;
    ledger.set(type, hashes.value);
  }
  const known = (type: string, key: string): string | undefined =>
    ledger.get(type)?.get(key.slice(type.length + 1));
  let views = rememberedViews(context);
  let compared = views === undefined ? undefined : await compare(bundle, views.source, known);
  // Default objects are asked for only when there is something to send; a fresh answer decides what that is.
  if (views === undefined || compared === undefined || compared.changed.size > 0) {
    const fresh = await readViews(context);
    if (!fresh.ok) return fresh;
    views = fresh.value;
    compared = await compare(bundle, views.source, known);
  }
  return succeed({
    look: 'increment',
    views,
    read: countObjects(bundle),
    readKeys: compared.keys,
    changed: compared.changed,
    unchanged: compared.equal.length,
    tombstones: tombstones.value,
    source: lookupByRequest(context.source, context.signal),
  });
}

interface Comparison {
  readonly keys: ReadonlySet<string>;
  readonly changed: ReadonlyMap<string, HashedObject>;
  readonly equal: readonly HashedObject[];
}

async function compare(
  bundle: MetadataBundle,
  view: EndView,
  known: (type: string, key: string) => string | undefined,
): Promise<Comparison> {
  const hashed = await hashBundle(bundle, view);
  const changed = new Map<string, HashedObject>();
  const equal: HashedObject[] = [];
  for (const [key, entry] of hashed) {
    if (known(entry.type, key) === entry.hash) equal.push(entry);
    else changed.set(key, entry);
  }
  return { keys: new Set(hashed.keys()), changed, equal };
}

async function recordEqual(
  context: RunContext,
  equal: readonly HashedObject[],
): Promise<Result<null, Problem>> {
  if (equal.length === 0) return succeed(null);
  return context.ledger.recordHashes(
    'metadata',
    equal.map(({ type, object, hash }) => ({ slice: type, key: object.id, hash })),
  );
}

async function typesInLedger(context: RunContext): Promise<Result<readonly string[], Problem>> {
  const types: string[] = [];
  for (const type of allPlurals) {
    const hashes = await context.ledger.hashes('metadata', type);
    if (!hashes.ok) return hashes;
    if (hashes.value.size > 0) types.push(type);
  }
  return succeed(types);
}
