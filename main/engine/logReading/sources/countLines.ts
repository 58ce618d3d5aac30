import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const blockBytes = 1024 * 1024;
const lineBreak = 10;

/** Lines of a file, a last one without its end included; throws where it cannot be read to its end. */
export async function countLines(
  path: string,
  compressed: 'no' | 'gzip',
  signal: AbortSignal,
): Promise<number> {
  let lines = 0;
  let last = lineBreak;
  const count = async (blocks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const block of blocks) {
      for (let at = block.indexOf(lineBreak); at !== -1; at = block.indexOf(lineBreak, at + 1)) lines += 1;
      last = block.at(-1) ?? last;
    }
  };
  const file = createReadStream(path, { highWaterMark: blockBytes });
  if (compressed === 'gzip') {
    await pipeline(file, createGunzip({ chunkSize: blockBytes }), count, { signal });
  } else {
    await pipeline(file, count, { signal });
  }
  return last === lineBreak ? lines : lines + 1;
}
