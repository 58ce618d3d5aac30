import type { InstantReader } from '../formats/instantReader';
import { commonLength, commonLevelAt } from '../formats/levelWords';
import type { LineReader } from '../formats/lineReader';
import { fieldsStart, tagEnd, tagLength, tagMiddle, tagStart } from '../formats/lineReader';
import { byte, isDigit, slack, word } from '../formats/words';
import type { GrowingFacetTable } from './facetTable';
import { KnownPieces, longestPiece } from './knownPieces';

const lineBreak = 10;
const blank = byte(' ');
const bar = byte('|');
const bars = bar * 0x01010101;
const equals = byte('=');
const quote = byte('"');
const opening = byte('[');
const bracketBlank = byte(']') | (blank << 8);
const blankBracket = blank | (opening << 8);
const dashBlank = word(' - \0');
const threeBytes = 0xffffff;
const instantName = word(' t=\0');
const runName = word('run=');
const codeName = word('code');

/** Longest line that is usual. */
const mostBytes = 2048;
/** Bytes that must stand behind the beginning of a line. */
export const usualRoom = mostBytes + longestPiece + slack;

/**
 * Reads lines of the form `[INFO] 2025-10-10 14:23:01 [app] - sentence`, with or without our fields, once and from left to
 * right, without knowing before where they end, and takes what stood in a line before as known. Whatever else a line holds
 * is for the {@link LineReader}, which finds the same in the lines that are read here.
 */
export class UsualLines {
  /** Where the line break stands. */
  end = 0;
  minutes = 0;
  milliseconds = 0;
  facet = 0;
  /** Low 16 bits. */
  seq = 0;
  /** `[app] - ` with the number of the module. */
  private readonly modules = new KnownPieces();
  /** ` run=… sync=… code=` with the numbers of synchronisation and run. */
  private readonly origins = new KnownPieces();
  /** What stands behind `code=`, with its number. */
  private readonly codes = new KnownPieces();

  constructor(
    private readonly instants: InstantReader,
    private readonly facets: GrowingFacetTable,
  ) {}

  /** Whether the line at `from` was read; {@link usualRoom} bytes must stand there. */
  read(view: DataView, from: number): boolean {
    if (view.getUint8(from) !== opening) return false;
    const { instants, modules } = this;
    let at = from + 1;
    if (view.getInt32(from, true) === tagStart) {
      if (view.getInt32(from + 4, true) !== tagMiddle || view.getInt32(from + 8, true) !== tagEnd)
        return false;
      if (view.getUint8(from + tagLength) !== opening) return false;
      at += tagLength;
    }
    const level = commonLevelAt(view, at);
    at += commonLength(level);
    if (level === 0 || view.getUint16(at, true) !== bracketBlank || !instants.read(view, at + 2))
      return false;
    at = instants.end;
    if (view.getUint16(at, true) !== blankBracket) return false;
    const place = modules.find(view, at + 1, moduleKey(view, at + 1));
    if (place === -1) return false;
    this.minutes = instants.minutes;
    this.milliseconds = instants.milliseconds;
    const most = from + mostBytes;
    const fields = this.skipSentence(view, at + 1 + modules.lengthOf(place), most);
    if (fields === -1) {
      if (this.end >= most) return false;
      this.seq = 0;
      this.facet = this.facets.ofHead(level, modules.firstOf(place));
      return true;
    }
    return this.readFields(view, fields, most, level, modules.firstOf(place));
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
      this.modules.keep(view, from, line.moduleTo + 4, moduleKey(view, from), module, 0);
    }
    const start = line.exactTo;
    if (line.codeTo === 0 || start === 0) return;
    if ((sync === 0) !== (line.syncTo === line.syncFrom) || (run === 0) !== (line.runTo === line.runFrom))
      return;
    this.origins.keep(view, start, line.codeFrom, originKey(view, start), sync, run);
  }

  /** Where `seq=` stands behind ` | `; -1 where the line has ended before, or at `most`. */
  private skipSentence(view: DataView, from: number, most: number): number {
    let at = from;
    while (at < most) {
      const bytes = view.getInt32(at, true);
      const difference = bytes ^ bars;
      // The lowest bit that is set stands in the first byte that is a bar or a control character.
      const found =
        (((difference - 0x01010101) & ~difference) | ((bytes - 0x20202020) & ~bytes)) & 0x80808080;
      if (found === 0) {
        at += 4;
        continue;
      }
      at += (31 - Math.clz32(found & -found)) >> 3;
      const value = view.getUint8(at);
      if (value === lineBreak) break;
      if (
        value === bar &&
        at > from &&
        view.getUint8(at - 1) === blank &&
        view.getInt32(at + 1, true) === fieldsStart &&
        view.getUint8(at + 5) === equals
      ) {
        return at + 2;
      }
      at += 1;
    }
    this.end = at;
    return -1;
  }

  /** `seq=12 t=… run=… sync=… code=…` and the rest of the line. */
  private readFields(view: DataView, from: number, most: number, level: number, module: number): boolean {
    const { instants, origins, codes, facets } = this;
    let at = from + 4;
    let seq = 0;
    for (let digit = view.getUint8(at); isDigit(digit); digit = view.getUint8(at)) {
      seq = (seq * 10 + digit - 48) & 0xffff;
      at += 1;
    }
    if ((view.getInt32(at, true) & threeBytes) !== instantName || !instants.read(view, at + 3)) return false;
    const place = origins.find(view, instants.end, originKey(view, instants.end));
    if (place === -1) return false;
    const start = instants.end + origins.lengthOf(place);
    const key = codeKey(view, start);
    let known = codes.find(view, start, key);
    at = known === -1 ? start : start + codes.lengthOf(known);
    if (known === -1 || !endsValue(view.getUint8(at))) {
      known = -1;
      at = valueEnd(view, start, most);
      if (at === start) return false;
    }
    const end = lineEnd(view, at, most);
    if (end >= most) return false;
    const code = known === -1 ? this.learnCode(view, start, at, key) : codes.firstOf(known);
    this.end = end;
    this.minutes = instants.minutes;
    this.milliseconds = instants.milliseconds;
    this.seq = seq;
    this.facet = facets.ofParts(level, module, origins.firstOf(place), origins.secondOf(place), code);
    return true;
  }

  private learnCode(view: DataView, from: number, to: number, key: number): number {
    const code = this.facets.numberOfCode(view, from, to);
    if (code !== 0 && to - from >= keyBytes) this.codes.keep(view, from, to, key, code, 0);
    return code;
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

/** Bytes of a code that are its key; one that is shorter has none of its own. */
const keyBytes = 8;

function codeKey(view: DataView, at: number): number {
  return view.getInt32(at, true) ^ (view.getInt32(at + 4, true) << 3);
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

/** Where the line break stands, or about `most`. */
function lineEnd(view: DataView, from: number, most: number): number {
  for (let at = from; at < most; at += 4) {
    const bytes = view.getInt32(at, true);
    let found = (bytes - 0x20202020) & ~bytes & 0x80808080;
    for (; found !== 0; found &= found - 1) {
      const place = at + ((31 - Math.clz32(found & -found)) >> 3);
      if (view.getUint8(place) === lineBreak) return place;
    }
  }
  return most;
}
