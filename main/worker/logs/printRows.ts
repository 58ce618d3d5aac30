import type { LogRow } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { LogTerminal } from './logTerminal';
import { viewId } from './readerSession';
import type { ReaderSession } from './readerSession';

/** Rows that are asked for at a time. */
const pageRows = 500;

/** How rows are shown. */
export interface RowStyle {
  readonly json: boolean;
  /** `shown`: the name of its file stands before each line. */
  readonly fileNames: 'shown' | 'none';
}

const ansi = { ERROR: '31;1', CRITICAL: '31;1', WARNING: '33', DEBUG: '2', INFO: '' } as const;

/** The whole text of a record, line breaks included. */
async function wholeText(session: ReaderSession, row: LogRow): Promise<Result<string, Problem>> {
  let text = '';
  let offset: number | undefined = 0;
  while (offset !== undefined) {
    const piece = await session.reader.record({ viewId, ref: row.ref, offset });
    if (!piece.ok) return piece;
    text += piece.value.text;
    offset = piece.value.next;
  }
  return succeed(text);
}

/** The level's tag in its colour; the word itself stays. */
export function coloured(text: string, level: LogRow['level']): string {
  const code = level === undefined ? '' : ansi[level];
  if (level === undefined || code === '') return text;
  return text.replace(`[${level}]`, `\u001B[${code}m[${level}]\u001B[0m`);
}

/** Prints one row as it stands in its file. */
async function printRow(
  session: ReaderSession,
  row: LogRow,
  style: RowStyle,
  terminal: LogTerminal,
): Promise<Result<null, Problem>> {
  const text = await wholeText(session, row);
  if (!text.ok) return text;
  if (style.json) {
    const { file, level, module, run, sync, code, match } = row;
    const time = row.time === undefined ? {} : { time: new Date(row.time).toISOString() };
    const context = match === 'context' ? { context: true } : {};
    terminal.out(
      JSON.stringify({ file, ...time, level, module, run, sync, code, ...context, text: text.value }),
    );
    return succeed(null);
  }
  const shown = terminal.colours === 'shown' ? coloured(text.value, row.level) : text.value;
  // As grep does: `:` behind the file of a match, `-` behind that of a line around it.
  const mark = row.match === 'context' ? '-' : ':';
  terminal.out(style.fileNames === 'none' ? shown : shown.replace(/^/gmu, `${row.file}${mark}`));
  return succeed(null);
}

/** Prints rows `from` up to `to` of the view; ends early when nobody reads them any more. */
export async function printRows(
  session: ReaderSession,
  from: number,
  to: number,
  style: RowStyle,
  terminal: LogTerminal,
): Promise<Result<null, Problem>> {
  for (let at = from; at < to && !terminal.stop.aborted; at += pageRows) {
    const page = await session.reader.rows({ viewId, from: at, count: Math.min(pageRows, to - at) });
    if (!page.ok) return page;
    for (const row of page.value.rows) {
      if (terminal.isClosed()) break;
      const printed = await printRow(session, row, style, terminal);
      if (!printed.ok) return fail(printed.error);
    }
  }
  return succeed(null);
}
