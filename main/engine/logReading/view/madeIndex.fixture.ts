import { noTime } from '../formats/instantReader';
import type { ChunkedIndex, RecordChunk } from '../recordIndex';

export interface Made {
  /** Milliseconds since the epoch, NaN for none. */
  readonly time: number;
  readonly seq: number;
  readonly facet: number;
}

/** So few that tests with a handful of records cross from one chunk to the next. */
const fewRecords = 4;

/** Records of a file that a test writes. */
export class MadeIndex implements ChunkedIndex {
  readonly made: Made[] = [];
  lines = 0;
  bytes = 0;

  constructor(private readonly chunkRecords = fewRecords) {}

  get records(): number {
    return this.made.length;
  }

  offsetOf(record: number): number {
    return record;
  }

  endOf(record: number): number {
    return record + 1;
  }

  timeOf(record: number): number {
    let time = NaN;
    for (let one = record; one >= 0 && Number.isNaN(time); one -= 1) time = this.made[one]?.time ?? NaN;
    return time;
  }

  facetOf(record: number): number {
    return this.made[record]?.facet ?? 0;
  }

  seqOf(record: number): number {
    return this.made[record]?.seq ?? 0;
  }

  recordAt(offset: number): number {
    return offset;
  }

  /** Now and then an instant is written as one of a leap second, as a file may have it. */
  chunkOf(record: number): RecordChunk {
    const { chunkRecords } = this;
    const first = record - (record % chunkRecords);
    const numbers = Array.from({ length: chunkRecords }, (_, at) => first + at);
    const times = numbers.map((one) => this.timeOf(one));
    const leaps = times.map((time) => (time >= 60_000 && time % 60_000 < 10 && time % 2 === 1 ? 1 : 0));
    return {
      first,
      end: first + chunkRecords,
      minutes: Int32Array.from(times, (time, at) =>
        Number.isNaN(time) ? noTime : Math.floor(time / 60_000) - (leaps[at] ?? 0),
      ),
      milliseconds: Uint16Array.from(times, (time, at) =>
        Number.isNaN(time) ? 0 : (time % 60_000) + 60_000 * (leaps[at] ?? 0),
      ),
      facets: Uint32Array.from(numbers, (one) => this.facetOf(one)),
    };
  }
}
