import type { TextEncoding } from '../recordIndex';
import type { CompiledLeaf } from './compileQuery';
import type { LineBlock } from './lineBlocks';

const lineBreak = 10;

/**
 * An expression over bytes that were read as latin1 which finds any of these texts. It is made of letters and classes
 * of letters only, so that no text makes it slow.
 */
export function literalScanner(leaves: readonly CompiledLeaf[], encoding: TextEncoding): RegExp {
  const patterns = leaves.flatMap((leaf) => (leaf.bytes === undefined ? [] : [leaf.bytes(encoding)]));
  return new RegExp(patterns.join('|'), 'g');
}

/** Offsets of the first bytes of all lines of a block in which a scanner finds something. */
export function scanBlock(scanner: RegExp, { offset, bytes }: LineBlock): Float64Array {
  const text = bytes.toString('latin1');
  const offsets: number[] = [];
  scanner.lastIndex = 0;
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    offsets.push(offset + bytes.lastIndexOf(lineBreak, match.index) + 1);
    const end = bytes.indexOf(lineBreak, match.index);
    if (end < 0) break;
    scanner.lastIndex = end + 1;
  }
  return Float64Array.from(offsets);
}
