import { createRecordIndex } from '../index/createRecordIndex';
import type { GrowingFacetTable } from '../index/facetTable';
import type { ChunkedIndex, RecordChunk } from '../recordIndex';
import type { LogSource } from '../sources/logSource';
import type { Generation } from '../sources/generations';
import type { ShownFile } from './shownFiles';

/** Bytes read of the end of each file. */
const usualEnd = 512 * 1024;
const lineBreak = 10;

/** Records of the end of a file: their offsets are those in the file. */
class EndIndex implements ChunkedIndex {
  constructor(
    private readonly inner: ChunkedIndex,
    private readonly base: number,
  ) {}

  get records(): number {
    return this.inner.records;
  }

  get lines(): number {
    return this.inner.lines;
  }

  get bytes(): number {
    return this.base + this.inner.bytes;
  }

  offsetOf(record: number): number {
    return this.base + this.inner.offsetOf(record);
  }

  endOf(record: number): number {
    return this.base + this.inner.endOf(record);
  }

  timeOf(record: number): number {
    return this.inner.timeOf(record);
  }

  facetOf(record: number): number {
    return this.inner.facetOf(record);
  }

  seqOf(record: number): number {
    return this.inner.seqOf(record);
  }

  chunkOf(record: number): RecordChunk {
    return this.inner.chunkOf(record);
  }

  recordAt(offset: number): number {
    return this.inner.recordAt(offset - this.base);
  }
}

/**
 * Reads the ends of files, those written last first, so far back as all of them together are complete: rows of them are the
 * last rows of all. Files that were written last before that are left out.
 */
export async function tailIndexOf(
  files: readonly { readonly generation: Generation; readonly source: LogSource }[],
  facets: GrowingFacetTable,
  endBytes = usualEnd,
): Promise<readonly ShownFile[]> {
  const byAge = [...files].sort((one, other) => other.source.changed - one.source.changed);
  const ends: { readonly file: ShownFile; readonly from: number }[] = [];
  let complete = -Infinity;
  for (const { generation, source } of byAge) {
    if (source.changed < complete) break;
    const { index, from } = await endOf(source, facets, endBytes);
    ends.push({ file: { generation, source, index }, from });
    complete = Math.max(complete, from);
  }
  return ends.map(({ file }) => ({ ...file, index: new LaterRecords(file.index, complete) }));
}

async function endOf(
  source: LogSource,
  facets: GrowingFacetTable,
  endBytes: number,
): Promise<{ readonly index: ChunkedIndex; readonly from: number }> {
  const start = Math.max(0, source.size - endBytes);
  const bytes = await source.bytes(start, source.size - start);
  // What begins before is no whole line, and may be the rest of a record.
  const first = start === 0 ? 0 : bytes.indexOf(lineBreak) + 1;
  const inner = createRecordIndex({ format: source.form.format, facets });
  inner.feed(bytes.subarray(first));
  const index = new EndIndex(inner, start + first);
  const time = index.records === 0 ? NaN : index.timeOf(0);
  return { index, from: start === 0 || Number.isNaN(time) ? -Infinity : time };
}

/** The records of an index from the first one on that was written at a time or later. */
class LaterRecords implements ChunkedIndex {
  private readonly skipped: number;

  constructor(
    private readonly inner: ChunkedIndex,
    from: number,
  ) {
    let record = 0;
    while (record < inner.records && inner.timeOf(record) < from) record += 1;
    this.skipped = record;
  }

  get records(): number {
    return this.inner.records - this.skipped;
  }

  get lines(): number {
    return this.inner.lines;
  }

  get bytes(): number {
    return this.inner.bytes;
  }

  offsetOf(record: number): number {
    return this.inner.offsetOf(record + this.skipped);
  }

  endOf(record: number): number {
    return this.inner.endOf(record + this.skipped);
  }

  timeOf(record: number): number {
    return this.inner.timeOf(record + this.skipped);
  }

  facetOf(record: number): number {
    return this.inner.facetOf(record + this.skipped);
  }

  seqOf(record: number): number {
    return this.inner.seqOf(record + this.skipped);
  }

  chunkOf(record: number): RecordChunk {
    const chunk = this.inner.chunkOf(record + this.skipped);
    return { ...chunk, first: chunk.first - this.skipped, end: chunk.end - this.skipped };
  }

  recordAt(offset: number): number {
    return this.inner.recordAt(offset) - this.skipped;
  }
}
