// A reader for the plain (ustar) archives npm publishes: enough to find one regular file and stream it.

const blockSize = 512;

/**
 * Yields the content of the one file called `wanted` in a tar stream, in chunks, and reads the stream to
 * its end so that a hash of the whole can be taken on the way.
 * @param {AsyncIterable<Buffer>} stream
 * @param {string} wanted
 * @returns {AsyncGenerator<Buffer, void, void>}
 */
export async function* tarEntry(stream, wanted) {
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  let contentLeft = 0;
  let paddingLeft = 0;
  let isWanted = false;
  let found = false;
  for await (const chunk of stream) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      if (contentLeft > 0) {
        if (pending.length === 0) break;
        const part = pending.subarray(0, contentLeft);
        pending = pending.subarray(part.length);
        contentLeft -= part.length;
        if (isWanted) yield part;
      } else if (paddingLeft > 0) {
        const skipped = Math.min(paddingLeft, pending.length);
        pending = pending.subarray(skipped);
        paddingLeft -= skipped;
        if (paddingLeft > 0) break;
      } else {
        if (pending.length < blockSize) break;
        const header = readHeader(pending.subarray(0, blockSize));
        pending = pending.subarray(blockSize);
        contentLeft = header.size;
        paddingLeft = (blockSize - (header.size % blockSize)) % blockSize;
        isWanted = header.name === wanted;
        found ||= isWanted;
      }
    }
  }
  if (!found) throw new Error(`the archive holds no ${wanted}`);
  if (contentLeft > 0) throw new Error('the archive is cut short');
}

/**
 * @param {Buffer} block
 * @returns {{ name: string, size: number }}
 */
function readHeader(block) {
  /** @type {(from: number, to: number) => string} */
  const text = (from, to) => block.toString('latin1', from, to).replace(/\0.*$/s, '').trim();
  const prefix = text(345, 500);
  const name = text(0, 100);
  const size = text(124, 136);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: size === '' ? 0 : Number.parseInt(size, 8),
  };
}
