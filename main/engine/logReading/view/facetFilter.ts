import type { LogFilter } from '../../../../shared/model/logView';
import type { Facet, FacetTable } from '../recordIndex';

/** The parts of a filter that narrow by facet. */
export type FacetRules = Pick<LogFilter, 'levels' | 'modules' | 'syncs' | 'runs' | 'codes'>;

/** Kinds of values that a facet filter knows, by the name of their rule. */
export const facetKinds = {
  levels: 'level',
  modules: 'module',
  syncs: 'sync',
  runs: 'run',
  codes: 'code',
} as const satisfies Record<keyof FacetRules, keyof Facet>;

/** Which facets pass a filter, as a table that grows with the facets. */
export class FacetFilter {
  /** 1 for each facet that passes. */
  table = new Uint8Array(0);
  private known = 0;
  private readonly sets: readonly (readonly [keyof FacetRules, ReadonlySet<string>])[];

  constructor(
    rules: FacetRules,
    private readonly facets: FacetTable,
  ) {
    const kinds: readonly (keyof FacetRules)[] = ['levels', 'modules', 'syncs', 'runs', 'codes'];
    this.sets = kinds.flatMap((kind) =>
      rules[kind].length === 0 ? [] : [[kind, new Set<string>(rules[kind])] as const],
    );
  }

  /** Whether every facet passes. */
  get isOpen(): boolean {
    return this.sets.length === 0;
  }

  /** The table, with all facets that there are now. */
  now(): Uint8Array {
    const { size } = this.facets;
    if (size > this.table.length) {
      const larger = new Uint8Array(Math.max(256, size * 2));
      larger.set(this.table);
      this.table = larger;
    }
    for (; this.known < size; this.known += 1) {
      this.table[this.known] = this.failing(this.known).length === 0 ? 1 : 0;
    }
    return this.table;
  }

  /** The rules that a facet does not pass. */
  failing(facet: number): readonly (keyof FacetRules)[] {
    if (this.sets.length === 0) return [];
    const parts = this.facets.get(facet);
    return this.sets.flatMap(([kind, values]) => (values.has(parts[facetKinds[kind]]) ? [] : [kind]));
  }
}
