import type { i18n } from 'i18next';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogTerminal } from './logTerminal';
import { printRows } from './printRows';
import type { LogsCommand } from './readLogsCommand';
import { chosenFiles } from './readerSession';
import { missedOf, tellProblem, unreadableOf, withSession } from './withSession';

/** `logs view`: the last records of a file. Exit code 0, or 2 where it cannot be read whole. */
export function viewLog(
  command: Extract<LogsCommand, { action: 'view' }>,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  return withSession(command.state, async (session) => {
    const files = await chosenFiles(session, [command.file]);
    if (!files.ok) return tellProblem(files.error, texts, terminal);
    const unreadable = unreadableOf(files.value);
    if (unreadable !== undefined) return tellProblem(unreadable, texts, terminal);
    const first = await session.view({
      selection: { files: files.value.map(({ id }) => id), old: 'without' },
      filter: emptyLogFilter,
      show: 'all',
      context: 0,
    });
    if (!first.ok) return tellProblem(first.error, texts, terminal);
    const state = await session.settled(first.value, terminal.stop);
    const style = {
      json: command.json,
      fileNames: files.value.length > 1 ? ('shown' as const) : ('none' as const),
    };
    const printed = await printRows(
      session,
      Math.max(0, state.rows - command.lines),
      state.rows,
      style,
      terminal,
    );
    if (!printed.ok) return tellProblem(printed.error, texts, terminal);
    const missed = missedOf(state, emptyLogFilter);
    return missed === undefined
      ? 0
      : tellProblem({ ...missed, params: { file: command.file, ...missed.params } }, texts, terminal);
  });
}
