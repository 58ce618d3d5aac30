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

/** The offset of the last byte of each line of a block in which a scanner finds something. */
export function scanBlock(scanner: RegExp, { offset, bytes }: LineBlock): Float64Array {
  const offsets: number[] = [];
  for (let from = 0; from < bytes.length;) {
    const until = endOfLines(bytes, from);
    const text = bytes.toString('latin1', from, until);
    scanner.lastIndex = 0;
    // What is found may be empty, where a text has no letter but accents: then each line has it.
    while (scanner.lastIndex < text.length && scanner.test(text)) {
      const found = text.indexOf('\n', scanner.lastIndex);
      const last = found < 0 ? text.length - 1 : found;
      offsets.push(offset + from + last);
      scanner.lastIndex = last + 1;
    }
    from = until;
  }
  return Float64Array.from(offsets);
}
