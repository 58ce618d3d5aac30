import { isUtf8 } from 'node:buffer';
import { decodeText } from './decodeText';
import { unquoted } from './parseFields';
import { shownText } from './shownText';

/** Bytes of a module, a run, a synchronisation or a code that are kept; what is longer is cut. */
export const longestPart = 512;

/** The bytes of such a part as text, the same in a row and in a filter, whatever the letters of the file. */
export function decodePart(bytes: Uint8Array): string {
  const few = bytes.length > longestPart ? bytes.subarray(0, longestPart) : bytes;
  return shownText(unquoted(decodeText(few, isUtf8(few) ? 'utf8' : 'latin1')), 'shown');
}
