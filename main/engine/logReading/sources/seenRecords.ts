import type { GrowingFacetTable } from '../index/facetTable';
import type { RecordIndex } from '../recordIndex';

/** Records that are remembered at least, and at most twice as many. */
const remembered = 20_000;

/** Lets each line of ours pass once, although it stands in several files. */
export class SeenRecords {
  /** Names of lines, and the index through which each was seen first; those before are forgotten together. */
  private seen = new Map<string, RecordIndex>();
  private seenBefore = new Map<string, RecordIndex>();

  constructor(private readonly facets: GrowingFacetTable) {}

  /** Whether a line was not seen in another file; it is remembered. */
  isNew(index: RecordIndex, record: number): boolean {
    const name = this.nameOf(index, record);
    if (name === undefined) return true;
    const first = this.firstOf(name);
    if (first !== undefined) return first === index;
    if (this.seen.size >= remembered) {
      this.seenBefore = this.seen;
      this.seen = new Map();
    }
    this.seen.set(name, index);
    return true;
  }

  /** Whether what belongs to a line was seen in another file. */
  wasOld(index: RecordIndex, record: number): boolean {
    const first = this.firstOf(this.nameOf(index, record) ?? '');
    return first !== undefined && first !== index;
  }

  private firstOf(name: string): RecordIndex | undefined {
    return this.seen.get(name) ?? this.seenBefore.get(name);
  }

  private nameOf(index: RecordIndex, record: number): string | undefined {
    const facet = index.facetOf(record);
    if (this.facets.partOf(facet, 'code') === 0) return undefined;
    // With the instant: numbers begin again when all log files were removed.
    return `${index.seqOf(record)} ${facet} ${index.timeOf(record)}`;
  }
}
