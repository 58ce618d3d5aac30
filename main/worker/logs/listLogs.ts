import type { i18n } from 'i18next';
import type { LogFileFacts, LogFileList } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogTerminal } from './logTerminal';
import type { LogsCommand } from './readLogsCommand';
import type { ReaderSession } from './readerSession';
import { failed, tellProblem, withSession } from './withSession';

/** Between two looks at files whose lines are being counted, in milliseconds. */
const lookMs = 50;

/** `logs list`: every log file with size, last change and lines. Exit code 0; 2 where one cannot be read. */
export function listLogs(
  { state, json }: Extract<LogsCommand, { action: 'list' }>,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  return withSession(state, async (session) => {
    const list = await countedList(session, terminal.stop);
    if (!list.ok) return tellProblem(list.error, texts, terminal);
    const { files, bytes } = list.value;
    if (json) terminal.out(JSON.stringify({ files: files.map(withoutId), bytes }));
    else if (files.length === 0) terminal.err(texts.t('cli.logs.none', { folder: state }));
    else {
      for (const line of columns(
        files.map((file) => [
          file.name,
          String(file.bytes),
          localTime(file.changedAt),
          file.lines === undefined ? '?' : String(file.lines),
        ]),
      )) {
        terminal.out(line);
      }
      terminal.err(texts.t('cli.logs.total', { files: files.length, bytes }));
    }
    return files.some(({ unreadable }) => unreadable !== undefined) ? failed : 0;
  });
}

function withoutId({
  name,
  place,
  log,
  bytes,
  changedAt,
  lines,
  compressed,
  unreadable,
}: LogFileFacts): object {
  return { name, place, log, bytes, changedAt, lines, compressed, unreadable };
}

/** Lines are counted in the background: asks until all are. */
async function countedList(
  { reader }: ReaderSession,
  stop: AbortSignal,
): Promise<Result<Omit<LogFileList, 'mostBytes'>, Problem>> {
  for (;;) {
    const list = await reader.list({});
    if (!list.ok || stop.aborted) return list;
    if (list.value.files.every(({ lines, unreadable }) => lines !== undefined || unreadable !== undefined)) {
      return list;
    }
    await sleep(lookMs);
  }
}

function localTime(instant: string): string {
  const at = new Date(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The first column to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3].map(width);
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
}
