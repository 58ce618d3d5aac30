/*
 * Lines are looked at four bytes at a time: a decoded string for each of ten million lines costs more than everything
 * else together. Positions are bytes. No pattern holds a line break or a zero, one of which stands behind each line, so
 * that nobody has to ask at each byte where the line ends.
 */

/** Bytes that a view holds behind the end of each line that is read in it. */
export const slack = 128;

/** Four ASCII letters as the number that `getInt32(at, true)` reads. */
export function word(letters: string): number {
  return (
    letters.charCodeAt(0) |
    (letters.charCodeAt(1) << 8) |
    (letters.charCodeAt(2) << 16) |
    (letters.charCodeAt(3) << 24)
  );
}

/** Byte of one ASCII letter. */
export function byte(letter: string): number {
  return letter.charCodeAt(0);
}

/** Whether a byte is `0` to `9`. */
export function isDigit(value: number): boolean {
  return value >= 48 && value <= 57;
}

/** Whether a byte is an ASCII letter. */
export function isLetter(value: number): boolean {
  return (value >= 65 && value <= 90) || (value >= 97 && value <= 122);
}

/** First place of a byte from `at` on, `to` where there is none before it. */
export function find(view: DataView, value: number, at: number, to: number): number {
  const pattern = value * 0x01010101;
  for (let from = at; from < to; from += 4) {
    const difference = view.getInt32(from, true) ^ pattern;
    // The lowest bit that is set stands in the first of the four bytes that is the one looked for.
    const found = (difference - 0x01010101) & ~difference & 0x80808080;
    if (found !== 0) return Math.min(to, from + ((31 - Math.clz32(found & -found)) >> 3));
  }
  return Math.max(at, to);
}
