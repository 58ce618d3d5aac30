import { placeBits } from './knownPieces';

const slotBits = 10;
const slotShift = 32 - slotBits;
const spreading = 0x9e3779b1;
const levelBits = 3;
const unused = -1;

/** Facets of lines that were read lately, by the places where their pieces are kept. */
export class KnownFacets {
  private readonly tags = new Int32Array(1 << slotBits).fill(unused);
  private readonly facets = new Int32Array(1 << slotBits);

  /** Number of the facet; -1 where it is not known. */
  of(level: number, module: number, origin: number, code: number): number {
    const tag = tagOf(level, module, origin, code);
    const slot = Math.imul(tag, spreading) >>> slotShift;
    return this.tags[slot] === tag ? (this.facets[slot] ?? unused) : unused;
  }

  keep(level: number, module: number, origin: number, code: number, facet: number): void {
    const tag = tagOf(level, module, origin, code);
    const slot = Math.imul(tag, spreading) >>> slotShift;
    this.tags[slot] = tag;
    this.facets[slot] = facet;
  }

  /** Forgets everything: another piece stands at one of the places. */
  forget(): void {
    this.tags.fill(unused);
  }
}

function tagOf(level: number, module: number, origin: number, code: number): number {
  return (((((origin << placeBits) | code) << placeBits) | module) << levelBits) | level;
}
