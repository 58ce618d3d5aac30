import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendarTime, IconChevronDown, IconChevronRight, IconZoomOut } from '@tabler/icons-react';
import { memo, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { LogViewState } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { LinkButton } from '../../ui/Page';
import type { BrushWish } from './brush';
import { spanParts } from './countWords';
import { HistogramPlot } from './HistogramPlot';
import { HistogramTable } from './HistogramTable';
import { fullest } from './levelBars';
import type { LogSession } from './logSession';
import { PeriodDialog } from './PeriodDialog';
import { lastInstant, widerRange } from './sliceAxis';
import type { TimeRange } from './sliceAxis';
import { zoneOfThisComputer } from './timeWords';
import { usePacedAnswer } from './usePacedAnswer';
import { useSteady } from './useSteady';
import { useViewFact } from './useViewFact';
import styles from './histogram.module.css';

/** Least width of a bar, in pixels. */
const barRoom = 6;
const fewestSlices = 20;
const mostSlices = 200;
/** The number of slices changes in such steps, so that a window that grows asks seldom. */
const sliceStep = 10;
/** Height of the bars, in pixels: less of it in a low window, where lines need the room. */
const heights = { tall: 64, low: 40 } as const;
/** Room of the scale beside the bars, in pixels. */
const scaleRoom = 44;

// Kept while the program runs: whoever folds the chart away does not want it back on the next visit.
const useFold = create<{ readonly shown: 'shown' | 'hidden' }>(() => ({ shown: 'shown' }));

// While lines come, the head is drawn anew several times a second; these have nothing to do with it.
const QuietPlot = memo(HistogramPlot);
const QuietPeriod = memo(PeriodDialog);

const PeriodButton = memo(function PeriodButton(props: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconCalendarTime size={16} aria-hidden="true" />}
      data-testid="log-period"
      onClick={props.onClick}
    >
      {t('screens.logChart.choosePeriod')}
    </Button>
  );
});

function readingOf(state: LogViewState | undefined): 'reading' | 'all-read' {
  return state !== undefined && state.reading.done < state.reading.total ? 'reading' : 'all-read';
}

function slicesFor(width: number): number {
  if (width <= 0) return 0;
  const fitting = Math.floor(width / barRoom / sliceStep) * sliceStep;
  return Math.max(fewestSlices, Math.min(mostSlices, fitting));
}

function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return [setElement, width];
}

/**
 * Rows of a view over time, by level. A drag or Enter chooses a time range, a click or Space a moment.
 */
export function Histogram(props: {
  readonly session: LogSession;
  /** The time range of the view's filter, where it has one. */
  readonly range: TimeRange | undefined;
  /** Instants of the first and the last row on screen, where they carry any. */
  readonly onScreen?: TimeRange | undefined;
  /** Both absent: no time range any more. */
  readonly onRange: (from: number | undefined, until: number | undefined) => void;
  readonly onJump: (time: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { session, range } = props;
  const keysId = useId();
  const shown = useFold((fold) => fold.shown);
  const [frame, width] = useWidth();
  const plotWidth = Math.max(0, width - scaleRoom);
  const slices = slicesFor(plotWidth);
  const {
    value: histogram,
    problem,
    retry,
  } = usePacedAnswer(
    'logs.histogram',
    // Within a time range the slices are of that range, however few rows are in it.
    {
      viewId: session.viewId,
      slices,
      ...(range === undefined ? {} : { from: range.from, until: range.until }),
    },
    session,
    shown === 'shown' && slices > 0 ? 'wanted' : 'unwanted',
  );
  const [past, setPast] = useState<readonly TimeRange[]>([]);
  const [announced, setAnnounced] = useState('');
  const [zone] = useState(zoneOfThisComputer);
  const [dialog, setDialog] = useState<'opened' | 'closed'>('closed');
  const height = useMediaQuery('(max-height: 700px)') ? heights.low : heights.tall;
  const reading = useViewFact(session, readingOf) === 'reading';
  const whole = session.snapshot().state;

  const choose = (next: TimeRange | undefined): void => {
    setAnnounced(
      next === undefined
        ? t('screens.logChart.unzoomed')
        : t('screens.logChart.zoomed', spanParts(next, format, zone)),
    );
    props.onRange(next?.from, next?.until);
  };
  const onWish = (wish: BrushWish): void => {
    if (wish.kind === 'jump') {
      props.onJump(wish.time);
      return;
    }
    if (range !== undefined) setPast((before) => [...before, range].slice(-20));
    choose(wish.range);
  };
  const onWider = (): void => {
    if (range !== undefined) choose(widerRange(past, range));
  };

  const onPlotWish = useSteady(onWish);
  const onPlotWider = useSteady(onWider);
  const onPeriod = useSteady((): void => {
    setDialog('opened');
  });
  const onPeriodClose = useSteady((): void => {
    setDialog('closed');
  });
  const onPeriodRange = useSteady((next: TimeRange): void => {
    setDialog('closed');
    onWish({ kind: 'zoom', range: next });
  });

  const filled = histogram !== undefined && fullest(histogram.slices) > 0;
  const axis = filled
    ? { from: histogram.from, width: histogram.width, count: histogram.slices.length }
    : undefined;
  const FoldIcon = shown === 'shown' ? IconChevronDown : IconChevronRight;
  return (
    <section className={styles.histogram} aria-label={t('screens.logChart.title')}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={shown === 'shown'}
          title={t(shown === 'shown' ? 'screens.logChart.hide' : 'screens.logChart.show')}
          data-testid="histogram-fold"
          onClick={() => {
            useFold.setState({ shown: shown === 'shown' ? 'hidden' : 'shown' });
          }}
        >
          <FoldIcon size={16} aria-hidden="true" />
          {t('screens.logChart.title')}
        </button>
        {shown === 'hidden' || axis === undefined ? null : (
          <span className={styles.span}>
            {t(
              'screens.logChart.span',
              spanParts({ from: axis.from, until: lastInstant(axis) }, format, zone),
            )}
          </span>
        )}
        <span className={styles.headEnd}>
          {shown === 'shown' && reading ? (
            <span role="status">{t('screens.logChart.partial')}</span>
          ) : range === undefined && shown === 'shown' && axis !== undefined ? (
            <span className={styles.hint}>{t('screens.logChart.hint')}</span>
          ) : null}
          <PeriodButton onClick={onPeriod} />
          {range === undefined ? null : (
            <>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconZoomOut size={16} aria-hidden="true" />}
                data-testid="histogram-wider"
                onClick={onWider}
              >
                {t('screens.logChart.zoomOut')}
              </Button>
              <LinkButton
                onClick={() => {
                  setPast([]);
                  choose(undefined);
                }}
              >
                {t('screens.logChart.zoomAll')}
              </LinkButton>
            </>
          )}
        </span>
      </div>
      {shown === 'hidden' ? null : (
        <div ref={frame} className={styles.frame} style={{ minHeight: height + 26 }}>
          {problem === undefined ? null : (
            <p className={styles.note} role="status">
              {t('screens.logChart.failed', { why: t(`problem.${problem.code}.title`, problem.params) })}{' '}
              <LinkButton onClick={retry}>{t('screens.common.retry')}</LinkButton>
            </p>
          )}
          {problem === undefined && histogram !== undefined && !filled && !reading ? (
            <p className={styles.note}>{t('screens.logChart.empty')}</p>
          ) : null}
          {axis === undefined || histogram === undefined || plotWidth === 0 ? null : (
            <>
              <QuietPlot
                histogram={histogram}
                width={plotWidth}
                height={height}
                zone={zone}
                onScreen={props.onScreen}
                onWish={onPlotWish}
                onWider={onPlotWider}
                describedBy={keysId}
              />
              <HistogramTable histogram={histogram} zone={zone} frames={session.frames} />
            </>
          )}
          <p id={keysId} className="visually-hidden">
            {t('screens.logChart.help')}
          </p>
        </div>
      )}
      <p className="visually-hidden" aria-live="polite">
        {announced}
      </p>
      <QuietPeriod
        opened={dialog === 'opened'}
        from={dialog === 'opened' ? (range?.from ?? whole?.from) : undefined}
        until={dialog === 'opened' ? (range?.until ?? whole?.until) : undefined}
        onClose={onPeriodClose}
        onRange={onPeriodRange}
      />
    </section>
  );
}
