import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { BundleProgress, BundleSaved } from '../../../shared/model/bundle';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { renameOver } from '../store/atomicFile';
import { diskProblem, errorCode, realDisk, writeAll } from '../store/disk';
import type { Disk, OpenFile } from '../store/disk';
import { openBundle } from './bundleEntries';
import type { OpenedBundle, OpenedEntry } from './bundleEntries';
import type { BundleWork } from './bundleWork';
import { manifestName, manifestText } from './documents/manifest';
import type { ListedEntry } from './documents/manifest';

/** Shortest time between two announcements of progress, in milliseconds. */
const progressMs = 100;
/** Bytes that wait between redaction and compression, and between compression and the disk. */
const waitingBytes = 1024 * 1024;
/** Bytes that are written at once; the zip comes in pieces of 16 kB. */
const writtenBytes = 256 * 1024;
/** zlib's: the zip of log lines becomes a sixth larger than at the usual 6, in two fifths of the time. */
const compressionLevel = 3;

/** Readable for its owner alone; the boundary to the zip's own notation of file kinds. */
const fileMode = 0o100600;

/** How a bundle is written; other disks and clocks are for tests. */
export interface SaveOptions {
  readonly disk?: Disk;
  readonly now?: () => number;
}

/**
 * Writes a bundle, whole or not at all: into `<path>.part`, which gets its name when all of it is on the medium. Aborted,
 * it ends with `cancelled`; then, and after any failure, nothing is left.
 */
export async function saveBundle(
  work: BundleWork,
  path: string,
  onProgress: (progress: Omit<BundleProgress, 'bundleId'>) => void,
  signal: AbortSignal,
  options: SaveOptions = {},
): Promise<Result<BundleSaved, Problem>> {
  const disk = options.disk ?? realDisk;
  const part = `${path}.part`;
  let bundle: OpenedBundle | undefined;
  let file: OpenFile | undefined;
  try {
    if (signal.aborted) return fail(problem('cancelled'));
    bundle = await openBundle(work);
    file = await createAnew(part, disk);
    const progress = announcing(bundle, onProgress, options.now ?? Date.now);
    const bytes = await writeZip(work, bundle, file, progress, signal);
    await file.sync();
    await file.close();
    file = undefined;
    signal.throwIfAborted();
    await renameOver(part, path, disk);
    await disk.syncFolder(dirname(path));
    return succeed({ path, bytes, entries: bundle.entries.length + 1 });
  } catch (error) {
    await file?.close().catch(() => undefined);
    await disk.unlink(part).catch(() => undefined);
    return fail(signal.aborted ? problem('cancelled') : diskProblem(error, path));
  } finally {
    await bundle?.close();
  }
}

/** What a kill left of an earlier one goes first. */
async function createAnew(part: string, disk: Disk): Promise<OpenFile> {
  try {
    return await disk.open(part, 'create');
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    await disk.unlink(part);
    return disk.open(part, 'create');
  }
}

type Announce = (bytes: number, entry: string) => void;

function announcing(
  { entries }: OpenedBundle,
  onProgress: (progress: Omit<BundleProgress, 'bundleId'>) => void,
  now: () => number,
): Announce {
  const total = entries.reduce((sum, { work }) => sum + work, 0);
  let done = 0;
  let last = -Infinity;
  return (bytes, entry) => {
    done += bytes;
    const at = now();
    if (at - last < progressMs && done < total) return;
    last = at;
    onProgress({ done, total, entry });
  };
}

/** Bytes of the zip. Members are compressed one after the other by zlib's own threads. */
async function writeZip(
  work: BundleWork,
  bundle: OpenedBundle,
  file: OpenFile,
  announce: Announce,
  signal: AbortSignal,
): Promise<number> {
  const zip = new ZipFile();
  const output = new PassThrough({ highWaterMark: waitingBytes });
  zip.outputStream.pipe(output);
  const listed: ListedEntry[] = [];
  const open = new Set<Readable>();
  const stop = (error: Error): void => {
    for (const stream of open) stream.destroy();
    output.destroy(error);
  };
  const add = (name: string, content: () => AsyncIterable<Buffer>): void => {
    zip.addReadStreamLazy(name, { mtime: new Date(), mode: fileMode, compressionLevel }, (give) => {
      const stream = Readable.from(content(), { objectMode: false, highWaterMark: waitingBytes });
      open.add(stream);
      stream.on('error', stop);
      stream.on('close', () => open.delete(stream));
      give(null, stream);
    });
  };
  for (const entry of bundle.entries) {
    add(entry.name, () => counted(entry, listed, announce, signal));
  }
  add(manifestName, () => Readable.from([Buffer.from(manifestText(work, bundle, listed), 'utf8')]));
  zip.on('error', stop);
  zip.end();
  const abort = (): void => {
    stop(new Error('aborted'));
  };
  signal.addEventListener('abort', abort, { once: true });
  let written = 0;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    await writeAll(file, Buffer.concat(waiting), written);
    written += bytes;
    waiting = [];
    bytes = 0;
  };
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      waiting.push(chunk);
      bytes += chunk.length;
      if (bytes >= writtenBytes) await write();
    }
    await write();
  } finally {
    signal.removeEventListener('abort', abort);
    for (const stream of open) stream.destroy();
  }
  return written;
}

/** Passes an entry on and notes what went through; throws when it is not wanted any more. */
async function* counted(
  entry: OpenedEntry,
  listed: ListedEntry[],
  announce: Announce,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  const onBytes = (read: number): void => {
    announce(read, entry.name);
  };
  for await (const chunk of entry.read(onBytes)) {
    signal.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  signal.throwIfAborted();
  const { name, kind } = entry;
  listed.push({ name, kind, bytes, ...entry.found(), sha256: hash.digest('hex') });
}
