import { createTranslator } from '../../shared/text/translator';
import { checkCommand } from './checkCommand';
import { readCommandLine } from './commandLine';
import { demoCommand } from './demoCommand';
import { logsCommand } from './logs/logsCommand';
import { standardTerminal } from './logs/logTerminal';
import { badUsage, runCommand } from './runCommand';
import type { Terminal } from './runCommand';

const terminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  environment: process.env,
};

function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    const language = /(?:^| )--language[ =]en(?: |$)/.test(args.join(' ')) ? 'en' : 'fr';
    terminal.out(createTranslator(language).t('cli.usage'));
    return Promise.resolve(0);
  }
  const read = readCommandLine(args);
  if (!read.ok) {
    const texts = createTranslator('fr');
    terminal.err(texts.t('cli.badUsage', { words: read.error }));
    terminal.err(texts.t('cli.usage'));
    return Promise.resolve(badUsage);
  }
  const { command, language } = read.value;
  switch (command.verb) {
    case 'run':
      return runCommand(command, language, terminal);
    case 'check':
      return checkCommand(command, language, terminal);
    case 'demo':
      return demoCommand(command, language, terminal);
    case 'logs':
      return logsCommand(command.logs, language, standardTerminal(terminal));
  }
}

void main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 2;
  },
);
