/**
 * Builds an asar archive of a few small files: two length-prefixed headers, a JSON index, then the contents.
 * @param {Readonly<Record<string, Buffer>>} contents file name to content, no folders
 * @returns {Buffer}
 */
export function asarArchive(contents) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const files = {};
  let offset = 0;
  for (const [name, content] of Object.entries(contents)) {
    files[name] = { size: content.length, offset: String(offset) };
    offset += content.length;
  }
  const index = Buffer.from(JSON.stringify({ files }));
  const padded = Buffer.alloc(Math.ceil(index.length / 4) * 4);
  index.copy(padded);
  return Buffer.concat([
    uint32(4),
    uint32(8 + padded.length),
    uint32(4 + padded.length),
    uint32(index.length),
    padded,
    ...Object.values(contents),
  ]);
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
