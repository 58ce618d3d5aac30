// Control characters but for the tab, separators of lines, marks that turn the direction of writing, invisible ones, and
// lone halves of a pair.
const unsafe =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\u200E\u200F\uFEFF]|\p{Cs}/gu;
const suspect =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uD800-\uDFFF\uFEFF]/;

/** Symbols for the control characters of ASCII stand at this place, in their order. */
const symbols = 0x2400;
const deleteSymbol = '\u2421';

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(symbols + code);
  return code === 0x7f ? deleteSymbol : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Text as it may be shown: nothing in it moves, hides, colours or turns around what stands beside it. */
export function shownText(text: string, lineBreaks: 'kept' | 'shown'): string {
  if (!suspect.test(text)) return text;
  if (lineBreaks === 'shown') return text.replace(unsafe, shown);
  return text
    .replaceAll('\r\n', '\n')
    .replace(unsafe, (character) => (character === '\n' ? '\n' : shown(character)));
}
