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

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Content hashes by natural key, compact: exact keys, no collisions, about 70 bytes more than a value's hash takes. */
export class HashTable implements SliceHashes {
  private segments: Buffer[] = [Buffer.allocUnsafe(firstSegmentBytes)];
  private used = 0;
  /** Positions are those of the record plus one, so that 0 means free. */
  private slots = new Uint32Array(16);
  private occupied = 0;
  private live = 0;
  private readonly scratch = Buffer.allocUnsafe(longestKey + longestHash);

  get size(): number {
    return this.live;
  }

  get(key: string): string | undefined {
    const length = this.scratch.write(key, 0, 'utf8');
    const slot = this.find(this.scratch, 0, length);
    const position = this.slots[slot];
    if (slot === -1 || position === undefined) return undefined;
    const { segment, offset, keyLength, hashLength } = this.record(position);
    const start = offset + recordHead + keyLength;
    return segment.toString('latin1', start, start + hashLength);
  }

  has(key: string): boolean {
    const length = this.scratch.write(key, 0, 'utf8');
    return this.find(this.scratch, 0, length) !== -1;
  }

  *keys(): IterableIterator<string> {
    for (const position of this.slots) {
      if (position === free || position === removed) continue;
      const { segment, offset, keyLength } = this.record(position);
      yield segment.toString('utf8', offset + recordHead, offset + recordHead + keyLength);
    }
  }

  *[Symbol.iterator](): IterableIterator<[string, string]> {
    for (const position of this.slots) {
      if (position === free || position === removed) continue;
      const { segment, offset, keyLength, hashLength } = this.record(position);
      const middle = offset + recordHead + keyLength;
      yield [
        segment.toString('utf8', offset + recordHead, middle),
        segment.toString('latin1', middle, middle + hashLength),
      ];
    }
  }

  /** Takes a key and a hash as they stand in a buffer; the hash is ASCII. */
  set(bytes: Uint8Array, keyFrom: number, keyTo: number, hashFrom: number, hashTo: number): void {
    const slot = this.find(bytes, keyFrom, keyTo);
    if (slot !== -1) {
      const found = this.record(this.slots[slot] ?? 0);
      if (found.hashLength === hashTo - hashFrom) {
        found.segment.set(bytes.subarray(hashFrom, hashTo), found.offset + recordHead + found.keyLength);
      } else {
        this.slots[slot] = this.add(bytes, keyFrom, keyTo, hashFrom, hashTo) + 1;
      }
      return;
    }
    if ((this.occupied + 1) * 5 > this.slots.length * 3) this.rebuild();
    this.insert(this.add(bytes, keyFrom, keyTo, hashFrom, hashTo) + 1, hashOf(bytes, keyFrom, keyTo));
    this.live += 1;
  }

  /** Forgets a key. */
  remove(bytes: Uint8Array, keyFrom: number, keyTo: number): void {
    const slot = this.find(bytes, keyFrom, keyTo);
    if (slot === -1) return;
    this.slots[slot] = removed;
    this.live -= 1;
  }

  private record(position: number): {
    segment: Buffer;
    offset: number;
    keyLength: number;
    hashLength: number;
  } {
    const segment = this.segments[(position - 1) >>> segmentBits];
    if (segment === undefined) throw new Error('position outside the table');
    const offset = (position - 1) & (segmentBytes - 1);
    return {
      segment,
      offset,
      keyLength: segment.readUInt16LE(offset),
      hashLength: segment.readUInt8(offset + 2),
    };
  }

  private find(bytes: Uint8Array, from: number, to: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hashOf(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
      const position = this.slots[slot];
      if (position === undefined || position === free) return -1;
      if (position !== removed && this.isAt(position, bytes, from, to)) return slot;
    }
  }

  private isAt(position: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { segment, offset, keyLength } = this.record(position);
    if (keyLength !== to - from) return false;
    const start = offset + recordHead;
    for (let at = 0; at < keyLength; at += 1) if (segment[start + at] !== bytes[from + at]) return false;
    return true;
  }

  private insert(position: number, hash: number): void {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    while (this.slots[slot] !== free) slot = (slot + 1) & mask;
    this.slots[slot] = position;
    this.occupied += 1;
  }

  /** Makes room: twice the slots, or as many when most of them were only removed. */
  private rebuild(): void {
    const old = this.slots;
    this.slots = new Uint32Array(this.live * 10 > old.length * 3 ? old.length * 2 : old.length);
    this.occupied = 0;
    for (const position of old) {
      if (position === free || position === removed) continue;
      const { segment, offset, keyLength } = this.record(position);
      this.insert(position, hashOf(segment, offset + recordHead, offset + recordHead + keyLength));
    }
  }

  private add(bytes: Uint8Array, keyFrom: number, keyTo: number, hashFrom: number, hashTo: number): number {
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
    segment.writeUInt8(hashTo - hashFrom, offset + 2);
    segment.set(bytes.subarray(keyFrom, keyTo), offset + recordHead);
    segment.set(bytes.subarray(hashFrom, hashTo), offset + recordHead + keyLength);
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
