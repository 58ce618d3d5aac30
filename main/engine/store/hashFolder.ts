import { join } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { domains } from '../../../shared/model/settings';
import type { Domain } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { ensureFolder, keepAside, removeTemporaries } from './atomicFile';
import type { Disk } from './disk';
import { hashFileName, HashFile, isSliceName, sliceOfFileName } from './hashFile';
import type { BatchItem, SliceHashes } from './storePort';

/** Last frame of each hash file that the journal vouches for, by `domain/slice`. */
export type KnownFrames = ReadonlyMap<string, number>;

/** A slice whose hashes are no longer what was acknowledged. */
export interface LostSlice {
  readonly domain: Domain;
  readonly slice: string;
  readonly path: string;
}

/** All hash files of one synchronisation. */
export class HashFolder {
  private readonly files = new Map<string, HashFile>();
  private readonly lost: LostSlice[] = [];

  private constructor(
    private readonly folder: string,
    private readonly disk: Disk,
    private readonly known: KnownFrames,
  ) {}

  /** Reads every file; a slice of which less is left than the journal knows of counts as lost. */
  static async open(folder: string, known: KnownFrames, disk: Disk): Promise<Result<HashFolder, Problem>> {
    const opened = new HashFolder(folder, disk, known);
    for (const domain of domains) {
      const read = await opened.readDomain(domain);
      if (!read.ok) return read;
    }
    return succeed(opened);
  }

  /** Slices to be looked at again; {@link replaceLost} comes after their watermarks are forgotten. */
  get lostSlices(): readonly LostSlice[] {
    return this.lost;
  }

  /** Keeps files of lost slices aside and starts them anew; the names under which they were kept. */
  async replaceLost(now: number): Promise<Result<readonly (LostSlice & { keptAs: string })[], Problem>> {
    const replaced: (LostSlice & { keptAs: string })[] = [];
    for (const slice of this.lost.splice(0)) {
      const kept = await keepAside(slice.path, now, this.disk);
      if (!kept.ok) return kept;
      const fresh = this.unwritten(slice.domain, slice.slice);
      // Written at once: a missing file would be reported again at every start.
      const written = await fresh.append([]);
      if (!written.ok) return written;
      replaced.push({ ...slice, keptAs: kept.value ?? '' });
    }
    return succeed(replaced);
  }

  hashes(domain: Domain, slice: string): Result<SliceHashes, Problem> {
    const file = this.fileOf(domain, slice);
    return file.ok ? succeed(file.value.table) : file;
  }

  /** Appends items to the files of their slices and fsyncs them; the frames that are durable now. */
  async append(domain: Domain, items: readonly BatchItem[]): Promise<Result<KnownFrames, Problem>> {
    const bySlice = new Map<string, BatchItem[]>();
    for (const item of items) {
      const list = bySlice.get(item.slice);
      if (list === undefined) bySlice.set(item.slice, [item]);
      else list.push(item);
    }
    const numbers = new Map<string, number>();
    const results = await Promise.all(
      [...bySlice].map(async ([slice, its]): Promise<Result<null, Problem>> => {
        const file = this.fileOf(domain, slice);
        if (!file.ok) return file;
        const appended = await file.value.append(its);
        if (appended.ok) numbers.set(`${domain}/${slice}`, file.value.lastNumber);
        return appended;
      }),
    );
    for (const result of results) if (!result.ok) return result;
    return succeed(numbers);
  }

  async close(): Promise<void> {
    for (const file of this.files.values()) await file.close();
  }

  private async readDomain(domain: Domain): Promise<Result<null, Problem>> {
    const folder = join(this.folder, domain);
    const ready = await ensureFolder(folder, this.disk);
    if (!ready.ok) return ready;
    const clean = await removeTemporaries(folder, this.disk);
    if (!clean.ok) return clean;
    for (const name of await this.disk.list(folder)) {
      const slice = sliceOfFileName(name);
      if (slice === undefined) continue;
      const path = join(folder, name);
      const file = await HashFile.open(path, domain, slice, this.disk);
      if (!file.ok) return file;
      if (file.value === 'unusable' || file.value.lastNumber < this.knownFrame(domain, slice)) {
        this.lost.push({ domain, slice, path });
      } else {
        this.files.set(`${domain}/${slice}`, file.value);
      }
    }
    for (const name of this.known.keys()) {
      const [ofDomain, slice] = name.split('/');
      if (ofDomain !== domain || slice === undefined || this.files.has(name)) continue;
      if (this.lost.some((one) => one.domain === domain && one.slice === slice)) continue;
      this.lost.push({ domain, slice, path: join(folder, hashFileName(slice)) });
    }
    return succeed(null);
  }

  private knownFrame(domain: Domain, slice: string): number {
    return this.known.get(`${domain}/${slice}`) ?? 0;
  }

  private unwritten(domain: Domain, slice: string): HashFile {
    const path = join(this.folder, domain, hashFileName(slice));
    const file = HashFile.unwritten(
      path,
      domain,
      slice,
      Math.max(1, this.knownFrame(domain, slice)),
      this.disk,
    );
    this.files.set(`${domain}/${slice}`, file);
    return file;
  }

  private fileOf(domain: Domain, slice: string): Result<HashFile, Problem> {
    if (!isSliceName(slice)) return fail(problem('internal-error', { reason: 'slice-name', slice }));
    return succeed(this.files.get(`${domain}/${slice}`) ?? this.unwritten(domain, slice));
  }
}
