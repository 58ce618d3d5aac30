import type { LogRow, LogRows } from '../../../shared/model/logView';

/** Rows per page: a window shows about one page, and each row that is handed over costs the page's own thread. */
export const pageRows = 32;
/** Most pages asked for at once; the reader gives at most 500 rows. */
const mostPagesAtOnce = 15;
/** Most pages kept: 4,096 rows, far more than any window shows. */
const mostPages = 128;

interface Page {
  rows: readonly LogRow[];
  /** Rows from the page's beginning that are those of the version on screen. */
  fresh: number;
  /** `asked`: an answer came since the last change, so asking again would bring nothing. */
  state: 'due' | 'asked';
}

/** Rows of a view, read page by page as they are looked at. */
export interface RowSource {
  /** What is known of a row; it may be of an older version until its page is there. */
  readonly row: (index: number) => LogRow | undefined;
  /** Says which rows are in view, both inclusive: the last wish wins. */
  readonly want: (first: number, last: number) => void;
  /**
   * The view has other rows now; those below `sameRows` are the same as before. `known` are rows that were read for
   * it, such as those around a place that is about to be shown.
   */
  readonly changed: (
    state: { readonly version: number; readonly rows: number; readonly sameRows: number },
    known?: LogRows,
  ) => void;
}

/**
 * Keeps a bounded number of pages and has at most one request under way. Rows that changed stay visible until the new
 * ones are there, so that nothing flickers while somebody types.
 */
export function createRowSource(needs: {
  /** Reads rows; `undefined` when they could not be had: they are asked for again with the next change or wish. */
  readonly fetch: (from: number, count: number) => Promise<LogRows | undefined>;
  readonly onRows: () => void;
}): RowSource {
  const pages = new Map<number, Page>();
  let total = 0;
  let version = -1;
  /** Rows below are the same as when the request under way was made. */
  let sameSinceAsked = 0;
  let wanted = { first: 0, last: -1 };
  let fetching: 'yes' | 'no' = 'no';

  const lengthOf = (page: number): number => Math.min(pageRows, total - page * pageRows);
  const isDue = (number: number): boolean => {
    const page = pages.get(number);
    if (lengthOf(number) <= 0) return false;
    return page === undefined || (page.state === 'due' && page.fresh < lengthOf(number));
  };

  const due = (): { readonly from: number; readonly count: number } | undefined => {
    const lastPage = Math.floor(Math.min(wanted.last, total - 1) / pageRows);
    let first = Math.floor(wanted.first / pageRows);
    while (first <= lastPage && !isDue(first)) first += 1;
    if (first > lastPage) return undefined;
    let end = first + 1;
    while (end <= lastPage && end - first < mostPagesAtOnce && isDue(end)) end += 1;
    // Whole pages, also at the end: the reader may have more rows by now than were announced.
    return { from: first * pageRows, count: (end - first) * pageRows };
  };

  const keep = (answer: LogRows, count: number): void => {
    for (let at = 0; at < count; at += pageRows) {
      const page = pages.get((answer.from + at) / pageRows);
      // A row that is the same as before stays the same object: what shows it need not be drawn again.
      const rows = answer.rows
        .slice(at, at + pageRows)
        .map((row, index) => (page !== undefined && index < page.fresh ? (page.rows[index] ?? row) : row));
      // A shorter page than the one before: the view has fewer rows, and its change is about to be announced.
      const kept = page !== undefined && page.rows.length > rows.length ? page.rows.slice(rows.length) : [];
      pages.set((answer.from + at) / pageRows, {
        rows: [...rows, ...kept],
        fresh: answer.version >= version ? rows.length : Math.max(0, sameSinceAsked - answer.from - at),
        state: answer.version >= version ? 'asked' : 'due',
      });
    }
    const middle = (wanted.first + wanted.last) / 2 / pageRows;
    const furthest = [...pages.keys()].toSorted((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const number of furthest.slice(0, Math.max(0, pages.size - mostPages))) pages.delete(number);
  };

  /** Keeps the whole pages of rows that were read elsewhere. */
  const put = (rows: LogRows): void => {
    const skipped = (pageRows - (rows.from % pageRows)) % pageRows;
    const from = rows.from + skipped;
    const whole = rows.rows.slice(skipped);
    const complete = from + whole.length >= total ? whole.length : whole.length - (whole.length % pageRows);
    if (complete > 0) keep({ ...rows, from, rows: whole.slice(0, complete) }, complete);
  };

  const pump = async (): Promise<void> => {
    const next = due();
    if (fetching === 'yes' || next === undefined) return;
    fetching = 'yes';
    sameSinceAsked = Number.POSITIVE_INFINITY;
    const answer = await needs.fetch(next.from, next.count);
    fetching = 'no';
    if (answer === undefined) return;
    keep(answer, next.count);
    needs.onRows();
    await pump();
  };

  return {
    row: (index) => pages.get(Math.floor(index / pageRows))?.rows[index % pageRows],
    want: (first, last) => {
      wanted = { first, last };
      void pump();
    },
    changed: (state, known) => {
      const { rows, sameRows } = state;
      total = rows;
      version = state.version;
      sameSinceAsked = Math.min(sameSinceAsked, sameRows);
      for (const [number, page] of pages) {
        if (lengthOf(number) <= 0) pages.delete(number);
        page.fresh = Math.min(page.fresh, Math.max(0, sameRows - number * pageRows));
        page.state = 'due';
      }
      if (known !== undefined) {
        // Rows that are about to be shown were read for that: what was in view before is not read again.
        wanted = { first: known.from, last: known.from + known.rows.length - 1 };
        put(known);
      }
      void pump();
    },
  };
}
