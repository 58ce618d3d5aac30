import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MouseEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { ScaledList } from '../../ui/ScaledList';
import type { ScaledListHandle, ScrollMove } from '../../ui/ScaledList';
import type { ShownLevel } from '../../../shared/model/logView';
import { createLogLine } from './createLogLine';
import type { LevelShape, LineLook, LogLine } from './createLogLine';
import { levelIcons } from './levels';
import type { LogSession } from './logSession';
import { useRowWords } from './rowWords';
import styles from './logs.module.css';

/** Height of a row, in pixels; the style sheet says the same. */
const rowHeight = 23;
/** Width of a letter of the list's type, in pixels. */
const letterWidth = 7.2;
/** Width of everything in a row but its sentence, in pixels: with the module, and where there is no room for it. */
const besideSentence = { wide: 420, narrow: 290 };
/** Below this width the style sheet leaves the module out, in pixels. */
const narrowBelow = 640;

/** Levels in the order of their icons, whose outlines the lines take. */
const levels: readonly ShownLevel[] = ['NONE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

function shapeOf(icon: Element | undefined): LevelShape | undefined {
  if (icon === undefined) return undefined;
  const paths = [...icon.querySelectorAll('path')].map((path) => path.getAttribute('d') ?? '');
  return { path: paths.join(' '), kind: icon.getAttribute('fill') === 'none' ? 'drawn' : 'filled' };
}

/** Rows that are chosen: from where Shift was pressed to where the reader is. */
export interface Chosen {
  readonly cursor: number;
  readonly from: number;
}

/** The rows of the view, as a grid that a screen reader can count. */
export function LogRows(props: {
  readonly handle: Ref<ScaledListHandle>;
  readonly session: LogSession;
  readonly rows: number;
  readonly pinned: 'end' | 'free';
  readonly chosen: Chosen | undefined;
  readonly fields: 'shown' | 'hidden';
  readonly span: 'one-day' | 'days';
  readonly state: 'complete' | 'busy';
  readonly onMove: (move: ScrollMove) => void;
  readonly onChoose: (row: number, how: 'one' | 'up-to') => void;
  readonly onOpen: (row: number) => void;
  readonly onRange: (first: number, last: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRowWords(format);
  const { session, chosen, onRange } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const beside = width < narrowBelow ? besideSentence.narrow : besideSentence.wide;
  const letters = Math.max(12, Math.floor((width - beside) / letterWidth));

  const range = useCallback(
    (first: number, last: number) => {
      session.want(first, last);
      onRange(first, last);
    },
    [session, onRange],
  );
  const rowOf = (event: MouseEvent): number | undefined => {
    const element = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const row = Number(element?.getAttribute('data-row') ?? Number.NaN);
    return Number.isInteger(row) ? row : undefined;
  };
  const { fields, span } = props;
  const look = useMemo<LineLook>(
    () => ({ fields, span, letters, format, words }),
    [fields, span, letters, format, words],
  );
  const icons = useRef<HTMLSpanElement>(null);
  const shapes = useRef(new Map<ShownLevel, LevelShape>());
  const makeRow = useCallback(
    () =>
      createLogLine((level) => {
        const known = shapes.current.get(level) ?? shapeOf(icons.current?.children[levels.indexOf(level)]);
        if (known !== undefined) shapes.current.set(level, known);
        return known;
      }),
    [],
  );
  const top = chosen === undefined ? -1 : Math.min(chosen.cursor, chosen.from);
  const bottom = chosen === undefined ? -1 : Math.max(chosen.cursor, chosen.from);
  return (
    <div ref={frame} className={styles.frame}>
      <span ref={icons} hidden>
        {levels.map((level) => {
          const LevelIcon = levelIcons[level];
          return <LevelIcon key={level} size={13} aria-hidden="true" />;
        })}
      </span>
      <ScaledList
        handle={props.handle}
        rows={props.rows}
        rowHeight={rowHeight}
        pinned={props.pinned}
        className={styles.list}
        role="grid"
        aria-label={t('screens.logs.lines')}
        aria-rowcount={props.rows}
        aria-readonly="true"
        aria-multiselectable="true"
        aria-busy={props.state === 'busy'}
        {...(chosen === undefined ? {} : { 'aria-activedescendant': `log-row-${chosen.cursor}` })}
        data-testid="log-list"
        onRange={range}
        onMove={props.onMove}
        onMouseDown={(event) => {
          // Shift would select text between two clicks; here it chooses rows.
          if (event.shiftKey) event.preventDefault();
        }}
        onClick={(event) => {
          const row = rowOf(event);
          // Somebody who selected text with the mouse wants the text.
          if (row === undefined || (!event.shiftKey && window.getSelection()?.toString() !== '')) return;
          props.onChoose(row, event.shiftKey ? 'up-to' : 'one');
          if (!event.shiftKey) props.onOpen(row);
        }}
        makeRow={makeRow}
        drawRow={(line: LogLine, index) => {
          const mark =
            index === chosen?.cursor ? 'cursor' : index >= top && index <= bottom ? 'chosen' : 'plain';
          line.draw({ index, row: session.row(index), mark, look });
        }}
        onRows={session.onRows}
      />
    </div>
  );
}
