import { histogramLevels } from '../../../../shared/model/logView';
import { numberedLevels } from '../formats/levelWords';
import type { GrowingFacetTable } from '../index/facetTable';
import type { RecordChunk } from '../recordIndex';

/** Milliseconds of a minute; the instants of a leap second are those of the next one. */
export const wholeMinute = 60_000;
/** Bits of one counter: those of all levels but the first one share a number. */
const counterBits = 10;
const counterSize = 2 ** counterBits;
/** Records that no counter can overflow with. */
const mostTogether = counterSize - 1;

/**
 * Counts records by level. The levels of neighbours are mostly the same, and to count one up right after it was counted up
 * takes longer than everything else: so a number is added up that holds a counter for each level.
 */
export class LevelWeights {
  /** What a record with this facet counts: 1 in the counter of its level, nothing for the first level. */
  private readonly weights: Float64Array;
  private readonly levels: Uint8Array;

  constructor(facets: GrowingFacetTable) {
    const order = numberedLevels.map((level) => histogramLevels.indexOf(level));
    const weights = order.map((level) => (level === 0 ? 0 : counterSize ** (level - 1)));
    this.weights = new Float64Array(facets.size);
    this.levels = new Uint8Array(facets.size);
    for (let facet = 0; facet < facets.size; facet += 1) {
      const level = facets.levelNumberOf(facet);
      this.levels[facet] = order[level] ?? 0;
      this.weights[facet] = weights[level] ?? 0;
    }
  }

  /** Facets that are known. */
  get size(): number {
    return this.levels.length;
  }

  /** Number of a facet's level in the order of a histogram. */
  levelOf(facet: number): number {
    return this.levels[facet] ?? 0;
  }

  /**
   * Adds the records that stand in columns from `start` on and before `until` to the counts of the levels that stand from `to`
   * on, as long as they are of the same minute and none of a leap second; the place of the first that is not.
   */
  count(
    { minutes, milliseconds, facets }: RecordChunk,
    start: number,
    until: number,
    counts: Uint32Array,
    to: number,
  ): number {
    const { weights } = this;
    const minute = minutes[start];
    const most = Math.min(until, start + mostTogether);
    let sum = 0;
    let at = start;
    for (; at < most; at += 1) {
      if (minutes[at] !== minute || (milliseconds[at] ?? 0) >= wholeMinute) break;
      sum += weights[facets[at] ?? 0] ?? 0;
    }
    let others = 0;
    for (let level = 1; level < histogramLevels.length; level += 1) {
      const count = sum % counterSize;
      sum = (sum - count) / counterSize;
      counts[to + level] = (counts[to + level] ?? 0) + count;
      others += count;
    }
    counts[to] = (counts[to] ?? 0) + at - start - others;
    return at;
  }
}
