import { join } from 'node:path';
import type { LogDisk } from './logDisk';
import type { LogRoute } from './logRoutes';

const megabyte = 1024 * 1024;

/** Folder within the log folder that takes what was cleared. */
export const archiveName = 'archive';
/** Names of cleared files. */
export const archiveForm = /^[a-z0-9_]+\.log(?:\.\d{1,2})?\.\d{8}-\d{6}(?:-\d+)?(?:\.gz)?$/;

interface Removable {
  readonly path: string;
  readonly bytes: number;
  readonly changedAt: number;
  /** Higher is older, where two were changed in the same millisecond. */
  readonly number: number;
}

/** Keeps everything in the log folder within a number of bytes: the oldest old files and archives go, never the five. */
export class LogBudget {
  /** Bytes at the last look, and since. */
  private known = 0;
  private since = 0;
  private lookAgainAt = 0;

  constructor(
    private readonly folder: string,
    private readonly routes: readonly LogRoute[],
    private readonly disk: LogDisk,
    private mostBytes: number,
  ) {}

  /** Changes the bound and keeps it from now on. */
  setMostBytes(bytes: number): void {
    this.mostBytes = bytes;
    this.keep();
  }

  /** Notes bytes that were written to the five files, and makes room where they are too many. */
  wrote(bytes: number): void {
    this.since += bytes;
    if (this.known + this.since > this.mostBytes && this.since >= this.lookAgainAt) this.keep();
  }

  /** Looks at the folder and removes what is too much; what cannot be removed now is tried again a megabyte later. */
  keep(): void {
    let total = 0;
    const removable: Removable[] = [];
    for (const [folder, isOld] of [
      [this.folder, (name: string) => this.isOldFile(name)],
      [join(this.folder, archiveName), (name: string) => archiveForm.test(name)],
    ] as const) {
      for (const name of this.names(folder)) {
        const path = join(folder, name);
        const file = this.look(path);
        if (file === undefined) continue;
        total += file.bytes;
        const number = Number(/\.(\d{1,2})$/.exec(name)?.[1] ?? 0);
        if (isOld(name)) removable.push({ path, bytes: file.bytes, changedAt: file.changedAt, number });
      }
    }
    removable.sort((one, other) => one.changedAt - other.changedAt || other.number - one.number);
    // A little more than needed, so that not every batch looks again.
    const goal = total > this.mostBytes ? this.mostBytes - Math.min(megabyte, this.mostBytes / 50) : total;
    for (const { path, bytes } of removable) {
      if (total <= goal) break;
      if (this.remove(path)) total -= bytes;
    }
    this.known = total;
    this.since = 0;
    this.lookAgainAt = total > goal ? megabyte : 0;
  }

  private isOldFile(name: string): boolean {
    return this.routes.some(
      ({ file }) => name.startsWith(`${file}.`) && /^\d{1,2}$/.test(name.slice(file.length + 1)),
    );
  }

  private names(folder: string): readonly string[] {
    try {
      return this.disk.list(folder);
    } catch {
      return [];
    }
  }

  private look(path: string): { readonly bytes: number; readonly changedAt: number } | undefined {
    try {
      return this.disk.look(path);
    } catch {
      return undefined;
    }
  }

  private remove(path: string): boolean {
    try {
      this.disk.remove(path);
      return true;
    } catch {
      // Held open by another program: the next oldest goes in its place.
      return false;
    }
  }
}
