import { useId, useMemo, useState } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { histogramLevels } from '../../../shared/model/logView';
import type { LogHistogram, ShownLevel } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { brushStep, chosenRange, idleBrush } from './brush';
import type { BrushEvent, BrushWish } from './brush';
import { sliceSentence, sliceWhen } from './countWords';
import { fullest, levelOutlines, levelsFromBase, roundAbove, sum } from './levelBars';
import { LevelSwatch } from './LevelSwatch';
import { fractionOf, instantAt, lastInstant, rangeOfSlices, sliceAt, totals } from './sliceAxis';
import type { SliceAxis, TimeRange } from './sliceAxis';
import { tickLabel } from './timeWords';
import { timeTicks } from './timeTicks';
import styles from './histogram.module.css';

/** Room that the label of a mark on the time axis takes, in pixels. */
const tickRoom = 84;

const barClasses: Readonly<Record<ShownLevel, string | undefined>> = {
  NONE: styles.barNone,
  DEBUG: styles.barDebug,
  INFO: styles.barInfo,
  WARNING: styles.barWarning,
  ERROR: styles.barError,
  CRITICAL: styles.barCritical,
};

function Bars(props: {
  readonly histogram: LogHistogram;
  readonly width: number;
  readonly height: number;
  readonly most: number;
}) {
  const { histogram, width, height, most } = props;
  const id = useId();
  const outlines = useMemo(
    () => levelOutlines(histogram.slices, { width, height, most }),
    [histogram, width, height, most],
  );
  const patterned = { NONE: 'none', WARNING: 'warning', CRITICAL: 'critical' } as const;
  return (
    <svg className={styles.bars} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={`${id}none`} patternUnits="userSpaceOnUse" width="4" height="4">
          <rect className={styles.barNone} width="2" height="2" />
          <rect className={styles.barNone} x="2" y="2" width="2" height="2" />
        </pattern>
        <pattern id={`${id}warning`} patternUnits="userSpaceOnUse" width="5" height="5">
          <rect className={styles.barWarning} width="5" height="5" />
          <path className={styles.stripeWarning} d="M-1 1l2 -2M0 5l5 -5M4 6l2 -2" />
        </pattern>
        <pattern id={`${id}critical`} patternUnits="userSpaceOnUse" width="4" height="4">
          <rect className={styles.barCritical} width="4" height="4" />
          <path className={styles.stripeCritical} d="M0 2h4" />
        </pattern>
      </defs>
      <line className={styles.grid} x1="0" x2={width} y1="0.5" y2="0.5" />
      {levelsFromBase.map((level) =>
        outlines[level] === '' ? null : (
          <path
            key={level}
            d={outlines[level]}
            data-level={level}
            {...(level === 'NONE' || level === 'WARNING' || level === 'CRITICAL'
              ? { fill: `url(#${id}${patterned[level]})` }
              : { className: barClasses[level] })}
          />
        ),
      )}
    </svg>
  );
}

function TimeAxis(props: { readonly axis: SliceAxis; readonly width: number; readonly zone: string }) {
  const { language } = useFormat();
  const { axis, width, zone } = props;
  const { unit, ticks } = timeTicks(
    { from: axis.from, until: lastInstant(axis) },
    Math.max(2, Math.floor(width / tickRoom)),
    zone,
  );
  return (
    <div className={styles.axis} aria-hidden="true">
      {ticks.map((tick) => {
        const left = fractionOf(axis, tick.time) * width;
        // A label that would leave the chart is not drawn.
        if (left < 24 || left > width - 24) return null;
        return (
          <span key={tick.time} className={styles.tick} style={{ left }}>
            {tickLabel(tick, unit, language, zone)}
          </span>
        );
      })}
    </div>
  );
}

function Tooltip(props: {
  readonly counts: readonly number[];
  readonly when: string;
  readonly style: CSSProperties;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.tooltip} style={props.style} aria-hidden="true" data-testid="histogram-tooltip">
      <div className={styles.tooltipTitle}>{props.when}</div>
      {levelsFromBase.map((level) => {
        const count = props.counts[histogramLevels.indexOf(level)] ?? 0;
        return count === 0 ? null : (
          <div key={level} className={styles.tooltipLine}>
            <LevelSwatch level={level} />
            {t(`screens.logChart.count.${level}`, { count, formatted: format.number(count) })}
          </div>
        );
      })}
      {sum(props.counts) === 0 ? t('screens.logChart.noLine') : null}
    </div>
  );
}

/** How a key moves the keyboard's selection; nothing for keys that mean nothing here. */
function keyEvent(event: KeyboardEvent): BrushEvent | 'wider' | undefined {
  if (event.altKey || event.metaKey) return undefined;
  const anchor = event.shiftKey ? 'stays' : 'moves';
  switch (event.key) {
    case 'ArrowLeft':
      return { kind: 'step', by: event.ctrlKey ? -10 : -1, anchor };
    case 'ArrowRight':
      return { kind: 'step', by: event.ctrlKey ? 10 : 1, anchor };
    case 'PageUp':
      return { kind: 'step', by: -10, anchor };
    case 'PageDown':
      return { kind: 'step', by: 10, anchor };
    case 'Home':
      return { kind: 'edge', to: 'first', anchor };
    case 'End':
      return { kind: 'edge', to: 'last', anchor };
    case 'Enter':
      return { kind: 'zoom' };
    case ' ':
      return { kind: 'go' };
    case 'Escape':
      return { kind: 'cancel' };
    case 'Backspace':
      return 'wider';
    default:
      return undefined;
  }
}

function band(axis: SliceAxis, range: TimeRange, width: number): CSSProperties {
  const left = fractionOf(axis, range.from) * width;
  return { left, width: Math.max(3, fractionOf(axis, range.until + 1) * width - left) };
}

/** The bars, the time axis, and what pointer and keyboard do on them. */
export function HistogramPlot(props: {
  readonly histogram: LogHistogram;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly zone: string;
  /** Instants of the first and the last row on screen. */
  readonly onScreen: TimeRange | undefined;
  readonly onWish: (wish: BrushWish) => void;
  readonly onWider: () => void;
  /** Id of the text that tells the keys. */
  readonly describedBy: string;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { histogram, width, height, zone } = props;
  const [brush, setBrush] = useState(idleBrush);
  const [hover, setHover] = useState<number>();
  const axis: SliceAxis = {
    from: histogram.from,
    width: histogram.width,
    count: histogram.slices.length,
  };
  const most = roundAbove(fullest(histogram.slices));
  const context = { t, format, zone };

  const send = (event: BrushEvent): void => {
    const next = brushStep(brush, event, axis);
    setBrush(next.brush);
    if (next.wish !== undefined) props.onWish(next.wish);
  };
  const place = (event: PointerEvent<HTMLElement>): { fraction: number; x: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return { fraction: (event.clientX - box.left) / box.width, x: event.clientX };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const meant = keyEvent(event);
    if (meant === undefined) return;
    // The list of lines and the shell listen to some of these keys too.
    event.preventDefault();
    event.stopPropagation();
    if (meant === 'wider') props.onWider();
    else send(meant);
  };

  const chosen = chosenRange(brush, axis);
  const hovered = hover === undefined ? undefined : sliceAt(axis, instantAt(axis, hover));
  const told = chosen ?? (hovered === undefined ? undefined : rangeOfSlices(axis, hovered, hovered));
  const countsOf = (range: TimeRange): readonly number[] =>
    totals(histogram.slices.slice(sliceAt(axis, range.from), sliceAt(axis, range.until) + 1));
  const whole = { from: axis.from, until: lastInstant(axis) };
  const spoken = chosen ?? whole;
  const middle = told === undefined ? 0 : fractionOf(axis, (told.from + told.until) / 2);
  return (
    <div className={styles.plotFrame}>
      <div className={styles.scale} style={{ height }} aria-hidden="true">
        <span>{format.number(most)}</span>
        <span>0</span>
      </div>
      <div className={styles.plot} style={{ width }}>
        <div
          role="slider"
          tabIndex={0}
          className={styles.brushArea}
          style={{ height }}
          aria-label={t('screens.logChart.chart')}
          aria-describedby={props.describedBy}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={axis.count - 1}
          aria-valuenow={sliceAt(axis, brush.kind === 'cursor' ? brush.head : whole.until)}
          aria-valuetext={sliceSentence(spoken, axis.width, countsOf(spoken), context)}
          data-testid="histogram"
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            send({ kind: 'press', ...place(event) });
          }}
          onPointerMove={(event) => {
            setHover(place(event).fraction);
            if (brush.kind === 'pressed' || brush.kind === 'dragging')
              send({ kind: 'move', ...place(event) });
          }}
          onPointerUp={() => {
            if (brush.kind === 'pressed' || brush.kind === 'dragging') send({ kind: 'release' });
          }}
          onPointerCancel={() => {
            send({ kind: 'cancel' });
          }}
          onPointerLeave={() => {
            setHover(undefined);
          }}
          onDoubleClick={props.onWider}
          onBlur={() => {
            if (brush.kind === 'cursor') send({ kind: 'cancel' });
          }}
          onKeyDown={onKeyDown}
        >
          <Bars histogram={histogram} width={width} height={height} most={most} />
          {chosen === undefined ? null : (
            <div className={styles.chosen} style={band(axis, chosen, width)} data-testid="histogram-chosen" />
          )}
        </div>
        <div className={styles.baseline}>
          {props.onScreen === undefined ? null : (
            <div className={styles.onScreen} style={band(axis, props.onScreen, width)} />
          )}
        </div>
        <TimeAxis axis={axis} width={width} zone={zone} />
        {told === undefined ? null : (
          <Tooltip
            when={sliceWhen(told, axis.width, context)}
            counts={countsOf(told)}
            style={middle > 0.5 ? { right: (1 - middle) * width + 12 } : { left: middle * width + 12 }}
          />
        )}
      </div>
    </div>
  );
}
