import { decodeText } from './decodeText';
import { unquoted } from './parseFields';
import { shownText } from './shownText';

/** Bytes of a module, a run, a synchronisation or a code that are kept; what is longer is cut. */
export const longestPart = 512;

/** The bytes of such a part as text, the same in a row and in a filter, whatever the letters of the file. */
export function decodePart(bytes: Uint8Array): string {
  const few = bytes.subarray(0, longestPart);
  const text = decodeText(few, 'utf8');
  return shownText(unquoted(text.includes('\uFFFD') ? decodeText(few, 'latin1') : text), 'shown');
}
