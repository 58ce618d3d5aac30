import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownLevel } from '../../../shared/model/logView';
import type { Formats } from '../../format/useFormat';

/** Words of the rows, looked up once for all of them. */
export interface RowWords {
  /** A level as it stands in the files. */
  readonly levelName: Readonly<Record<ShownLevel, string>>;
  /** A whole row as it is read out. */
  readonly label: (parts: {
    readonly level: ShownLevel;
    readonly when: string;
    readonly module: string;
    readonly text: string;
  }) => string;
  /** A row that is being read, by its number. */
  readonly coming: (row: string) => string;
  /** An instant to the second. */
  readonly stamp: (time: number) => string;
  readonly moreLines: (count: number) => string;
  readonly cut: string;
}

const levels = ['NONE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** Puts parts into a sentence with places such as `{{text}}`; a part is taken as it is, whatever it holds. */
export function filled(sentence: string, parts: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{\{(\w+)\}\}/gu, (_place, name: string) => parts[name] ?? '');
}

/** Puts instants into words, those of one second once: rows beside each other are mostly of the same. */
function stampWords(format: Formats): (time: number) => string {
  let last = { second: Number.NaN, words: '' };
  return (time) => {
    const second = Math.floor(time / 1000);
    if (second !== last.second) last = { second, words: format.exactStamp(new Date(time).toISOString()) };
    return last.words;
  };
}

/** Words of the rows in the language on screen: while lines come, hundreds of rows are drawn a second. */
export function useRowWords(format: Formats): RowWords {
  const { t } = useTranslation();
  return useMemo(() => {
    const of = (word: (level: ShownLevel) => string): Readonly<Record<ShownLevel, string>> => {
      const [none, debug, info, warning, error, critical] = levels.map(word);
      return {
        NONE: none ?? '',
        DEBUG: debug ?? '',
        INFO: info ?? '',
        WARNING: warning ?? '',
        ERROR: error ?? '',
        CRITICAL: critical ?? '',
      };
    };
    const levelWord = of((level) => t(`screens.logs.levelWord.${level}`));
    const sentence = t('screens.logs.rowLabel', { skipInterpolation: true });
    const coming = t('screens.logs.rowComing', { skipInterpolation: true });
    return {
      levelName: of((level) => t(`screens.logs.levelName.${level}`)),
      label: (parts) => filled(sentence, { ...parts, level: levelWord[parts.level] }),
      coming: (row) => filled(coming, { row }),
      stamp: stampWords(format),
      moreLines: (count) => t('screens.logs.moreLines', { count }),
      cut: t('screens.logs.cut'),
    };
  }, [t, format]);
}
