import type { GrowingFacetTable } from '../index/facetTable';
import { NumberList } from './numberList';
import { ChunkFinder } from './recordStretches';
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
  /** 1 for warnings, 2 for errors, by facet. */
  private levels = new Uint8Array(0);

  constructor(private readonly facets: GrowingFacetTable) {}

  /** Rows from this one on are other ones now. */
  forgetFrom(row: number): void {
    if (row >= this.known) return;
    this.known = row;
    for (const list of Object.values(this.rows)) list.cut(list.firstFrom(row));
  }

  /** Rows of a level, rising; work is done in slices. */
  *of(level: GoalLevel, selection: RowSelection): Generator<undefined, NumberList> {
    while (this.known < selection.rows) {
      this.look(selection, Math.min(selection.rows, this.known + sliceRows));
      yield;
    }
    return this.rows[level];
  }

  private look(selection: RowSelection, end: number): void {
    const { order } = selection;
    const { error, warning } = this.rows;
    const levels = this.levelsOfFacets();
    const chunks = new ChunkFinder(order);
    for (let row = this.known; row < end; row += 1) {
      const place = selection.placeOf(row);
      const record = order.records[place] ?? 0;
      const { first, facets } = chunks.of(order.sources[place] ?? 0, record);
      const goal = levels[facets[record - first] ?? 0];
      if (goal === 1) warning.push(row);
      else if (goal === 2) error.push(row);
    }
    this.known = end;
  }

  private levelsOfFacets(): Uint8Array {
    const { size } = this.facets;
    if (this.levels.length === size) return this.levels;
    this.levels = new Uint8Array(size);
    for (let facet = 0; facet < size; facet += 1) {
      const level = this.facets.levelOf(facet);
      this.levels[facet] = level === 'WARNING' ? 1 : level === 'ERROR' || level === 'CRITICAL' ? 2 : 0;
    }
    return this.levels;
  }
}
