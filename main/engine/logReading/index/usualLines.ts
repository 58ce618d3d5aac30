import type { InstantReader } from '../formats/instantReader';
import { noTime } from '../formats/instantReader';
import { bracketedLength, bracketedLevelAt } from '../formats/levelWords';
import type { LineReader } from '../formats/lineReader';
import { tagEnd, tagLength, tagMiddle, tagStart } from '../formats/lineReader';
import { byte, isDigit, slack, word } from '../formats/words';
import type { GrowingFacetTable } from './facetTable';
import { KnownFacets } from './knownFacets';
import { KnownMinute } from './knownMinute';
import { KnownPieces, longestPiece, shortestPiece } from './knownPieces';
import {
  fourDigits,
  lineEnd,
  secondsAt,
  secondsThenBlank,
  secondsThenPoint,
  sentenceEnd,
  threeDigits,
} from './lineScan';
import type { RecordColumns } from './recordColumns';

const lineBreak = 10;
const blank = byte(' ');
const quote = byte('"');
const opening = byte('[');
const dashBlank = word(' - \0');
const threeBytes = 0xffffff;
const instantName = word(' t=\0');
/** Bytes of `| seq=`. */
const fieldsLength = 6;
const runName = word('run=');
const codeName = word('code');
/** Bytes of `2025-10-10 14:23:01`, and of `2025-10-10T14:23:01.250+01:00`. */
const localLength = 19;
const exactLength = 29;

/** Bytes of the zone that count to the piece behind it, without which ` code=` were too short for one. */
const overlap = 3;

/** Longest line that is usual. */
const mostBytes = 2048;
/** Bytes that must stand behind the beginning of a line. */
export const usualRoom = mostBytes + longestPiece + slack;

/** Stands for the end of a line that is not usual. */
const none = -1;

/**
 * Reads lines of the form `[INFO] 2025-10-10 14:23:01 [app] - sentence`, with or without our fields, once and from left to
 * right, without knowing before where they end, and takes what stood in a line before as known. Whatever else a line holds
 * is for the {@link LineReader}, which finds the same in the lines that are read here.
 */
export class UsualLines {
  /** Lines that were taken last. */
  taken = 0;
  private level = 0;
  private minutes = noTime;
  private milliseconds = 0;
  /** Low 16 bits. */
  private seq = 0;
  private facet = 0;
  /** Place of the module's piece. */
  private module = 0;
  private readonly local = new KnownMinute();
  private readonly exact = new KnownMinute();
  /** The zone of the exact minute: six bytes, four at a time. */
  private zoneStart = 0;
  private zoneEnd = 0;
  /** `[app] - ` with the number of the module. */
  private readonly modules = new KnownPieces();
  /** `:00 run=… sync=… code=` with the numbers of synchronisation and run. */
  private readonly origins = new KnownPieces();
  /** What stands behind `code=`, with its number. */
  private readonly codes = new KnownPieces();
  private readonly known = new KnownFacets();

  constructor(
    private readonly instants: InstantReader,
    private readonly facets: GrowingFacetTable,
  ) {}

  /**
   * Takes lines from `from` on, where `offset` bytes of the file stand before, up to one that is not usual, or that begins
   * behind `last`; where that stands. {@link usualRoom} bytes must stand behind `last`.
   */
  take(view: DataView, from: number, last: number, offset: number, columns: RecordColumns): number {
    let at = from;
    let taken = 0;
    while (at <= last) {
      const sentence = this.readHead(view, at);
      if (sentence === none) break;
      const most = at + mostBytes;
      const stop = sentenceEnd(view, sentence, most);
      if (stop >= most) break;
      const bare = view.getUint8(stop) === lineBreak;
      const end = bare ? this.readNoFields(stop) : this.readFields(view, stop + fieldsLength, most);
      if (end === none) break;
      columns.push(offset + at - from, this.minutes, this.milliseconds, this.facet, this.seq);
      at = end + 1;
      taken += 1;
    }
    this.taken = taken;
    return at;
  }

  /** Learns from a line that the reader read, whose facet has this number. */
  learn(view: DataView, line: LineReader, facet: number): void {
    const { facets } = this;
    // What found no room in the tables has no number, and is counted each time it is met.
    const module = facets.partOf(facet, 'module');
    const sync = facets.partOf(facet, 'sync');
    const run = facets.partOf(facet, 'run');
    const from = line.moduleFrom - 1;
    if (
      module !== 0 &&
      view.getUint8(from) === opening &&
      (view.getInt32(line.moduleTo + 1, true) & threeBytes) === dashBlank
    ) {
      this.keep(this.modules, view, from, line.moduleTo + 4, moduleKey(view, from), module, 0);
    }
    const start = line.exactTo;
    if (line.codeTo === 0 || start === 0) return;
    if ((sync === 0) !== (line.syncTo === line.syncFrom) || (run === 0) !== (line.runTo === line.runFrom))
      return;
    this.keep(this.origins, view, start - overlap, line.codeFrom, originKey(view, start), sync, run);
  }

  /** Reads what stands before the sentence; where that begins. */
  private readHead(view: DataView, from: number): number {
    let at = from;
    if (view.getInt32(at, true) === tagStart) {
      if (view.getInt32(at + 4, true) !== tagMiddle || view.getInt32(at + 8, true) !== tagEnd) return none;
      at += tagLength;
    }
    this.level = bracketedLevelAt(view, at);
    if (this.level === 0) return none;
    at += bracketedLength(this.level);
    if (!this.local.stands(view, at) && !this.readMinute(view, at, this.local, localLength)) return none;
    const seconds = secondsAt(view, at + 16, secondsThenBlank);
    if (seconds === -1) return none;
    this.minutes = this.local.minutes;
    this.milliseconds = seconds * 1000;
    at += localLength + 1;
    this.module = this.modules.find(view, at, moduleKey(view, at));
    return this.module === -1 ? none : at + this.modules.lengthOf(this.module);
  }

  private readNoFields(end: number): number {
    this.seq = 0;
    this.facet = this.facets.ofHead(this.level, this.modules.firstOf(this.module));
    return end;
  }

  /** Reads `12 t=… run=… sync=… code=…` and the rest of the line; where that ends. */
  private readFields(view: DataView, from: number, most: number): number {
    const four = fourDigits(view, from);
    let at = four === -1 ? from : from + 4;
    let seq = four === -1 ? 0 : four;
    for (let digit = view.getUint8(at); isDigit(digit); digit = view.getUint8(at)) {
      seq = (seq * 10 + digit - 48) & 0xffff;
      at += 1;
    }
    this.seq = seq;
    if ((view.getInt32(at, true) & threeBytes) !== instantName) return none;
    at += 3;
    const { exact } = this;
    if (
      !exact.stands(view, at) ||
      view.getInt32(at + 23, true) !== this.zoneStart ||
      view.getInt32(at + 25, true) !== this.zoneEnd
    ) {
      if (!this.readZoned(view, at)) return none;
    }
    const seconds = secondsAt(view, at + 16, secondsThenPoint);
    const milliseconds = threeDigits(view, at + 20);
    if (seconds === -1 || milliseconds === -1) return none;
    this.minutes = exact.minutes;
    this.milliseconds = seconds * 1000 + milliseconds;
    const { origins, codes, known, level, module } = this;
    const start = at + exactLength;
    const origin = origins.find(view, start - overlap, originKey(view, start));
    if (origin === -1) return none;
    const codeFrom = start - overlap + origins.lengthOf(origin);
    const code = codes.find(view, codeFrom, codeKey(view, codeFrom));
    if (code === -1) return this.readCode(view, codeFrom, most, origin);
    const codeTo = codeFrom + codes.lengthOf(code);
    if (!endsValue(view.getUint8(codeTo))) return this.readCode(view, codeFrom, most, origin);
    const end = lineEnd(view, codeTo, most);
    if (end >= most) return none;
    this.facet = known.of(level, module, origin, code);
    if (this.facet === -1) {
      const lost = this.facets.overflowed;
      this.facet = this.facetOf(origin, codes.firstOf(code));
      if (this.facets.overflowed === lost) known.keep(level, module, origin, code, this.facet);
    }
    return end;
  }

  private readZoned(view: DataView, at: number): boolean {
    if (!this.readMinute(view, at, this.exact, exactLength)) return false;
    this.zoneStart = view.getInt32(at + 23, true);
    this.zoneEnd = view.getInt32(at + 25, true);
    return true;
  }

  /** Whether a time of so many bytes stands at `at`; its minute is kept then. */
  private readMinute(view: DataView, at: number, minute: KnownMinute, length: number): boolean {
    const { instants } = this;
    if (!instants.read(view, at) || instants.end !== at + length) return false;
    minute.keep(view, at, instants.minutes);
    return true;
  }

  /** Reads a code that is not known, and the rest of the line; where that ends. */
  private readCode(view: DataView, from: number, most: number, origin: number): number {
    const to = valueEnd(view, from, most);
    if (to === from) return none;
    const end = lineEnd(view, to, most);
    if (end >= most) return none;
    const code = this.facets.numberOfCode(view, from, to);
    // A code that is shorter than its key has none of its own.
    if (code !== 0) this.keep(this.codes, view, from, to, codeKey(view, from), code, 0);
    this.facet = this.facetOf(origin, code);
    return end;
  }

  private facetOf(origin: number, code: number): number {
    const { facets, modules, origins, level, module } = this;
    const sync = origins.firstOf(origin);
    const run = origins.secondOf(origin);
    return facets.ofParts(level, modules.firstOf(module), sync, run, code);
  }

  private keep(
    pieces: KnownPieces,
    view: DataView,
    from: number,
    to: number,
    key: number,
    first: number,
    second: number,
  ): void {
    if (pieces.keep(view, from, to, key, first, second) === 'kept') this.known.forget();
  }
}

/** From the first five bytes of a name. */
function moduleKey(view: DataView, at: number): number {
  return view.getInt32(at + 1, true) ^ (view.getUint8(at + 5) << 13);
}

/** From the last letters of a run as we name them, or from the name that stands there. */
function originKey(view: DataView, at: number): number {
  const name = view.getInt32(at + 1, true);
  if (name === codeName) return name;
  return name === runName ? view.getInt32(at + 22, true) : view.getInt32(at + 6, true);
}

/** From the first bytes of a code, as many as the shortest piece has. */
function codeKey(view: DataView, at: number): number {
  return view.getInt32(at, true) ^ (view.getInt32(at + shortestPiece - 4, true) << 3);
}

/** End of a value without quotes, or `from` where none stands that a blank or the line's end follows. */
function valueEnd(view: DataView, from: number, most: number): number {
  if (view.getUint8(from) === quote) return from;
  let at = from;
  while (at < most && view.getUint8(at) > blank) at += 1;
  return endsValue(view.getUint8(at)) ? at : from;
}

function endsValue(value: number): boolean {
  return value === blank || value === lineBreak;
}
