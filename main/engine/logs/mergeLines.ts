import type { LogLine } from '../../../shared/model/log';
import { instantOf } from './lineForm';

interface Stream {
  readonly lines: readonly LogLine[];
  next: number;
  /** Instant and number of the head; of a line without any, those of the line before it. */
  instant: number;
  seq: number;
}

function look(stream: Stream): void {
  const line = stream.lines[stream.next];
  if (line === undefined) return;
  stream.instant = instantOf(line.text) ?? stream.instant;
  stream.seq = line.seq ?? stream.seq;
}

function isBefore(one: Stream, other: Stream): boolean {
  return one.instant === other.instant ? one.seq < other.seq : one.instant < other.instant;
}

/** Merges lines of several files by time and number; within a file the order stays as it is. */
export function mergeLines(files: readonly (readonly LogLine[])[]): LogLine[] {
  const streams = files.map((lines): Stream => ({ lines, next: 0, instant: 0, seq: 0 }));
  streams.forEach(look);
  const merged: LogLine[] = [];
  for (;;) {
    let first: Stream | undefined;
    for (const stream of streams) {
      if (stream.next >= stream.lines.length) continue;
      if (first === undefined || isBefore(stream, first)) first = stream;
    }
    const line = first?.lines[first.next];
    if (first === undefined || line === undefined) return merged;
    merged.push(line);
    first.next += 1;
    look(first);
  }
}

/** Lets each line pass once, although it stands in several files; remembers the last 20,000. */
export class SeenLines {
  private readonly seen = new Set<string>();

  isNew(line: LogLine): boolean {
    if (line.seq === undefined) return true;
    // With the instant: numbers begin again when all log files were removed.
    const name = `${line.seq} ${instantOf(line.text) ?? ''}`;
    if (this.seen.has(name)) return false;
    this.seen.add(name);
    if (this.seen.size > 20_000) {
      const [oldest] = this.seen;
      if (oldest !== undefined) this.seen.delete(oldest);
    }
    return true;
  }
}
