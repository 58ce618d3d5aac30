import { logLevels } from '../../../shared/model/log';
import type { ShownLevel } from '../../../shared/model/logView';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { parseMoment } from './parseMoment';

/** Which moments are meant; milliseconds since the epoch. */
export interface Moments {
  readonly from?: number;
  readonly until?: number;
}

/** What is looked for. */
export interface SearchWish extends Moments {
  readonly query: string;
  readonly levels: readonly ShownLevel[];
  readonly modules: readonly string[];
  readonly runs: readonly string[];
  readonly codes: readonly string[];
  readonly syntax: 'words' | 'expression';
  readonly letterCase: 'ignored' | 'exact';
  readonly context: number;
}

/** What `logs` was asked to do. `state` is absent where only files from elsewhere are looked at. */
export type LogsCommand =
  | { readonly action: 'list'; readonly state: string; readonly json: boolean }
  | {
      readonly action: 'view';
      readonly state?: string;
      readonly file: string;
      readonly lines: number;
      readonly json: boolean;
    }
  | {
      readonly action: 'tail';
      readonly state: string;
      readonly files: readonly string[];
      readonly lines: number;
      readonly json: boolean;
    }
  | {
      readonly action: 'search';
      readonly state?: string;
      readonly files: readonly string[];
      readonly old: 'with' | 'without';
      readonly wish: SearchWish;
      readonly output: 'lines' | 'json' | 'count';
    }
  | {
      readonly action: 'clear';
      readonly state: string;
      readonly file: string;
      readonly confirmed: 'yes' | 'ask';
    }
  | {
      readonly action: 'bundle';
      readonly state: string;
      readonly setup?: string;
      readonly out: string;
      readonly hours: number;
      readonly moments: Moments;
      readonly names: 'shown' | 'hidden';
      readonly json: boolean;
    };

/** Options that `logs` has beside those of other verbs. */
export const logsOptions = {
  lines: { type: 'string' },
  files: { type: 'string' },
  level: { type: 'string' },
  module: { type: 'string' },
  run: { type: 'string' },
  code: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  regex: { type: 'boolean' },
  'exact-case': { type: 'boolean' },
  context: { type: 'string' },
  old: { type: 'boolean' },
  count: { type: 'boolean' },
  out: { type: 'string' },
  hours: { type: 'string' },
  'hide-names': { type: 'boolean' },
} as const;

type Values = {
  readonly [N in 'state' | 'setup' | StringOption]?: string | undefined;
} & { readonly [N in 'json' | 'yes' | FlagOption]?: boolean | undefined };
type StringOption =
  'lines' | 'files' | 'level' | 'module' | 'run' | 'code' | 'from' | 'until' | 'context' | 'out' | 'hours';
type FlagOption = 'regex' | 'exact-case' | 'old' | 'count' | 'hide-names';

/** Options that each action knows; others are refused. */
const known: Readonly<Record<LogsCommand['action'], readonly string[]>> = {
  list: ['state', 'json'],
  view: ['state', 'lines', 'json'],
  tail: ['state', 'lines', 'json'],
  search: [
    'state',
    'files',
    'level',
    'module',
    'run',
    'code',
    'from',
    'until',
    'regex',
    'exact-case',
    'context',
    'old',
    'json',
    'count',
  ],
  clear: ['state', 'yes'],
  bundle: ['state', 'setup', 'out', 'hours', 'from', 'until', 'hide-names', 'json'],
};

const mostLines = 1_000_000;
const mostContext = 50;
const mostHours = 24 * 366;

function isAction(word: string | undefined): word is LogsCommand['action'] {
  return word !== undefined && Object.hasOwn(known, word);
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function wholeNumber(text: string | undefined, usual: number, most: number): number | undefined {
  if (text === undefined) return usual;
  return /^\d{1,9}$/u.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** Levels by name; `WARNING+` means this one and those above it. */
function levelsOf(text: string | undefined): readonly ShownLevel[] | undefined {
  const found: ShownLevel[] = [];
  for (const word of listed(text)) {
    const upwards = word.endsWith('+');
    const name = (upwards ? word.slice(0, -1) : word).toUpperCase();
    if (name === 'NONE') {
      found.push('NONE');
      continue;
    }
    const at = logLevels.findIndex((level) => level === name);
    if (at === -1) return undefined;
    found.push(...logLevels.slice(at, upwards ? undefined : at + 1));
  }
  return found;
}

function momentsOf(values: Values): Result<Moments, string> {
  const from = values.from === undefined ? undefined : parseMoment(values.from, 'first');
  const until = values.until === undefined ? undefined : parseMoment(values.until, 'last');
  if (values.from !== undefined && from === undefined) return fail(`--from ${values.from}`);
  if (values.until !== undefined && until === undefined) return fail(`--until ${values.until}`);
  if (from !== undefined && until !== undefined && from > until) return fail('--from > --until');
  return succeed({ ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) });
}

/** Reads what stands behind `logs`; a mistake comes back as the words to show. */
export function readLogsCommand(words: readonly string[], values: Values): Result<LogsCommand, string> {
  const [action, ...rest] = words;
  if (!isAction(action)) return fail(`logs ${words.join(' ')}`.trim());
  const unknown = Object.keys(values).find((name) => name !== 'language' && !known[action].includes(name));
  if (unknown !== undefined) return fail(`logs ${action} --${unknown}`);
  const { state } = values;
  const json = values.json ?? false;
  const [only] = rest;
  const isOne = rest.length === 1 && only !== undefined && only !== '';
  const lines = wholeNumber(values.lines, action === 'tail' ? 10 : 100, mostLines);
  if (lines === undefined) return fail(`--lines ${values.lines ?? ''}`);
  const needed = (what: string): Result<never, string> => fail(`logs ${action}: ${what}`);
  switch (action) {
    case 'list':
      if (state === undefined) return needed('--state');
      return rest.length > 0 ? fail(rest.join(' ')) : succeed({ action, state, json });
    case 'view':
      if (!isOne) return needed('FILE');
      return succeed({ action, file: only, lines, json, ...(state === undefined ? {} : { state }) });
    case 'tail':
      if (state === undefined) return needed('--state');
      return succeed({ action, state, files: rest, lines, json });
    case 'search': {
      if (!isOne) return needed('QUERY');
      const files = listed(values.files);
      if (files.length === 0 && state === undefined) return needed('--files, --state');
      const wish = wishOf(only, values);
      if (!wish.ok) return wish;
      const output = values.count === true ? 'count' : json ? 'json' : 'lines';
      const old = values.old === true ? 'with' : 'without';
      return succeed({
        action,
        files,
        old,
        wish: wish.value,
        output,
        ...(state === undefined ? {} : { state }),
      });
    }
    case 'clear':
      if (state === undefined) return needed('--state');
      if (!isOne) return needed('FILE');
      return succeed({ action, state, file: only, confirmed: values.yes === true ? 'yes' : 'ask' });
    case 'bundle': {
      if (state === undefined || values.out === undefined || values.out === '')
        return needed('--out, --state');
      if (rest.length > 0) return fail(rest.join(' '));
      const hours = wholeNumber(values.hours, 24, mostHours);
      if (hours === undefined || hours === 0) return fail(`--hours ${values.hours ?? ''}`);
      const moments = momentsOf(values);
      if (!moments.ok) return moments;
      if (values.hours !== undefined && Object.keys(moments.value).length > 0)
        return fail('--hours, --from, --until');
      const names = values['hide-names'] === true ? 'hidden' : 'shown';
      const setup = values.setup === undefined ? {} : { setup: values.setup };
      return succeed({
        action,
        state,
        ...setup,
        out: values.out,
        hours,
        moments: moments.value,
        names,
        json,
      });
    }
  }
}

function wishOf(query: string, values: Values): Result<SearchWish, string> {
  const levels = levelsOf(values.level);
  if (levels === undefined) return fail(`--level ${values.level ?? ''}`);
  const context = wholeNumber(values.context, 0, mostContext);
  if (context === undefined) return fail(`--context ${values.context ?? ''}`);
  const moments = momentsOf(values);
  if (!moments.ok) return moments;
  return succeed({
    query,
    levels,
    modules: listed(values.module),
    runs: listed(values.run),
    codes: listed(values.code),
    syntax: values.regex === true ? 'expression' : 'words',
    letterCase: values['exact-case'] === true ? 'exact' : 'ignored',
    context,
    ...moments.value,
  });
}
