import { dirname } from 'node:path';
import type { Disk, OpenFile } from './disk';

/** Content of one file: as programs see it, and as it would be after a power cut. */
interface Inode {
  seen: Buffer;
  durable: Buffer;
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * A disk for tests that forgets what was not synced: it fails or dies at a chosen operation, and shows afterwards what
 * a kill (everything written is there) or a power cut (only what was synced is there for certain) would have left.
 */
export class MemoryDisk implements Disk {
  /** Number of operations so far that change something or make it durable. */
  operations = 0;
  /** The operation that fails once, with `failure`. */
  failAt = 0;
  failure = 'ENOSPC';
  /** The operation from which on nothing works any more. */
  dieAt = Number.POSITIVE_INFINITY;
  private readonly names = new Map<string, Inode>();
  private durableNames = new Map<string, Inode>();
  private readonly folders = new Set<string>();

  /** A new disk with what a kill leaves. */
  afterKill(): MemoryDisk {
    return this.copy(this.names, ({ seen }) => seen);
  }

  /**
   * A new disk with what a power cut leaves; `unsynced` says which part of what was not synced is there all the same,
   * from 0 to 1, of content and of names.
   */
  afterPowerCut(unsynced: { readonly content: number; readonly names: 'kept' | 'lost' }): MemoryDisk {
    return this.copy(unsynced.names === 'kept' ? this.names : this.durableNames, ({ seen, durable }) => {
      const extra = Math.floor(Math.max(0, seen.length - durable.length) * unsynced.content);
      return unsynced.content === 1
        ? seen
        : Buffer.concat([durable, seen.subarray(durable.length, durable.length + extra)]);
    });
  }

  /** All files, for tests that damage them. */
  paths(): string[] {
    return [...this.names.keys()].sort();
  }

  content(path: string): Buffer {
    return Buffer.from(this.inode(path).seen);
  }

  setContent(path: string, content: Buffer): void {
    const inode = this.inode(path);
    inode.seen = Buffer.from(content);
    inode.durable = inode.seen;
  }

  open(path: string, how: 'read' | 'create' | 'change'): Promise<OpenFile> {
    return this.act(how === 'create' ? 'change' : 'look', () => {
      if (how !== 'create') return this.handle(this.inode(path));
      if (this.names.has(path)) throw failure('EEXIST');
      const inode = { seen: Buffer.alloc(0), durable: Buffer.alloc(0) };
      this.names.set(path, inode);
      return this.handle(inode);
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.act('change', () => {
      const folder = [...this.names.keys()].filter((path) => path.startsWith(`${from}/`));
      for (const path of folder) this.move(path, to + path.slice(from.length));
      if (folder.length === 0) this.move(from, to);
    });
  }

  duplicate(from: string, to: string): Promise<void> {
    return this.act('change', () => {
      this.names.set(to, this.inode(from));
    });
  }

  unlink(path: string): Promise<void> {
    return this.act('change', () => {
      this.inode(path);
      this.names.delete(path);
    });
  }

  makeFolder(path: string): Promise<void> {
    return this.act('change', () => {
      this.folders.add(path);
    });
  }

  list(path: string): Promise<readonly string[]> {
    return this.act('look', () =>
      [...this.names.keys()]
        .filter((name) => dirname(name) === path)
        .map((name) => name.slice(path.length + 1)),
    );
  }

  exists(path: string): Promise<boolean> {
    return this.act(
      'look',
      () =>
        this.names.has(path) ||
        this.folders.has(path) ||
        [...this.names.keys()].some((name) => name.startsWith(`${path}/`)),
    );
  }

  syncFolder(path: string): Promise<void> {
    return this.act('change', () => {
      for (const name of this.durableNames.keys()) {
        if (dirname(name) === path && !this.names.has(name)) this.durableNames.delete(name);
      }
      for (const [name, inode] of this.names) if (dirname(name) === path) this.durableNames.set(name, inode);
    });
  }

  private handle(inode: Inode): OpenFile {
    return {
      read: (into, position) => this.act('look', () => inode.seen.copy(into, 0, position)),
      write: (bytes, position) => {
        // Half of it may be there although the operation failed or the machine died.
        const put = (part: Uint8Array): number => {
          const seen = Buffer.alloc(Math.max(inode.seen.length, position + part.length));
          inode.seen.copy(seen);
          seen.set(part, position);
          inode.seen = seen;
          return part.length;
        };
        return this.act(
          'change',
          () => put(bytes),
          () => put(bytes.subarray(0, bytes.length >> 1)),
        );
      },
      truncate: (length) =>
        this.act('change', () => {
          inode.seen = Buffer.from(inode.seen.subarray(0, length));
        }),
      sync: () =>
        this.act('change', () => {
          inode.durable = inode.seen;
        }),
      size: () => this.act('look', () => inode.seen.length),
      close: () => Promise.resolve(),
    };
  }

  private act<T>(kind: 'look' | 'change', work: () => T, half?: () => unknown): Promise<T> {
    if (kind === 'change') this.operations += 1;
    const now = this.operations;
    if (now >= this.dieAt || (kind === 'change' && now === this.failAt)) {
      if (kind === 'change' && (now === this.dieAt || now === this.failAt)) half?.();
      return Promise.reject(failure(now >= this.dieAt ? 'EIO' : this.failure));
    }
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private inode(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw failure('ENOENT');
    return inode;
  }

  private move(from: string, to: string): void {
    this.names.set(to, this.inode(from));
    this.names.delete(from);
  }

  private copy(names: ReadonlyMap<string, Inode>, contentOf: (inode: Inode) => Buffer): MemoryDisk {
    const copy = new MemoryDisk();
    for (const [name, inode] of names) {
      const content = Buffer.from(contentOf(inode));
      copy.names.set(name, { seen: content, durable: content });
    }
    copy.durableNames = new Map(copy.names);
    for (const folder of this.folders) copy.folders.add(folder);
    return copy;
  }
}
