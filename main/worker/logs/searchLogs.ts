import type { i18n } from 'i18next';
import { logFiles } from '../../../shared/model/log';
import type { LogViewRequest } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { LogTerminal } from './logTerminal';
import { printRows } from './printRows';
import type { LogsCommand, SearchWish } from './readLogsCommand';
import { chosenFiles } from './readerSession';
import { failed, missedOf, tellProblem, unreadableOf, withSession } from './withSession';

/** Exit code where nothing was found, as grep has it. */
const nothingFound = 1;

function filterOf(wish: SearchWish): LogViewRequest['filter'] {
  return {
    text: wish.query,
    syntax: wish.syntax,
    letterCase: wish.letterCase,
    accents: wish.letterCase,
    levels: wish.levels,
    modules: wish.modules,
    syncs: [],
    runs: wish.runs,
    codes: wish.codes,
    ...(wish.from === undefined ? {} : { from: wish.from }),
    ...(wish.until === undefined ? {} : { until: wish.until }),
  };
}

/**
 * `logs search`: records in which something stands. Exit code 0 found, 1 nothing found, 2 where something could not be
 * looked at, whether found or not.
 */
export function searchLogs(
  { state: folder, files: words, old, wish, output }: Extract<LogsCommand, { action: 'search' }>,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  return withSession(folder, async (session) => {
    const names = words.length > 0 ? words : await existing(session);
    const files = await chosenFiles(session, names);
    if (!files.ok) return tellProblem(files.error, texts, terminal);
    const unreadable = unreadableOf(files.value);
    if (unreadable !== undefined) return tellProblem(unreadable, texts, terminal);
    if (files.value.length === 0)
      return tellProblem(problem('log-unknown', { file: folder ?? '' }), texts, terminal);
    const filter = filterOf(wish);
    const first = await session.view({
      selection: { files: files.value.map(({ id }) => id), old },
      filter,
      show: 'matches',
      context: output === 'count' ? 0 : wish.context,
    });
    if (!first.ok) return tellProblem(first.error, texts, terminal);
    const found = await session.settled(first.value, terminal.stop);
    if (terminal.stop.aborted) return failed;
    if (output === 'count') terminal.out(String(found.matches));
    else {
      const fileNames = files.value.length > 1 || old === 'with' ? 'shown' : 'none';
      const style = { json: output === 'json', fileNames } as const;
      const printed = await printRows(session, 0, found.rows, style, terminal);
      if (!printed.ok) return tellProblem(printed.error, texts, terminal);
    }
    const missed = missedOf(found, filter);
    if (missed !== undefined) return tellProblem(missed, texts, terminal);
    return found.matches > 0 ? 0 : nothingFound;
  });

  /** All live files, where none is named. */
  async function existing(session: Parameters<typeof chosenFiles>[0]): Promise<readonly string[]> {
    const list = await session.reader.list({});
    return list.ok
      ? list.value.files.map(({ name }) => name).filter((name) => logFiles.some((one) => one === name))
      : [];
  }
}
