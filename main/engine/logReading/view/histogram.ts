import { histogramLevels } from '../../../../shared/model/logView';
import type { LogHistogram } from '../../../../shared/model/logView';
import type { GrowingFacetTable } from '../index/facetTable';
import type { RowSelection } from './rowSelection';
import type { ShownRows } from './shownRows';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const sliceRows = 64 * 1024;
const levels = histogramLevels.length;

/** Widths of slices that people can name. */
const widths = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((count) => count * day),
];

/** Instants between which slices are made, both inclusive. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

/** First instant and width of at most `most` slices; they begin at round times of this machine's clock. */
export function slicesOf(span: TimeSpan, most: number): { readonly from: number; readonly width: number } {
  for (let years = 1; ; years *= 2) {
    for (const width of years === 1 ? widths : [years * 364 * day]) {
      const from = roundDown(span.from, width);
      if (Math.floor((span.until - from) / width) < most) return { from, width };
    }
  }
}

function roundDown(instant: number, width: number): number {
  // Hours and days begin where the clock on the wall says so, also in zones that are half an hour off.
  const offset = width < hour ? 0 : -new Date(instant).getTimezoneOffset() * minute;
  return Math.floor((instant + offset) / width) * width - offset;
}

/** Counts the rows of each slice by level, in slices of work. */
export function* countSlices(
  { version, selection }: ShownRows,
  span: TimeSpan,
  most: number,
  facets: GrowingFacetTable,
): Generator<undefined, LogHistogram> {
  if (!(span.from <= span.until)) return { version, from: 0, width: second, slices: [] };
  const { from, width } = slicesOf(span, most);
  const number = Math.floor((span.until - from) / width) + 1;
  const counts = new Uint32Array(number * levels);
  let levelOf = levelNumbers(facets);
  for (let row = 0; row < selection.rows; row += sliceRows) {
    if (facets.size > levelOf.length) levelOf = levelNumbers(facets);
    countRows(selection, row, { span, from, width, levelOf, counts });
    yield;
  }
  const slices = Array.from({ length: number }, (_, slice) => [
    ...counts.subarray(slice * levels, (slice + 1) * levels),
  ]);
  return { version, from, width, slices };
}

interface Counting {
  readonly span: TimeSpan;
  readonly from: number;
  readonly width: number;
  readonly levelOf: Uint8Array;
  readonly counts: Uint32Array;
}

/** Counts the rows of one slice of work. */
function countRows(selection: RowSelection, first: number, counting: Counting): void {
  const { order } = selection;
  const { span, from, width, levelOf, counts } = counting;
  const end = Math.min(selection.rows, first + sliceRows);
  for (let row = first; row < end; row += 1) {
    const place = selection.placeOf(row);
    const index = order.indexOf(order.sources[place] ?? 0);
    const record = order.records[place] ?? 0;
    const time = index.timeOf(record);
    if (!(time >= span.from && time <= span.until)) continue;
    const at = Math.floor((time - from) / width) * levels + (levelOf[index.facetOf(record)] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
}

function levelNumbers(facets: GrowingFacetTable): Uint8Array {
  const numbers = new Uint8Array(facets.size);
  for (let facet = 0; facet < numbers.length; facet += 1) {
    numbers[facet] = histogramLevels.indexOf(facets.levelOf(facet));
  }
  return numbers;
}
