const zero = 48;
/** Beyond this a number is written by the runtime. */
const largest = 1_000_000_000;

/** What a character is to a code: 0 for one that stands in none, 2 for one that tells it from a telephone number. */
const codeKinds = new Uint8Array(0x10000);
for (const character of '0123456789.:/#*~()[]{},;?&+%-') codeKinds[character.charCodeAt(0)] = 1;
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_')
  codeKinds[character.charCodeAt(0)] = 2;
const telling = 2;

/** Bytes from which on the runtime copies faster than a loop. */
const fewBytes = 8;
/** Characters of an identifier or code, at most. */
const longestCode = 300;

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

  putByte(byte: number): void {
    this.memory[this.length] = byte;
    this.length += 1;
  }

  /** Writes an identifier, code, time or version; `false`, and nothing that counts, where the text may be something else. */
  putCode(text: string): boolean {
    const { memory, length } = this;
    const count = text.length;
    if (count > longestCode) return false;
    let kinds = 0;
    for (let at = 0; at < count; at += 1) {
      const character = text.charCodeAt(at);
      const kind = codeKinds[character] ?? 0;
      if (kind === 0) return false;
      kinds |= kind;
      memory[length + at] = character;
    }
    if ((kinds & telling) === 0) return false;
    this.length = length + count;
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
