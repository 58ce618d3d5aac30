import type { LineReader } from './lineReader';
import { byte, find, isDigit, word } from './words';

const blank = byte(' ');
const equals = byte('=');
const quote = byte('"');
const backslash = byte('\\');
const instantName = word(' t=\0') & 0xffffff;
const runName = word('run=');
const syncName = word('sync');
const codeName = word('code');

/** Reads `seq=12 t=… run=… sync=… code=…` into the reader; what follows the code is the line's own business. */
export function readFields(line: LineReader, view: DataView, from: number, to: number): void {
  let at = from + 4;
  let seq = 0;
  for (let digit = view.getUint8(at); isDigit(digit); digit = view.getUint8(at)) {
    seq = (seq * 10 + digit - 48) & 0xffff;
    at += 1;
  }
  line.seq = seq;
  if ((view.getInt32(at, true) & 0xffffff) === instantName && line.instants.read(view, at + 3)) {
    // The time in the head has no zone and no milliseconds.
    line.minutes = line.instants.minutes;
    line.milliseconds = line.instants.milliseconds;
    at = line.exactTo = line.instants.end;
  }
  while (at < to && view.getUint8(at) === blank) {
    at += 1;
    const name = view.getInt32(at, true);
    if (name === runName) {
      line.runFrom = at + 4;
      at = line.runTo = valueEnd(view, at + 4, to);
    } else if (name === syncName && view.getUint8(at + 4) === equals) {
      line.syncFrom = at + 5;
      at = line.syncTo = valueEnd(view, at + 5, to);
    } else if (name === codeName && view.getUint8(at + 4) === equals) {
      line.codeFrom = at + 5;
      line.codeTo = valueEnd(view, at + 5, to);
      return;
    } else {
      at = valueEnd(view, find(view, equals, at, to) + 1, to);
    }
  }
}

/** End of a value, its quotes included. */
function valueEnd(view: DataView, from: number, to: number): number {
  if (view.getUint8(from) !== quote) return find(view, blank, from, to);
  let at = from + 1;
  while (at < to && view.getUint8(at) !== quote) at += view.getUint8(at) === backslash ? 2 : 1;
  return Math.min(at + 1, to);
}
