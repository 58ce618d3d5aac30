import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { histogramLevels } from '../../../shared/model/logView';
import type { LogHistogram } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import type { CalmFrames } from './calmFrames';
import { levelsFromBase, sum } from './levelBars';
import { coarser, rangeOfSlices } from './sliceAxis';
import { grainOf, instantWords } from './timeWords';
import type { TimeGrain } from './timeWords';
import { useCalm } from './useCalm';
import styles from './histogram.module.css';

/** Most rows of the table; more would be no help to a listener. */
const mostRows = 50;
/** Shortest time between two changes of the table, in milliseconds: nobody hears more of it than that. */
const calmMs = 2_000;

// While lines come, most slices stay what they were.
const Row = memo(function Row(props: {
  readonly from: number;
  readonly until: number;
  readonly grain: TimeGrain;
  readonly zone: string;
  /** Counts of the levels, with spaces between them. */
  readonly counts: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const tell = (time: number): string => instantWords(time, props.grain, format.language, props.zone);
  const counts = props.counts.split(' ').map(Number);
  return (
    <tr>
      <th scope="row">{t('screens.logChart.span', { from: tell(props.from), until: tell(props.until) })}</th>
      {counts.map((count, level) => (
        // A count has no other name than its column.
        <td key={level}>{format.number(count)}</td>
      ))}
      <td>{format.number(sum(counts))}</td>
    </tr>
  );
});

const Table = memo(function Table(props: { readonly histogram: LogHistogram; readonly zone: string }) {
  const { t } = useTranslation();
  const { histogram, zone } = props;
  const { axis, slices } = coarser(
    { from: histogram.from, width: histogram.width, count: histogram.slices.length },
    histogram.slices,
    mostRows,
  );
  const levels = levelsFromBase.filter((level) =>
    slices.some((counts) => (counts[histogramLevels.indexOf(level)] ?? 0) > 0),
  );
  const grain = grainOf(axis.width);
  return (
    <table data-testid="histogram-table">
      <caption>{t('screens.logChart.chart')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('screens.logChart.period')}</th>
          {levels.map((level) => (
            <th key={level} scope="col">
              {t(`screens.logChart.level.${level}`)}
            </th>
          ))}
          <th scope="col">{t('screens.logChart.total')}</th>
        </tr>
      </thead>
      <tbody>
        {slices.map((counts, index) => {
          if (sum(counts) === 0) return null;
          const range = rangeOfSlices(axis, index, index);
          return (
            <Row
              key={range.from}
              from={range.from}
              until={range.until}
              grain={grain}
              zone={zone}
              counts={levels.map((level) => counts[histogramLevels.indexOf(level)] ?? 0).join(' ')}
            />
          );
        })}
      </tbody>
    </table>
  );
});

/** The histogram as a table for those who cannot see it; slices are put together so that it stays short. */
export function HistogramTable(props: {
  readonly histogram: LogHistogram;
  readonly zone: string;
  readonly frames: CalmFrames;
}) {
  const histogram = useCalm(props.histogram, calmMs, props.frames);
  return (
    <div className={`visually-hidden ${styles.table ?? ''}`}>
      <Table histogram={histogram} zone={props.zone} />
    </div>
  );
}
