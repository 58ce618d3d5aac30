import { crc32 } from 'node:zlib';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { diskProblem, writeAll } from './disk';
import type { Disk, OpenFile } from './disk';

/*
 * An append-only file of frames. A frame is one piece of text that is there whole or not at all:
 *
 *   <number> <bytes of the body> <crc32 of the body> <crc32 of what stands before> <body>
 *
 * four groups of eight hexadecimal digits with a blank after each, then the body, which ends with a line break. The
 * header checks itself, so a frame that was cut off by a kill is told apart from one that went bad on the medium.
 */

const headerBytes = 36;
/** No frame is longer; a header that says so is damaged. */
const longestBody = 256 * 1024 * 1024;
const windowBytes = 4 * 1024 * 1024;

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** One frame as it stands in the file. */
export function encodeFrame(number: number, body: Buffer): Buffer {
  const fields = `${hex(number)} ${hex(body.length)} ${hex(crc32(body))} `;
  return Buffer.concat([Buffer.from(`${fields}${hex(crc32(fields))} `, 'latin1'), body]);
}

interface Header {
  readonly number: number;
  readonly length: number;
  readonly checksum: number;
}

function decodeHeader(bytes: Buffer): Header | undefined {
  const text = bytes.toString('latin1', 0, headerBytes);
  if (!/^(?:[0-9a-f]{8} ){4}$/.test(text)) return undefined;
  if (crc32(text.slice(0, 27)) !== parseInt(text.slice(27, 35), 16)) return undefined;
  const length = parseInt(text.slice(9, 17), 16);
  if (length === 0 || length > longestBody) return undefined;
  return { number: parseInt(text.slice(0, 8), 16), length, checksum: parseInt(text.slice(18, 26), 16) };
}

/** What reading a frame file showed. */
export interface FrameScan {
  /** Length of the part that is whole. */
  readonly goodBytes: number;
  /** Number of the last whole frame, 0 when there is none. */
  readonly lastNumber: number;
  /** `torn`: the last frame was cut off while it was written; `corrupt`: something that was whole is no more. */
  readonly ending: 'whole' | 'torn' | 'corrupt';
}

/** Reads through a file by windows of 4 MiB. */
class Window {
  private start = 0;
  private bytes = Buffer.alloc(0);
  constructor(
    private readonly file: OpenFile,
    readonly size: number,
  ) {}

  /** Bytes from a position, fewer only at the end of the file; valid until the next call. */
  async at(position: number, length: number): Promise<Buffer> {
    const wanted = Math.min(length, this.size - position);
    if (position < this.start || position + wanted > this.start + this.bytes.length) {
      const buffer = Buffer.allocUnsafe(Math.min(Math.max(wanted, windowBytes), this.size - position));
      let done = 0;
      while (done < buffer.length) {
        const read = await this.file.read(buffer.subarray(done), position + done);
        if (read === 0) break;
        done += read;
      }
      this.start = position;
      this.bytes = buffer.subarray(0, done);
    }
    return this.bytes.subarray(position - this.start, position - this.start + wanted);
  }
}

async function onlyZeros(window: Window, from: number): Promise<boolean> {
  for (let position = from; position < window.size; position += windowBytes) {
    if ((await window.at(position, windowBytes)).some((byte) => byte !== 0)) return false;
  }
  return true;
}

/**
 * Hands over every whole frame in order, up to the first that is not; `take` answers false for a body that it cannot
 * understand, which counts as corrupt. The body is valid only during the call.
 */
export async function scanFrames(
  file: OpenFile,
  take: (number: number, body: Buffer) => boolean,
): Promise<FrameScan> {
  const window = new Window(file, await file.size());
  let position = 0;
  let lastNumber = 0;
  const ended = (ending: FrameScan['ending']): FrameScan => ({ goodBytes: position, lastNumber, ending });
  while (position < window.size) {
    const head = await window.at(position, headerBytes);
    if (head.length < headerBytes) return ended('torn');
    const header = decodeHeader(head);
    if (header === undefined) {
      // After a power cut some file systems show the length of what was being written, but zeros for its content.
      return ended((await onlyZeros(window, position)) ? 'torn' : 'corrupt');
    }
    const body = await window.at(position + headerBytes, header.length);
    if (body.length < header.length) return ended('torn');
    if (crc32(body) !== header.checksum || header.number < lastNumber) return ended('corrupt');
    if (!take(header.number, body)) return ended('corrupt');
    position += headerBytes + header.length;
    lastNumber = header.number;
  }
  return ended('whole');
}

/** Appends frames to a file that was read before; one write and one fsync for each call, calls one after the other. */
export class FrameFile {
  private file: OpenFile | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private broken: Problem | undefined;

  constructor(
    private readonly path: string,
    private readonly disk: Disk,
    /** Length of the whole part; what stands behind it is cut off before the first append. */
    private length: number,
    private number: number,
  ) {}

  get lastNumber(): number {
    return this.number;
  }

  get bytes(): number {
    return this.length;
  }

  /** Number of the last frame once all of them are on the medium; on a failure none of them counts. */
  append(bodies: readonly Buffer[]): Promise<Result<number, Problem>> {
    const next = this.queue.then(() => this.appendNow(bodies));
    this.queue = next;
    return next;
  }

  async close(): Promise<void> {
    await this.queue;
    const file = this.file;
    this.file = undefined;
    this.broken ??= diskProblem(new Error('closed'), this.path);
    await file?.close();
  }

  private async appendNow(bodies: readonly Buffer[]): Promise<Result<number, Problem>> {
    if (this.broken !== undefined) return fail(this.broken);
    const frames = Buffer.concat(bodies.map((body, index) => encodeFrame(this.number + index + 1, body)));
    try {
      this.file ??= await this.openCut();
      await writeAll(this.file, frames, this.length);
    } catch (error) {
      return fail(await this.cutBack(error));
    }
    try {
      await this.file.sync();
    } catch (error) {
      // After a failed fsync nobody knows what is on the medium: nothing more is written until the file is read again.
      this.broken = diskProblem(error, this.path);
      return fail(this.broken);
    }
    this.length += frames.length;
    this.number += bodies.length;
    return succeed(this.number);
  }

  private async openCut(): Promise<OpenFile> {
    const file = await this.disk.open(this.path, 'change');
    try {
      if ((await file.size()) > this.length) await file.truncate(this.length);
      return file;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** A half-written frame must not stand in front of later ones. */
  private async cutBack(cause: unknown): Promise<Problem> {
    const failure = diskProblem(cause, this.path);
    try {
      await this.file?.truncate(this.length);
    } catch {
      this.broken = failure;
    }
    return failure;
  }
}
