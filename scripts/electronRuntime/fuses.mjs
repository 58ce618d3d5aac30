import { open } from 'node:fs/promises';

/** Marks the place of the fuses in every Electron binary (published in Electron's fuses documentation). */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

/**
 * Development fuses of Electron 33, in wire order: RunAsNode on, CookieEncryption off, NodeOptions on,
 * NodeCliInspect on (Playwright needs it), AsarIntegrity off, OnlyLoadAppFromAsar off, own V8 snapshot off
 * (its file is left out), GrantFileProtocolExtraPrivileges on. They are Electron's own defaults.
 */
export const developmentFuses = '10110001';

/**
 * Sets the fuses in an unpacked Electron binary.
 * @param {string} binary
 * @param {string} wire one `0` or `1` per fuse
 */
export async function setFuses(binary, wire) {
  const handle = await open(binary, 'r+');
  try {
    const at = await find(handle, sentinel);
    const header = Buffer.alloc(2);
    await handle.read(header, 0, 2, at + sentinel.length);
    if (header[0] !== 1 || header[1] !== wire.length) {
      throw new Error(`unknown fuse layout (version ${header[0]}, length ${header[1]})`);
    }
    await handle.write(Buffer.from(wire, 'latin1'), 0, wire.length, at + sentinel.length + 2);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Offset of `needle` in a file, read in pieces that overlap by its length.
 * @param {import('node:fs/promises').FileHandle} handle
 * @param {Buffer} needle
 */
async function find(handle, needle) {
  const piece = Buffer.alloc(8 << 20);
  const { size } = await handle.stat();
  for (let start = 0; start < size; start += piece.length - needle.length) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, start);
    const at = piece.subarray(0, bytesRead).indexOf(needle);
    if (at >= 0) return start + at;
  }
  throw new Error('the binary has no fuses');
}
