import type { LogCount, LogCounts, LogFilter } from '../../shared/model/logView';
import { fakeKinds, kindAt, levelOf } from './fakeKinds';
import type { FakeKind } from './fakeKinds';

/** How many records carry what, where each kind of record occurs so many times. */
export function fakeCounts(
  filter: LogFilter,
  shown: readonly number[],
  times: number,
): Omit<LogCounts, 'version' | 'files'> {
  const all = fakeKinds.map((_, number) => number);
  const count = (
    valueOf: (kind: FakeKind) => string | undefined,
    chosen: readonly string[],
  ): readonly LogCount[] => {
    const found = new Map<string, number>();
    for (const number of chosen.length === 0 ? shown : all) {
      const value = valueOf(kindAt(number));
      if (value !== undefined) found.set(value, (found.get(value) ?? 0) + 1);
    }
    return [...found]
      .map(([value, occurs]) => ({ value, count: Math.round(occurs * times) }))
      .toSorted((a, b) => b.count - a.count);
  };
  return {
    levels: count(levelOf, filter.levels),
    modules: count((kind) => kind.module, filter.modules),
    syncs: count((kind) => kind.sync, filter.syncs),
    runs: count((kind) => kind.run, filter.runs),
    codes: count((kind) => kind.code, filter.codes),
  };
}
