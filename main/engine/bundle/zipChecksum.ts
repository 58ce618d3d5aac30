/*
 * Built in place of `buffer-crc32`, which the zip library asks for checksums: that one goes through the bytes in
 * JavaScript, and takes as long as all redaction of a large bundle.
 */
import { crc32 } from 'node:zlib';

/** CRC-32 of bytes behind others of which the checksum is known; the zip library's own name for it. */
export function unsigned(bytes: Uint8Array, previous = 0): number {
  return crc32(bytes, previous);
}
