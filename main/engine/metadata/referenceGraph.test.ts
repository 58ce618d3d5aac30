import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from './metadataObject';
import type { TypedObject } from './metadataObject';
import { buildReferenceGraph, deletionLayers, dependentsOf, orderByDependency } from './referenceGraph';

const types = ['options', 'optionSets', 'dataElements', 'dataSets', 'programs'] as const;

/** Any graph of objects: each refers to any others, circles included, at some depth. */
const graphs = fc
  .integer({ min: 1, max: 14 })
  .chain((size) =>
    fc.tuple(
      fc.array(fc.constantFrom(...types), { minLength: size, maxLength: size }),
      fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
    ),
  )
  .map(([kinds, targets]): readonly TypedObject[] =>
    kinds.map((type, at) => ({
      type,
      object: {
        id: `object${String(at)}`,
        nested: (targets[at] ?? []).map((target) => ({ inside: { id: `object${String(target)}` } })),
      },
    })),
  );

describe('orderByDependency', () => {
  it('puts every dependency before or beside what depends on it, and loses nothing', () => {
    fc.assert(
      fc.property(graphs, (objects) => {
        const graph = buildReferenceGraph(objects);
        const components = orderByDependency(graph);
        const place = new Map(components.flatMap((keys, at) => keys.map((key) => [key, at] as const)));
        expect(place.size).toBe(objects.length);
        for (const [key, targets] of graph.references) {
          for (const target of targets) expect(place.get(target)).toBeLessThanOrEqual(place.get(key) ?? -1);
        }
      }),
    );
  });

  it('parts only what no circle holds together', () => {
    const circle: readonly TypedObject[] = [
      { type: 'programs', object: { id: 'program', programStages: [{ id: 'stage' }] } },
      { type: 'programStages', object: { id: 'stage', program: { id: 'program' } } },
      { type: 'dataElements', object: { id: 'element' } },
    ];
    const components = orderByDependency(buildReferenceGraph(circle));
    expect(components.map((keys) => [...keys].sort())).toEqual([
      ['dataElements/element'],
      ['programStages/stage', 'programs/program'],
    ]);
  });

  it('keeps groups together that references alone would part', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), fc.nat(), (objects, first, second) => {
        const keys = objects.map(({ type, object }) => keyOf(type, object.id));
        const group = [
          keys[first % keys.length] ?? '',
          keys[second % keys.length] ?? '',
          'options/elsewhere',
        ];
        const components = orderByDependency(buildReferenceGraph(objects), [group]);
        const places = components.flatMap((own, at) =>
          own.flatMap((key) => (group.includes(key) ? [at] : [])),
        );
        expect(new Set(places).size).toBe(1);
      }),
    );
  });
});

describe('dependentsOf', () => {
  it('is exactly what reaches a failing object without passing one that stands at the destination', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), fc.array(fc.boolean()), (objects, failing, standing) => {
        const graph = buildReferenceGraph(objects);
        const keys = objects.map(({ type, object }) => keyOf(type, object.id));
        const root = keys[failing % keys.length] ?? '';
        const stands = (key: string): boolean => standing[keys.indexOf(key)] ?? false;
        const found = new Set(dependentsOf(graph, [root], stands).keys());
        const reached = new Set<string>([root]);
        for (let grown = true; grown;) {
          grown = false;
          for (const [key, targets] of graph.references) {
            if (reached.has(key) || !targets.some((target) => reached.has(target) && !stands(target)))
              continue;
            reached.add(key);
            grown = true;
          }
        }
        reached.delete(root);
        expect(found).toEqual(reached);
      }),
    );
  });
});

describe('deletionLayers', () => {
  it('takes away nothing that something of a later layer refers to', () => {
    fc.assert(
      fc.property(graphs, (objects) => {
        const graph = buildReferenceGraph(objects);
        const layers = deletionLayers(graph);
        const layerOf = new Map(layers.flatMap((keys, at) => keys.map((key) => [key, at] as const)));
        expect(layerOf.size).toBe(objects.length);
        for (const [key, targets] of graph.references) {
          for (const target of targets)
            expect(layerOf.get(target)).toBeGreaterThanOrEqual(layerOf.get(key) ?? 99);
        }
      }),
    );
  });
});
