import type { BigIntStats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logFiles } from '../../../../shared/model/log';
import type { LogFile } from '../../../../shared/model/log';
import type { LogPlace } from '../../../../shared/model/logView';
import type { ProblemCode } from '../../../../shared/model/problem';
import { errorCode } from '../../store/disk';

/** A file of the log folder, as it stood when it was looked at. */
export interface FolderFile {
  /** Name under the log folder, `/` between folders: `auto_sync.log.1`. */
  readonly name: string;
  readonly path: string;
  readonly place: LogPlace;
  /** Which of the five; absent for the last hour's lines. */
  readonly log?: LogFile;
  /** 0 for a live file, its number for an old one; of no meaning elsewhere. */
  readonly number: number;
  readonly compressed: 'no' | 'gzip';
  readonly dev: bigint;
  readonly ino: bigint;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly changed: number;
  /** What stands there is no file, or cannot be looked at. It is told and never opened. */
  readonly unreadable?: ProblemCode;
}

/** What a log folder holds. */
export interface FolderScan {
  /** Log files that can be shown: live ones in the order of the five, old ones youngest first, then the others. */
  readonly files: readonly FolderFile[];
  /** What stands in the place of a log file and is none, or of which that is not known. */
  readonly others: readonly FolderFile[];
  /** Bytes of everything in the folder, whatever it is. */
  readonly bytes: number;
}

/** Name of the file with the last hour's lines. */
export const lastHourName = 'last-hour.log';
/** Folder for what was cleared, under the log folder. */
export const archiveFolder = 'archive';

/**
 * Looks at names that appear during a look, at most so often. Each rotation adds one at most, and a look that ended before
 * there are no more would find a file and miss older ones, so that lines were followed out of order.
 */
const mostRounds = 1000;

const oldForm = /^(?<log>.+\.log)\.(?<number>[1-9]\d{0,2})(?<gzip>\.gz)?$/;

/** Looks at what stands under a path, without following a link. */
export type LookAtName = (path: string) => Promise<BigIntStats>;

const lookAtName: LookAtName = (path) => lstat(path, { bigint: true });

type NameFacts = Pick<FolderFile, 'place' | 'log' | 'number' | 'compressed'>;

/** What a name directly in the log folder says; `undefined` for a file that is none of ours. */
export function readName(name: string): NameFacts | undefined {
  const live = logFiles.find((log) => log === name);
  if (live !== undefined) return { place: 'live', log: live, number: 0, compressed: 'no' };
  if (name === lastHourName) return { place: 'archived', number: 0, compressed: 'no' };
  const old = oldForm.exec(name)?.groups;
  const log = logFiles.find((one) => one === old?.['log']);
  if (old === undefined || log === undefined) return undefined;
  return {
    place: 'old',
    log,
    number: Number(old['number']),
    compressed: old['gzip'] === undefined ? 'no' : 'gzip',
  };
}

function readArchivedName(name: string): NameFacts | undefined {
  // What the writer appends to tell archives apart is its own affair: they begin with the name of the file.
  const log = logFiles.find((one) => name.startsWith(one.slice(0, -'.log'.length)));
  if (log === undefined || !/\.(?:log|gz)\b/.test(name)) return undefined;
  return { place: 'archived', log, number: 0, compressed: name.endsWith('.gz') ? 'gzip' : 'no' };
}

const placeOrder: Readonly<Record<LogPlace, number>> = { live: 0, old: 1, archived: 2, opened: 3 };

/** Order of files in a list. */
export function byPlace(one: FolderFile, other: FolderFile): number {
  if (one.place !== other.place) return placeOrder[one.place] - placeOrder[other.place];
  if (one.place === 'archived') return other.changed - one.changed;
  const family = (file: FolderFile): number => logFiles.findIndex((log) => log === file.log);
  return family(one) - family(other) || one.number - other.number;
}

/**
 * Looks at every file of the log folder. Of each log names are taken from the lowest number up, and never a lower one after
 * that: a rotation during the look moves files up, so that it may miss the youngest, but none that is older than one it
 * found. A file that is met twice counts once.
 */
export async function scanFolder(folder: string, look: LookAtName = lookAtName): Promise<FolderScan> {
  const found = new Map<string, FolderFile>();
  const others: FolderFile[] = [];
  const sizes = new Map<string, number>();
  const looked = new Set<string>();
  const highest = new Map<LogFile, number>();
  for (let round = 0; round < mostRounds; round += 1) {
    const names = (await namesUnder(folder)).filter(
      ({ name, facts }) => !looked.has(name) && !isBelow(facts, highest),
    );
    if (names.every(({ listed }) => listed === 'no')) break;
    for (const { name, facts } of names) {
      looked.add(name);
      if (facts?.log !== undefined && facts.place !== 'archived' && facts.compressed === 'no') {
        highest.set(facts.log, Math.max(facts.number, highest.get(facts.log) ?? 0));
      }
      const path = join(folder, name);
      const stats = await statsOf(path, look);
      if (stats === 'gone') continue;
      if (stats === 'refused') {
        const unknown = { name, path, ...identityOf(name), changed: 0, bytes: 0 };
        if (facts !== undefined) others.push({ ...facts, ...unknown, unreadable: 'log-unreadable' });
        continue;
      }
      const { dev, ino } = stats;
      const stands = { name, path, dev, ino, changed: Number(stats.mtimeMs) };
      if (!stats.isFile()) {
        if (facts !== undefined) others.push({ ...facts, ...stands, bytes: 0, unreadable: 'log-unreadable' });
        continue;
      }
      const key = generationKey(dev, ino);
      const bytes = Number(stats.size);
      sizes.set(key, bytes);
      if (facts !== undefined) found.set(key, { ...facts, ...stands, bytes });
    }
  }
  let bytes = 0;
  for (const size of sizes.values()) bytes += size;
  return { files: [...found.values()].sort(byPlace), others, bytes };
}

interface FoundName {
  readonly name: string;
  readonly facts: NameFacts | undefined;
  /** `no`: in the midst of a rotation a file may be about to get this name. */
  readonly listed: 'yes' | 'no';
}

async function namesUnder(folder: string): Promise<readonly FoundName[]> {
  const listed = await namesIn(folder);
  const next = listed
    .map(nameAbove)
    .filter((name): name is string => name !== undefined && !listed.includes(name));
  const names = [...listed, ...next].map((name, at): FoundName => ({
    name,
    facts: readName(name),
    listed: at < listed.length ? 'yes' : 'no',
  }));
  names.sort((one, other) => (one.facts?.number ?? 1000) - (other.facts?.number ?? 1000));
  const archived = (await namesIn(join(folder, archiveFolder))).map((name): FoundName => ({
    name: `${archiveFolder}/${name}`,
    facts: readArchivedName(name),
    listed: 'yes',
  }));
  return [...names, ...archived];
}

/** The name that a log file has after the next rotation; `undefined` for what is not rotated. */
function nameAbove(name: string): string | undefined {
  const { log, number, place, compressed } = readName(name) ?? {};
  if (log === undefined || number === undefined || place === 'archived' || compressed !== 'no')
    return undefined;
  return `${log}.${number + 1}`;
}

/** Whether a higher name of the same log was looked at before. */
function isBelow(facts: NameFacts | undefined, highest: ReadonlyMap<LogFile, number>): boolean {
  if (facts?.log === undefined || facts.place === 'archived' || facts.compressed !== 'no') return false;
  return facts.number <= (highest.get(facts.log) ?? -1);
}

async function statsOf(path: string, look: LookAtName): Promise<BigIntStats | 'gone' | 'refused'> {
  try {
    return await look(path);
  } catch (error) {
    const code = errorCode(error) ?? '';
    // Renamed or removed since the names were read: the next look finds it.
    if (code === 'ENOENT') return 'gone';
    // Held by another program, or not ours to look at: that is not the same as absent.
    if (['EBUSY', 'EPERM', 'EACCES'].includes(code)) return 'refused';
    throw error;
  }
}

/** What stands for device and inode while those cannot be known: no device has a number below zero. */
function identityOf(name: string): Pick<FolderFile, 'dev' | 'ino'> {
  return { dev: -1n, ino: BigInt(`0x${Buffer.from(name).toString('hex')}`) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return [];
    throw error;
  }
}

/** Tells generations of files apart, as long as each is there. */
export function generationKey(dev: bigint, ino: bigint): string {
  return `${dev}:${ino}`;
}
