import { crc32 } from 'node:zlib';
import { writeAll } from '../../store/disk';
import type { OpenFile } from '../../store/disk';
import { PackedBlocks } from './packedBlocks';
import { directory, localHeader, sizesBehind } from './zipRecords';
import type { ZipMember } from './zipRecords';

/**
 * Writes a zip into an empty file, member by member. The libraries compress a member on one thread and count its CRC in
 * JavaScript; here zlib does both, on as many threads as there are.
 */
export class ZipWriter {
  private readonly members: ZipMember[] = [];
  private at = 0;

  constructor(
    private readonly file: OpenFile,
    /** zlib's, 1 to 9. */
    private readonly level: number,
  ) {}

  /** Adds a member whose content comes in chunks, which must not be changed afterwards; rejects with what reading or the disk says. */
  async add(path: string, modifiedAt: Date, content: AsyncIterable<Buffer>): Promise<void> {
    const name = Buffer.from(path, 'utf8');
    const { at } = this;
    await this.write(localHeader({ name, modifiedAt }));
    const begin = this.at;
    const blocks = new PackedBlocks(this.level, (packed) => this.write(packed));
    let crc = 0;
    let bytes = 0;
    try {
      for await (const chunk of content) {
        crc = crc32(chunk, crc);
        bytes += chunk.length;
        await blocks.add(chunk);
      }
      await blocks.end();
    } finally {
      await blocks.dropped();
    }
    const packed = this.at - begin;
    await this.write(sizesBehind({ crc, packed, bytes }));
    this.members.push({ name, modifiedAt, at, crc, packed, bytes });
  }

  /** Writes the directory; resolves to the size of the zip in bytes. */
  async end(): Promise<number> {
    await this.write(directory(this.members, this.at));
    return this.at;
  }

  private async write(bytes: Buffer): Promise<void> {
    await writeAll(this.file, bytes, this.at);
    this.at += bytes.length;
  }
}
