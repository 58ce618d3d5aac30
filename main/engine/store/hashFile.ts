import { crc32 } from 'node:zlib';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { Domain } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { writeFileAtomically } from './atomicFile';
import { diskProblem } from './disk';
import type { Disk } from './disk';
import { encodeFrame, FrameFile, scanFrames } from './frameFile';
import { HashTable, longestHash, longestKey } from './hashTable';
import type { BatchItem } from './storePort';

/*
 * One file for each domain and slice. The first frame names them; every further frame holds lines `key TAB hash`, or
 * `key` alone where the record was removed. The last line about a key counts.
 */

const version = 1;
const sliceForm = /^[A-Za-z0-9_-]{1,64}$/;
const nameForm = /^([A-Za-z0-9_-]{1,64})-([0-9a-f]{8})\.hashes$/;
const keyForm = /^[^\p{Cc}]+$/u;
const hashForm = /^[\x21-\x7e]+$/;
/** Bodies are cut here, so that reading one back needs little memory. */
const bodyCharacters = 1024 * 1024;
/** A file is not worth rewriting for fewer outdated lines. */
const leastGarbage = 1000;
const tab = 9;
const lineBreak = 10;

/** Whether a slice's name may become part of a file's name. */
export function isSliceName(slice: string): boolean {
  return sliceForm.test(slice);
}

function nameSum(slice: string): string {
  return crc32(slice).toString(16).padStart(8, '0');
}

/** Name of a slice's file; the checksum keeps `aBc` and `AbC` apart where the file system does not. */
export function hashFileName(slice: string): string {
  return `${slice}-${nameSum(slice)}.hashes`;
}

/** Slice that a file name stands for, or `undefined` when the file is none of ours. */
export function sliceOfFileName(name: string): string | undefined {
  const slice = nameForm.exec(name)?.[1];
  return slice !== undefined && hashFileName(slice) === name ? slice : undefined;
}

function headerBody(domain: Domain, slice: string): Buffer {
  return Buffer.from(`${JSON.stringify({ version, domain, slice })}\n`, 'utf8');
}

/** Puts the lines of one frame into the table; false when they are not lines of ours. */
function applyBody(table: HashTable, body: Buffer): { readonly lines: number } | undefined {
  let lines = 0;
  let from = 0;
  let middle = -1;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === tab && middle === -1) middle = at;
    if (byte !== lineBreak) continue;
    const keyTo = middle === -1 ? at : middle;
    if (keyTo === from || keyTo - from > longestKey) return undefined;
    if (middle === -1) {
      table.remove(body, from, at);
    } else {
      if (at - middle < 2 || at - middle - 1 > longestHash) return undefined;
      table.set(body, from, middle, middle + 1, at);
    }
    lines += 1;
    from = at + 1;
    middle = -1;
  }
  if (from !== body.length) return undefined;
  return { lines };
}

/** Text of items as they stand in frames, or the item that cannot stand there. */
function bodiesOf(items: readonly BatchItem[]): Result<Buffer[], Problem> {
  const bodies: Buffer[] = [];
  let text = '';
  for (const { slice, key, hash } of items) {
    const fits = keyForm.test(key) && Buffer.byteLength(key, 'utf8') <= longestKey;
    if (!fits || !hashForm.test(hash) || hash.length > longestHash) {
      return fail(problem('internal-error', { reason: 'key-or-hash-form', slice }, `${key} ${hash}`));
    }
    text += hash === 'deleted' ? `${key}\n` : `${key}\t${hash}\n`;
    if (text.length >= bodyCharacters) {
      bodies.push(Buffer.from(text, 'utf8'));
      text = '';
    }
  }
  if (text !== '') bodies.push(Buffer.from(text, 'utf8'));
  return succeed(bodies);
}

/** The durable hashes of one slice, all of them in memory while the store is open. */
export class HashFile {
  private constructor(
    private readonly place: { path: string; domain: Domain; slice: string; disk: Disk },
    readonly table: HashTable,
    private frames: FrameFile | undefined,
    private readonly firstNumber: number,
  ) {}

  /** A slice without a file; the file comes with the first append, its frames numbered from `firstNumber`. */
  static unwritten(path: string, domain: Domain, slice: string, firstNumber: number, disk: Disk): HashFile {
    return new HashFile({ path, domain, slice, disk }, new HashTable(), undefined, firstNumber);
  }

  /** Reads a slice's file; `unusable` when something in it went bad or is not ours. */
  static async open(
    path: string,
    domain: Domain,
    slice: string,
    disk: Disk,
  ): Promise<Result<HashFile | 'unusable', Problem>> {
    const table = new HashTable();
    const expected = headerBody(domain, slice);
    let lines = 0;
    let frames = 0;
    try {
      const file = await disk.open(path, 'read');
      const scan = await scanFrames(file, (_, body) => {
        frames += 1;
        if (frames === 1) return body.equals(expected);
        const applied = applyBody(table, body);
        lines += applied?.lines ?? 0;
        return applied !== undefined;
      }).finally(() => file.close());
      // The header is written atomically: a file without a whole one was damaged.
      if (frames === 0 || scan.ending === 'corrupt') return succeed('unusable');
      const opened = new HashFile(
        { path, domain, slice, disk },
        table,
        new FrameFile(path, disk, scan.goodBytes, scan.lastNumber),
        scan.lastNumber,
      );
      const garbage = lines - table.size;
      if (garbage <= leastGarbage || garbage <= table.size) return succeed(opened);
      const compacted = await opened.compact(scan.lastNumber);
      return compacted.ok ? succeed(opened) : compacted;
    } catch (error) {
      return fail(diskProblem(error, path));
    }
  }

  /** Number of the last durable frame; 0 while there is no file. */
  get lastNumber(): number {
    return this.frames?.lastNumber ?? 0;
  }

  /** Appends, fsyncs, and only then shows the items in the table. Calls must come one after the other. */
  async append(items: readonly BatchItem[]): Promise<Result<null, Problem>> {
    const bodies = bodiesOf(items);
    if (!bodies.ok) return bodies;
    if (this.frames === undefined) {
      const created = await this.compact(this.firstNumber);
      if (!created.ok) return created;
    }
    const appended = await this.frames?.append(bodies.value);
    if (appended === undefined || !appended.ok) {
      return appended ?? fail(problem('internal-error', { reason: 'no-file' }));
    }
    for (const body of bodies.value) applyBody(this.table, body);
    return succeed(null);
  }

  async close(): Promise<void> {
    await this.frames?.close();
  }

  /** Writes the file anew with what the table holds. The last number stays, since the journal vouches for it. */
  private async compact(number: number): Promise<Result<null, Problem>> {
    const { path, domain, slice, disk } = this.place;
    const parts = [encodeFrame(number, headerBody(domain, slice))];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push(encodeFrame(number, Buffer.from(text, 'utf8')));
      text = '';
    };
    for (const [key, hash] of this.table) {
      text += `${key}\t${hash}\n`;
      if (text.length >= bodyCharacters) flush();
    }
    flush();
    const content = Buffer.concat(parts);
    const written = await writeFileAtomically(path, content, { disk });
    if (!written.ok) return written;
    this.frames = new FrameFile(path, disk, content.length, number);
    return succeed(null);
  }
}
