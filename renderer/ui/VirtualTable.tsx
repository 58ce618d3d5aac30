import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useScroller } from './scroller';
import styles from './VirtualTable.module.css';

/** One column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  readonly className?: string | undefined;
  readonly render: (row: Row) => ReactNode;
}

/** A table of any length: only the rows in view are drawn, their height is measured. */
export function VirtualTable<Row>(props: {
  readonly label: string;
  /** Sets `--columns`, the tracks of the grid, for each width of the page. */
  readonly className: string | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Height of a row before it is measured, in pixels. */
  readonly estimate: number;
  readonly rowTestId?: string;
}) {
  const scroller = useScroller();
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const { rows, rowKey } = props;

  // Notices above the table come and go: where it begins is measured after each draw.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    const base = scroller.current?.getBoundingClientRect().top ?? 0;
    const next = Math.round(top - base + (scroller.current?.scrollTop ?? 0));
    setMargin((before) => (Math.abs(before - next) > 1 ? next : before));
  });

  // The virtualizer changes under its own identity; this component is not compiled, so nothing goes stale.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.estimate,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    scrollMargin: margin,
    overscan: 6,
  });

  return (
    <div
      role="table"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      className={`${styles.table ?? ''} ${props.className ?? ''}`}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          {props.columns.map((column) => (
            <div role="columnheader" key={column.key} className={column.className}>
              {column.header}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={body} className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              role="row"
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              data-testid={props.rowTestId}
              aria-rowindex={item.index + 2}
              className={`${styles.row ?? ''} ${styles.bodyRow ?? ''}`}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              {props.columns.map((column) => (
                <div role="cell" key={column.key} className={column.className}>
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
