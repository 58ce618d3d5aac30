import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';
import type { Views } from './detectChanges';
import type { HashedObject } from './hashBundle';
import type { DestinationKeys } from './destinationObjects';
import { keyOf } from './metadataObject';
import type { TypedObject } from './metadataObject';
import { objectForSending } from './objectForSending';
import type { TakenAway } from './objectForSending';
import { buildReferenceGraph, orderByDependency } from './referenceGraph';
import type { ReferenceGraph } from './referenceGraph';
import { splitBundles } from './splitBundles';
import type { SizedComponent } from './splitBundles';

/** An object ready to be posted. */
export interface Sendable {
  readonly type: string;
  readonly hash: string;
  /** As it stands at the source. */
  readonly original: TypedObject;
  /** As it is posted. */
  readonly prepared: TypedObject;
  readonly bytes: number;
}

/** What is sent, in which bundles, and how it hangs together. */
export interface SendPlan {
  readonly objects: ReadonlyMap<string, Sendable>;
  readonly graph: ReferenceGraph;
  /** Bundles in dependency order; each is a list of components that must not be parted. */
  readonly bundles: readonly (readonly SizedComponent[])[];
  readonly takenAway: readonly (TakenAway & { readonly type: string })[];
}

/** Everything a plan is made from. */
export interface SendRequest {
  readonly objects: ReadonlyMap<string, HashedObject>;
  /** Groups of keys that must go in one bundle. */
  readonly groups: readonly (readonly string[])[];
  /** Records that stay in quarantine: what depends on them is found by reference. */
  readonly blocked: readonly QuarantinedRecord[];
  readonly views: Views;
  readonly destination: DestinationKeys;
  /** Bytes of a bundle; only tests need another limit than the usual one. */
  readonly limit?: number;
}

/** Prepares all objects and orders them into bundles. */
export function planSending(request: SendRequest): SendPlan {
  const objects = new Map<string, Sendable>();
  const takenAway: (TakenAway & { readonly type: string })[] = [];
  for (const [key, { type, object, hash }] of request.objects) {
    const prepared = objectForSending(type, object, request.views.sending);
    takenAway.push({ ...prepared.takenAway, type });
    const bytes = Buffer.byteLength(JSON.stringify(prepared.object), 'utf8') + 1;
    objects.set(key, {
      type,
      hash,
      original: { type, object },
      prepared: { type, object: prepared.object },
      bytes,
    });
  }
  const blocked = request.blocked.map(({ slice, key }) => ({ type: slice, object: { id: key } }));
  const graph = buildReferenceGraph([
    ...blocked.filter(({ type, object }) => !objects.has(keyOf(type, object.id))),
    ...[...objects.values()].map(({ prepared }) => prepared),
  ]);
  const components = orderByDependency(graph, request.groups).flatMap((keys): SizedComponent[] => {
    const own = keys.filter((key) => objects.has(key));
    const bytes = own.reduce((sum, key) => sum + (objects.get(key)?.bytes ?? 0), 0);
    return own.length === 0 ? [] : [{ keys: own, bytes }];
  });
  const bundles = splitBundles(components, request.limit, countsStoredCategories(request));
  return { objects, graph, bundles, takenAway };
}

const isOf = (type: string) => (key: string) => key.startsWith(`${type}/`);

/**
 * From 2.43 the option combos that a payload must carry are counted from the categories as they are stored at the
 * destination (E1130): a category that gained or lost an option is committed before its combos follow.
 */
function countsStoredCategories({
  views,
  destination,
}: SendRequest): NonNullable<Parameters<typeof splitBundles>[2]> {
  const [, minor] = views.sending.minors;
  if (minor < 43) return () => false;
  const isStoredCategory = (key: string) => isOf('categories')(key) && destination.has(key);
  return (bundle, next) =>
    next.keys.some(isOf('categoryOptionCombos')) && bundle.some(({ keys }) => keys.some(isStoredCategory));
}

/** Cuts a list of components in two halves, the first before the second. */
export function halve(
  components: readonly SizedComponent[],
): readonly [readonly SizedComponent[], readonly SizedComponent[]] {
  const middle = Math.ceil(components.length / 2);
  return [components.slice(0, middle), components.slice(middle)];
}

/** What stopped the operator's run, where the signal says so. */
export function stopped(signal: AbortSignal): Problem | undefined {
  return signal.aborted ? problem('stopped-by-operator') : undefined;
}
