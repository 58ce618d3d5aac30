import type { LogFilter } from '../../../../shared/model/logView';
import { numberedLevels } from '../formats/levelWords';
import type { GrowingFacetTable } from '../index/facetTable';
import type { Facet } from '../recordIndex';

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

type Kind = keyof FacetRules;

/** The kinds in the order in which they are counted and checked. */
export const facetRuleKinds: readonly Kind[] = ['levels', 'modules', 'syncs', 'runs', 'codes'];

/** One rule: which numbers of a part pass, as far as they were looked up. */
interface Rule {
  readonly kind: Exclude<Kind, 'levels'>;
  readonly values: ReadonlySet<string>;
  passing: Uint8Array;
  known: number;
}

/** Which facets pass a filter, as a table that grows with the facets. */
export class FacetFilter {
  /** 1 for each facet that passes. */
  private table = new Uint8Array(0);
  private known = 0;
  /** 1 for each of the `numberedLevels` that passes; empty where all do. */
  private readonly levels: Uint8Array;
  private readonly rules: readonly Rule[];

  constructor(
    rules: FacetRules,
    private readonly facets: GrowingFacetTable,
  ) {
    const levels: ReadonlySet<string> = new Set(rules.levels);
    this.levels = Uint8Array.from(levels.size === 0 ? [] : numberedLevels, (level) =>
      levels.has(level) ? 1 : 0,
    );
    const parts: readonly Rule['kind'][] = ['modules', 'syncs', 'runs', 'codes'];
    this.rules = parts
      .filter((kind) => rules[kind].length > 0)
      .map((kind) => ({ kind, values: new Set(rules[kind]), passing: new Uint8Array(0), known: 0 }));
  }

  /** Whether every facet passes. */
  get isOpen(): boolean {
    return this.levels.length === 0 && this.rules.length === 0;
  }

  /** The table, with all facets that there are now. */
  now(): Uint8Array {
    const { size } = this.facets;
    if (size === this.known) return this.table;
    if (size > this.table.length) this.table = enlarged(this.table, size);
    if (this.isOpen) this.table.fill(1, this.known, size);
    else {
      for (const rule of this.rules) this.lookUp(rule);
      for (let facet = this.known; facet < size; facet += 1) this.table[facet] = this.passes(facet) ? 1 : 0;
    }
    this.known = size;
    return this.table;
  }

  /** The rules that a facet does not pass. */
  failing(facet: number): readonly Kind[] {
    const failing: Kind[] = this.passesLevel(facet) ? [] : ['levels'];
    for (const rule of this.rules) if (!this.passesRule(rule, facet)) failing.push(rule.kind);
    return failing;
  }

  private passes(facet: number): boolean {
    if (!this.passesLevel(facet)) return false;
    for (const rule of this.rules) if (!this.passesRule(rule, facet)) return false;
    return true;
  }

  private passesLevel(facet: number): boolean {
    return this.levels.length === 0 || this.levels[this.facets.levelNumberOf(facet)] === 1;
  }

  private passesRule(rule: Rule, facet: number): boolean {
    return rule.passing[this.facets.partOf(facet, facetKinds[rule.kind])] === 1;
  }

  /** Compares each text once, however many facets carry it. */
  private lookUp(rule: Rule): void {
    const part = facetKinds[rule.kind];
    const count = this.facets.partCount(part);
    if (count > rule.passing.length) rule.passing = enlarged(rule.passing, count);
    for (; rule.known < count; rule.known += 1) {
      rule.passing[rule.known] = rule.values.has(this.facets.text(part, rule.known)) ? 1 : 0;
    }
  }
}

function enlarged(table: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(256, size * 2));
  larger.set(table);
  return larger;
}
