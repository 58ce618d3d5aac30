import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLevel } from '../../../shared/model/log';
import { useFormat } from '../../format/useFormat';
import { lineParts } from './lineParts';
import type { ShownLine } from './logBuffer';
import styles from './logs.module.css';

/** A reader this near to the end, in pixels, still follows. */
const nearEnd = 24;

const lineClass: Readonly<Record<LogLevel, string | undefined>> = {
  DEBUG: styles.debug,
  INFO: undefined,
  WARNING: styles.warning,
  ERROR: styles.error,
  CRITICAL: styles.error,
};

/** The time of day in a line's stamp; the whole stamp is shown on hover. */
function timeOfDay(stamp: string): string {
  return /\d\d:\d\d:\d\d(?:\.\d+)?/u.exec(stamp)?.[0] ?? stamp;
}

function Line(props: { readonly line: ShownLine; readonly fields: 'shown' | 'hidden' }) {
  const { t } = useTranslation();
  const { line } = props;
  const parts = lineParts(line.text);
  return (
    <>
      <span className={styles.time} title={line.time}>
        {line.time === undefined ? '' : timeOfDay(line.time)}
      </span>
      <span className={styles.level}>
        {line.level === undefined ? '' : t(`screens.logs.levelName.${line.level}`)}
      </span>
      <span className={styles.text}>
        {line.module === undefined ? null : <span className={styles.module}>{line.module} </span>}
        {parts.sentence}
        {props.fields === 'shown' && parts.fields !== '' ? (
          <span className={styles.module}> | {parts.fields}</span>
        ) : null}
      </span>
    </>
  );
}

/** The lines; stays at the end while the reader is there, and keeps still once they scroll up. */
export function LogList(props: {
  readonly lines: readonly ShownLine[];
  readonly follow: 'following' | 'paused';
  readonly unseen: number;
  readonly fields: 'shown' | 'hidden';
  readonly onFollow: (follow: 'following' | 'paused') => void;
  readonly empty: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lines, follow, onFollow } = props;
  const list = useRef<HTMLDivElement>(null);

  // The virtualizer changes under its own identity; this component is not compiled, so nothing goes stale.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: () => 23,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
    anchorTo: 'end',
    followOnAppend: follow === 'following',
    scrollEndThreshold: nearEnd,
  });

  const toEnd = useCallback(() => {
    onFollow('following');
    virtualizer.scrollToEnd();
  }, [onFollow, virtualizer]);

  // A smaller window, a longer first reading, a new filter: the end stays in view.
  useLayoutEffect(() => {
    if (follow === 'following') virtualizer.scrollToEnd();
  }, [follow, lines, virtualizer]);
  useEffect(() => {
    const element = list.current;
    if (element === null || follow !== 'following') return undefined;
    const observer = new ResizeObserver(() => {
      virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [follow, virtualizer]);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key === 'End' && !(event.target instanceof HTMLInputElement)) toEnd();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [toEnd]);

  // What the reader wants counts at once: a scroll that the browser animates has hardly moved when the next
  // lines come, and would be pulled back to the end.
  const pause = (): void => {
    const element = list.current;
    if (element !== null && element.scrollHeight > element.clientHeight) onFollow('paused');
  };
  const dragging = useRef<'yes' | 'no'>('no');
  const lastTop = useRef(0);
  const onScroll = (): void => {
    const element = list.current;
    if (element === null) return;
    const gap = element.scrollHeight - element.scrollTop - element.clientHeight;
    const down = element.scrollTop > lastTop.current;
    lastTop.current = element.scrollTop;
    if (follow === 'following' && dragging.current === 'yes' && gap > nearEnd) onFollow('paused');
    if (follow === 'paused' && down && gap <= nearEnd) onFollow('following');
  };

  return (
    <div className={styles.frame}>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-live="off"
        aria-label={t('screens.logs.lines')}
        tabIndex={0}
        data-testid="log-list"
        onScroll={onScroll}
        onWheel={(event) => {
          if (event.deltaY < 0) pause();
        }}
        onKeyDown={(event) => {
          if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) pause();
        }}
        onPointerDown={() => {
          dragging.current = 'yes';
        }}
        onPointerUp={() => {
          dragging.current = 'no';
        }}
        onTouchMove={pause}
      >
        {lines.length === 0 ? <p className={styles.empty}>{props.empty}</p> : null}
        <div className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-testid="log-line"
                className={`${styles.line ?? ''} ${(line.level === undefined ? '' : lineClass[line.level]) ?? ''}`}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Line line={line} fields={props.fields} />
              </div>
            );
          })}
        </div>
      </div>
      {follow === 'paused' ? (
        <Button
          className={styles.back ?? ''}
          leftSection={<IconArrowDown size={16} aria-hidden="true" />}
          data-testid="log-resume"
          onClick={toEnd}
        >
          {props.unseen === 0
            ? t('screens.logs.resume')
            : t('screens.logs.newLines', { count: props.unseen, formatted: format.number(props.unseen) })}
        </Button>
      ) : null}
    </div>
  );
}
