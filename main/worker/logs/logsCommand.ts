import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';
import { bundleLogs } from './bundleLogs';
import { clearLog } from './clearLog';
import { listLogs } from './listLogs';
import type { LogTerminal } from './logTerminal';
import type { LogsCommand } from './readLogsCommand';
import { searchLogs } from './searchLogs';
import { tailLogs } from './tailLogs';
import { viewLog } from './viewLog';

/** `logs`: what the log screen does, from a terminal. Resolves to the exit code. */
export async function logsCommand(
  command: LogsCommand,
  language: Language,
  terminal: LogTerminal,
): Promise<number> {
  const texts = createTranslator(language);
  switch (command.action) {
    case 'list':
      return listLogs(command, texts, terminal);
    case 'view':
      return viewLog(command, texts, terminal);
    case 'tail':
      return tailLogs(command, texts, terminal);
    case 'search':
      return searchLogs(command, texts, terminal);
    case 'clear':
      return clearLog(command, language, texts, terminal);
    case 'bundle':
      return bundleLogs(command, language, terminal);
  }
}
