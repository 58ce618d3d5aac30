import { noTime } from '../formats/instantReader';
import type { RecordChunk } from '../recordIndex';
import type { FacetFilter } from './facetFilter';
import type { MergeOrder } from './mergeOrder';
import { NumberList } from './numberList';
import type { RecordMarks } from './recordMarks';
import { ChunkFinder, evenEnd, stretchEnd } from './recordStretches';

/** Places looked at between two chances for something else to be done. */
const sliceRecords = 64 * 1024;

/** What a record must be to become a row, and to be a match. */
export interface RowRules {
  readonly facets: FacetFilter;
  readonly from: number;
  readonly until: number;
  /** Marks of the records of a source that the text was found in; absent where no text is looked for. */
  readonly found?: (source: number) => RecordMarks;
  readonly show: 'matches' | 'all';
  readonly context: number;
}

/** Records of consecutive rows: they stand from `from` up to `until` in arrays that are only to be read. */
export interface RowRecords {
  /** For each row the number of its source. */
  readonly sources: Uint16Array;
  readonly records: Uint32Array;
  readonly from: number;
  readonly until: number;
}

/** Rows from one on, before they take the place of those that were there. */
interface RowTail {
  readonly firstRow: number;
  readonly places: NumberList;
  readonly matches: NumberList;
}

/** The rows of a view: places in the order of records that the rules let pass. */
export class RowSelection {
  /** Place of each row; not used while every place is a row. */
  private readonly places = new NumberList();
  /** Rows that match the text; not used while every row does. */
  private readonly matching = new NumberList();
  private readonly narrowing: 'none' | 'some';
  private readonly matchKind: 'all-rows' | 'some-rows';
  private length = 0;

  constructor(
    readonly order: MergeOrder,
    readonly rules: RowRules,
  ) {
    const narrowsByText = rules.found !== undefined && rules.show === 'matches';
    const timed = rules.from !== -Infinity || rules.until !== Infinity;
    this.narrowing = rules.facets.isOpen && !timed && !narrowsByText ? 'none' : 'some';
    const everyRowMatches = rules.found === undefined || (narrowsByText && rules.context === 0);
    this.matchKind = everyRowMatches ? 'all-rows' : 'some-rows';
  }

  get rows(): number {
    return this.length;
  }

  get matches(): number {
    return this.matchKind === 'all-rows' ? this.length : this.matching.length;
  }

  /** Place in the order of a row. */
  placeOf(row: number): number {
    return this.narrowing === 'none' ? row : this.places.at(row);
  }

  /** The records of rows from one on up to another. */
  recordsOf(first: number, end: number): RowRecords {
    const { sources, records } = this.order;
    if (this.narrowing === 'none') return { sources, records, from: first, until: end };
    const until = end - first;
    const some = { sources: new Uint16Array(until), records: new Uint32Array(until), from: 0, until };
    for (let at = 0; at < until; at += 1) {
      const place = this.places.at(first + at);
      some.sources[at] = sources[place] ?? 0;
      some.records[at] = records[place] ?? 0;
    }
    return some;
  }

  /** A row before `end` up to which the rows from one on surely are consecutive records in these columns; itself where that is not known. */
  evenEnd(row: number, end: number, chunk: RecordChunk): number {
    return this.narrowing === 'none' ? evenEnd(this.order, row, end, chunk) : row;
  }

  /** First row that stands at `place` or behind it. */
  rowFrom(place: number): number {
    return this.narrowing === 'none' ? Math.min(place, this.length) : this.places.firstFrom(place);
  }

  /** Row number of a match, counted from 0. */
  matchingRow(match: number): number {
    return this.matchKind === 'all-rows' ? match : this.matching.at(match);
  }

  /** First match at a row or behind it, counted from 0; `matches` where there is none. */
  matchFrom(row: number): number {
    return this.matchKind === 'all-rows' ? Math.min(row, this.length) : this.matching.firstFrom(row);
  }

  matchOf(row: number): 'match' | 'context' | 'none' {
    const { found, show } = this.rules;
    if (found === undefined) return 'none';
    const place = this.placeOf(row);
    if (this.isFound(place)) return 'match';
    return show === 'matches' ? 'context' : 'none';
  }

  /**
   * Selects anew from a place on, in slices; rows below its answer are the same as before. What was there stays until it is
   * done.
   */
  *selectFrom(place: number): Generator<undefined, number> {
    const start = this.startFor(place);
    const tail: RowTail = {
      firstRow: this.rowFrom(start),
      places: new NumberList(),
      matches: new NumberList(),
    };
    if (this.rules.found !== undefined && this.rules.show === 'matches' && this.rules.context > 0) {
      yield* this.selectWithContext(start, tail);
    } else {
      yield* this.selectPlain(start, tail);
    }
    const firstMatch = this.matching.firstFrom(tail.firstRow);
    if (this.narrowing === 'some') this.places.replaceFrom(tail.firstRow, tail.places);
    this.length = this.narrowing === 'none' ? this.order.length : this.places.length;
    if (this.matchKind === 'some-rows') this.matching.replaceFrom(firstMatch, tail.matches);
    return tail.firstRow;
  }

  private *selectPlain(start: number, tail: RowTail): Generator<undefined> {
    if (this.narrowing === 'none' && this.matchKind === 'all-rows') return;
    const { order } = this;
    const room = new Uint32Array(Math.min(sliceRecords, order.length - start));
    let row = tail.firstRow;
    for (let slice = start; slice < order.length; slice += sliceRecords) {
      row = this.selectSlice(slice, Math.min(order.length, slice + sliceRecords), row, tail, room);
      yield;
    }
  }

  /** Selects among some places; the number of rows then. */
  private selectSlice(
    start: number,
    end: number,
    firstRow: number,
    tail: RowTail,
    room: Uint32Array,
  ): number {
    const { order, rules } = this;
    const { found, from, until } = rules;
    const byFacet = found === undefined && from === -Infinity && until === Infinity;
    if (byFacet) return firstRow + selectByFacet(order, start, end, rules.facets.now(), tail.places, room);
    const chunks = new ChunkFinder(order);
    let row = firstRow;
    for (let place = start; place < end;) {
      const chunk = chunks.of(order.sources[place] ?? 0, order.records[place] ?? 0);
      const behind = stretchEnd(order, place, end, chunk);
      row = this.selectStretch(place, behind, chunk, row, tail);
      place = behind;
    }
    return row;
  }

  /** Selects among places whose records stand in the same columns; the number of rows then. */
  private selectStretch(
    start: number,
    end: number,
    { first, minutes, milliseconds, facets }: RecordChunk,
    firstRow: number,
    tail: RowTail,
  ): number {
    const { rules, narrowing, matchKind } = this;
    const { found, from, until } = rules;
    const { sources, records } = this.order;
    const passing = rules.facets.now();
    const marks = found?.(sources[start] ?? 0);
    const onlyFound = marks !== undefined && rules.show === 'matches';
    const timed = from !== -Infinity || until !== Infinity;
    let row = firstRow;
    for (let place = start; place < end; place += 1) {
      const record = records[place] ?? 0;
      const isMatch = marks === undefined || marks.has(record);
      if (onlyFound && !isMatch) continue;
      const at = record - first;
      if (passing[facets[at] ?? 0] === 0) continue;
      if (timed) {
        const minute = minutes[at] ?? noTime;
        if (minute === noTime || !isWithin(minute * 60_000 + (milliseconds[at] ?? 0), from, until)) continue;
      }
      if (narrowing === 'some') tail.places.push(place);
      if (matchKind === 'some-rows' && isMatch) tail.matches.push(row);
      row += 1;
    }
    return row;
  }

  private *selectWithContext(start: number, tail: RowTail): Generator<undefined> {
    const { context } = this.rules;
    const { order } = this;
    /** Rows that pass and are shown when a match follows within the context. */
    const waiting: number[] = [];
    /** Rows that are shown because of the match before them. */
    let open = 0;
    const show = (place: number): void => {
      if (place >= start) tail.places.push(place);
    };
    let looked = 0;
    // A match a little before may bring in the first rows.
    for (let place = this.passingBefore(start, context); place < order.length; place += 1) {
      looked += 1;
      if (looked % sliceRecords === 0) yield;
      if (!this.passes(place)) continue;
      if (this.isFound(place)) {
        for (const one of waiting.splice(0)) show(one);
        if (place >= start) tail.matches.push(tail.firstRow + tail.places.length);
        show(place);
        open = context;
      } else if (open > 0) {
        open -= 1;
        show(place);
      } else {
        waiting.push(place);
        if (waiting.length > context) waiting.shift();
      }
    }
  }

  /** The place from which on rows may change when records from `place` on do. */
  private startFor(place: number): number {
    const { found, show, context } = this.rules;
    if (found === undefined || show === 'all' || context === 0) return Math.min(place, this.order.length);
    return this.passingBefore(place, context);
  }

  private passingBefore(place: number, count: number): number {
    let left = count;
    let at = Math.min(place, this.order.length);
    while (at > 0 && left > 0) {
      at -= 1;
      if (this.passes(at)) left -= 1;
    }
    return at;
  }

  private passes(place: number): boolean {
    const { order, rules } = this;
    const index = order.indexOf(order.sources[place] ?? 0);
    const record = order.records[place] ?? 0;
    if (rules.facets.now()[index.facetOf(record)] === 0) return false;
    const timed = rules.from !== -Infinity || rules.until !== Infinity;
    return !timed || isWithin(index.timeOf(record), rules.from, rules.until);
  }

  private isFound(place: number): boolean {
    const { order, rules } = this;
    return rules.found?.(order.sources[place] ?? 0).has(order.records[place] ?? 0) === true;
  }
}

/** Adds the places whose facets pass to a list; how many they are. There must be room for all of them in `room`. */
function selectByFacet(
  order: MergeOrder,
  start: number,
  end: number,
  passing: Uint8Array,
  list: NumberList,
  room: Uint32Array,
): number {
  const { sources, records } = order;
  const chunks = new ChunkFinder(order);
  let count = 0;
  for (let place = start; place < end;) {
    const source = sources[place] ?? 0;
    const chunk = chunks.of(source, records[place] ?? 0);
    const { first, facets } = chunk;
    const even = evenEnd(order, place, end, chunk);
    // Each place is written, and the next one over it where it does not pass: to guess which do takes longer.
    if (even > place) {
      const shift = (records[place] ?? 0) - first - place;
      for (; place < even; place += 1) {
        room[count] = place;
        count += passing[facets[place + shift] ?? 0] ?? 0;
      }
    } else {
      const behind = stretchEnd(order, place, end, chunk);
      for (; place < behind; place += 1) {
        room[count] = place;
        count += passing[facets[(records[place] ?? 0) - first] ?? 0] ?? 0;
      }
    }
  }
  list.append(room.subarray(0, count));
  return count;
}

/** A record without any time stands in no range of time. */
function isWithin(time: number, from: number, until: number): boolean {
  return time >= from && time <= until;
}
