import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { histogramLevels } from '../../../shared/model/logView';
import type { LogHistogram } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { levelsFromBase, sum } from './levelBars';
import { coarser, rangeOfSlices } from './sliceAxis';
import { grainOf, instantWords } from './timeWords';

/** Most rows of the table; more would be no help to a listener. */
const mostRows = 50;

/** The histogram as a table for those who cannot see it; slices are put together so that it stays short. */
export const HistogramTable = memo(function HistogramTable(props: {
  readonly histogram: LogHistogram;
  readonly zone: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { histogram, zone } = props;
  const { axis, slices } = coarser(
    { from: histogram.from, width: histogram.width, count: histogram.slices.length },
    histogram.slices,
    mostRows,
  );
  const levels = levelsFromBase.filter((level) =>
    slices.some((counts) => (counts[histogramLevels.indexOf(level)] ?? 0) > 0),
  );
  const tell = (time: number): string => instantWords(time, grainOf(axis.width), format.language, zone);
  return (
    <table className="visually-hidden" data-testid="histogram-table">
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
          const range = rangeOfSlices(axis, index, index);
          if (sum(counts) === 0) return null;
          return (
            <tr key={range.from}>
              <th scope="row">
                {t('screens.logChart.span', { from: tell(range.from), until: tell(range.until) })}
              </th>
              {levels.map((level) => (
                <td key={level}>{format.number(counts[histogramLevels.indexOf(level)] ?? 0)}</td>
              ))}
              <td>{format.number(sum(counts))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});
