import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { HTMLAttributes, Ref } from 'react';
import { createRowPool } from './rowPool';
import type { RowElement, RowPool } from './rowPool';
import { lastTop, nativeOf, rowsInView, scrollScale, topAfter, withinScale } from './scaledScroll';
import styles from './ScaledList.module.css';

/** Rows drawn beyond each end of the viewport. */
const overscan = 4;
/** Taller than any screen, in pixels. */
const tallestViewport = 4_320;

/** Where a list stands: its first row in view, and by how many pixels that is scrolled off. */
export interface ListPlace {
  readonly row: number;
  readonly offset: number;
}

/** What the owner of a list can do with it. */
export interface ScaledListHandle {
  readonly place: () => ListPlace;
  readonly setPlace: (place: ListPlace) => void;
  /** Brings a row into view: not at all when it is, to the middle, or just inside the nearest edge. */
  readonly toRow: (row: number, into: 'middle' | 'edge') => void;
  /** Stays where it is, also when it was pinned to its end. */
  readonly stay: () => void;
  /** Rows that fit into the viewport. */
  readonly page: () => number;
  readonly focus: () => void;
}

/** How the reader moved a list, in pixels. */
export interface ScrollMove {
  readonly by: number;
  readonly toEnd: number;
}

/**
 * A list of any number of rows of one height: only those in view are drawn, into a window that stays in place while a
 * scrollbar of the system moves behind it. Ten million rows scroll as finely as ten. Rows are elements that are made
 * once and filled again and again: a frame has no time for React to find out what changed in each of them.
 */
export function ScaledList<E extends RowElement>(
  props: {
    readonly handle: Ref<ScaledListHandle>;
    readonly rows: number;
    /** Pixels, the same for each row. */
    readonly rowHeight: number;
    readonly pinned: 'end' | 'free';
    readonly makeRow: () => E;
    /** Fills an element, which may have shown another row. */
    readonly drawRow: (element: E, row: number) => void;
    /** Calls back whenever rows came that were not there to be drawn, until the returned function is called. */
    readonly onRows: (listener: () => void) => () => void;
    /** Says which rows are drawn, both inclusive. */
    readonly onRange: (first: number, last: number) => void;
    readonly onMove: (move: ScrollMove) => void;
  } & Omit<HTMLAttributes<HTMLDivElement>, 'onScroll'> & { readonly [data: `data-${string}`]: string },
) {
  const { handle, rows, rowHeight, pinned, onRange, onMove, className, ...rest } = props;
  const { makeRow, drawRow, onRows, ...attributes } = rest;
  const scroller = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [top, setTop] = useState(0);
  const scale = scrollScale(rows, rowHeight, viewport);
  const shownTop = pinned === 'end' ? lastTop(scale) : withinScale(scale, top);
  const { first, last } = rowsInView(scale, shownTop, rowHeight);
  const from = Math.max(0, first - overscan);
  const until = Math.min(rows - 1, last + overscan);
  const pool = useRef<RowPool<E>>(undefined);
  const drawNow = useRef<() => void>(undefined);
  const selected = useRef<'here' | 'elsewhere'>('elsewhere');
  const gesture = useRef<'none' | 'under-way'>('none');
  /** What event handlers need of the last drawing, and where the scrollbar was left by it. */
  const live = useRef({ scale, top: shownTop, native: 0 });

  // Before the scrollbar is looked at, so that the page is laid out once for both.
  useLayoutEffect(() => {
    drawNow.current = () => {
      if (holder.current === null) return;
      pool.current ??= createRowPool(holder.current, makeRow);
      if (pool.current.draw(from, until, drawRow) === 'same') return;
      // Text that was selected would now be that of other rows.
      if (selected.current === 'here') window.getSelection()?.removeAllRanges();
    };
    drawNow.current();
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const wanted = nativeOf(scale, shownTop);
    const { scale: before, top: topBefore, native: left } = live.current;
    live.current.scale = scale;
    live.current.top = shownTop;
    // While the reader drags or flicks, a shrunken scrollbar is theirs: it is put right when they let go.
    const free = scale.native === scale.content || gesture.current === 'none';
    // Where the scrollbar stands is only looked at when it may have to be moved: looking lays the page out.
    const same = before.content === scale.content && before.viewport === scale.viewport;
    if (same && topBefore === shownTop && (!free || Math.abs(wanted - left) <= 0.5)) return;
    // Where the browser leaves the scrollbar when the list becomes shorter; anywhere else, the reader has just moved
    // it, and what they want is about to be heard.
    const expected = Math.min(left, nativeOf(scale, lastTop(scale)));
    if (Math.abs(element.scrollTop - expected) > 0.5) return;
    if (free && Math.abs(wanted - expected) > 0.5) element.scrollTop = wanted;
    live.current.native = element.scrollTop;
  });

  useLayoutEffect(() => {
    onRange(from, until);
  }, [onRange, from, until, rows]);

  useEffect(() => {
    // Noted when it changes: asking for it while rows are drawn would lay the page out each time.
    const note = (): void => {
      const selection = window.getSelection();
      const at = selection?.isCollapsed === false ? selection.anchorNode : null;
      selected.current = at !== null && holder.current?.contains(at) === true ? 'here' : 'elsewhere';
    };
    document.addEventListener('selectionchange', note);
    return () => {
      document.removeEventListener('selectionchange', note);
    };
  }, []);
  useEffect(() => {
    let frame: number | undefined;
    const stop = onRows(() => {
      if (gesture.current === 'none') {
        drawNow.current?.();
        return;
      }
      // While the list is scrolled, the next frame asks where to first: what was drawn before would be laid out twice.
      frame ??= requestAnimationFrame(() => {
        frame = undefined;
        drawNow.current?.();
      });
    });
    return () => {
      stop();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [onRows]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      // A list that its surroundings do not hold would be as tall as its rows: it never draws all of them.
      setViewport(Math.min(element.clientHeight, tallestViewport));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useImperativeHandle(
    handle,
    () => ({
      place: () => {
        const row = Math.floor(live.current.top / rowHeight);
        return { row, offset: live.current.top - row * rowHeight };
      },
      setPlace: ({ row, offset }) => {
        gesture.current = 'none';
        setTop(row * rowHeight + offset);
      },
      toRow: (row, into) => {
        const { top: now, scale: current } = live.current;
        const above = row * rowHeight;
        const below = above + rowHeight;
        if (above >= now && below <= now + current.viewport) return;
        gesture.current = 'none';
        if (into === 'middle') setTop(above - Math.round((current.viewport - rowHeight) / 2));
        else setTop(above < now ? above : below - current.viewport);
      },
      stay: () => {
        setTop(live.current.top);
      },
      page: () => Math.max(1, Math.floor(live.current.scale.viewport / rowHeight) - 1),
      focus: () => {
        scroller.current?.focus({ preventScroll: true });
      },
    }),
    [rowHeight],
  );

  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    const { native, top: before, scale: current } = live.current;
    const now = element.scrollTop;
    if (Math.abs(now - native) < 0.5) return;
    // The browser moves a list that grew before its height is noted here: nobody scrolled.
    if (Math.min(element.clientHeight, tallestViewport) !== current.viewport) return;
    gesture.current = 'under-way';
    const next = topAfter(current, before, { from: native, to: now });
    live.current.native = now;
    live.current.top = next;
    setTop(next);
    onMove({ by: now - native, toEnd: lastTop(current) - next });
  };
  const onScrollEnd = (): void => {
    gesture.current = 'none';
    const element = scroller.current;
    if (element === null || live.current.scale.native === live.current.scale.content) return;
    element.scrollTop = nativeOf(live.current.scale, live.current.top);
    live.current.native = element.scrollTop;
  };

  return (
    <div
      ref={scroller}
      className={`${styles.scroller ?? ''} ${className ?? ''}`}
      tabIndex={0}
      {...attributes}
      onScroll={onScroll}
      onScrollEnd={onScrollEnd}
      onWheel={(event) => {
        // What the reader wants counts at once: a scroll that the browser animates has hardly moved when the next
        // rows come, and would be pulled back to the end.
        if (event.deltaY >= 0 || pinned === 'free' || lastTop(live.current.scale) === 0) return;
        setTop(live.current.top);
        onMove({ by: event.deltaY, toEnd: -event.deltaY });
      }}
    >
      <div className={styles.sizer} style={{ height: scale.native }}>
        <div className={styles.window} style={{ height: viewport }}>
          <div
            ref={holder}
            className={styles.rows}
            style={{ transform: `translateY(${Math.round(from * rowHeight - shownTop)}px)` }}
          />
        </div>
      </div>
    </div>
  );
}
