import { numberedLevels } from '../formats/levelWords';
import type { LineReader } from '../formats/lineReader';
import type { Facet, FacetTable } from '../recordIndex';
import { PartTable } from './partTable';
import type { PartLimits } from './partTable';

/** Parts of a facet that are texts. */
export type FacetPart = 'module' | 'sync' | 'run' | 'code';

/** Most different facets; records of further ones keep their level and lose the rest. */
const mostFacets = 1 << 22;
/** Numbers kept for each facet: level, module, synchronisation, run, code. */
const width = 5;
const levels = numberedLevels.length;

/** A table of facets that grows while files are read; all files of a reader share it. */
export class GrowingFacetTable implements FacetTable {
  private count = 0;
  private numbers = new Int32Array(64 * width);
  private slots = new Int32Array(128).fill(-1);
  private readonly parts: Readonly<Record<FacetPart, PartTable>>;
  /** Facets that have a level and a module only, by both; plus one, 0 where there is none. */
  private heads = new Int32Array(64);
  private refused = 0;

  /** Without limits of its own it holds more than any usual file has. */
  constructor(limits?: PartLimits) {
    const part = (): PartTable => new PartTable(limits);
    this.parts = { module: part(), sync: part(), run: part(), code: part() };
  }

  get size(): number {
    return this.count;
  }

  /** Parts of facets that were lost because there were too many different ones; filters cannot find records by them. */
  get overflowed(): number {
    const { module, sync, run, code } = this.parts;
    return this.refused + module.overflowed + sync.overflowed + run.overflowed + code.overflowed;
  }

  get(facet: number): Facet {
    return {
      level: this.levelOf(facet),
      module: this.text('module', this.partOf(facet, 'module')),
      sync: this.text('sync', this.partOf(facet, 'sync')),
      run: this.text('run', this.partOf(facet, 'run')),
      code: this.text('code', this.partOf(facet, 'code')),
    };
  }

  levelOf(facet: number): Facet['level'] {
    return numberedLevels[this.levelNumberOf(facet)] ?? 'NONE';
  }

  /** Place of a facet's level in `numberedLevels`: to look it up without strings. */
  levelNumberOf(facet: number): number {
    return this.numbers[facet * width] ?? 0;
  }

  /** Number of a facet's text among the texts of that part, 0 for the empty one: to compare and count without strings. */
  partOf(facet: number, part: FacetPart): number {
    return this.numbers[facet * width + places[part]] ?? 0;
  }

  /** How many different texts a part has. */
  partCount(part: FacetPart): number {
    return this.parts[part].size;
  }

  text(part: FacetPart, number: number): string {
    return this.parts[part].text(number);
  }

  /** Number of the code that stands from `from` up to `to`. */
  numberOfCode(view: DataView, from: number, to: number): number {
    return this.parts.code.number(view, from, to);
  }

  /** Number of the facet of the line that was just read in `view`. */
  ofLine(line: LineReader, view: DataView): number {
    const { parts } = this;
    const module = parts.module.number(view, line.moduleFrom, line.moduleTo);
    // Most lines of other programs carry nothing else.
    if (line.codeTo === 0 && line.runTo === 0 && line.syncTo === 0) return this.ofHead(line.level, module);
    return this.ofParts(
      line.level,
      module,
      parts.sync.number(view, line.syncFrom, line.syncTo),
      parts.run.number(view, line.runFrom, line.runTo),
      parts.code.number(view, line.codeFrom, line.codeTo),
    );
  }

  /** Number of the facet of a level and the number of a module, without other parts. */
  ofHead(level: number, module: number): number {
    const place = module * levels + level;
    if (place >= this.heads.length) {
      const larger = new Int32Array(place * 2);
      larger.set(this.heads);
      this.heads = larger;
    }
    const known = this.heads[place] ?? 0;
    if (known !== 0) return known - 1;
    const refused = this.refused;
    const facet = this.ofParts(level, module, 0, 0, 0);
    // What found no room is counted each time it is met.
    if (this.refused === refused) this.heads[place] = facet + 1;
    return facet;
  }

  /** Number of the facet of a record that carries nothing but perhaps a level. */
  ofLevel(level: number): number {
    return this.ofParts(level, 0, 0, 0, 0);
  }

  /** Number of the facet of a level and the numbers of its parts. */
  ofParts(level: number, module: number, sync: number, run: number, code: number): number {
    const hash = hashOf(level, module, sync, run, code);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let facet = this.slots[slot] ?? -1; facet !== -1; facet = this.slots[slot] ?? -1) {
      if (this.equals(facet, level, module, sync, run, code)) return facet;
      slot = (slot + 1) & mask;
    }
    if (this.count >= mostFacets && (module !== 0 || sync !== 0 || run !== 0 || code !== 0)) {
      this.refused += 1;
      return this.ofParts(level, 0, 0, 0, 0);
    }
    return this.add(slot, level, module, sync, run, code);
  }

  private add(slot: number, level: number, module: number, sync: number, run: number, code: number): number {
    const facet = this.count;
    const at = facet * width;
    if (at + width > this.numbers.length) {
      const larger = new Int32Array(this.numbers.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    // One by one: an array of five to be copied costs more than all the rest.
    this.numbers[at] = level;
    this.numbers[at + 1] = module;
    this.numbers[at + 2] = sync;
    this.numbers[at + 3] = run;
    this.numbers[at + 4] = code;
    this.slots[slot] = facet;
    this.count += 1;
    if (this.count * 2 > this.slots.length) this.spread();
    return facet;
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let facet = 0; facet < this.count; facet += 1) {
      let slot = this.hashAt(facet * width) & mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask;
      this.slots[slot] = facet;
    }
  }

  private hashAt(at: number): number {
    const { numbers } = this;
    return hashOf(
      numbers[at] ?? 0,
      numbers[at + 1] ?? 0,
      numbers[at + 2] ?? 0,
      numbers[at + 3] ?? 0,
      numbers[at + 4] ?? 0,
    );
  }

  private equals(
    facet: number,
    level: number,
    module: number,
    sync: number,
    run: number,
    code: number,
  ): boolean {
    const at = facet * width;
    const { numbers } = this;
    return (
      numbers[at + 4] === code &&
      numbers[at] === level &&
      numbers[at + 1] === module &&
      numbers[at + 3] === run &&
      numbers[at + 2] === sync
    );
  }
}

const places: Readonly<Record<FacetPart, number>> = { module: 1, sync: 2, run: 3, code: 4 };

function hashOf(level: number, module: number, sync: number, run: number, code: number): number {
  let hash = Math.imul(level ^ (module << 4), 0x9e3779b1);
  hash = Math.imul(hash ^ sync ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ run ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ code ^ (hash >>> 16), 0x27d4eb2f);
  return hash ^ (hash >>> 15);
}
