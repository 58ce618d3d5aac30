import { decodePart, longestPart } from '../formats/decodePart';

/** Most bytes and parts that a table keeps. */
export interface PartLimits {
  readonly bytes: number;
  readonly parts: number;
}

/** A file of nothing but different names must not fill the memory. */
const standardLimits: PartLimits = { bytes: 64 * 1024 * 1024, parts: 1 << 20 };
const recentBits = 10;
const recentShift = 32 - recentBits;
const spreading = 0x9e3779b1;

/**
 * Numbers different texts as they stand in files, from bytes to number without a string between. 0 is the empty text,
 * and every text once the table is full.
 */
export class PartTable {
  /** Parts that found no room. */
  overflowed = 0;
  private bytes = Buffer.alloc(4096);
  private view = viewOf(this.bytes);
  private used = 0;
  private count = 1;
  private ends = new Uint32Array(64);
  private hashes = new Int32Array(64);
  /** Numbers by hash, 0 where there is none. */
  private slots = new Int32Array(128);
  private readonly texts: (string | undefined)[] = [''];
  /** Parts that were met lately, by a glance at their bytes. */
  private readonly recent = new Int32Array(1 << recentBits);

  constructor(private readonly limits: PartLimits = standardLimits) {}

  get size(): number {
    return this.count;
  }

  text(part: number): string {
    return (this.texts[part] ??= this.decode(part));
  }

  /** Number of the text that stands from `from` up to `to`. */
  number(view: DataView, from: number, to: number): number {
    if (to <= from) return 0;
    const end = to - from > longestPart ? from + longestPart : to;
    if (end - from < 4) return this.search(view, from, end);
    // Most lines name one of a few texts: three words tell which it may be.
    const first = view.getInt32(from, true);
    const middle = view.getInt32(from + ((end - from) >> 1) - 2, true);
    const glance = Math.imul(
      first ^ Math.imul(middle, 31) ^ view.getInt32(end - 4, true) ^ (end - from),
      spreading,
    );
    const place = glance >>> recentShift;
    const recent = this.recent[place] ?? 0;
    if (recent !== 0 && this.equals(recent, view, from, end)) return recent;
    const part = this.search(view, from, end);
    this.recent[place] = part;
    return part;
  }

  private search(view: DataView, from: number, end: number): number {
    const hash = hashOf(view, from, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let part = this.slots[slot] ?? 0; part !== 0; part = this.slots[slot] ?? 0) {
      if (this.hashes[part] === hash && this.equals(part, view, from, end)) return part;
      slot = (slot + 1) & mask;
    }
    return this.add(hash, slot, view, from, end);
  }

  private add(hash: number, slot: number, view: DataView, from: number, to: number): number {
    const length = to - from;
    if (this.count >= this.limits.parts || this.used + length > this.limits.bytes) {
      this.overflowed += 1;
      return 0;
    }
    if (this.used + length > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.used + length));
      this.bytes.copy(larger);
      this.bytes = larger;
      this.view = viewOf(larger);
    }
    for (let at = from; at < to; at += 1) this.bytes[this.used + at - from] = view.getUint8(at);
    const part = this.count;
    if (part === this.ends.length) {
      this.ends = enlarged(this.ends, new Uint32Array(part * 2));
      this.hashes = enlarged(this.hashes, new Int32Array(part * 2));
    }
    this.used += length;
    this.ends[part] = this.used;
    this.hashes[part] = hash;
    this.count += 1;
    this.slots[slot] = part;
    if (this.count * 2 > this.slots.length) this.spread();
    return part;
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const mask = this.slots.length - 1;
    for (let part = 1; part < this.count; part += 1) {
      let slot = (this.hashes[part] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = part;
    }
  }

  private equals(part: number, view: DataView, from: number, to: number): boolean {
    const start = this.ends[part - 1] ?? 0;
    const length = to - from;
    if ((this.ends[part] ?? 0) - start !== length) return false;
    let at = 0;
    for (; at + 4 <= length; at += 4) {
      if (this.view.getInt32(start + at, true) !== view.getInt32(from + at, true)) return false;
    }
    for (; at < length; at += 1) {
      if (this.view.getUint8(start + at) !== view.getUint8(from + at)) return false;
    }
    return true;
  }

  private decode(part: number): string {
    return decodePart(this.bytes.subarray(this.ends[part - 1] ?? 0, this.ends[part] ?? 0));
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function enlarged<T extends Uint32Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hashOf(view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), spreading);
    hash ^= hash >>> 15;
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ view.getUint8(at), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
