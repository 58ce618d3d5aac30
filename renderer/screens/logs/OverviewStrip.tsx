import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogOverview, LogViewState } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { goalAt, marksPath, overviewKinds, slicesFor, stripWidth } from './overviewMarks';
import type { OverviewGoal, OverviewKind } from './overviewMarks';
import type { LogSession } from './logSession';
import { goalWords, overviewWords, workOf } from './overviewWords';
import { usePacedAnswer } from './usePacedAnswer';
import { useViewFact } from './useViewFact';
import styles from './overview.module.css';

const marks: Readonly<Record<OverviewKind, string | undefined>> = {
  warning: styles.warning,
  error: styles.error,
  critical: styles.critical,
  match: styles.match,
};

/** Everything in a view's state that the words of the strip tell. */
function completenessOf(state: LogViewState | undefined): string {
  return `${workOf(state)} ${state?.incomplete === undefined ? 'complete' : 'incomplete'}`;
}

function Marks(props: { readonly overview: LogOverview; readonly height: number }) {
  const { overview, height } = props;
  const paths = useMemo(
    () => overviewKinds.map((kind) => [kind, marksPath(overview, kind, height)] as const),
    [overview, height],
  );
  return (
    <svg className={styles.marks} width={stripWidth} height={height} aria-hidden="true">
      {paths.map(([kind, path]) =>
        path === '' ? null : <path key={kind} d={path} className={marks[kind]} data-kind={kind} />,
      )}
    </svg>
  );
}

/**
 * All rows of a view from top to bottom beside their scrollbar, with the places of errors, warnings and matches. For the
 * pointer; keys go to the next error and the next match, and a reader hears the same in words.
 */
export function OverviewStrip(props: {
  readonly session: LogSession;
  readonly onRow: (row: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { session } = props;
  const strip = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const [goal, setGoal] = useState<OverviewGoal>();
  const visibility = useDocumentVisibility();
  const slices = slicesFor(height);
  useEffect(() => {
    const element = strip.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      setHeight(element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const { value, problem } = usePacedAnswer(
    'logs.overview',
    { viewId: session.viewId, slices },
    session,
    visibility === 'visible' && slices > 0 ? 'wanted' : 'unwanted',
  );
  const drawn = value !== undefined && value.rows > 0 && problem === undefined ? value : undefined;
  useViewFact(session, completenessOf);
  const words = overviewWords(value, problem, session.snapshot().state, t, format);
  const meant = (event: { readonly clientX: number; readonly clientY: number }): OverviewGoal | undefined => {
    const box = strip.current?.getBoundingClientRect();
    if (drawn === undefined || box === undefined) return undefined;
    return goalAt(drawn, { x: event.clientX - box.left, y: event.clientY - box.top }, height);
  };
  return (
    <div
      ref={strip}
      className={styles.strip}
      role="img"
      aria-label={t('screens.common.about', { name: t('screens.logOverview.name'), what: words })}
      title={
        drawn === undefined || goal === undefined
          ? `${words}\n${t('screens.logOverview.legend')}`
          : goalWords(goal, drawn, t, format)
      }
      data-testid="log-overview"
      data-state={problem !== undefined ? 'failed' : drawn === undefined ? 'pending' : 'drawn'}
      onMouseDown={(event) => {
        // The keyboard stays where it is.
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        setGoal(meant(event));
      }}
      onPointerLeave={() => {
        setGoal(undefined);
      }}
      onClick={(event) => {
        const to = meant(event);
        if (to !== undefined) props.onRow(to.row);
      }}
    >
      {drawn === undefined || height === 0 ? null : <Marks overview={drawn} height={height} />}
    </div>
  );
}
