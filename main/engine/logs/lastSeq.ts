import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { parseLine } from './lineForm';

/** Bytes at the end of a file among which a line with a number is looked for. */
const tailBytes = 64 * 1024;

/** Number in the last line of a file that carries one, so that numbers rise over restarts; 0 where there is none. */
export function lastSeq(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return 0;
  }
  try {
    const { size } = fstatSync(descriptor);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    const read = readSync(descriptor, tail, 0, tail.length, size - tail.length);
    const lines = tail.toString('utf8', 0, read).split('\n').reverse();
    for (const line of lines) {
      const seq = parseLine('dhis2_sync.log', 0, line).seq;
      if (seq !== undefined) return seq;
    }
    return 0;
  } catch {
    return 0;
  } finally {
    closeSync(descriptor);
  }
}
