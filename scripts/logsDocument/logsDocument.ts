import { format, resolveConfig } from 'prettier';
import { renderLine } from '../../main/engine/logs/lineForm';
import type { LineContent } from '../../main/engine/logs/lineForm';
import { logRoutes } from '../../main/engine/logs/logRoutes';
import type { LogRoute } from '../../main/engine/logs/logRoutes';
import { createSentences, createTemplates } from '../../main/engine/logs/sentences';
import { logLevels, logModules } from '../../shared/model/log';
import type { LogCode } from '../../shared/model/log';
import { logFields } from '../../shared/model/logFields';
import type { LogFieldKind } from '../../shared/model/logFields';
import { catalogues } from '../../shared/text/catalogue';
import type { WrittenEvent } from './writtenEvents';

const holds: Readonly<Record<LogRoute['file'], string>> = {
  'dhis2_sync.log': 'the whole application',
  'errors.log': 'every error of every part, nothing else',
  'auto_sync.log': 'automatic synchronisation: scheduler, change detector, lifecycle',
  'changes_detected.log': 'what the change detector found',
  'sync_jobs.log': 'history of runs: lifecycle and orchestrator',
};

const kinds: Readonly<Record<LogFieldKind, string>> = {
  count: 'a number',
  code: 'an identifier, code, time or version',
  name: 'what the operator named, or a name in the metadata of a server; secrets, addresses and numbers of persons are masked',
  words: 'free text of a server or the system; quoted values and what looks like a person are masked',
  person: 'accounts and people: always masked',
  value: 'a data value: never written',
};

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function modulesOf({ from }: LogRoute): string {
  const named = logModules.filter((module) => from[module] !== undefined);
  const levels = new Set(named.map((module) => from[module]));
  if (named.length === logModules.length && levels.size === 1) return `all, from ${[...levels].join()}`;
  return named.map((module) => `${code(module)} from ${from[module] ?? ''}`).join(', ');
}

function routesTable(): string {
  const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;
  return table(
    ['File', 'Holds', 'Modules and levels', 'Size', 'Old files'],
    logRoutes.map((route) => [
      code(route.file),
      holds[route.file],
      modulesOf(route),
      megabytes(route.size),
      `${route.old}`,
    ]),
  );
}

/** A line as it stands in auto_sync.log, made by the writer itself. */
function exampleLine(): string {
  const code = 'changes-found';
  const params = { what: 'metadata', changes: 12, since: '2025-10-10T13:53:00.000Z', ms: 412 };
  const content: LineContent = {
    level: 'INFO',
    module: 'change_detector',
    code,
    sentence: createSentences(createTemplates(() => 'fr'))(code, params),
    params,
    runId: '20251010142300-k3x9qa',
    syncId: 'instance-source',
  };
  const tag = logRoutes.find(({ file }) => file === 'auto_sync.log')?.tag ?? '';
  // The zone of whoever makes this document must not show in it.
  const instant = Date.UTC(2025, 9, 10, 14, 23, 1, 250) + new Date(2025, 9, 10).getTimezoneOffset() * 60_000;
  const line = renderLine(content, 4711, instant).replace(/[+-]\d\d:\d\d(?= )/u, '+01:00');
  return `${tag}${line.trimEnd()}`;
}

function fieldsTable(): string {
  const own = [
    ['seq', 'number of the line, unique and rising; the same line in two files has the same number'],
    ['t', 'time with milliseconds and zone'],
    ['run', 'the run that the line belongs to; unique'],
    ['sync', 'the synchronisation that the line belongs to'],
    ['code', 'what the line says, see Events'],
    [
      'ms',
      'milliseconds that it took; for a stage, since the run began; for a repeated request, until it is made',
    ],
  ];
  return table(
    ['Field', 'Meaning'],
    own.map(([name = '', meaning = '']) => [code(name), meaning]),
  );
}

function kindsTable(): string {
  const names = Object.entries(logFields);
  return table(
    ['Written as', 'Fields'],
    Object.entries(kinds).map(([kind, meaning]) => [
      meaning,
      names
        .filter(([, own]) => own === kind)
        .map(([name]) => code(name))
        .join(' '),
    ]),
  );
}

function eventsTable(written: ReadonlyMap<string, WrittenEvent>): string {
  const { log: french } = catalogues.fr;
  const meanings = catalogues.en.logMeaning;
  const codes: readonly LogCode[] = Object.keys(french).filter((name): name is LogCode =>
    Object.hasOwn(french, name),
  );
  return table(
    ['Code', 'Level', 'Module', 'Sentence', 'Meaning', 'What to do'],
    codes.map((name) => {
      const event = written.get(name);
      return [
        code(name),
        logLevels.filter((level) => event?.levels.has(level)).join(', '),
        logModules.filter((module) => event?.modules.has(module)).join(', '),
        code(french[name]),
        meanings[name].meaning,
        meanings[name].next,
      ];
    }),
  );
}

/** The text of docs/LOGS.md, from the code; `written` says what writes which event. */
export async function makeLogsDocument(
  root: string,
  written: ReadonlyMap<string, WrittenEvent>,
): Promise<string> {
  const text = `# Log files

Made from the code by \`npm run logs-document\`; a test compares. The screen of the logs shows the same meanings beside
each line, in French and English.

## Files

Five files stand in \`logs/\` of the state folder, UTF-8, from the first start on. One that is full becomes \`.1\`, the
one before \`.2\`, and so on; \`.1\` is the newest of the old files. One program writes them at a time.

${routesTable()}

Levels, from the lowest: ${logLevels.join(', ')}.

Beside them:

- \`last-hour.log\`: the last hour of all parts from DEBUG on, kept in memory (16 MB at most) and written when an error
  occurs and for a diagnostic bundle.
- \`archive/\`: what was cleared on the screen or with \`logs clear\`. Nothing is deleted by clearing.
- \`runs/details/\` in the state folder: what is too long for a line (the words of a server, a stack trace), redacted,
  readable by the owner alone, kept for 30 days. The line names it in \`detail=\` and holds its beginning in \`words=\`.

The space that all of this may take is shown and set on the screen of the logs; the oldest old files and archives go
first.

## A line

\`\`\`text
${exampleLine()}
\`\`\`

The tag \`[AUTO-SYNC]\` stands in \`auto_sync.log\` and \`changes_detected.log\` only. Then level, local time, module, the
sentence (French unless the settings say English), \`|\`, and fields in logfmt. A sentence never holds a line break or a
\`|\`; control characters are escaped. A line has at most 4 kB. Programs read the fields, people the sentence.

${fieldsTable()}

The other fields are the parameters of the sentence. Each is declared with how it may be written:

${kindsTable()}

## From a terminal

\`\`\`sh
tail -f auto_sync.log                         # what happens now
grep ERROR dhis2_sync.log                     # errors; grep -h ERROR dhis2_sync.log* with the old files
grep change_detector auto_sync.log            # what the change detector does
grep 'run=20251010142300-k3x9qa' *.log        # one run
grep 'code=run-finished' sync_jobs.log*       # how runs ended
wc -l *.log                                   # one line is one event
npm run cli -- logs tail auto_sync.log sync_jobs.log --state DIR   # several files, merged by time
\`\`\`

## Events

The sentence is the French one, with the names of its parameters; fields keep codes where the sentence shows words.

${eventsTable(written)}
`;
  return format(text, { ...(await resolveConfig(`${root}/docs/LOGS.md`)), parser: 'markdown' });
}
