import type { LogOverview, LogOverviewSlice, ShownLevel } from '../../shared/model/logView';

/** What an invented overview is made of. */
export interface FakeRows {
  readonly version: number;
  readonly rows: number;
  readonly levelAt: (row: number) => ShownLevel;
  /** Absent where there is nothing to mark. */
  readonly isMatch?: (row: number) => boolean;
}

/** Rows of a slice that are looked at: the invented records repeat. */
const mostLookedAt = 400;

/** Where levels and matches stand. In a large view only every so many slices have some, so that there is something to see. */
export function fakeOverview({ version, rows, levelAt, isMatch }: FakeRows, most: number): LogOverview {
  const sliceRows = Math.max(1, Math.ceil(rows / most));
  const slices: LogOverviewSlice[] = [];
  for (let slice = 0; slice * sliceRows < rows; slice += 1) {
    const first = slice * sliceRows;
    const looked = Array.from(
      { length: Math.min(sliceRows, rows - first, mostLookedAt) },
      (_, at) => first + at,
    );
    const of = (level: ShownLevel, every: number): readonly number[] =>
      sliceRows > 1 && (slice * 7) % 31 >= every ? [] : looked.filter((row) => levelAt(row) === level);
    const warnings = of('WARNING', 16);
    const errors = of('ERROR', 6);
    const criticals = of('CRITICAL', 3);
    const [worst] = [...criticals, ...errors, ...warnings];
    const matching =
      isMatch === undefined || (sliceRows > 1 && (slice * 5) % 23 >= 9) ? [] : looked.filter(isMatch);
    const [match] = matching;
    if (worst === undefined && match === undefined) continue;
    slices.push({
      slice,
      warnings: warnings.length,
      errors: errors.length,
      criticals: criticals.length,
      ...(worst === undefined ? {} : { worst }),
      matches: matching.length,
      ...(match === undefined ? {} : { match }),
    });
  }
  const firstError = slices.find(({ errors, criticals }) => errors + criticals > 0)?.worst;
  return { version, rows, sliceRows, slices, ...(firstError === undefined ? {} : { firstError }) };
}
