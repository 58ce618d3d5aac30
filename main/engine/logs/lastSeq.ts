import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { lastHourName } from './lastHourFile';
import { instantOf, longestLine, parseLine, separator } from './lineForm';
import { archiveForm, archiveName } from './logBudget';
import type { LogDisk } from './logDisk';
import type { LogRoute } from './logRoutes';

/** Bytes of a file that are looked at at once, from its end on. */
const blockBytes = 64 * 1024;
/** Blocks share so many bytes: a line with its first tag is whole in one of them. */
const sharedBytes = longestLine + 64;
/** Bytes of a cleared file, at most: a file is rotated long before. */
const mostInflated = 64 * 1024 * 1024;
const lineBreak = 10;

interface NumberedLine {
  readonly seq: number;
  /** When it was written, in milliseconds since the epoch. */
  readonly instant: number;
}

/**
 * Highest number that a line in the log folder carries, so that numbers rise over restarts; 0 where none does. Files that
 * cannot be read count as empty.
 */
export function lastSeq(folder: string, routes: readonly LogRoute[], disk: LogDisk): number {
  let last: NumberedLine = { seq: 0, instant: Number.NEGATIVE_INFINITY };
  const take = (found: NumberedLine | undefined): void => {
    if (found !== undefined && found.seq > last.seq) last = found;
  };
  for (const { file, old } of routes) {
    let found = lastInFile(join(folder, file));
    // Of a log the youngest line with a number counts, in whichever of its files that stands.
    for (let number = 1; number <= old && found === undefined; number += 1) {
      found = lastInFile(join(folder, `${file}.${number}`));
    }
    take(found);
  }
  take(lastInFile(join(folder, lastHourName)));
  const archive = join(folder, archiveName);
  for (const name of archivesIn(archive, disk)) {
    const path = join(archive, name);
    // Lines that were written later have higher numbers; mostly one says there that the file was cleared.
    if (last.instant > changedAt(path, disk)) continue;
    take(name.endsWith('.gz') ? lastInflated(path) : lastInFile(path));
  }
  return last.seq;
}

function archivesIn(folder: string, disk: LogDisk): readonly string[] {
  try {
    return disk.list(folder).filter((name) => archiveForm.test(name));
  } catch {
    return [];
  }
}

function changedAt(path: string, disk: LogDisk): number {
  try {
    return disk.look(path)?.changedAt ?? Number.NEGATIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function lastInFile(path: string): NumberedLine | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const block = Buffer.alloc(blockBytes);
    for (let end = fstatSync(descriptor).size; end > 0; end -= blockBytes - sharedBytes) {
      const from = Math.max(0, end - blockBytes);
      const read = readSync(descriptor, block, 0, end - from, from);
      const found = lastIn(block.subarray(0, read));
      if (found !== undefined) return found;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function lastInflated(path: string): NumberedLine | undefined {
  try {
    return lastIn(gunzipSync(readFileSync(path), { maxOutputLength: mostInflated }));
  } catch {
    return undefined;
  }
}

function lastIn(bytes: Buffer): NumberedLine | undefined {
  const fields = `${separator}seq=`;
  for (
    let at = bytes.lastIndexOf(fields);
    at !== -1;
    at = at === 0 ? -1 : bytes.lastIndexOf(fields, at - 1)
  ) {
    const end = bytes.indexOf(lineBreak, at);
    const begin = at === 0 ? 0 : bytes.lastIndexOf(lineBreak, at - 1) + 1;
    const text = bytes.toString('utf8', begin, end === -1 ? bytes.length : end);
    const { seq } = parseLine('dhis2_sync.log', 0, text);
    if (seq !== undefined) return { seq, instant: instantOf(text) ?? Number.NEGATIVE_INFINITY };
  }
  return undefined;
}
