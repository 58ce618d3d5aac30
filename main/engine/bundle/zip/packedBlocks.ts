import { constants, deflateRaw } from 'node:zlib';

/** Bytes that are compressed at a time: fewer cost more beginnings, more let the processors wait for one another. */
const blockBytes = 512 * 1024;
/** Blocks that may be under way: more than processors, so that none waits for the disk. */
const mostUnderWay = 4;
/** How far back zlib looks for what stood before. */
const windowBytes = 32 * 1024;

/**
 * One deflate stream, made by several threads of zlib at once: each block ends at a byte, and the next one knows the end
 * of the one before, so that the stream is hardly larger than one that was made in one go.
 */
export class PackedBlocks {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly underWay: Promise<Buffer | Error>[] = [];
  private before: Buffer | undefined;

  constructor(
    private readonly level: number,
    private readonly write: (packed: Buffer) => Promise<void>,
  ) {}

  /** The chunk must not be changed afterwards. */
  async add(chunk: Buffer): Promise<void> {
    this.waiting.push(chunk);
    this.waitingBytes += chunk.length;
    if (this.waitingBytes >= blockBytes) await this.pack(constants.Z_SYNC_FLUSH);
  }

  /** Writes what is left, and the end of the stream. */
  async end(): Promise<void> {
    await this.pack(constants.Z_FINISH);
    while (this.underWay.length > 0) await this.writeOldest();
  }

  /** Waits for threads that are at work on what nobody wants any more. */
  async dropped(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async pack(finishFlush: number): Promise<void> {
    const block = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    const dictionary = this.before?.subarray(-windowBytes);
    this.before = block;
    const settings = {
      level: this.level,
      finishFlush,
      chunkSize: blockBytes / 4,
      ...(dictionary === undefined ? {} : { dictionary }),
    };
    this.underWay.push(
      new Promise((resolve) => {
        // A failure waits for its turn like everything else.
        deflateRaw(block, settings, (error, packed) => {
          resolve(error ?? packed);
        });
      }),
    );
    if (this.underWay.length >= mostUnderWay) await this.writeOldest();
  }

  private async writeOldest(): Promise<void> {
    const packed = await this.underWay.shift();
    if (packed instanceof Error) throw packed;
    if (packed !== undefined) await this.write(packed);
  }
}
