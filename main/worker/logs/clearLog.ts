import { join, resolve } from 'node:path';
import type { i18n } from 'i18next';
import type { Language } from '../../../shared/text/translator';
import { createLog } from '../../engine/logs/createLog';
import { acquireStateLock } from '../../engine/store/stateLock';
import { systemClock } from '../../engine/systemPorts';
import type { LogTerminal } from './logTerminal';
import type { LogsCommand } from './readLogsCommand';
import { failed, tellProblem } from './withSession';

/** `logs clear`: takes what stands in a file to the archive. Exit code 0 done, 1 not confirmed, 2 failed. */
export async function clearLog(
  { state, file, confirmed }: Extract<LogsCommand, { action: 'clear' }>,
  language: Language,
  texts: i18n,
  terminal: LogTerminal,
): Promise<number> {
  if (confirmed === 'ask') {
    const answer = await terminal.ask(texts.t('cli.logs.confirmClear', { file }));
    if (answer === undefined) {
      terminal.err(texts.t('cli.logs.yesNeeded', { file }));
      return 1;
    }
    if (!/^(?:o|oui|y|yes)$/i.test(answer.trim())) {
      terminal.err(texts.t('cli.logs.notCleared'));
      return 1;
    }
  }
  // The files belong to whoever holds the lock: no two programs may write one.
  const lock = await acquireStateLock(resolve(state));
  if (!lock.ok) {
    if (lock.error.code === 'state-locked') terminal.err(texts.t('cli.logs.clearRunning'));
    return tellProblem(lock.error, texts, terminal);
  }
  try {
    const log = createLog({
      folder: join(resolve(state), 'logs'),
      language: () => language,
      clock: systemClock,
    });
    const cleared = await log.clear(file);
    await log.close();
    if (!cleared.ok) return tellProblem(cleared.error, texts, terminal);
    terminal.out(texts.t('cli.logs.cleared', { file, archivedAs: cleared.value.archivedAs }));
    return 0;
  } finally {
    const released = await lock.value.release();
    if (!released.ok) process.exitCode = failed;
  }
}
