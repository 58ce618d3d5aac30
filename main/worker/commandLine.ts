import { parseArgs } from 'node:util';
import { fail, succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import type { Language } from '../../shared/text/translator';
import { logsOptions, readLogsCommand } from './logs/readLogsCommand';
import type { LogsCommand } from './logs/readLogsCommand';

/** What the command line was asked to do. */
export type Command =
  | {
      readonly verb: 'run';
      readonly setup: string;
      readonly state: string;
      readonly synchronisation?: string;
      readonly once: boolean;
      readonly json: boolean;
      readonly yes: boolean;
      readonly allowDeletions: number;
    }
  | { readonly verb: 'check'; readonly setup: string; readonly json: boolean }
  | { readonly verb: 'demo'; readonly scale: number }
  | { readonly verb: 'logs'; readonly logs: LogsCommand };

/** A checked command and the language in which it speaks. */
export interface CommandLine {
  readonly command: Command;
  readonly language: Language;
}

const options = {
  setup: { type: 'string' },
  sync: { type: 'string' },
  state: { type: 'string' },
  once: { type: 'boolean' },
  json: { type: 'boolean' },
  yes: { type: 'boolean' },
  'allow-deletions': { type: 'string' },
  scale: { type: 'string' },
  language: { type: 'string' },
  ...logsOptions,
} as const;

/** Options that each verb knows; others are refused. */
const knownOptions: Readonly<Record<Command['verb'], readonly string[]>> = {
  run: ['setup', 'sync', 'state', 'once', 'json', 'yes', 'allow-deletions', 'language'],
  check: ['setup', 'json', 'language'],
  demo: ['scale', 'language'],
  logs: ['state', 'setup', 'json', 'yes', 'language', ...Object.keys(logsOptions)],
};

function isVerb(word: string | undefined): word is Command['verb'] {
  return word !== undefined && word in knownOptions;
}

/** Reads the arguments; a mistake comes back as the words to show. */
export function readCommandLine(args: readonly string[]): Result<CommandLine, string> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [verb, ...others] = positionals;
  if (!isVerb(verb) || (verb !== 'logs' && others.length > 0)) return fail(positionals.join(' '));
  const unknown = Object.keys(values).find((name) => !knownOptions[verb].includes(name));
  if (unknown !== undefined) return fail(`${verb} --${unknown}`);
  const language = values.language ?? 'fr';
  if (language !== 'fr' && language !== 'en') return fail(`--language ${language}`);
  switch (verb) {
    case 'run': {
      if (values.setup === undefined || values.state === undefined) return fail('run: --setup, --state');
      const allowed = values['allow-deletions'] ?? '0';
      if (!/^\d{1,9}$/u.test(allowed)) return fail(`--allow-deletions ${allowed}`);
      return succeed({
        language,
        command: {
          verb,
          setup: values.setup,
          state: values.state,
          ...(values.sync === undefined ? {} : { synchronisation: values.sync }),
          once: values.once ?? false,
          json: values.json ?? false,
          yes: values.yes ?? false,
          allowDeletions: Number(allowed),
        },
      });
    }
    case 'check':
      if (values.setup === undefined) return fail('check: --setup');
      return succeed({ language, command: { verb, setup: values.setup, json: values.json ?? false } });
    case 'demo': {
      const scale = Number(values.scale ?? '1');
      if (!(scale > 0 && scale <= 10)) return fail(`--scale ${values.scale ?? ''}`);
      return succeed({ language, command: { verb, scale } });
    }
    case 'logs': {
      const logs = readLogsCommand(others, values);
      return logs.ok ? succeed({ language, command: { verb, logs: logs.value } }) : logs;
    }
  }
}
