import { histogramLevels } from '../../../../shared/model/logView';
import type { LogHistogram } from '../../../../shared/model/logView';
import { noTime } from '../formats/instantReader';
import type { GrowingFacetTable } from '../index/facetTable';
import type { RecordChunk } from '../recordIndex';
import { LevelWeights, wholeMinute } from './levelWeights';
import { ChunkFinder } from './recordStretches';
import type { RowSelection } from './rowSelection';
import type { ShownRows } from './shownRows';

const second = 1000;
const hour = 60 * wholeMinute;
const day = 24 * hour;
const sliceRows = 64 * 1024;
/** Rows that are gathered together where they do not stand next to each other. */
const gatheredRows = 4096;
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
  const gathered = newGathered();
  for (let row = 0; row < selection.rows; row += sliceRows) {
    if (facets.size > weights.size) weights = new LevelWeights(facets);
    countRows(selection, row, gathered, { span, from, width, weights, counts });
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
function countRows(selection: RowSelection, first: number, gathered: RecordChunk, counting: Counting): void {
  const { order } = selection;
  const chunks = new ChunkFinder(order);
  const end = Math.min(selection.rows, first + sliceRows);
  for (let row = first; row < end;) {
    const place = selection.placeOf(row);
    const record = order.records[place] ?? 0;
    const chunk = chunks.of(order.sources[place] ?? 0, record);
    const even = selection.evenEnd(row, end, chunk);
    if (even > row) {
      const at = record - chunk.first;
      countColumns(chunk, at, at + even - row, counting);
      row = even;
    } else {
      const behind = Math.min(end, row + gatheredRows);
      gather(selection, row, behind, chunks, gathered);
      countColumns(gathered, 0, behind - row, counting);
      row = behind;
    }
  }
}

/** Columns for so many records that are gathered from where they stand. */
function newGathered(): RecordChunk {
  return {
    first: 0,
    end: gatheredRows,
    minutes: new Int32Array(gatheredRows),
    milliseconds: new Uint16Array(gatheredRows),
    facets: new Uint32Array(gatheredRows),
  };
}

/** Puts the columns of rows that do not stand next to each other into others. */
function gather(
  selection: RowSelection,
  first: number,
  end: number,
  chunks: ChunkFinder,
  { minutes, milliseconds, facets }: RecordChunk,
): void {
  const { sources, records, from } = selection.recordsOf(first, end);
  for (let number = 0; number < end - first; number += 1) {
    const record = records[from + number] ?? 0;
    const chunk = chunks.of(sources[from + number] ?? 0, record);
    const at = record - chunk.first;
    minutes[number] = chunk.minutes[at] ?? noTime;
    milliseconds[number] = chunk.milliseconds[at] ?? 0;
    facets[number] = chunk.facets[at] ?? 0;
  }
}

/** Counts the records that stand in columns from one place on up to another. */
function countColumns(chunk: RecordChunk, start: number, until: number, counting: Counting): void {
  for (let at = start; at < until;) {
    const slice = sliceOfMinute(at, chunk, counting);
    at =
      slice === undefined
        ? countByTime(at, until, chunk, counting)
        : counting.weights.count(chunk, at, until, counting.counts, slice * levels);
  }
}

/** The slice of all of the minute in which a record was written, but for a leap second; `undefined` where there is none. */
function sliceOfMinute(
  at: number,
  { minutes, milliseconds }: RecordChunk,
  { span, from, width }: Counting,
): number | undefined {
  const minute = minutes[at] ?? noTime;
  const begins = minute * wholeMinute;
  const ends = begins + wholeMinute - 1;
  if (minute === noTime || begins < span.from || ends > span.until) return undefined;
  if ((milliseconds[at] ?? 0) >= wholeMinute) return undefined;
  const slice = Math.floor((begins - from) / width);
  return Math.floor((ends - from) / width) === slice ? slice : undefined;
}

/** Counts the records of one minute each by its own time; the place of the first that is not of it. */
function countByTime(
  start: number,
  until: number,
  { minutes, milliseconds, facets }: RecordChunk,
  { span, from, width, weights, counts }: Counting,
): number {
  const minute = minutes[start] ?? noTime;
  let at = start;
  for (; at < until && minutes[at] === minute; at += 1) {
    const time = minute * wholeMinute + (milliseconds[at] ?? 0);
    if (minute === noTime || time < span.from || time > span.until) continue;
    const slice = Math.floor((time - from) / width);
    const number = slice * levels + weights.levelOf(facets[at] ?? 0);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  return at;
}
