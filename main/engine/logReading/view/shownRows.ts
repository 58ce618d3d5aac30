import type { MergeOrder } from './mergeOrder';
import type { RowSelection } from './rowSelection';
import type { ShownFile } from './shownFiles';

/** A file as a view knows it, and how much of it is merged in. */
export interface MergedFile extends ShownFile {
  /** End of the last record that was merged: a record that grew shows by it. */
  lastEnd: number;
}

/** Rows that were finished together: what requests are answered from. */
export interface ShownRows {
  readonly version: number;
  readonly files: readonly MergedFile[];
  readonly order: MergeOrder;
  readonly selection: RowSelection;
}
