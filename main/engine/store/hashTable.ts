import type { SliceHashes } from './storePort';

/*
 * A million keys in a Map of strings take some 200 MB. Here keys and hashes lie as bytes in segments of 1 MiB, one
 * behind the other (key length, two bytes; hash length, one byte; key; hash), and a table of positions finds them:
 * open addressing, at most 60 % full.
 */

const segmentBits = 20;
const segmentBytes = 1 << segmentBits;
const firstSegmentBytes = 4096;
const recordHead = 3;
const free = 0;
const removed = 0xffffffff;
/** Longest key in bytes. */
export const longestKey = 1024;
/** Longest content hash in bytes. */
export const longestHash = 255;

/** FNV-1a with a final mix, so that the low bits are as good as the high ones. */
function sumOf(bytes: Buffer, from: number, to: number): number {
  let sum = 0x811c9dc5;
  for (let at = from; at < to; at += 1) sum = Math.imul(sum ^ (bytes[at] ?? 0), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

function offsetOf(position: number): number {
  return (position - 1) & (segmentBytes - 1);
}

/** Content hashes by natural key, compact: exact keys, some 20 bytes more for each than key and hash take. */
export class HashTable implements SliceHashes {
  private segments: Buffer[] = [Buffer.allocUnsafe(firstSegmentBytes)];
  private used = 0;
  /** Positions are those of the record plus one, so that 0 means free. */
  private slots = new Uint32Array(16);
  /** Hash of the key in each slot: most comparisons and every rebuild do without the record. */
  private sums = new Uint32Array(16);
  private occupied = 0;
  private live = 0;
  private readonly scratch = Buffer.allocUnsafe(longestKey + longestHash);

  get size(): number {
    return this.live;
  }

  get(key: string): string | undefined {
    const slot = this.slotOf(key);
    if (slot === -1) return undefined;
    const position = this.slots[slot] ?? free;
    const segment = this.segmentOf(position);
    const start = offsetOf(position);
    const middle = start + recordHead + segment.readUInt16LE(start);
    return segment.toString('latin1', middle, middle + (segment[start + 2] ?? 0));
  }

  has(key: string): boolean {
    return this.slotOf(key) !== -1;
  }

  *keys(): IterableIterator<string> {
    for (const [key] of this) yield key;
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const position of this.slots) {
      if (position === free || position === removed) continue;
      const segment = this.segmentOf(position);
      const start = offsetOf(position);
      const middle = start + recordHead + segment.readUInt16LE(start);
      const end = middle + (segment[start + 2] ?? 0);
      yield [segment.toString('utf8', start + recordHead, middle), segment.toString('latin1', middle, end)];
    }
  }

  /** Takes a key and a hash as they stand in a buffer; the hash is ASCII. */
  set(bytes: Buffer, keyFrom: number, keyTo: number, hashFrom: number, hashTo: number): void {
    const sum = sumOf(bytes, keyFrom, keyTo);
    const slot = this.find(sum, bytes, keyFrom, keyTo);
    if (slot === -1) {
      if ((this.occupied + 1) * 5 > this.slots.length * 3) this.rebuild();
      this.insert(this.add(bytes, keyFrom, keyTo, hashFrom, hashTo) + 1, sum);
      this.live += 1;
      return;
    }
    const position = this.slots[slot] ?? free;
    const segment = this.segmentOf(position);
    const start = offsetOf(position);
    if (segment[start + 2] === hashTo - hashFrom) {
      bytes.copy(segment, start + recordHead + keyTo - keyFrom, hashFrom, hashTo);
    } else {
      this.slots[slot] = this.add(bytes, keyFrom, keyTo, hashFrom, hashTo) + 1;
    }
  }

  /** Forgets a key. */
  remove(bytes: Buffer, keyFrom: number, keyTo: number): void {
    const slot = this.find(sumOf(bytes, keyFrom, keyTo), bytes, keyFrom, keyTo);
    if (slot === -1) return;
    this.slots[slot] = removed;
    this.live -= 1;
  }

  private slotOf(key: string): number {
    const length = this.scratch.write(key, 0, 'utf8');
    return this.find(sumOf(this.scratch, 0, length), this.scratch, 0, length);
  }

  private segmentOf(position: number): Buffer {
    const segment = this.segments[(position - 1) >>> segmentBits];
    if (segment === undefined) throw new Error('position outside the table');
    return segment;
  }

  private find(sum: number, bytes: Buffer, from: number, to: number): number {
    const mask = this.slots.length - 1;
    for (let slot = sum & mask; ; slot = (slot + 1) & mask) {
      const position = this.slots[slot];
      if (position === undefined || position === free) return -1;
      if (this.sums[slot] !== sum || position === removed) continue;
      if (this.isAt(position, bytes, from, to)) return slot;
    }
  }

  private isAt(position: number, bytes: Buffer, from: number, to: number): boolean {
    const segment = this.segmentOf(position);
    const start = offsetOf(position);
    if (segment.readUInt16LE(start) !== to - from) return false;
    const shift = start + recordHead - from;
    for (let at = from; at < to; at += 1) if (segment[shift + at] !== bytes[at]) return false;
    return true;
  }

  private insert(position: number, sum: number): void {
    const mask = this.slots.length - 1;
    let slot = sum & mask;
    while (this.slots[slot] !== free) slot = (slot + 1) & mask;
    this.slots[slot] = position;
    this.sums[slot] = sum;
    this.occupied += 1;
  }

  /** Makes room: twice the slots, or as many when most of them were only removed. */
  private rebuild(): void {
    const { slots, sums } = this;
    const length = this.live * 10 > slots.length * 3 ? slots.length * 2 : slots.length;
    this.slots = new Uint32Array(length);
    this.sums = new Uint32Array(length);
    this.occupied = 0;
    for (let slot = 0; slot < slots.length; slot += 1) {
      const position = slots[slot] ?? free;
      if (position !== free && position !== removed) this.insert(position, sums[slot] ?? 0);
    }
  }

  private add(bytes: Buffer, keyFrom: number, keyTo: number, hashFrom: number, hashTo: number): number {
    const keyLength = keyTo - keyFrom;
    const length = recordHead + keyLength + (hashTo - hashFrom);
    const last = this.segments.length - 1;
    let segment = this.room(last, length);
    let index = last;
    if (segment === undefined) {
      segment = Buffer.allocUnsafe(segmentBytes);
      this.segments.push(segment);
      index = last + 1;
      this.used = 0;
    }
    const offset = this.used;
    segment.writeUInt16LE(keyLength, offset);
    segment[offset + 2] = hashTo - hashFrom;
    bytes.copy(segment, offset + recordHead, keyFrom, keyTo);
    bytes.copy(segment, offset + recordHead + keyLength, hashFrom, hashTo);
    this.used += length;
    return index * segmentBytes + offset;
  }

  /** The last segment when the record fits into it, grown where it is still small. */
  private room(last: number, length: number): Buffer | undefined {
    let segment = this.segments[last];
    if (segment === undefined || this.used + length > segmentBytes) return undefined;
    while (this.used + length > segment.length) {
      const larger = Buffer.allocUnsafe(segment.length * 2);
      segment.copy(larger, 0, 0, this.used);
      segment = larger;
      this.segments[last] = larger;
    }
    return segment;
  }
}
