import { logFiles } from '../../../../shared/model/log';
import type { LogFile } from '../../../../shared/model/log';
import type { LogSelection } from '../../../../shared/model/logView';
import { generationKey } from './scanFolder';
import type { FolderFile } from './scanFolder';

/** Looks at the folder that a file may be missing from before it counts as gone: names move while they are looked at. */
const mostMissed = 2;

/** One file through all the names that it has. */
export interface Generation {
  /** Names the generation in requests, unless it is live. */
  readonly id: string;
  /** Rises in the order in which generations were met. */
  readonly serial: number;
  /** Where it stands, or stood last. */
  file: FolderFile;
  state: 'there' | 'gone';
  /** Looks at the folder that it was missing from. */
  missed: number;
}

/** Tells which file is which over renames: by device and inode, as long as its number does not go down. */
export class Generations {
  private readonly known = new Map<string, Generation>();
  private readonly opened: Generation[] = [];
  private serial = 0;

  /** Serial of the generation that was met last. */
  get last(): number {
    return this.serial;
  }

  /** All that are there, in the order of the last look; those that it missed come last, then those from elsewhere. */
  all(): readonly Generation[] {
    return [...this.known.values(), ...this.opened];
  }

  /** Adds a file from elsewhere. */
  open(file: FolderFile): Generation {
    this.serial += 1;
    const generation: Generation = {
      id: `o${this.serial}`,
      serial: this.serial,
      file,
      state: 'there',
      missed: 0,
    };
    this.opened.push(generation);
    return generation;
  }

  /** Forgets a file from elsewhere. */
  close(generation: Generation): void {
    generation.state = 'gone';
    const at = this.opened.indexOf(generation);
    if (at !== -1) this.opened.splice(at, 1);
  }

  /**
   * Takes a look at the folder in; `changed` when anything has another name, came, or went. A file that is held open keeps
   * its inode: under whatever name it appears, it is the same one.
   */
  take(files: readonly FolderFile[], isHeld: (generation: Generation) => boolean): 'changed' | 'same' {
    let result: 'changed' | 'same' = 'same';
    const before = new Map(this.known);
    this.known.clear();
    for (const file of files) {
      const key = generationKey(file.dev, file.ino);
      const old = before.get(key);
      before.delete(key);
      if (old === undefined || (!isHeld(old) && isAnother(old.file, file))) {
        if (old !== undefined) old.state = 'gone';
        this.serial += 1;
        this.known.set(key, { id: `g${this.serial}`, serial: this.serial, file, state: 'there', missed: 0 });
        result = 'changed';
        continue;
      }
      if (old.file.name !== file.name) result = 'changed';
      old.file = file;
      old.missed = 0;
      this.known.set(key, old);
    }
    for (const [key, old] of before) {
      old.missed += 1;
      if (old.missed < mostMissed) this.known.set(key, old);
      else {
        old.state = 'gone';
        result = 'changed';
      }
    }
    return result;
  }

  /** The file that stands under one of the five names now. */
  live(log: LogFile): Generation | undefined {
    return [...this.known.values()].find(
      ({ file, missed }) => missed === 0 && file.place === 'live' && file.log === log,
    );
  }
}

/** Whether an inode is used by another file now: rotation only moves files up. */
function isAnother(before: FolderFile, now: FolderFile): boolean {
  if (before.log !== now.log || before.unreadable !== now.unreadable) return true;
  if (before.place === now.place) return now.number < before.number || now.compressed !== before.compressed;
  return !(before.place === 'live' && now.place === 'old') && now.place !== 'archived';
}

/** Finds what a selection means, look after look: what is followed stays in it wherever it is moved. */
export class SelectedGenerations {
  private readonly followed = new Map<LogFile, ReadonlySet<Generation>>();

  constructor(
    private readonly selection: LogSelection,
    private readonly generations: Generations,
    /** Serial of the last generation that was there before following began. */
    private readonly begun = generations.last,
  ) {}

  /** The generations that belong to the selection now. */
  now(): readonly Generation[] {
    const chosen = new Set<Generation>();
    const all = this.generations.all();
    for (const generation of all) {
      if (this.selection.files.includes(generation.id)) chosen.add(generation);
    }
    for (const log of logFiles) {
      if (!this.selection.files.includes(log)) continue;
      const generations = all.filter(({ file }) => file.log === log && isCurrent(file));
      const followed = this.selection.old === 'with' ? generations : this.follow(log, generations);
      for (const generation of followed) chosen.add(generation);
    }
    return [...chosen];
  }

  /** The live file, and what it was before it was moved away, as long as following lasts. */
  private follow(log: LogFile, generations: readonly Generation[]): Iterable<Generation> {
    const before = this.followed.get(log);
    const plain = generations.filter(({ file }) => file.compressed === 'no');
    const still = plain.filter((generation) => before?.has(generation) === true);
    // What was not seen this time has lost its name, and says nothing of the others any more.
    const numbers = still.filter(({ missed }) => missed === 0).map(({ file }) => file.number);
    const now = new Set(
      plain.filter((generation) => {
        const { file, serial } = generation;
        if (before === undefined) return file.number === 0;
        if (still.includes(generation)) return true;
        return numbers.length > 0 ? file.number <= Math.max(...numbers) : serial > this.begun;
      }),
    );
    this.followed.set(log, now);
    return now;
  }
}

function isCurrent({ place }: FolderFile): boolean {
  return place === 'live' || place === 'old';
}
