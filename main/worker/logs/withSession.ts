import type { i18n } from 'i18next';
import type { LogFileFacts, LogFilter, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { problem, problemCodes } from '../../../shared/model/problem';
import { sentenceOf } from '../runResult';
import type { LogTerminal } from './logTerminal';
import { openReaderSession } from './readerSession';
import type { ReaderSession } from './readerSession';

/** Exit code of whatever failed, as grep has it. */
export const failed = 2;

/** Says what went wrong. */
export function tellProblem(found: Problem, texts: i18n, terminal: LogTerminal): number {
  const reason = found.code === 'invalid-query' ? String(found.params['reason'] ?? '') : '';
  const key = `query.${reason}`;
  if (reason !== '' && texts.exists(key)) {
    terminal.err(sentenceOf({ ...found, params: { ...found.params, reason: texts.t(key) } }, texts));
  } else {
    terminal.err(sentenceOf(found, texts));
  }
  return failed;
}

/** Does something with a reader, which is closed afterwards whatever happens. */
export async function withSession(
  state: string | undefined,
  work: (session: ReaderSession) => Promise<number>,
): Promise<number> {
  const session = await openReaderSession(state);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** The first file that cannot be read, as a problem. */
export function unreadableOf(files: readonly LogFileFacts[]): Problem | undefined {
  const found = files.find(({ unreadable }) => unreadable !== undefined);
  return found === undefined ? undefined : problem('log-unreadable', { file: found.name });
}

/** Why not everything was looked at, as a problem; names that found no room matter only where a filter asks for names. */
export function missedOf(
  { incomplete }: Pick<LogViewState, 'incomplete'>,
  { modules, syncs, runs, codes }: Pick<LogFilter, 'modules' | 'syncs' | 'runs' | 'codes'>,
): Problem | undefined {
  if (incomplete === undefined) return undefined;
  const code = problemCodes.find((one) => one === incomplete.code) ?? 'log-unreadable';
  const names = [modules, syncs, runs, codes].flat();
  if (code === 'log-too-varied' && names.length === 0) return undefined;
  return problem(code, incomplete.file === undefined ? {} : { file: incomplete.file });
}
