import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LogFilter, LogViewState } from '../../../shared/model/logView';
import type { LogSession } from './logSession';
import type { TimeRange } from './sliceAxis';

/** How long the rows stand still before their times are shown elsewhere, in milliseconds. */
const quietMs = 120;

/** A range of time, where both ends are known. */
export function rangeOf(from: number | undefined, until: number | undefined): TimeRange | undefined {
  return from === undefined || until === undefined || until < from ? undefined : { from, until };
}

/** Times of the first and the last row in view, once scrolling pauses. */
export function useShownRange(session: LogSession): {
  readonly shownRange: TimeRange | undefined;
  readonly onRange: (first: number, last: number) => void;
} {
  const [shownRange, setShownRange] = useState<TimeRange>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const onRange = useCallback(
    (first: number, last: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const next = rangeOf(session.row(first)?.time, session.row(last)?.time);
        startTransition(() => {
          setShownRange((before) =>
            before?.from === next?.from && before?.until === next?.until ? before : next,
          );
        });
      }, quietMs);
    },
    [session],
  );
  return { shownRange, onRange };
}

/** The time that the filter narrows the rows to, if it does; an end that it leaves open is that of the rows. */
export function useTimeRange(
  { from, until }: Pick<LogFilter, 'from' | 'until'>,
  state: LogViewState | undefined,
): TimeRange | undefined {
  const first = from ?? state?.from;
  const last = until ?? state?.until;
  return useMemo(
    () => (from === undefined && until === undefined ? undefined : rangeOf(first, last)),
    [from, until, first, last],
  );
}
