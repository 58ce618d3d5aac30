import type { GrowingFacetTable } from '../index/facetTable';
import { NumberList } from './numberList';
import type { RowSelection } from './rowSelection';

const sliceRows = 64 * 1024;

/** Levels that one goes to from row to row. */
export type GoalLevel = 'error' | 'warning';

/** The rows of each of these levels, found when they are asked for the first time and kept up with. */
export class LevelRows {
  private readonly rows: Record<GoalLevel, NumberList> = {
    error: new NumberList(),
    warning: new NumberList(),
  };
  private known = 0;

  constructor(private readonly facets: GrowingFacetTable) {}

  /** Rows from this one on are other ones now. */
  forgetFrom(row: number): void {
    if (row >= this.known) return;
    this.known = row;
    for (const list of Object.values(this.rows)) list.length = list.firstFrom(row);
  }

  /** Rows of a level, rising; work is done in slices. */
  *of(level: GoalLevel, selection: RowSelection): Generator<undefined, NumberList> {
    const { order } = selection;
    while (this.known < selection.rows) {
      const end = Math.min(selection.rows, this.known + sliceRows);
      const levels = this.levelsOfFacets();
      for (let row = this.known; row < end; row += 1) {
        const place = selection.placeOf(row);
        const facet = order.indexOf(order.sources[place] ?? 0).facetOf(order.records[place] ?? 0);
        const goal = levels[facet];
        if (goal === 1) this.rows.warning.push(row);
        else if (goal === 2) this.rows.error.push(row);
      }
      this.known = end;
      yield;
    }
    return this.rows[level];
  }

  private levelsOfFacets(): Uint8Array {
    const levels = new Uint8Array(this.facets.size);
    for (let facet = 0; facet < levels.length; facet += 1) {
      const level = this.facets.levelOf(facet);
      levels[facet] = level === 'WARNING' ? 1 : level === 'ERROR' || level === 'CRITICAL' ? 2 : 0;
    }
    return levels;
  }
}
