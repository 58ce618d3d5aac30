import { orderOf } from './metadataTypes';
import { isJsonArray, isJsonObject, keyOf } from './metadataObject';
import type { TypedObject } from './metadataObject';

/** Which objects of a set refer to which others of the same set, by key. */
export interface ReferenceGraph {
  /** Objects by key, in importer order. */
  readonly objects: ReadonlyMap<string, TypedObject>;
  /** What each object refers to. */
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/** Finds the references among objects: every nested `{"id": …}`, and the template that a program rule action names. */
export function buildReferenceGraph(objects: Iterable<TypedObject>): ReferenceGraph {
  const sorted = [...objects].sort((a, b) => orderOf(a.type) - orderOf(b.type));
  const byKey = new Map(sorted.map((entry) => [keyOf(entry.type, entry.object.id), entry]));
  const keysOfId = new Map<string, string[]>();
  for (const [key, { object }] of byKey) {
    const keys = keysOfId.get(object.id);
    if (keys === undefined) keysOfId.set(object.id, [key]);
    else keys.push(key);
  }
  const references = new Map<string, readonly string[]>();
  for (const [key, { object }] of byKey) {
    const found = new Set<string>();
    for (const [name, value] of Object.entries(object)) {
      if (name === 'templateUid' && typeof value === 'string') addKeys(value, keysOfId, found);
      else collectReferences(value, keysOfId, found);
    }
    found.delete(key);
    references.set(key, [...found]);
  }
  return { objects: byKey, references };
}

function addKeys(id: string, keysOfId: ReadonlyMap<string, readonly string[]>, found: Set<string>): void {
  for (const key of keysOfId.get(id) ?? []) found.add(key);
}

function collectReferences(
  value: unknown,
  keysOfId: ReadonlyMap<string, readonly string[]>,
  found: Set<string>,
): void {
  if (isJsonArray(value)) {
    for (const item of value) collectReferences(item, keysOfId, found);
  } else if (isJsonObject(value)) {
    const { id } = value;
    if (typeof id === 'string') addKeys(id, keysOfId, found);
    for (const member of Object.values(value)) collectReferences(member, keysOfId, found);
  }
}

/**
 * Everything that cannot be without the given objects: those that refer to them, and so on. An object that already
 * stands at the destination passes nothing on, since what refers to it finds it there. Values: the cause of each.
 */
export function dependentsOf(
  graph: ReferenceGraph,
  failing: Iterable<string>,
  standsAtDestination: (key: string) => boolean,
): ReadonlyMap<string, string> {
  const referrers = new Map<string, string[]>();
  for (const [key, targets] of graph.references) {
    for (const target of targets) {
      const known = referrers.get(target);
      if (known === undefined) referrers.set(target, [key]);
      else known.push(key);
    }
  }
  const roots = new Set(failing);
  const causes = new Map<string, string>();
  for (const root of roots) {
    const open = [root];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (standsAtDestination(key)) continue;
      for (const dependent of referrers.get(key) ?? []) {
        if (roots.has(dependent) || causes.has(dependent)) continue;
        causes.set(dependent, root);
        open.push(dependent);
      }
    }
  }
  return causes;
}

/**
 * Groups of objects that refer to each other in circles, dependencies before what depends on them (Tarjan's strongly
 * connected components, without recursion). `together` names groups that must not be parted.
 */
export function orderByDependency(
  graph: ReferenceGraph,
  together: readonly (readonly string[])[] = [],
): readonly (readonly string[])[] {
  const extra = new Map<string, string[]>();
  for (const group of together) {
    const [head, ...rest] = group.filter((key) => graph.objects.has(key));
    if (head === undefined) continue;
    for (const key of rest) {
      extra.set(head, [...(extra.get(head) ?? []), key]);
      extra.set(key, [...(extra.get(key) ?? []), head]);
    }
  }
  const next = (key: string): readonly string[] => [
    ...(graph.references.get(key) ?? []),
    ...(extra.get(key) ?? []),
  ];
  return connectedComponents([...graph.objects.keys()], next);
}

interface Frame {
  readonly key: string;
  readonly targets: readonly string[];
  at: number;
}

function connectedComponents(
  keys: readonly string[],
  next: (key: string) => readonly string[],
): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const components: string[][] = [];
  const enter = (key: string): Frame => {
    index.set(key, index.size);
    low.set(key, index.size - 1);
    stack.push(key);
    onStack.add(key);
    return { key, targets: next(key), at: 0 };
  };
  const lower = (key: string, value: number): void => {
    low.set(key, Math.min(low.get(key) ?? value, value));
  };
  for (const start of keys) {
    if (index.has(start)) continue;
    const path = [enter(start)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const target = frame.targets[frame.at];
      if (target !== undefined) {
        frame.at += 1;
        const seen = index.get(target);
        if (seen === undefined) path.push(enter(target));
        else if (onStack.has(target)) lower(frame.key, seen);
        continue;
      }
      path.pop();
      const own = low.get(frame.key) ?? 0;
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent.key, own);
      if (own === index.get(frame.key)) {
        const component = stack.splice(stack.lastIndexOf(frame.key));
        for (const key of component) onStack.delete(key);
        components.push(component);
      }
    }
  }
  return components;
}

/** Layers for deletion: what nothing else of the set refers to comes first, circles stay in one layer. */
export function deletionLayers(graph: ReferenceGraph): readonly (readonly string[])[] {
  const components = orderByDependency(graph);
  const componentOf = new Map(components.flatMap((keys, at) => keys.map((key) => [key, at] as const)));
  const depth = components.map(() => 0);
  // Dependencies stand before their dependents: from the end, every referrer's depth is final before it is passed on.
  for (let at = components.length - 1; at >= 0; at -= 1) {
    for (const key of components[at] ?? []) {
      for (const target of graph.references.get(key) ?? []) {
        const other = componentOf.get(target) ?? at;
        if (other !== at) depth[other] = Math.max(depth[other] ?? 0, (depth[at] ?? 0) + 1);
      }
    }
  }
  const layers: string[][] = [];
  components.forEach((keys, at) => (layers[depth[at] ?? 0] ??= []).push(...keys));
  return layers.filter((layer) => layer.length > 0);
}
