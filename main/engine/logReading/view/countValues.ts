import type { LogCount, LogCounts } from '../../../../shared/model/logView';
import { noTime } from '../formats/instantReader';
import type { GrowingFacetTable } from '../index/facetTable';
import { facetKinds, facetRuleKinds as kinds } from './facetFilter';
import { ChunkFinder, stretchEnd } from './recordStretches';
import type { RowSelection } from './rowSelection';
import type { ShownRows } from './shownRows';

/** Most values of one kind. */
const mostValues = 200;
const sliceRecords = 64 * 1024;

/**
 * Counts how many rows carry which value, in slices of work. Each kind is counted without its own filter, so that the other
 * values that could be chosen are told too.
 */
export function* countValues(
  { version, order, selection, files }: ShownRows,
  facets: GrowingFacetTable,
): Generator<undefined, LogCounts> {
  const { rules } = selection;
  const counts: Counts = { perFacet: new Uint32Array(facets.size), perFile: new Uint32Array(files.length) };
  for (let slice = 0; slice < order.length; slice += sliceRecords) {
    if (facets.size > counts.perFacet.length) {
      const larger = new Uint32Array(facets.size * 2);
      larger.set(counts.perFacet);
      counts.perFacet = larger;
    }
    countSlice(selection, slice, counts);
    yield;
  }
  const { perFacet, perFile } = counts;
  const counted = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, number>()]));
  for (const [facet, count] of perFacet.entries()) {
    if (count === 0) continue;
    const failing = rules.facets.failing(facet);
    if (failing.length > 1) continue;
    const parts = facets.get(facet);
    for (const kind of failing.length === 0 ? kinds : failing) {
      add(counted[kind], parts[facetKinds[kind]], count);
    }
  }
  const names = new Map<string, number>();
  for (const [number, { generation }] of files.entries()) {
    add(names, generation.file.name, perFile[number] ?? 0);
  }
  return {
    version,
    levels: mostFrequent(counted['levels']),
    modules: mostFrequent(counted['modules']),
    syncs: mostFrequent(counted['syncs']),
    runs: mostFrequent(counted['runs']),
    codes: mostFrequent(counted['codes']),
    files: mostFrequent(names),
  };
}

interface Counts {
  perFacet: Uint32Array;
  readonly perFile: Uint32Array;
}

/** Counts the records of one slice of work: by facet whatever the facet filter says, by file what it lets pass. */
function countSlice({ order, rules }: RowSelection, first: number, { perFacet, perFile }: Counts): void {
  const { from, until, found, show } = rules;
  const timed = from !== -Infinity || until !== Infinity;
  const onlyFound = show === 'matches' ? found : undefined;
  const table = rules.facets.now();
  const end = Math.min(order.length, first + sliceRecords);
  const { sources, records } = order;
  const chunks = new ChunkFinder(order);
  for (let place = first; place < end;) {
    const source = sources[place] ?? 0;
    const chunk = chunks.of(source, records[place] ?? 0);
    const behind = stretchEnd(order, place, end, chunk);
    const marks = onlyFound?.(source);
    const { facets, minutes, milliseconds } = chunk;
    let passed = 0;
    for (; place < behind; place += 1) {
      const record = records[place] ?? 0;
      const at = record - chunk.first;
      if (timed) {
        const minute = minutes[at] ?? noTime;
        const time = minute * 60_000 + (milliseconds[at] ?? 0);
        if (minute === noTime || !(time >= from && time <= until)) continue;
      }
      if (marks !== undefined && !marks.has(record)) continue;
      const facet = facets[at] ?? 0;
      perFacet[facet] = (perFacet[facet] ?? 0) + 1;
      passed += table[facet] ?? 0;
    }
    perFile[source] = (perFile[source] ?? 0) + passed;
  }
}

function add(counts: Map<string, number> | undefined, value: string, count: number): void {
  if (value !== '' && count > 0) counts?.set(value, (counts.get(value) ?? 0) + count);
}

function mostFrequent(counts: ReadonlyMap<string, number> = new Map()): readonly LogCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .slice(0, mostValues);
}
