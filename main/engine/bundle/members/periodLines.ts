import { noTime } from '../../logReading/formats/instantReader';
import { LineReader } from '../../logReading/formats/lineReader';
import { ownFormat } from '../../logReading/formats/lineForms';
import { cut, longestLine } from './wholeLines';
import type { LineBlock } from './wholeLines';

const lineBreak = 10;

/** Lines that belong to the period, one after the other in the file. */
export interface LinePiece extends LineBlock {
  readonly count: number;
}

/** Milliseconds since the epoch, both inclusive. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/**
 * Picks the lines of a period. A line that begins no record goes with the record above; before the first one that says
 * when it was written, lines are kept: nobody knows that they are older.
 */
export class PeriodLines {
  private readonly reader = new LineReader(ownFormat);
  private inside = true;

  constructor(private readonly period: Period) {}

  pieces(block: LineBlock): readonly LinePiece[] {
    const { buffer, to } = block;
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    this.reader.begin(buffer);
    const pieces: LinePiece[] = [];
    let begin = block.from;
    let count = 0;
    const end = (at: number): void => {
      if (count > 0) pieces.push({ buffer, from: begin, to: at, lines: block.lines, count });
      count = 0;
      begin = at;
    };
    for (let at = block.from; at < to;) {
      const stop = buffer.indexOf(lineBreak, at);
      const next = stop + 1;
      const before = this.inside;
      if (this.reader.read(view, at, stop, block.lines === 'cut' ? 'beginning' : 'whole')) this.judge();
      if (!this.inside) {
        if (before) end(at);
        begin = next;
      } else if (stop - at > longestLine && block.lines === 'whole') {
        end(at);
        pieces.push({ ...cut(buffer.subarray(at, stop)), count: 1 });
        begin = next;
      } else {
        if (!before) begin = at;
        count += 1;
      }
      at = next;
    }
    end(to);
    return pieces;
  }

  private judge(): void {
    const { minutes, milliseconds } = this.reader;
    if (minutes === noTime) return;
    const instant = minutes * 60_000 + milliseconds;
    // A time without a fraction is anywhere within its second.
    this.inside =
      instant <= this.period.until && instant + (milliseconds % 1000 === 0 ? 999 : 0) >= this.period.from;
  }
}
