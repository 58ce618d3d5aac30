import { startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { LogPosition, LogRow, LogTarget, LogViewRequest } from '../../../shared/model/logView';
import type { ScaledListHandle, ScrollMove } from '../../ui/ScaledList';
import { afterScroll, following, newRows, ofOtherRows, paused, withFound } from './follow';
import type { Follow } from './follow';
import type { Chosen } from './LogRows';
import type { Anchor, LogSession, LogSnapshot } from './logSession';
import type { MatchPlace } from './MatchBar';
import type { OnScreen } from './useLogSession';

/** How going somewhere ended. */
export type Arrival =
  | { readonly kind: 'row'; readonly position: LogPosition }
  | { readonly kind: 'none' | 'hidden'; readonly target: LogTarget };

/** Where the reader is in a view: at its end or not, on which row, and what they look at. */
export interface LogPlace {
  readonly follow: Follow;
  readonly unseen: number;
  readonly chosen: Chosen | undefined;
  /** The record in the panel. */
  readonly opened: LogRow | undefined;
  readonly match: MatchPlace | undefined;
  readonly onMove: (move: ScrollMove) => void;
  readonly choose: (row: number, how: 'one' | 'up-to') => void;
  readonly move: (to: number, how: 'one' | 'up-to') => void;
  readonly open: () => void;
  readonly close: () => void;
  readonly unchoose: () => void;
  readonly toEnd: () => void;
  readonly hold: () => void;
  readonly go: (target: LogTarget) => Promise<Arrival>;
  /** Goes there as soon as the view shows what was asked of it since. */
  readonly goLater: (target: LogTarget) => void;
}

/** What must stay in place while rows come and go: the first row in view of a reader, and the row they chose. */
export function anchorsOf(
  session: LogSession,
  list: ScaledListHandle | null,
  follow: Follow,
  chosen: Chosen | undefined,
): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const add = (name: Anchor['name'], index: number): void => {
    const row = session.row(index);
    if (row === undefined) return;
    anchors.push({ name, ref: row.ref, row: index, ...(row.time === undefined ? {} : { time: row.time }) });
  };
  if (follow.mode === 'paused' && list !== null) add('top', list.place().row);
  if (chosen !== undefined) add('cursor', chosen.cursor);
  return anchors;
}

/** Keeps the reader's place while rows come and go. */
export function useLogPlace(
  session: LogSession,
  snapshot: LogSnapshot,
  listRef: RefObject<ScaledListHandle | null>,
  onScreenRef: RefObject<OnScreen>,
): LogPlace {
  const rows = snapshot.state?.rows ?? 0;
  const [follow, setFollow] = useState<Follow>(following);
  const [chosen, setChosen] = useState<Chosen>();
  const [panel, setPanel] = useState<'opened' | 'closed'>('closed');
  const [held, setHeld] = useState<LogRow>();
  const [match, setMatch] = useState<MatchPlace & { readonly of: LogViewRequest | undefined }>();
  const [seen, setSeen] = useState<{ readonly moved: number; readonly request?: LogViewRequest }>({
    moved: 0,
  });
  const [work, setWork] = useState<'busy' | 'idle'>('idle');

  // What the snapshot changed is taken over before anything is drawn.
  const movedId = snapshot.moved?.id ?? 0;
  if (seen.moved !== movedId || seen.request !== snapshot.request) {
    setSeen({ moved: movedId, ...(snapshot.request === undefined ? {} : { request: snapshot.request }) });
    if (seen.request !== snapshot.request) setFollow(ofOtherRows(follow, rows));
    const cursor =
      seen.moved === movedId ? undefined : snapshot.moved?.to.find(({ name }) => name === 'cursor');
    if (cursor !== undefined && chosen !== undefined) {
      const by = cursor.row - chosen.cursor;
      setChosen(cursor.found === 'row' ? { cursor: cursor.row, from: chosen.from + by } : undefined);
    }
  }
  const now =
    snapshot.state !== undefined &&
    (snapshot.state.reading.done < snapshot.state.reading.total ||
      snapshot.state.searching.done < snapshot.state.searching.total)
      ? 'busy'
      : 'idle';
  if (now !== work) setWork(now);
  // What is still being read or searched is old, not new; so is what the end of that work brought.
  const old = now === 'busy' || work === 'busy';
  if (old && follow.mode === 'paused' && follow.rowsThen !== rows) setFollow(ofOtherRows(follow, rows));
  const records = snapshot.state?.records ?? 0;
  // Known while it is paused: rows that are followed draw the screen twenty times a second, once each.
  const [known, setKnown] = useState<{ readonly rows: number; readonly records: number }>();
  if (follow.mode === 'following') {
    if (known !== undefined) setKnown(undefined);
  } else if (known?.rows !== rows || known.records !== records) {
    setKnown({ rows, records });
    // The same records, and other rows of them: a search found those, nobody wrote them.
    if (!old && known?.records === records) setFollow(withFound(follow, rows - known.rows));
  }
  const current = chosen === undefined ? undefined : session.row(chosen.cursor);
  if (
    panel === 'opened' &&
    current !== undefined &&
    (held === undefined || held.ref.source !== current.ref.source || held.ref.offset !== current.ref.offset)
  ) {
    setHeld(current);
  }
  const [, setCame] = useState(0);
  const awaited = panel === 'opened' && chosen !== undefined && current === undefined;
  useEffect(
    () =>
      awaited
        ? session.onRows(() => {
            setCame((times) => times + 1);
          })
        : undefined,
    [session, awaited],
  );

  useEffect(() => {
    onScreenRef.current = {
      anchors: () => anchorsOf(session, listRef.current, follow, chosen),
      pinned: () => (follow.mode === 'following' ? 'end' : 'free'),
      fitting: () => listRef.current?.page(),
    };
  });
  useLayoutEffect(() => {
    const top = snapshot.moved?.to.find(({ name, found }) => name === 'top' && found !== 'gone');
    const handle = listRef.current;
    if (top !== undefined && handle !== null)
      handle.setPlace({ row: top.row, offset: handle.place().offset });
    // Each move is made once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [movedId]);

  const hold = useCallback(() => {
    listRef.current?.stay();
    setFollow((before) => paused(before, session.snapshot().state?.rows ?? 0));
  }, [session, listRef]);
  const put = useCallback(
    (row: number, how: 'one' | 'up-to', into: 'middle' | 'edge') => {
      hold();
      setChosen((before) => ({ cursor: row, from: how === 'up-to' ? (before?.from ?? row) : row }));
      listRef.current?.toRow(row, into);
    },
    [hold, listRef],
  );
  const go = useCallback(
    async (target: LogTarget): Promise<Arrival> => {
      const position = await session.goTo(target);
      if (position?.found !== 'row')
        return { kind: position?.found === 'hidden' ? 'hidden' : 'none', target };
      put(position.row, 'one', 'middle');
      const { number, total } = position;
      if (target.to !== 'next' && target.to !== 'previous') setMatch(undefined);
      else if (target.what === 'match' && number !== undefined && total !== undefined) {
        setMatch({ number, total, of: session.snapshot().request });
      }
      return { kind: 'row', position };
    },
    [session, put],
  );
  const later = useRef<LogTarget>(undefined);
  useEffect(() => {
    const target = later.current;
    later.current = undefined;
    if (target !== undefined && snapshot.request !== undefined) void go(target);
  }, [snapshot.request, go]);

  return {
    follow,
    unseen: newRows(follow, rows),
    chosen: chosen !== undefined && chosen.cursor < rows ? chosen : undefined,
    opened: panel === 'opened' ? held : undefined,
    match: match?.of === snapshot.request ? match : undefined,
    onMove: ({ by, toEnd }) => {
      setFollow((before) => afterScroll(before, { by, toEnd, rows }));
    },
    choose: (row, how) => {
      put(row, how, 'edge');
    },
    move: (to, how) => {
      if (rows > 0) put(Math.min(Math.max(to, 0), rows - 1), how, 'edge');
    },
    open: () => {
      hold();
      // The row is marked at once; the panel is a lot to draw, and rows that come meanwhile are drawn before it.
      startTransition(() => {
        setPanel('opened');
      });
    },
    close: () => {
      setPanel('closed');
      listRef.current?.focus();
    },
    unchoose: () => {
      setChosen(undefined);
    },
    toEnd: () => {
      setChosen(undefined);
      setFollow(following);
    },
    hold,
    go,
    goLater: (target) => {
      later.current = target;
    },
  };
}
