import type { LogPosition, LogTarget } from '../../../../shared/model/logView';
import { unreachable } from '../../../../shared/result';
import { fieldsOfRecord, recordHead } from '../formats/readRecord';
import { inSlices } from './inSlices';
import type { LevelRows } from './levelRows';
import { hashedBytes, hashOf, readLink } from './recordLink';
import type { RecordLink } from './recordLink';
import { linkName, recordOf } from './readRecordText';
import type { MergedFile, ShownRows } from './shownRows';

/** Finds the row that one wants to go to. */
export async function goToRow(shown: ShownRows, levels: LevelRows, target: LogTarget): Promise<LogPosition> {
  switch (target.to) {
    case 'next':
    case 'previous':
      return goToNeighbour(shown, levels, target);
    case 'time':
      return goToTime(shown, target.time);
    case 'record': {
      const number = shown.files.findIndex(({ source }) => source.id === target.ref.source);
      const file = shown.files[number];
      const record = file === undefined ? -1 : recordOf(file, target.ref.offset);
      return goToRecord(shown, number, record);
    }
    case 'link': {
      const link = readLink(target.link);
      const found = link === undefined ? undefined : await findLinked(shown, link);
      return found === undefined ? nowhere(shown) : goToRecord(shown, found.number, found.record);
    }
    default:
      return unreachable(target);
  }
}

type Neighbour = Extract<LogTarget, { readonly to: 'next' | 'previous' }>;

async function goToNeighbour(
  shown: ShownRows,
  levels: LevelRows,
  { to, what, row }: Neighbour,
): Promise<LogPosition> {
  const { selection } = shown;
  if (what === 'match') {
    if (selection.rules.found === undefined) return nowhere(shown);
    const number = to === 'next' ? selection.matchFrom(row + 1) : selection.matchFrom(row) - 1;
    return numbered(shown, number, selection.matches, (match) => selection.matchingRow(match));
  }
  const found = await inSlices(levels.of(what, selection));
  const rows = found?.value;
  if (rows === undefined) return nowhere(shown);
  const number = to === 'next' ? rows.firstFrom(row + 1) : rows.firstFrom(row) - 1;
  return numbered(shown, number, rows.length, (one) => rows.at(one));
}

function numbered(
  { version }: ShownRows,
  number: number,
  total: number,
  rowOf: (number: number) => number,
): LogPosition {
  if (number < 0 || number >= total) return { version, found: 'none', row: 0, total };
  return { version, found: 'row', row: rowOf(number), number: number + 1, total };
}

function goToTime(shown: ShownRows, time: number): LogPosition {
  const { version, order, selection } = shown;
  if (selection.rows === 0) return nowhere(shown);
  const row = selection.rowFrom(order.firstFrom(time));
  // Behind the end is the end: that is what one wants to see.
  return { version, found: 'row', row: Math.min(row, selection.rows - 1) };
}

function goToRecord(shown: ShownRows, source: number, record: number): LogPosition {
  const { version, order, selection } = shown;
  const place = record < 0 ? -1 : order.placeOf(source, record);
  if (place === -1) return nowhere(shown);
  const row = selection.rowFrom(place);
  if (row < selection.rows && selection.placeOf(row) === place) return { version, found: 'row', row };
  // The row that stands where it would stand.
  return { version, found: 'hidden', row: Math.max(0, Math.min(row, selection.rows - 1)) };
}

function nowhere({ version }: ShownRows): LogPosition {
  return { version, found: 'none', row: 0 };
}

interface Found {
  readonly number: number;
  readonly record: number;
}

async function findLinked(shown: ShownRows, link: RecordLink): Promise<Found | undefined> {
  // A line of ours may stand in several files: the one that the link names comes first.
  const numbers = [...shown.files.keys()].sort(
    (one, other) => isNamed(shown.files[other], link) - isNamed(shown.files[one], link),
  );
  for (const number of numbers) {
    const file = shown.files[number];
    if (file === undefined) continue;
    const record =
      link.by === 'seq'
        ? await findNumbered(shown, number, file, link)
        : isNamed(file, link) === 1
          ? await findHashed(file, link)
          : undefined;
    if (record !== undefined) return { number, record };
  }
  return undefined;
}

function isNamed(file: MergedFile | undefined, link: RecordLink): number {
  return file !== undefined && linkName(file) === link.file ? 1 : 0;
}

async function findNumbered(
  { order }: ShownRows,
  number: number,
  file: MergedFile,
  link: Extract<RecordLink, { readonly by: 'seq' }>,
): Promise<number | undefined> {
  const { index, source } = file;
  const times = order.timesOf(number);
  const merged = order.mergedOf(number);
  for (let record = times.firstFrom(link.time); record < merged; record += 1) {
    // Behind a clock that went back older lines follow: they stand before the key rises again.
    if (times.keyOf(record) > link.time && index.timeOf(record) > link.time) break;
    if (index.timeOf(record) !== link.time || index.seqOf(record) !== (link.seq & 0xffff)) continue;
    const offset = index.offsetOf(record);
    const bytes = index.endOf(record) - offset;
    const head = await source.bytes(offset, Math.min(bytes, recordHead));
    const fields = fieldsOfRecord(head, { ...source.form, bytes });
    if (fields.some(({ name, value }) => name === 'seq' && value === `${link.seq}`)) return record;
  }
  return undefined;
}

async function findHashed(
  file: MergedFile,
  link: Extract<RecordLink, { readonly by: 'offset' }>,
): Promise<number | undefined> {
  const record = recordOf(file, link.offset);
  if (record === -1) return undefined;
  const length = Math.min(hashedBytes, file.index.endOf(record) - link.offset);
  const bytes = await file.source.bytes(link.offset, length);
  return hashOf(bytes) === link.hash ? record : undefined;
}
