import type { i18n } from 'i18next';
import { logFiles } from '../../../shared/model/log';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogRow, LogViewState } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { LogTerminal } from './logTerminal';
import { printRow } from './printRows';
import type { RowStyle } from './printRows';
import type { LogsCommand } from './readLogsCommand';
import { viewId } from './readerSession';
import type { ReaderSession } from './readerSession';
import { failed, missedOf, tellProblem, withSession } from './withSession';

const pageRows = 500;
/** Rows before the last one in which something may turn up that was merged in late. */
const lookBack = 500;
/** Records that are remembered as printed: a line that was written earlier may be merged in behind a later one. */
const mostRemembered = 50_000;

/** Prints what comes to a view, each record once. */
class Follower {
  private readonly printed = new Set<string>();
  private next = 0;
  private last: LogRow | undefined;
  /** Instant of the first record that was printed: what is older is no news, wherever it turns up. */
  private since = -Infinity;
  private started: number | undefined;

  constructor(
    private readonly session: ReaderSession,
    private readonly style: RowStyle,
    private readonly terminal: LogTerminal,
  ) {}

  /** Prints from a row on; those before it count as printed. */
  async begin(row: number): Promise<void> {
    const before = await this.session.reader.rows({
      viewId,
      from: Math.max(0, row - lookBack),
      count: Math.min(row, lookBack),
    });
    if (before.ok) for (const one of before.value.rows) this.remember(one);
    this.next = row;
    await this.print(row);
    this.since = this.started ?? -Infinity;
  }

  /** Prints what came since. */
  async follow({ sameRows, rows }: LogViewState): Promise<void> {
    if (sameRows >= this.next) {
      await this.print(this.next);
      return;
    }
    // Rows got other numbers: something was merged in before the end, or a file went.
    const place =
      this.last === undefined
        ? undefined
        : await this.session.reader.goTo({ viewId, target: { to: 'record', ref: this.last.ref } });
    const at = place?.ok === true && place.value.found === 'row' ? place.value.row + 1 : rows;
    await this.print(Math.max(0, sameRows, at - lookBack));
  }

  private async print(begin: number): Promise<void> {
    let from = begin;
    while (!this.terminal.stop.aborted) {
      const page = await this.session.reader.rows({ viewId, from, count: pageRows });
      if (!page.ok || page.value.rows.length === 0) break;
      for (const row of page.value.rows) {
        from = row.row + 1;
        const isOld = row.time !== undefined && row.time < this.since;
        if (isOld || !this.remember(row)) continue;
        this.started ??= row.time;
        this.last = row;
        await printRow(this.session, row, this.style, this.terminal);
      }
    }
    this.next = from;
  }

  /** Whether it was not remembered yet. */
  private remember({ ref }: LogRow): boolean {
    const name = `${ref.source} ${ref.offset}`;
    if (this.printed.has(name)) return false;
    this.printed.add(name);
    if (this.printed.size <= mostRemembered) return true;
    const [oldest] = this.printed;
    if (oldest !== undefined) this.printed.delete(oldest);
    return true;
  }
}

/** `logs tail`: the last records, then each one that comes, until Ctrl+C. */
export function tailLogs(
  { state: folder, files, lines, json }: Extract<LogsCommand, { action: 'tail' }>,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  return withSession(folder, async (session) => {
    const wanted = files.length === 0 ? ['dhis2_sync.log'] : files;
    const other = wanted.find((word) => !logFiles.some((name) => name === word));
    // Only our own files are followed: others have no live end.
    if (other !== undefined) return tellProblem(problem('log-unknown', { file: other }), texts, terminal);
    const first = await session.view({
      // With the old ones, so that a rotation takes nothing away that was not printed yet.
      selection: { files: wanted, old: 'with' },
      filter: emptyLogFilter,
      show: 'all',
      context: 0,
    });
    if (!first.ok) return tellProblem(first.error, texts, terminal);
    const begun = await session.settled(first.value, terminal.stop);
    const fileNames = wanted.length > 1 ? 'shown' : 'none';
    const follower = new Follower(session, { json, fileNames }, terminal);
    let work = follower.begin(Math.max(0, begun.rows - lines));
    let waiting: LogViewState | undefined;
    session.onState((state) => {
      // Only the newest state matters, but rows that changed in one of those between count as changed.
      const sameRows = Math.min(state.sameRows, waiting?.sameRows ?? Infinity);
      const isQueued = waiting !== undefined;
      waiting = { ...state, sameRows };
      if (isQueued) return;
      work = work.then(async () => {
        const now = waiting;
        waiting = undefined;
        if (now !== undefined) await follower.follow(now);
      });
    });
    await new Promise<void>((resolve) => {
      if (terminal.stop.aborted) resolve();
      else {
        // A timer of its own keeps the process alive: those of the reader do not.
        const alive = setInterval(() => undefined, 60_000);
        terminal.stop.addEventListener('abort', () => {
          clearInterval(alive);
          resolve();
        });
      }
    });
    await work;
    return missedOf(begun, emptyLogFilter) === undefined ? 0 : failed;
  });
}
