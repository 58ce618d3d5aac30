import { noTime } from '../formats/instantReader';
import { longestFieldedLine, LineReader } from '../formats/lineReader';
import type { LogFormat } from '../formats/lineForms';
import { plainLevel, PlainLines } from '../formats/plainLines';
import type { PlainState } from '../formats/plainLines';
import { slack } from '../formats/words';
import type { ChunkedIndex, RecordChunk } from '../recordIndex';
import type { GrowingFacetTable } from './facetTable';
import { RecordColumns } from './recordColumns';
import { UsualLines, usualRoom } from './usualLines';

const lineBreak = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** An index that is made while a file is read from its beginning. */
export interface GrowingRecordIndex extends ChunkedIndex {
  /** Whether parts of facets found no room in the table: filters miss records by them. */
  readonly facetParts: 'all' | 'some-lost';
  /**
   * Takes the bytes that follow those taken before, cut anywhere. A last line without its line break is held back. After
   * {@link finish} the bytes go on where the file seemed to end: the last record may be taken back.
   */
  feed(bytes: Uint8Array): void;
  /** The file has ended: what was held back is a line. */
  finish(): void;
  /** Forgets everything: the file was emptied. */
  reset(): void;
}

/** How a file is indexed. */
export interface IndexOptions {
  readonly format: LogFormat;
  readonly facets: GrowingFacetTable;
}

/** Makes an empty index. Memory is bounded by the number of records, not by the length of lines. */
export function createRecordIndex(options: IndexOptions): GrowingRecordIndex {
  return new FedIndex(options.format, options.facets);
}

/** Where an index stood before its file seemed to end. */
interface Ending {
  readonly records: number;
  readonly lines: number;
  readonly bytes: number;
  readonly plain: PlainState | undefined;
}

class FedIndex implements GrowingRecordIndex {
  lines = 0;
  bytes = 0;
  facetParts: GrowingRecordIndex['facetParts'] = 'all';
  private readonly columns = new RecordColumns();
  private readonly reader: LineReader;
  private readonly plain: PlainLines | undefined;
  private readonly usual: UsualLines | undefined;
  /** The beginning of the line that is held back, and room to read it in. */
  private readonly held = Buffer.alloc(longestFieldedLine + byteOrderMark.length + 2 + slack);
  private readonly heldView = viewOf(this.held);
  /** Bytes of the line that is held back, also those that are not kept. */
  private heldBytes = 0;
  /** What was before the file seemed to end; absent while it goes on. */
  private before: Ending | undefined;

  constructor(
    format: LogFormat,
    private readonly facets: GrowingFacetTable,
  ) {
    this.reader = new LineReader(format);
    const bracketed = format.heads.includes('bracketed');
    this.usual = bracketed ? new UsualLines(this.reader.instants, facets) : undefined;
    this.plain = format.heads.length === 0 ? new PlainLines() : undefined;
  }

  get records(): number {
    return this.columns.length;
  }

  offsetOf(record: number): number {
    return this.columns.offset(record);
  }

  endOf(record: number): number {
    return record + 1 < this.columns.length ? this.columns.offset(record + 1) : this.bytes;
  }

  timeOf(record: number): number {
    return this.columns.time(record);
  }

  facetOf(record: number): number {
    return this.columns.facet(record);
  }

  seqOf(record: number): number {
    return this.columns.seq(record);
  }

  chunkOf(record: number): RecordChunk {
    return this.columns.chunkOf(record);
  }

  recordAt(offset: number): number {
    if (offset < 0 || offset >= this.bytes) return -1;
    let low = 0;
    let high = this.columns.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.columns.offset(middle) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  feed(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.goOn();
    const lost = this.facets.overflowed;
    this.take(bytes);
    if (this.facets.overflowed !== lost) this.facetParts = 'some-lost';
  }

  private take(bytes: Uint8Array): void {
    const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    if (this.heldBytes > 0) {
      const end = block.indexOf(lineBreak);
      this.hold(end === -1 ? block : block.subarray(0, end + 1));
      if (end === -1) return;
      this.takeHeld();
      from = end + 1;
    }
    const view = viewOf(block);
    this.reader.begin(block);
    // The last lines are read elsewhere: the reader looks at some bytes behind a line's end.
    const last = block.length - slack;
    from = this.takeUsual(view, from, block.length - usualRoom);
    let end = block.indexOf(lineBreak, from);
    while (end !== -1 && end < last) {
      this.takeLine(view, from, end, end + 1 - from);
      from = this.takeUsual(view, end + 1, block.length - usualRoom);
      end = block.indexOf(lineBreak, from);
    }
    for (; end !== -1; end = block.indexOf(lineBreak, from)) {
      this.hold(block.subarray(from, end + 1));
      this.takeHeld();
      from = end + 1;
    }
    this.hold(block.subarray(from));
  }

  finish(): void {
    if (this.before !== undefined || this.heldBytes === 0) return;
    const plain = this.plain?.state();
    this.before = { records: this.columns.length, lines: this.lines, bytes: this.bytes, plain };
    const { heldBytes } = this;
    const lost = this.facets.overflowed;
    this.takeHeld();
    if (this.facets.overflowed !== lost) this.facetParts = 'some-lost';
    this.heldBytes = heldBytes;
  }

  reset(): void {
    this.columns.cut(0);
    this.lines = 0;
    this.bytes = 0;
    this.facetParts = 'all';
    this.heldBytes = 0;
    this.before = undefined;
    this.plain?.reset();
  }

  /** The file did not end where it seemed to: its last line goes on. */
  private goOn(): void {
    if (this.before === undefined) return;
    const { records, lines, bytes, plain } = this.before;
    this.before = undefined;
    this.columns.cut(records);
    this.lines = lines;
    this.bytes = bytes;
    if (plain !== undefined) this.plain?.reset(plain);
  }

  /** Takes usual lines up to one that is none, or that begins behind `last`; where that stands. */
  private takeUsual(view: DataView, from: number, last: number): number {
    const { usual } = this;
    if (usual === undefined) return from;
    const at = usual.take(view, from, last, this.bytes, this.columns);
    this.bytes += at - from;
    this.lines += usual.taken;
    return at;
  }

  private hold(piece: Buffer): void {
    const room = this.held.length - slack - this.heldBytes;
    if (room > 0) piece.copy(this.held, this.heldBytes, 0, room);
    this.heldBytes += piece.length;
  }

  private takeHeld(): void {
    const length = this.heldBytes;
    this.heldBytes = 0;
    const kept = Math.min(length, this.held.length - slack);
    this.held.fill(0, kept, kept + slack);
    this.reader.begin(this.held);
    const broken = kept === length && this.held[kept - 1] === lineBreak;
    this.takeLine(this.heldView, 0, broken ? kept - 1 : kept, length);
  }

  /** Takes a line that stands from `from` up to its line break at `end`; `length` is that of all of it. */
  private takeLine(view: DataView, from: number, end: number, length: number): void {
    const offset = this.bytes;
    // Also within a file: of files that were put together each may begin with one.
    const start = view.getUint8(from) === byteOrderMark[0] ? behindMark(view, from, end) : from;
    this.lines += 1;
    this.bytes = offset + length;
    const long = end - start > longestFieldedLine;
    const to = long ? start + longestFieldedLine : withoutReturn(view, start, end);
    const { plain, reader, columns } = this;
    if (plain !== undefined) {
      if (plain.begins(view, start, to) || columns.length === 0) {
        columns.push(offset, noTime, 0, this.facets.ofLevel(plainLevel(view, start, to)), 0);
      }
    } else if (reader.read(view, start, to, long ? 'beginning' : 'whole')) {
      const facet = this.facets.ofLine(reader, view);
      columns.push(offset, reader.minutes, reader.milliseconds, facet, reader.seq);
      this.usual?.learn(view, reader, facet);
    } else if (columns.length === 0) {
      columns.push(offset, noTime, 0, this.facets.ofLevel(0), 0);
    }
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function withoutReturn(view: DataView, from: number, end: number): number {
  return end > from && view.getUint8(end - 1) === carriageReturn ? end - 1 : end;
}

function behindMark(view: DataView, from: number, end: number): number {
  const { length } = byteOrderMark;
  const marked =
    end - from >= length && byteOrderMark.every((value, at) => view.getUint8(from + at) === value);
  return marked ? from + length : from;
}
