import type { TextEncoding } from '../recordIndex';
import type { CompiledLeaf } from './compileQuery';
import type { LineBlock } from './lineBlocks';

const lineBreak = 10;
/** Longer strings have a place of their own in V8's memory each, and making that takes longer than looking through them. */
const mostString = 64 * 1024;

/**
 * An expression over bytes that were read as latin1 which finds any of these texts. It is made of letters and classes
 * of letters only, so that no text makes it slow.
 */
export function literalScanner(leaves: readonly CompiledLeaf[], encoding: TextEncoding): RegExp {
  const patterns = leaves.flatMap((leaf) => (leaf.bytes === undefined ? [] : [leaf.bytes(encoding)]));
  return new RegExp(patterns.join('|'), 'g');
}

/** Where the whole lines from a byte on end that make a short string; one long line stays whole. */
function endOfLines(bytes: Buffer, from: number): number {
  if (bytes.length - from <= mostString) return bytes.length;
  const last = bytes.lastIndexOf(lineBreak, from + mostString - 1);
  const end = last < from ? bytes.indexOf(lineBreak, from + mostString) : last;
  return end < 0 ? bytes.length : end + 1;
}

/** Offsets of the first bytes of all lines of a block in which a scanner finds something. */
export function scanBlock(scanner: RegExp, { offset, bytes }: LineBlock): Float64Array {
  const offsets: number[] = [];
  for (let from = 0; from < bytes.length;) {
    const until = endOfLines(bytes, from);
    const text = bytes.toString('latin1', from, until);
    scanner.lastIndex = 0;
    for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
      const at = from + match.index;
      offsets.push(offset + bytes.lastIndexOf(lineBreak, at) + 1);
      const end = bytes.indexOf(lineBreak, at);
      if (end < 0) break;
      scanner.lastIndex = end + 1 - from;
    }
    from = until;
  }
  return Float64Array.from(offsets);
}
