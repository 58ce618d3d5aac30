import { crc32, deflateRawSync, gunzipSync, inflateRawSync } from 'node:zlib';

const zipEntryHeader = 0x04034b50;
const zipDirectoryHeader = 0x02014b50;
const zipEnd = 0x06054b50;

/** Plain bytes of a body that may be gzip or zip, told by its first bytes; undefined when it is broken. */
export function decompress(body: Buffer): Buffer | undefined {
  try {
    if (body.length > 2 && body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body);
    if (body.length > 30 && body.readUInt32LE(0) === zipEntryHeader) return firstZipEntry(body);
    return body;
  } catch {
    // zlib says only that the data is not what it claims to be: the caller refuses the request.
    return undefined;
  }
}

function firstZipEntry(body: Buffer): Buffer {
  const start = 30 + body.readUInt16LE(26) + body.readUInt16LE(28);
  const method = body.readUInt16LE(8);
  // The size may stand only in the directory at the end (streamed archives), so inflate stops by itself.
  if (method === 0) return body.subarray(start, start + body.readUInt32LE(18));
  const end = body.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  return inflateRawSync(body.subarray(start, end > start ? end : undefined));
}

/** A zip archive with one deflated entry. */
export function zipOf(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const file = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(zipEntryHeader, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc32(content), 14);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(file.length, 26);
  const directory = Buffer.alloc(46);
  directory.writeUInt32LE(zipDirectoryHeader, 0);
  directory.writeUInt16LE(20, 4);
  header.copy(directory, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(zipEnd, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length + file.length, 12);
  end.writeUInt32LE(header.length + file.length + data.length, 16);
  return Buffer.concat([header, file, data, directory, file, end]);
}
