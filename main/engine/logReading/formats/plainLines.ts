import { levelAt } from './levelWords';
import { byte, word } from './words';

const blank = byte(' ');
const tab = 9;
const escape = 27;
const colon = byte(':');
const closingBracket = byte(']');
const capitalA = byte('A');
const capitalZ = byte('Z');
const openings = ' [<(*-#'.split('').map(byte);
const closings = '}])'.split('').map(byte);

/** First letters of lines that belong to the error above them. */
const traceback = word('Trac');
const during = word('Duri');
const aboveException = word('The ');
const causedBy = word('Caus');
const beginnings = new Map([
  [traceback, 'Traceback (most recent call last)'],
  [during, 'During handling of the above exception'],
  [aboveException, 'The above exception was the direct cause'],
  [causedBy, 'Caused by: '],
]);

/** Most lines of one record where nothing but indentation keeps them together. */
const mostLines = 500;

function startsWith(view: DataView, from: number, to: number, text: string): boolean {
  if (to - from < text.length) return false;
  for (let at = 0; at < text.length; at += 1) {
    if (view.getUint8(from + at) !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** What the lines so far mean for the next one. */
export interface PlainState {
  /** Lines of the record so far. */
  readonly lines: number;
  readonly trace: 'inside' | 'outside';
}

/** Divides text without any known form: a line is a record, unless it is indented or belongs to a stack trace. */
export class PlainLines {
  private lines = 0;
  private trace: PlainState['trace'] = 'outside';

  state(): PlainState {
    return { lines: this.lines, trace: this.trace };
  }

  /** Goes back to a state, or to the beginning of a file. */
  reset(state: PlainState = { lines: 0, trace: 'outside' }): void {
    this.lines = state.lines;
    this.trace = state.trace;
  }

  /** Whether the line begins a record; called for each line of the file in order. */
  begins(view: DataView, from: number, to: number): boolean {
    const begins = this.lines === 0 || !this.continues(view, from, to) || this.lines >= mostLines;
    this.lines = begins ? 1 : this.lines + 1;
    return begins;
  }

  private continues(view: DataView, from: number, to: number): boolean {
    if (from >= to) return true;
    const first = view.getUint8(from);
    if (first === blank || first === tab || closings.includes(first)) return true;
    const beginning = beginnings.get(view.getInt32(from, true));
    if (beginning !== undefined && startsWith(view, from, to, beginning)) {
      this.trace = 'inside';
      return true;
    }
    // The line that names the error ends its trace.
    const ends = this.trace === 'inside';
    this.trace = 'outside';
    return ends;
  }
}

/** Number of the level whose word stands at the beginning of a line: `ERROR …`, `[warn] …`, `Erreur : …`; or 0. */
export function plainLevel(view: DataView, from: number, to: number): number {
  const most = Math.min(to, from + 32);
  let at = from;
  while (at < most) {
    const value = view.getUint8(at);
    if (value === escape) at = behindColour(view, at, most);
    else if (openings.includes(value)) at += 1;
    else break;
  }
  const { level, end } = levelAt(view, at, to, 'any');
  if (level === 0) return 0;
  const behind = end < to ? view.getUint8(end) : 0;
  let next = end;
  while (next < to && next < end + 2 && view.getUint8(next) === blank) next += 1;
  const marked = behind === closingBracket || (next < to && view.getUint8(next) === colon);
  const second = view.getUint8(at + 1);
  const capitals = second >= capitalA && second <= capitalZ;
  // A word in small letters is a level only where it is marked as one: `Information about …` is not.
  if (marked) return level;
  return capitals && (end >= to || !isWordPart(behind)) ? level : 0;
}

/** `ESC [ 31 m`: colours of a terminal. */
function behindColour(view: DataView, from: number, to: number): number {
  let at = from + 1;
  while (at < to && view.getUint8(at) !== byte('m')) at += 1;
  return Math.min(at + 1, to);
}

function isWordPart(value: number): boolean {
  return (
    value === byte('_') ||
    value === byte('-') ||
    value === byte('=') ||
    (value >= 48 && value <= 57) ||
    value >= 128
  );
}
