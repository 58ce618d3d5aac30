import { histogramLevels } from '../../shared/model/logView';
import type { LogHistogram } from '../../shared/model/logView';
import { fakeKinds, kindAt, levelOf } from './fakeKinds';

/** How many of the invented records of some kinds stand in each slice of time, by level. */
export function fakeHistogram(
  records: { readonly shown: readonly number[]; readonly numberAt: (time: number) => number },
  { from, until }: { readonly from: number; readonly until: number },
  slices: number,
): Omit<LogHistogram, 'version'> {
  const { shown, numberAt } = records;
  const width = Math.max(1_000, Math.ceil((until - from) / slices / 1_000) * 1_000);
  const shares = histogramLevels.map(
    (level) => shown.filter((kind) => levelOf(kindAt(kind)) === level).length / fakeKinds.length,
  );
  return {
    from,
    width,
    slices: Array.from({ length: slices }, (_, slice) => {
      const within = Math.max(0, numberAt(from + (slice + 1) * width) - numberAt(from + slice * width));
      // Busier at some hours than at others, so that there is something to see.
      const busy = 0.35 + 0.65 * Math.abs(Math.sin(slice / 9)) * (slice % 13 === 0 ? 0.4 : 1);
      return shares.map((share) => Math.round(within * share * busy));
    }),
  };
}
