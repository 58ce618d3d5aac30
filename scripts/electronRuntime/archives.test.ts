import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asarArchive } from './asarArchive.mjs';
import { setFuses } from './fuses.mjs';
import { tarEntry } from './tarEntries.mjs';
import { unzipEntry, zipEntries } from './zipEntries.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archives-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Cuts a buffer into small chunks, so that every boundary inside a header or content is met. */
function chunked(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks);
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

describe('tar', () => {
  function archive(): Buffer {
    mkdirSync(join(folder, 'package'));
    writeFileSync(join(folder, 'package', 'package.json'), '{"name":"x"}');
    writeFileSync(join(folder, 'package', 'runtime.zip'), Buffer.alloc(5000, 'zip '));
    return execFileSync('tar', [
      '-cf',
      '-',
      '--format=ustar',
      '-C',
      folder,
      'package/package.json',
      'package/runtime.zip',
    ]);
  }

  it.each([1, 7, 511, 512, 513, 100_000])('finds one file, cut into chunks of %i bytes', async (size) => {
    const found = await collect(tarEntry(chunked(archive(), size), 'package/runtime.zip'));
    expect(found.equals(Buffer.alloc(5000, 'zip '))).toBe(true);
  });

  it('says when the file is not there, or cut', async () => {
    const whole = archive();
    await expect(collect(tarEntry(chunked(whole, 512), 'package/other'))).rejects.toThrow(
      'holds no package/other',
    );
    await expect(
      collect(tarEntry(chunked(whole.subarray(0, 3000), 512), 'package/runtime.zip')),
    ).rejects.toThrow('cut short');
  });
});

describe('zip', () => {
  /** A zip of one deflated file, built by hand (PKWARE application note, 4.3). */
  function archive(name: string, content: Buffer, crc: number, mode: number): string {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(mode * 65_536, 38);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(46 + name.length, 12);
    end.writeUInt32LE(30 + name.length + packed.length, 16);
    const file = join(folder, 'archive.zip');
    writeFileSync(file, Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]));
    return file;
  }

  it('unpacks a file with its rights', async () => {
    // CRC-32 of "123456789", the check value every description of the algorithm gives.
    const file = archive('folder/tool', Buffer.from('123456789'), 0xcbf43926, 0o755);
    const [entry] = await zipEntries(file);
    expect(entry?.name).toBe('folder/tool');
    if (entry === undefined) throw new Error('no entry');
    await unzipEntry(file, entry, join(folder, 'tool'));
    expect(readFileSync(join(folder, 'tool'), 'utf8')).toBe('123456789');
    expect(statSync(join(folder, 'tool')).mode & 0o777).toBe(0o755);
  });

  it('refuses content that does not match its checksum', async () => {
    const file = archive('tool', Buffer.from('123456789'), 1, 0o644);
    const [entry] = await zipEntries(file);
    if (entry === undefined) throw new Error('no entry');
    await expect(unzipEntry(file, entry, join(folder, 'tool'))).rejects.toThrow('damaged');
  });

  it('refuses what is not a zip', async () => {
    writeFileSync(join(folder, 'page.zip'), '<html>login</html>'.repeat(20));
    await expect(zipEntries(join(folder, 'page.zip'))).rejects.toThrow('not a zip');
  });
});

describe('asar', () => {
  it('puts the index before the contents, each at its offset', () => {
    const bytes = asarArchive({ 'package.json': Buffer.from('{}'), 'main.js': Buffer.from('start()') });
    const indexLength = bytes.readUInt32LE(12);
    const contents = 8 + bytes.readUInt32LE(4);
    const index: unknown = JSON.parse(bytes.toString('utf8', 16, 16 + indexLength));
    expect(index).toEqual({
      files: { 'package.json': { size: 2, offset: '0' }, 'main.js': { size: 7, offset: '2' } },
    });
    expect(bytes.toString('utf8', contents + 2)).toBe('start()');
    expect(contents % 4).toBe(0);
  });
});

describe('fuses', () => {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

  it('are set where the binary keeps them, also across the pieces it is read in', async () => {
    const file = join(folder, 'electron');
    const before = Buffer.alloc((8 << 20) - 10, 'x');
    writeFileSync(
      file,
      Buffer.concat([before, Buffer.from(sentinel), Buffer.from([1, 8]), Buffer.from('00000000end')]),
    );
    chmodSync(file, 0o755);
    await setFuses(file, '10110001');
    expect(readFileSync(file).subarray(before.length).toString('latin1')).toBe(
      `${sentinel}\u0001\b10110001end`,
    );
  });

  it('are left alone when their layout is unknown', async () => {
    const file = join(folder, 'electron');
    writeFileSync(
      file,
      Buffer.concat([Buffer.from(sentinel), Buffer.from([2, 9]), Buffer.from('000000000')]),
    );
    await expect(setFuses(file, '10110001')).rejects.toThrow('unknown fuse layout');
  });
});
