import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

/**
 * One file or folder of a zip archive.
 * @typedef {{ name: string, method: number, crc: number, packedSize: number, size: number, offset: number, mode: number }} ZipEntry
 */

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;

/**
 * Lists a zip archive (no zip64, no encryption: what Electron builds are published as).
 * @param {string} file
 * @returns {Promise<ZipEntry[]>}
 */
export async function zipEntries(file) {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || tail.readUInt32LE(end) !== endSignature) throw new Error('not a zip archive');
    const count = tail.readUInt16LE(end + 10);
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
    await handle.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    return readDirectory(directory, count);
  } finally {
    await handle.close();
  }
}

/**
 * @param {Buffer} directory
 * @param {number} count
 * @returns {ZipEntry[]}
 */
function readDirectory(directory, count) {
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== entrySignature) throw new Error('damaged zip directory');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * Unpacks one entry to a file, in a stream, and checks its size and CRC-32.
 * @param {string} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
export async function unzipEntry(file, entry, target) {
  const handle = await open(file);
  const local = Buffer.alloc(30);
  await handle.read(local, 0, 30, entry.offset);
  await handle.close();
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const check = new CrcCheck();
  const packed =
    entry.packedSize === 0
      ? /** @type {Buffer[]} */ ([])
      : createReadStream(file, { start, end: start + entry.packedSize - 1, highWaterMark: 1 << 20 });
  const out = createWriteStream(target, { mode: entry.mode & 0o777 });
  if (entry.method === 8) await pipeline(packed, createInflateRaw(), check, out);
  else if (entry.method === 0) await pipeline(packed, check, out);
  else throw new Error(`${entry.name}: unknown zip method ${entry.method}`);
  if (check.crc !== entry.crc || check.bytes !== entry.size)
    throw new Error(`${entry.name}: damaged in the archive`);
}

/** Lets bytes through and keeps their count and CRC-32. */
class CrcCheck extends Transform {
  bytes = 0;
  crc = 0;

  /**
   * @override
   * @param {Buffer} chunk
   * @param {BufferEncoding} _encoding
   * @param {import('node:stream').TransformCallback} done
   */
  _transform(chunk, _encoding, done) {
    this.crc = crc32(chunk, this.crc);
    this.bytes += chunk.length;
    done(null, chunk);
  }
}
