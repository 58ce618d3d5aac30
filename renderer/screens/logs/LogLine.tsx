import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '../../../shared/model/logView';
import type { Formats } from '../../format/useFormat';
import { levelClasses, levelIcons } from './levels';
import styles from './logs.module.css';
import { markedText } from './markedText';
import { clockOf, dayOf } from './rowTime';
import type { RowWords } from './rowWords';

/** Whether a row is the one that keys move from, one of several that are chosen, or neither. */
export type RowMark = 'cursor' | 'chosen' | 'plain';

function Sentence(props: { readonly row: LogRow; readonly letters: number }) {
  const { row } = props;
  return markedText(row.text, row.marks, props.letters).map((piece, at) =>
    piece.mark === 'found' ? (
      // Pieces of one text have no other name than their place.
      <mark key={at} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      <span key={at}>{piece.text}</span>
    ),
  );
}

/** One record as a row of the list. */
export const LogLine = memo(function LogLine(props: {
  readonly index: number;
  readonly row: LogRow | undefined;
  readonly mark: RowMark;
  readonly fields: 'shown' | 'hidden';
  readonly span: 'one-day' | 'days';
  /** Letters that fit beside each other. */
  readonly letters: number;
  readonly format: Formats;
  readonly words: RowWords;
}) {
  const { t } = useTranslation();
  const { row, index, format, words } = props;
  const markClass =
    props.mark === 'cursor' ? styles.cursor : props.mark === 'chosen' ? styles.chosen : undefined;
  if (row === undefined) {
    return (
      <div
        role="row"
        id={`log-row-${index}`}
        aria-rowindex={index + 1}
        data-row={index}
        className={`${styles.line ?? ''} ${styles.coming ?? ''} ${markClass ?? ''}`}
      >
        <span role="gridcell">{t('screens.logs.rowComing', { row: format.number(index + 1) })}</span>
      </div>
    );
  }
  const level = row.level ?? 'NONE';
  const LevelIcon = levelIcons[level];
  const when = row.time === undefined ? '' : format.exactStamp(new Date(row.time).toISOString());
  return (
    <div
      role="row"
      id={`log-row-${index}`}
      aria-rowindex={index + 1}
      aria-selected={props.mark !== 'plain'}
      aria-label={words.label({ level, when, module: row.module ?? '', text: row.text.slice(0, 300) })}
      data-row={index}
      data-testid="log-line"
      data-level={level}
      data-match={row.match}
      className={`${styles.line ?? ''} ${levelClasses[level]} ${markClass ?? ''} ${row.match === 'context' ? (styles.context ?? '') : ''}`}
    >
      <span role="gridcell" className={styles.time} title={when}>
        {row.time === undefined ? '' : null}
        {row.time !== undefined && props.span === 'days' ? `${dayOf(row.time)} ` : ''}
        {row.time === undefined ? '' : clockOf(row.time)}
      </span>
      <span role="gridcell" className={styles.level}>
        <LevelIcon size={13} aria-hidden="true" />
        {words.levelName[level]}
      </span>
      <span role="gridcell" className={styles.module} title={row.module}>
        {row.module ?? ''}
      </span>
      <span role="gridcell" className={styles.sentence}>
        <span className={styles.text}>
          <Sentence row={row} letters={props.letters} />
          {props.fields === 'shown' && row.fields !== '' ? (
            <span className={styles.fields}> | {row.fields}</span>
          ) : null}
        </span>
        {row.lines > 1 ? (
          <span className={styles.more} title={t('screens.logs.moreLines', { count: row.lines - 1 })}>
            +{format.number(row.lines - 1)}
          </span>
        ) : null}
        {row.extent === 'cut' && row.lines === 1 ? (
          <span className={styles.more} title={t('screens.logs.cut')}>
            … {format.bytes(row.bytes)}
          </span>
        ) : null}
      </span>
    </div>
  );
});
