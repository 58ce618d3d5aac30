/** Bytes of one piece of memory. */
const chunkBytes = 64 * 1024;
/** Milliseconds after which a new piece is begun, so that old lines go out minute by minute. */
const chunkSpan = 60_000;
const hour = 3_600_000;

/** Most bytes that the lines of the last hour take in memory. */
export const mostLastHourBytes = 16 * 1024 * 1024;

interface Chunk {
  readonly memory: Buffer;
  used: number;
  readonly from: number;
  last: number;
}

/**
 * The lines of the last hour, all parts from DEBUG on, in memory: at most 16 MB, the oldest go first.
 */
export class LastHour {
  private readonly chunks: Chunk[] = [];
  /** Lines that were kept since the start: what differs from before is new. */
  added = 0;

  /** Keeps a line; its bytes are copied. */
  add(line: Uint8Array, now: number): void {
    const chunk = this.chunkFor(line.length, now);
    chunk.memory.set(line, chunk.used);
    chunk.used += line.length;
    chunk.last = now;
  }

  /** What is kept, oldest first, at most so many bytes; whole lines. */
  content(now: number, mostBytes: number): readonly Buffer[] {
    this.forget(now);
    const kept: Buffer[] = [];
    let bytes = 0;
    for (const { memory, used } of [...this.chunks].reverse()) {
      if (bytes + used > mostBytes) break;
      bytes += used;
      kept.unshift(memory.subarray(0, used));
    }
    return kept;
  }

  private chunkFor(room: number, now: number): Chunk {
    this.added += 1;
    const last = this.chunks.at(-1);
    // A clock that was set back begins a new one too.
    const isYoung = last !== undefined && now >= last.from && now - last.from < chunkSpan;
    if (isYoung && chunkBytes - last.used >= room) return last;
    this.forget(now);
    while ((this.chunks.length + 1) * chunkBytes > mostLastHourBytes) this.chunks.shift();
    // Not filled with zeros, and read only as far as it is used.
    const chunk = { memory: Buffer.allocUnsafeSlow(chunkBytes), used: 0, from: now, last: now };
    this.chunks.push(chunk);
    return chunk;
  }

  private forget(now: number): void {
    while (this.chunks[0] !== undefined && this.chunks[0].last < now - hour) this.chunks.shift();
  }
}
