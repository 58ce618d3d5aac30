import { readFields } from './fieldReader';
import { InstantReader, noTime } from './instantReader';
import { commonLength, commonLevelAt, levelAt } from './levelWords';
import type { LogFormat } from './lineForms';
import { byte, find, isDigit, isLetter, word } from './words';

const blank = byte(' ');
const tab = 9;
const opening = byte('[');
const closing = byte(']');
const dash = byte('-');
const star = byte('*');
const colon = byte(':');
const bar = byte('|');
const point = byte('.');
const underscore = byte('_');
const dollar = byte('$');
const slash = byte('/');
const equals = byte('=');

/** What stands behind the bar before our fields. */
export const fieldsStart = word(' seq');

/** `[AUTO-SYNC] `, four bytes at a time. */
export const tagStart = word('[AUT');
export const tagMiddle = word('O-SY');
export const tagEnd = word('NC] ');
export const tagLength = 12;
const dashBetween = word(' - \0') & 0xffffff;

/** Longest module name in bytes; what is longer is no name. */
const longestModule = 200;
/** Lines that are longer carry no fields of ours, which are at most a quarter of it. */
export const longestFieldedLine = 16 * 1024;

/**
 * Reads one line at a time; what it found stays in its fields until the next one, so that nothing is made for each of
 * millions of lines. Ranges are positions in the view; an empty one (`from === to`) is a part that is not there.
 */
export class LineReader {
  /** Number of the level, 0 where there is none. */
  level = 0;
  /** Minutes since the epoch, or `noTime`. */
  minutes = noTime;
  /** Milliseconds within the minute. */
  milliseconds = 0;
  moduleFrom = 0;
  moduleTo = 0;
  /** The sentence, without what stands before and behind it. */
  textFrom = 0;
  textTo = 0;
  /** Where `seq=` stands; -1 where the line carries no fields. */
  fieldsFrom = -1;
  /** Byte behind the exact time among the fields; 0 where there is none. */
  exactTo = 0;
  /** Low 16 bits. */
  seq = 0;
  syncFrom = 0;
  syncTo = 0;
  runFrom = 0;
  runTo = 0;
  codeFrom = 0;
  codeTo = 0;
  readonly instants = new InstantReader();
  private readonly bracketed: boolean;
  private readonly production: boolean;
  private readonly dated: boolean;
  private block: Buffer = Buffer.alloc(0);
  /** Next `|` in the block, so that it is looked for once and not once a line. */
  private nextBar = 0;

  constructor(format: LogFormat) {
    this.bracketed = format.heads.includes('bracketed');
    this.production = format.heads.includes('production');
    this.dated = format.heads.includes('dated');
  }

  /** Says which bytes the next lines stand in. */
  begin(block: Buffer): void {
    this.block = block;
    this.nextBar = -1;
  }

  /**
   * Whether the line begins a record. `to` is its end, or the end of what there is of it (`beginning`): a line break or a
   * zero stands there, and `slack` more bytes.
   */
  read(view: DataView, from: number, to: number, extent: 'whole' | 'beginning'): boolean {
    this.level = 0;
    this.minutes = noTime;
    this.milliseconds = 0;
    this.moduleFrom = this.moduleTo = 0;
    if (this.fieldsFrom !== -1) this.forgetFields();
    this.textFrom = from;
    this.textTo = to;
    let at = from;
    // What a machine that lost its power leaves behind, before the line that is written next.
    if (view.getUint8(at) === 0) {
      const most = Math.min(to, from + longestFieldedLine - 1024);
      while (at < most && view.getUint8(at) === 0) at += 1;
    }
    const first = view.getUint8(at);
    if (first === opening) {
      if (!this.bracketed || !this.readBracketed(view, at, to)) return false;
      if (extent === 'whole' && to - from <= longestFieldedLine) {
        this.fieldsFrom = this.findFields(view, this.textFrom, to);
        if (this.fieldsFrom !== -1) {
          this.textTo = this.fieldsFrom - 3;
          readFields(this, view, this.fieldsFrom, to);
        }
      }
      return true;
    }
    if (isDigit(first)) return this.dated && this.readDated(view, at, to);
    return this.production && this.readProduction(view, at, to);
  }

  private forgetFields(): void {
    this.fieldsFrom = -1;
    this.exactTo = 0;
    this.seq = 0;
    this.syncFrom = this.syncTo = 0;
    this.runFrom = this.runTo = 0;
    this.codeFrom = this.codeTo = 0;
  }

  private readBracketed(view: DataView, from: number, to: number): boolean {
    let at = from;
    if (
      view.getInt32(at, true) === tagStart &&
      view.getInt32(at + 4, true) === tagMiddle &&
      view.getInt32(at + 8, true) === tagEnd
    ) {
      at += tagLength;
      if (view.getUint8(at) !== opening) return false;
    }
    this.level = commonLevelAt(view, at + 1);
    at += 1 + commonLength(this.level);
    if (this.level === 0) {
      const { level, end } = levelAt(view, at, to, 'any');
      this.level = level;
      at = end;
    }
    if (this.level === 0 || view.getUint8(at) !== closing || view.getUint8(at + 1) !== blank) return false;
    if (!this.readTime(view, at + 2)) return false;
    at = this.instants.end;
    this.textFrom = Math.min(at, to);
    const behind = view.getUint8(at);
    if (behind !== blank) return true;
    const next = view.getUint8(at + 1);
    if (next === opening) this.readModule(view, at + 2, to);
    else if (next === dash && view.getUint8(at + 2) === blank) this.textFrom = at + 3;
    else this.readLogger(view, at + 1, to);
    return true;
  }

  private readTime(view: DataView, at: number): boolean {
    const { instants } = this;
    if (!instants.read(view, at)) return false;
    this.minutes = instants.minutes;
    this.milliseconds = instants.milliseconds;
    return true;
  }

  /** `change_detector] - `, behind its bracket. */
  private readModule(view: DataView, from: number, to: number): void {
    const most = Math.min(to, from + longestModule);
    const end = find(view, closing, from, most);
    if (end === most) {
      this.textFrom = from - 1;
      return;
    }
    this.moduleFrom = from;
    this.moduleTo = end;
    this.textFrom = (view.getInt32(end + 1, true) & 0xffffff) === dashBetween ? end + 4 : end + 1;
  }

  /** `dhis_app.apps apps.delayed_start:40 - `: the logger, and the place in its code. */
  private readLogger(view: DataView, from: number, to: number): void {
    this.textFrom = from;
    const most = Math.min(to, from + longestModule);
    const end = find(view, blank, from, most);
    const place = find(view, blank, end + 1, Math.min(to, end + longestModule));
    if (end === from || end >= most || place >= to) return;
    if ((view.getInt32(place, true) & 0xffffff) !== dashBetween) return;
    let at = place - 1;
    while (isDigit(view.getUint8(at))) at -= 1;
    if (at === place - 1 || view.getUint8(at) !== colon) return;
    this.moduleFrom = from;
    this.moduleTo = end;
    this.textFrom = place + 3;
  }

  /** `INFO 2025-10-10 14:23:01,123 logger `, or `* INFO  2025-10-10T14:23:01,123 ` without a logger. */
  private readProduction(view: DataView, from: number, to: number): boolean {
    const starred = view.getUint8(from) === star && view.getUint8(from + 1) === blank;
    let at = starred ? from + 2 : from;
    this.level = commonLevelAt(view, at);
    at += commonLength(this.level);
    if (this.level === 0) {
      const { level, end } = levelAt(view, at, to, 'capitals');
      if (level === 0) return false;
      this.level = level;
      at = end;
    }
    if (view.getUint8(at) !== blank) return false;
    while (view.getUint8(at) === blank && at < to) at += 1;
    if (!this.readTime(view, at)) return false;
    at = this.instants.end;
    this.textFrom = Math.min(at, to);
    if (view.getUint8(at) !== blank) return true;
    this.textFrom = at + 1;
    if (!starred) this.takeName(view, at + 1, to);
    return true;
  }

  /** `2025-10-10T14:23:01.123+01:00 `, then a level and a name in any of the usual orders, or neither. */
  private readDated(view: DataView, from: number, to: number): boolean {
    if (!this.readTime(view, from)) return false;
    const start = skipMarks(view, Math.min(this.instants.end, to), to);
    this.textFrom = start;
    if (this.takeLevel(view, start, to)) {
      const name = this.textFrom;
      if (name > start && view.getUint8(name - 1) === opening) this.takeBracketedName(view, name, to);
      return true;
    }
    // `[main] INFO …` or `logger - INFO - …`.
    const end = nameEnd(view, start, to);
    const next = skipMarks(view, end, to);
    if (end === start || next === end || !this.takeLevel(view, next, to)) return true;
    this.moduleFrom = start;
    this.moduleTo = end;
    return true;
  }

  /** Takes a level word and the marks behind it. */
  private takeLevel(view: DataView, at: number, to: number): boolean {
    const { level, end } = levelAt(view, at, to, 'any');
    const behind = view.getUint8(end);
    if (level === 0 || (end < to && !isMark(behind))) return false;
    this.level = level;
    this.textFrom = skipMarks(view, end, to);
    return true;
  }

  private takeName(view: DataView, from: number, to: number): void {
    const end = nameEnd(view, from, to);
    if (end === from || end >= to || view.getUint8(end) !== blank) return;
    this.moduleFrom = from;
    this.moduleTo = end;
    this.textFrom = end + 1;
  }

  private takeBracketedName(view: DataView, from: number, to: number): void {
    const end = nameEnd(view, from, to);
    if (end === from || end >= to || view.getUint8(end) !== closing) return;
    this.moduleFrom = from;
    this.moduleTo = end;
    this.textFrom = skipMarks(view, end, to);
  }

  /** Where `seq=` stands behind ` | `; -1 where it does not. */
  private findFields(view: DataView, from: number, to: number): number {
    if (this.nextBar < from) this.nextBar = this.barFrom(from);
    while (this.nextBar < to) {
      const at = this.nextBar;
      if (at > from && view.getUint8(at - 1) === blank && view.getInt32(at + 1, true) === fieldsStart) {
        if (view.getUint8(at + 5) === equals) return at + 2;
      }
      this.nextBar = this.barFrom(at + 1);
    }
    return -1;
  }

  private barFrom(at: number): number {
    const found = this.block.indexOf(bar, at);
    return found === -1 ? Infinity : found;
  }
}

/** What stands between the parts of a head: blanks, brackets, dashes, colons, bars. */
function isMark(value: number): boolean {
  return (
    value === blank ||
    value === tab ||
    value === opening ||
    value === closing ||
    value === dash ||
    value === colon ||
    value === bar
  );
}

/** At most eight of them: more are part of the sentence. */
function skipMarks(view: DataView, from: number, to: number): number {
  const most = Math.min(to, from + 8);
  let at = from;
  while (at < most && isMark(view.getUint8(at))) at += 1;
  return at;
}

/** End of a name: letters, digits, points, underscores, dashes, dollar signs, slashes. */
function nameEnd(view: DataView, from: number, to: number): number {
  const most = Math.min(to, from + longestModule);
  let at = from;
  while (at < most) {
    const value = view.getUint8(at);
    if (!isLetter(value) && !isDigit(value) && !isNamePart(value)) break;
    at += 1;
  }
  return at;
}

function isNamePart(value: number): boolean {
  return value === point || value === underscore || value === dash || value === dollar || value === slash;
}
