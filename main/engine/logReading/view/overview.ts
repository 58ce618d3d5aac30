import type { LogLevel } from '../../../../shared/model/log';
import type { LogOverview, LogOverviewSlice } from '../../../../shared/model/logView';
import type { GrowingFacetTable } from '../index/facetTable';
import { ChunkFinder } from './recordStretches';
import type { RowSelection } from './rowSelection';
import type { ShownRows } from './shownRows';

/** Rows between two chances for something else to be done. */
const workRows = 64 * 1024;
/** Levels that stand out, the lowest first. */
const levels: readonly LogLevel[] = ['WARNING', 'ERROR', 'CRITICAL'];
const [warning, error, critical] = [0, 1, 2] as const;
/** Bits of one counter: the three levels share a number, which is added to faster than one of three counts is chosen. */
const counterBits = 10;
/** Rows that no counter can overflow with. */
const mostTogether = 2 ** counterBits - 1;

/** Tells where in the order of rows levels and matches stand, in at most `most` slices of equally many rows. */
export function* countOverview(
  { version, selection }: ShownRows,
  most: number,
  facets: GrowingFacetTable,
): Generator<undefined, LogOverview> {
  const { rows } = selection;
  const sliceRows = Math.max(1, Math.ceil(rows / most));
  const number = Math.ceil(rows / sliceRows);
  const found: Found = {
    sliceRows,
    counts: new Uint32Array(number * levels.length),
    worst: new Float64Array(number).fill(-1),
    firstError: -1,
  };
  let weights = weightsOf(facets);
  for (let row = 0; row < rows; row += workRows) {
    if (facets.size > weights.length) weights = weightsOf(facets);
    // Rows may have gone while others had their turn: the version that follows is asked for again.
    countRows(selection, row, Math.min(rows, selection.rows, row + workRows), weights, found);
    yield;
  }
  const slices = Array.from({ length: number }, (_, slice) => sliceOf(selection, slice, found));
  return {
    version,
    rows,
    sliceRows,
    slices: slices.filter(({ worst, matches }) => worst !== undefined || matches > 0),
    ...(found.firstError === -1 ? {} : { firstError: found.firstError }),
  };
}

/** What was met so far. */
interface Found {
  readonly sliceRows: number;
  /** For each slice a count of each level. */
  readonly counts: Uint32Array;
  /** For each slice the first row of its highest level, -1 where there is none. */
  readonly worst: Float64Array;
  firstError: number;
}

/** What a record counts, by facet: 1 in the counter of its level. */
function weightsOf(facets: GrowingFacetTable): Int32Array {
  return Int32Array.from({ length: facets.size }, (_, facet) => {
    const level = facets.levelOf(facet);
    const place = level === 'NONE' ? -1 : levels.indexOf(level);
    return place === -1 ? 0 : unitOf(place);
  });
}

function unitOf(level: number): number {
  return 1 << (level * counterBits);
}

/** Counts the rows from one on up to another. */
function countRows(
  selection: RowSelection,
  first: number,
  end: number,
  weights: Int32Array,
  found: Found,
): void {
  if (first >= end) return;
  const { sources, records, from, until } = selection.recordsOf(first, end);
  const chunks = new ChunkFinder(selection.order);
  for (let at = from; at < until;) {
    const begin = at;
    const row = first + begin - from;
    const slice = Math.floor(row / found.sliceRows);
    const stop = Math.min(until, begin + mostTogether, begin + (slice + 1) * found.sliceRows - row);
    let sum = 0;
    while (at < stop) {
      const source = sources[at];
      const { first: base, end: behind, facets } = chunks.of(source ?? 0, records[at] ?? 0);
      for (; at < stop && sources[at] === source; at += 1) {
        const record = records[at] ?? 0;
        if (record >= behind) break;
        sum += weights[facets[record - base] ?? 0] ?? 0;
      }
    }
    if (sum === 0) continue;
    const weightAt = (place: number): number => {
      const record = records[place] ?? 0;
      const chunk = chunks.of(sources[place] ?? 0, record);
      return weights[chunk.facets[record - chunk.first] ?? 0] ?? 0;
    };
    note(found, slice, sum, (level) => {
      const least = unitOf(level);
      let one = begin;
      while (one < stop && weightAt(one) < least) one += 1;
      return row + one - begin;
    });
  }
}

/** Notes the sum of some rows of one slice; `rowFrom` tells the first one of a level or a higher one. */
function note(found: Found, slice: number, sum: number, rowFrom: (level: number) => number): void {
  const { counts, worst } = found;
  const highest = sum >= unitOf(critical) ? critical : sum >= unitOf(error) ? error : warning;
  const at = slice * levels.length;
  if (!counts.subarray(at + highest, at + levels.length).some((count) => count > 0)) {
    worst[slice] = rowFrom(highest);
  }
  for (const level of levels.keys()) {
    counts[at + level] = (counts[at + level] ?? 0) + ((sum >> (level * counterBits)) & mostTogether);
  }
  if (found.firstError === -1 && highest >= error) found.firstError = rowFrom(error);
}

function sliceOf(
  selection: RowSelection,
  slice: number,
  { sliceRows, counts, worst }: Found,
): LogOverviewSlice {
  const { found, show, context } = selection.rules;
  // Where only matches are rows, to tell that each of them is one says nothing.
  const marked = found !== undefined && (show === 'all' || context > 0);
  const from = marked ? selection.matchFrom(slice * sliceRows) : 0;
  const matches = marked ? selection.matchFrom((slice + 1) * sliceRows) - from : 0;
  const row = worst[slice] ?? -1;
  const at = slice * levels.length;
  return {
    slice,
    warnings: counts[at + warning] ?? 0,
    errors: counts[at + error] ?? 0,
    criticals: counts[at + critical] ?? 0,
    ...(row === -1 ? {} : { worst: row }),
    matches,
    ...(matches === 0 ? {} : { match: selection.matchingRow(from) }),
  };
}
