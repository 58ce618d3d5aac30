import { isUtf8 } from 'node:buffer';
import type { TextEncoding } from '../recordIndex';

/** Bytes that continue a letter in UTF-8. */
function continues(value: number | undefined): boolean {
  return value !== undefined && (value & 0xc0) === 0x80;
}

/** Bytes of a letter that begins with this one; 0 where none does. */
function letterLength(value: number): number {
  if (value < 0x80) return 1;
  if (value >= 0xc2 && value <= 0xdf) return 2;
  if (value >= 0xe0 && value <= 0xef) return 3;
  return value >= 0xf0 && value <= 0xf4 ? 4 : 0;
}

/** What Windows has from 0x80 on, where ISO-8859-1 has control characters; the decoder of Node knows nothing of them. */
const windowsLetters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Bytes as text. Bytes that are no letters of UTF-8 become U+FFFD; `latin1` is read as Windows writes it, whose letters
 * stand where ISO-8859-1 has none.
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  const buffer =
    bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (encoding === 'utf8') return buffer.toString('utf8');
  return buffer
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (letter) => windowsLetters.charAt(letter.charCodeAt(0) - 0x80));
}

/** Bytes from the beginning that hold whole letters: less than all only where a letter is cut at the end. */
export function wholeLetters(bytes: Uint8Array, encoding: TextEncoding): number {
  if (encoding === 'latin1') return bytes.length;
  const last = bytes.length - 1;
  for (let at = last; at >= 0 && at > last - 3; at -= 1) {
    const value = bytes[at];
    if (continues(value)) continue;
    return letterLength(value ?? 0) > bytes.length - at ? at : bytes.length;
  }
  return bytes.length;
}

function withoutCutLetters(piece: Uint8Array): Uint8Array {
  let at = 0;
  while (at < 3 && continues(piece[at])) at += 1;
  return piece.subarray(at, wholeLetters(piece, 'utf8'));
}

/**
 * How the letters of a file are written, from pieces of it: UTF-8, unless more bytes are none of its letters than are.
 * Pieces may begin and end within a letter.
 */
export function detectEncoding(pieces: readonly Uint8Array[]): TextEncoding {
  const whole = pieces.map(withoutCutLetters);
  // What is UTF-8 altogether holds no others.
  if (whole.every((piece) => isUtf8(piece))) return 'utf8';
  let letters = 0;
  let others = 0;
  for (const piece of whole) {
    for (let at = 0; at < piece.length;) {
      const length = letterLength(piece[at] ?? 0);
      let whole = 1;
      while (whole < length && continues(piece[at + whole])) whole += 1;
      if (length > 1 && whole === length) letters += 1;
      else if (length !== 1) others += 1;
      at += length > 0 && whole === length ? length : 1;
    }
  }
  return others > letters ? 'latin1' : 'utf8';
}
