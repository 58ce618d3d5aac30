import type { TFunction } from 'i18next';
import { histogramLevels } from '../../../shared/model/logView';
import type { Formats } from '../../format/useFormat';
import { levelsFromBase, sum } from './levelBars';
import type { TimeRange } from './sliceAxis';
import { clockWords, dayWords, grainOf, instantWords, onOneDay } from './timeWords';

/** What words are made with; the zone is an IANA name. */
export interface WordsContext {
  readonly t: TFunction;
  readonly format: Formats;
  readonly zone: string;
}

/** Counts of one slice in words, the gravest first: "12 lignes, dont 2 erreurs et 1 avertissement". */
export function countWords(counts: readonly number[], t: TFunction, format: Formats): string {
  const all = sum(counts);
  if (all === 0) return t('screens.logChart.noLine');
  const lines = t('screens.logChart.lines', { count: all, formatted: format.number(all) });
  const levels = levelsFromBase.flatMap((level) => {
    const count = counts[histogramLevels.indexOf(level)] ?? 0;
    return count === 0
      ? []
      : [t(`screens.logChart.count.${level}`, { count, formatted: format.number(count) })];
  });
  return t('screens.logChart.linesOf', {
    lines,
    levels: new Intl.ListFormat(format.language, { type: 'conjunction' }).format(levels),
  });
}

/** When one slice, or several of this width, are: "lundi 23 novembre 2026, de 11:30 à 11:31". */
export function sliceWhen(range: TimeRange, width: number, context: WordsContext): string {
  const { t, format, zone } = context;
  const grain = grainOf(width);
  const oneDay = grain !== 'day' && onOneDay(range, zone);
  // A slice ends where the next one begins, as people say it; days are told by their last one.
  const until = grain === 'day' ? range.until : range.until + 1;
  if (oneDay) {
    return t('screens.logChart.spanOfDay', {
      date: dayWords(range.from, format.language, zone),
      from: clockWords(range.from, grain, format.language, zone),
      until: clockWords(until, grain, format.language, zone),
    });
  }
  return t('screens.logChart.span', {
    from: instantWords(range.from, grain, format.language, zone),
    until: instantWords(until, grain, format.language, zone),
  });
}

/** One slice, or several of this width, as a sentence: when, and how many lines of which level. */
export function sliceSentence(
  range: TimeRange,
  width: number,
  counts: readonly number[],
  context: WordsContext,
): string {
  const { t, format } = context;
  return t('screens.common.about', {
    name: sliceWhen(range, width, context),
    what: countWords(counts, t, format),
  });
}

/** A period in words, for the line above the chart and for screen readers. */
export function spanParts(
  range: TimeRange,
  format: Formats,
  zone: string,
): { readonly from: string; readonly until: string } {
  const grain = range.until - range.from < 10 * 60_000 ? 'second' : 'minute';
  return {
    from: instantWords(range.from, grain, format.language, zone),
    until: instantWords(range.until, grain, format.language, zone),
  };
}
