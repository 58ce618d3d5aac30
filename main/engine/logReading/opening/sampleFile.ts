import type { FileHandle } from 'node:fs/promises';
import { sampleBytes } from '../formats/detectFormat';
import type { Sample } from '../formats/detectFormat';

/** Bytes read at a time where all are read. */
const pieceBytes = 256 * 1024;

/** Reads a piece of a file, fewer bytes at its end. */
export async function readPiece(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Where pieces stand by which a file is known: its beginning, its end, and three between. */
function sampleOffsets(bytes: number): ReadonlySet<number> {
  const last = Math.max(0, bytes - sampleBytes);
  return new Set([0, 0.25, 0.5, 0.75, 1].map((part) => Math.floor(last * part)));
}

/** Pieces of a file by which it is known. */
export async function sampleFile(handle: FileHandle, bytes: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const offset of sampleOffsets(bytes)) {
    const piece = await readPiece(handle, offset, Math.min(sampleBytes, bytes - offset));
    samples.push({ bytes: piece, begins: offset === 0 ? 'line' : 'anywhere' });
  }
  return samples;
}

/** The same pieces of a text in memory. */
export function sampleText(text: Uint8Array): readonly Sample[] {
  return [...sampleOffsets(text.length)].map((offset) => ({
    bytes: text.subarray(offset, offset + sampleBytes),
    begins: offset === 0 ? 'line' : 'anywhere',
  }));
}

/** All bytes of a file, from its beginning, by pieces. */
export async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ;) {
    const piece = await readPiece(handle, offset, pieceBytes);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
  }
}
