const zero = 48;
/** Beyond this a number is written by the runtime. */
const largest = 1_000_000_000;

/** Identifiers, codes, times and versions that are written as they stand; the letter tells them from telephone numbers. */
const plainCode = /^[\d.:/#*~()[\]{},;?&+%-]*[A-Za-z_][\w.:/#*~()[\]{},;?&+%-]*$/;
/** Bytes from which on the runtime copies faster than a loop. */
const fewBytes = 16;

/**
 * A line in the making, as bytes in memory that is used for every line: what stands in line after line is copied, and no
 * text is made to be thrown away. What does not fit is lost, and counted by {@link length}.
 */
export class LineBytes {
  readonly memory: Buffer;
  length = 0;
  private readonly views: (Uint8Array | undefined)[] = [];

  constructor(most: number) {
    this.memory = Buffer.alloc(most);
  }

  put(bytes: Uint8Array): void {
    const { memory, length } = this;
    const count = bytes.length;
    this.length = length + count;
    if (this.length > memory.length) return;
    if (count > fewBytes) memory.set(bytes, length);
    else for (let at = 0; at < count; at += 1) memory[length + at] = bytes[at] ?? 0;
  }

  /** Writes an identifier, code, time or version; `false`, and nothing, where the text may be something else. */
  putCode(text: string): boolean {
    if (!plainCode.test(text)) return false;
    this.memory.write(text, this.length, 'latin1');
    this.length += text.length;
    return true;
  }

  /** Writes once more what stands from one byte up to another. */
  putAgain(from: number, to: number): void {
    this.memory.copyWithin(this.length, from, to);
    this.length += to - from;
  }

  putNumber(value: number): void {
    if (!(value >= 0 && value < largest) || !Number.isInteger(value)) {
      this.put(Buffer.from(`${value}`, 'latin1'));
      return;
    }
    let digits = 1;
    for (let bound = 10; bound <= value; bound *= 10) digits += 1;
    this.putDigits(value, digits);
  }

  /** The last so many digits of a number, zeros before it where it has fewer. */
  putDigits(value: number, digits: number): void {
    let rest = value | 0;
    for (let at = this.length + digits - 1; at >= this.length; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.memory[at] = zero + rest - tenth * 10;
      rest = tenth;
    }
    this.length += digits;
  }

  /** What was written, as one of a few views of the memory: a new one for each line would cost as much as the copying. */
  written(): Uint8Array {
    const { length } = this;
    const known = this.views[length];
    if (known !== undefined) return known;
    const view = this.memory.subarray(0, length);
    this.views[length] = view;
    return view;
  }

  /** Wipes what was written: it may hold what nobody should read. */
  wipe(): void {
    this.memory.fill(0);
    this.length = 0;
  }
}
