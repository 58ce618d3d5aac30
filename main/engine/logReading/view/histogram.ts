import { histogramLevels } from '../../../../shared/model/logView';
import type { LogHistogram } from '../../../../shared/model/logView';
import { noTime } from '../formats/instantReader';
import type { GrowingFacetTable } from '../index/facetTable';
import type { RecordChunk } from '../recordIndex';
import { LevelWeights, wholeMinute } from './levelWeights';
import { ChunkFinder } from './recordStretches';
import type { RowRecords, RowSelection } from './rowSelection';
import type { ShownRows } from './shownRows';

const second = 1000;
const hour = 60 * wholeMinute;
const day = 24 * hour;
const sliceRows = 64 * 1024;
const levels = histogramLevels.length;

/** Widths of slices that people can name. */
const widths = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * wholeMinute),
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
  const offset = width < hour ? 0 : -new Date(instant).getTimezoneOffset() * wholeMinute;
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
  let weights = new LevelWeights(facets);
  for (let row = 0; row < selection.rows; row += sliceRows) {
    if (facets.size > weights.size) weights = new LevelWeights(facets);
    countRows(selection, row, { span, from, width, weights, counts });
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
  readonly weights: LevelWeights;
  readonly counts: Uint32Array;
}

/** Counts the rows of one slice of work. */
function countRows(selection: RowSelection, first: number, counting: Counting): void {
  const chunks = new ChunkFinder(selection.order);
  const rows = selection.recordsOf(first, Math.min(selection.rows, first + sliceRows));
  for (let at = rows.from; at < rows.until;) {
    const record = rows.records[at] ?? 0;
    const chunk = chunks.of(rows.sources[at] ?? 0, record);
    const slice = sliceOfMinute(record, chunk, counting);
    at =
      slice === undefined
        ? countByTime(rows, at, chunk, counting)
        : counting.weights.count(rows, at, chunk, counting.counts, slice * levels);
  }
}

/** The slice of all of the minute in which a record was written, but for a leap second; `undefined` where there is none. */
function sliceOfMinute(
  record: number,
  { first, minutes, milliseconds }: RecordChunk,
  { span, from, width }: Counting,
): number | undefined {
  const minute = minutes[record - first] ?? noTime;
  const begins = minute * wholeMinute;
  const ends = begins + wholeMinute - 1;
  if (minute === noTime || begins < span.from || ends > span.until) return undefined;
  if ((milliseconds[record - first] ?? 0) >= wholeMinute) return undefined;
  const slice = Math.floor((begins - from) / width);
  return Math.floor((ends - from) / width) === slice ? slice : undefined;
}

/** Counts the records of one minute each by its own time; the first that is not of it, or stands in other columns. */
function countByTime(
  { sources, records, until }: RowRecords,
  start: number,
  { first, end, minutes, milliseconds, facets }: RecordChunk,
  { span, from, width, weights, counts }: Counting,
): number {
  const source = sources[start];
  const minute = minutes[(records[start] ?? 0) - first] ?? noTime;
  let at = start;
  for (; at < until && sources[at] === source; at += 1) {
    const record = records[at] ?? 0;
    if (record >= end || minutes[record - first] !== minute) break;
    const time = minute * wholeMinute + (milliseconds[record - first] ?? 0);
    if (minute === noTime || time < span.from || time > span.until) continue;
    const slice = Math.floor((time - from) / width);
    const number = slice * levels + weights.levelOf(facets[record - first] ?? 0);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return at;
}
