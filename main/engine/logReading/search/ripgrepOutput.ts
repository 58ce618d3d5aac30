const lineBreak = 10;
const carriageReturn = 13;
const hyphen = 45;
const zero = 48;
const nine = 57;
const openingBracket = 91;
const letterO = 79;
/** What ripgrep prints instead of a line of more than one byte. */
const omitted = '[Omitted long matching line]'.length;

/**
 * Reads what ripgrep prints with `--heading --null --byte-offset --max-columns 1`: for each file its path and a NUL,
 * then a line for each line that it selects, with the offset of that line's first byte; an empty line between files.
 * The offset of a line that it only prints because it stands behind a selected one is told as `-1 - offset`.
 */
export class RipgrepOutput {
  private rest: Buffer = Buffer.alloc(0);
  /** Room for the offsets of one piece, used again for the next one. */
  private room = new Float64Array(0);
  private path: string | undefined;
  private expecting: 'heading' | 'line';

  /** `stdin` output carries no paths: its hits have the path `''`. */
  constructor(
    input: 'paths' | 'stdin',
    private readonly onHits: (path: string, offsets: Float64Array) => void,
  ) {
    this.expecting = input === 'paths' ? 'heading' : 'line';
    this.path = input === 'paths' ? undefined : '';
  }

  /** Takes the next piece; hits of whole lines are told at once. */
  push(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const end = bytes.lastIndexOf(lineBreak) + 1;
    this.rest = bytes.subarray(end);
    // A line has at least an offset of one digit, a colon and a line break.
    if (this.room.length < end / 3) this.room = new Float64Array(Math.ceil(end / 3));
    const offsets = this.room;
    let count = 0;
    let at = 0;
    while (at < end) {
      // With `--crlf` its own lines end in both.
      if (bytes[at] === lineBreak || bytes[at] === carriageReturn) {
        this.tell(offsets.subarray(0, count));
        count = 0;
        this.expecting = 'heading';
        at = bytes.indexOf(lineBreak, at) + 1;
        continue;
      }
      if (this.expecting === 'heading') {
        const nul = bytes.indexOf(0, at);
        if (nul < 0) throw new Error('ripgrep printed something else than was asked for');
        this.path = bytes.toString('utf8', at, nul);
        this.expecting = 'line';
        at = nul + 1;
      }
      let offset = 0;
      for (let digit = bytes[at]; isDigit(digit); digit = bytes[(at += 1)]) {
        offset = offset * 10 + (digit - zero);
      }
      const selected = bytes[at] !== hyphen;
      offsets[count++] = selected ? offset : -1 - offset;
      at += 1;
      if (selected && bytes[at] === openingBracket && bytes[at + 1] === letterO) at += omitted;
      at = bytes[at] === lineBreak ? at + 1 : bytes.indexOf(lineBreak, at) + 1;
    }
    this.tell(offsets.subarray(0, count));
  }

  private tell(offsets: Float64Array): void {
    if (offsets.length > 0) this.onHits(this.path ?? '', offsets.slice());
  }
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= zero && byte <= nine;
}
