import { fieldsStart } from '../formats/lineReader';
import { byte, word } from '../formats/words';

const lineBreak = 10;
const blank = byte(' ');
const bar = byte('|');
const equals = byte('=');
const zeros = word('0000');

/** `:00 ` and `:00.`: the seconds of a minute, before what may stand behind them. */
export const secondsThenBlank = word(':00 ');
export const secondsThenPoint = word(':00.');

/** Of four bytes the highest bit of each that is a control character, or `|`, `}`, `~` or the one behind them. */
function stops(bytes: number): number {
  return ((bytes + 0x04040404) | (bytes - 0x20202020)) & ~bytes & 0x80808080;
}

/** First place from `at` on of a control character, or of `|`, `}`, `~` or the one behind them; about `most` where none is. */
export function stopFrom(view: DataView, at: number, most: number): number {
  for (let from = at; from < most; from += 8) {
    const first = stops(view.getInt32(from, true));
    const second = stops(view.getInt32(from + 4, true));
    if ((first | second) === 0) continue;
    // Without a branch, which would be guessed wrong in every other line: all bits are set where the first four hold none.
    const inSecond = ~((first | -first) >> 31);
    const found = first | (second & inSecond);
    return from + (inSecond & 4) + ((31 - Math.clz32(found & -found)) >> 3);
  }
  return most;
}

/** Where the line that goes on at `at` ends: the place of its line break, or about `most`. */
export function lineEnd(view: DataView, at: number, most: number): number {
  let end = stopFrom(view, at, most);
  while (end < most && view.getUint8(end) !== lineBreak) end = stopFrom(view, end + 1, most);
  return end;
}

/** Where a sentence ends: the place of the bar before our fields, or of the line break; about `most` where neither is. */
export function sentenceEnd(view: DataView, from: number, most: number): number {
  let at = stopFrom(view, from, most);
  while (at < most) {
    const value = view.getUint8(at);
    if (value === lineBreak) return at;
    if (
      value === bar &&
      view.getInt32(at + 1, true) === fieldsStart &&
      view.getUint8(at + 5) === equals &&
      at > from &&
      view.getUint8(at - 1) === blank
    ) {
      return at;
    }
    at = stopFrom(view, at + 1, most);
  }
  return at;
}

/** The number of four digits that stand at `at`, -1 where one of them is none. */
export function fourDigits(view: DataView, at: number): number {
  const digits = view.getInt32(at, true) ^ zeros;
  if ((((digits + 0x76767676) | digits) & 0x80808080) !== 0) return -1;
  const pairs = Math.imul(digits, 10) + (digits >>> 8);
  return (pairs & 0xff) * 100 + ((pairs >> 16) & 0xff);
}

/** The number of three digits that stand at `at`, -1 where one of them is none. */
export function threeDigits(view: DataView, at: number): number {
  const digits = (view.getInt32(at, true) ^ zeros) & 0xffffff;
  if ((((digits + 0x767676) | digits) & 0x808080) !== 0) return -1;
  return (digits & 0xff) * 100 + ((digits >> 8) & 0xff) * 10 + (digits >> 16);
}

/** The seconds, 0 to 60, that stand at `at` behind a colon and before another byte, both as in `form`; -1 where none do. */
export function secondsAt(view: DataView, at: number, form: number): number {
  const digits = view.getInt32(at, true) ^ form;
  if ((digits & 0xff0000ff) !== 0 || (((digits + 0x767900) | digits) & 0x808000) !== 0) return -1;
  const seconds = ((digits >> 8) & 0xff) * 10 + (digits >> 16);
  return seconds > 60 ? -1 : seconds;
}
