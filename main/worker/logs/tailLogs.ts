import type { i18n } from 'i18next';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { logFiles } from '../../../shared/model/log';
import type { LogFile } from '../../../shared/model/log';
import { problem } from '../../../shared/model/problem';
import { createLogFollow } from '../../engine/logReading/createLogFollow';
import { followedPrinter } from './followedPrinter';
import type { LogTerminal } from './logTerminal';
import type { LogsCommand } from './readLogsCommand';
import { tellProblem } from './withSession';

/** `logs tail`: the last records, then each one that comes, until Ctrl+C. Exit code 0; 2 where a file could not be read. */
export async function tailLogs(
  { state, files: words, lines, json }: Extract<LogsCommand, { action: 'tail' }>,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  const wanted = words.length === 0 ? ['dhis2_sync.log'] : words;
  const files: LogFile[] = [];
  for (const word of wanted) {
    const file = logFiles.find((name) => name === word);
    // Only our own files are followed: others have no live end.
    if (file === undefined) return tellProblem(problem('log-unknown', { file: word }), texts, terminal);
    files.push(file);
  }
  const print = followedPrinter({ json, fileNames: files.length > 1 ? 'shown' : 'none' }, terminal);
  let code = 0;
  const scratchFolder = await mkdtemp(join(tmpdir(), 'passerelle-logs-'));
  const follow = createLogFollow({
    folder: join(resolve(state), 'logs'),
    files,
    details: json ? 'labels' : 'head',
    scratchFolder,
    onRecords: print,
    onFailure: ({ file, code: reason }) => {
      code = tellProblem(problem(reason, { file }), texts, terminal);
    },
  });
  const stopped = aborted(terminal.stop);
  const begun = follow.start(lines);
  try {
    const last = await Promise.race([begun, stopped]);
    if (last !== 'stopped') print(last);
    await stopped;
  } finally {
    await follow.stop();
    // Nothing is inflated any more when its folder is removed.
    await begun.catch(() => undefined);
    await rm(scratchFolder, { recursive: true, force: true });
  }
  return code;
}

function aborted(signal: AbortSignal): Promise<'stopped'> {
  return new Promise((settle) => {
    const end = (): void => settle('stopped');
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
