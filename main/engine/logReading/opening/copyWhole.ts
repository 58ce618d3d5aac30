import type { FileHandle } from 'node:fs/promises';
import { gunzip } from 'node:zlib';
import type { Gunzip } from 'node:zlib';
import type { ProblemCode } from '../../../../shared/model/problem';
import type { Sample } from '../formats/detectFormat';
import { judgedBytes } from './copyText';
import type { CopiedText, CopyPlace } from './copyText';
import { readPiece, sampleText } from './sampleFile';
import { ScratchCopy } from './scratchCopy';
import { readableAs } from './sniffContent';

/** Most gzip'd and plain bytes of one file that are held in memory; two files are opened at a time. */
const mostPacked = 4 * 1024 * 1024;
const mostPlain = 16 * 1024 * 1024;
/** Bytes of the smallest gzip, and those at its end that say how many plain ones it holds. */
const leastPacked = 18;
const sizeBytes = 4;

/**
 * Makes a plain copy of a gzip that is not large, without keeping this thread busy. `undefined` where anything is not as
 * usual, with nothing left behind: copied by pieces, it shows what can be read of it, and why that is not all.
 */
export async function copyWhole(
  handle: FileHandle,
  bytes: number,
  place: CopyPlace,
): Promise<CopiedText | ProblemCode | undefined> {
  if (bytes < leastPacked || bytes > mostPacked) return undefined;
  // One byte more: what grows meanwhile is not whole yet.
  const packed = await readPiece(handle, 0, bytes + 1);
  if (packed.length !== bytes) return undefined;
  const plain = await inflateWhole(packed, packed.readUInt32LE(bytes - sizeBytes));
  if (plain === undefined) return undefined;
  if (isCancelled(place)) return 'cancelled';
  const beginning: Sample = { bytes: plain.subarray(0, judgedBytes), begins: 'line' };
  const detected = readableAs([beginning]) === undefined ? undefined : readableAs(sampleText(plain));
  if (detected === undefined) return 'log-not-a-log';
  const copy = ScratchCopy.create(place.folder, place.allowance);
  const ending = await copy.writeWhole(plain);
  if (ending === 'taken' && !isCancelled(place)) {
    copy.close();
    return { path: copy.path, bytes: copy.bytes, detected };
  }
  copy.remove();
  return isCancelled(place) ? 'cancelled' : undefined;
}

function isCancelled({ signal }: CopyPlace): boolean {
  return signal?.aborted === true;
}

/** The plain bytes of a gzip that is sound and holds nothing but one text of this size. */
async function inflateWhole(packed: Buffer, size: number): Promise<Buffer | undefined> {
  if (size === 0 || size > mostPlain) return undefined;
  // All of it at once, and some room left: where none is left, it would be asked whether there is more.
  const options = { chunkSize: size + 64, maxOutputLength: size, info: true };
  return new Promise((resolve) => {
    gunzip(packed, options, (error, result) => {
      if (error !== null) {
        resolve(undefined);
        return;
      }
      // Boundary: with `info`, the result is this, of which its types do not know.
      const { buffer, engine } = result as unknown as { readonly buffer: Buffer; readonly engine: Gunzip };
      resolve(buffer.length === size && engine.bytesWritten === packed.length ? buffer : undefined);
    });
  });
}
