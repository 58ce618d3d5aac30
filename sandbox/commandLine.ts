import { parseFaultRules } from './faults/parseFaultRules';
import type { FaultRule } from './faults/fault';
import type { SandboxData } from './loadData';
import { isRecord, serverLines } from './model';
import type { DataValueInput, MetadataBundle } from './model';
import type { StartSandboxOptions } from './startSandbox';

/** One line on how the program is called. */
export const usage =
  'Usage: sandbox --version 2.40|2.41|2.42|2.43 [--port N] [--data demo|empty|FILE.json] [--scale 0.1] ' +
  '[--seed N] [--time-zone Africa/Kinshasa] [--faults FILE.json]';

/** The options of the command line, or what is wrong with it in one sentence. */
export type CommandLine =
  | { readonly ok: true; readonly options: StartSandboxOptions }
  | { readonly ok: false; readonly problem: string };

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

const known = ['port', 'version', 'data', 'scale', 'seed', 'time-zone', 'faults'] as const;
type OptionName = (typeof known)[number];

/** Reads the command line; files are read with the function given. */
export function readCommandLine(args: readonly string[], readFile: (path: string) => string): CommandLine {
  const given = readPairs(args);
  if (!given.ok) return given;
  const text = (name: OptionName): string | undefined => given.value.get(name);
  const version = serverLines.find((line) => line === (text('version') ?? '2.41'));
  if (version === undefined) {
    return { ok: false, problem: `--version must be one of ${serverLines.join(', ')}.` };
  }
  const port = readNumber('port', text('port') ?? '0', 0, 65_535, 'whole');
  if (!port.ok) return port;
  const seed = readNumber('seed', text('seed') ?? '1', 0, 4_294_967_295, 'whole');
  if (!seed.ok) return seed;
  const scale = readNumber('scale', text('scale') ?? '1', 0.001, 100, 'any');
  if (!scale.ok) return scale;
  const timeZone = text('time-zone') ?? 'UTC';
  if (!isTimeZone(timeZone)) return { ok: false, problem: `--time-zone ${timeZone} is no IANA time zone.` };
  const data = readData(text('data') ?? 'empty', readFile);
  if (!data.ok) return data;
  const faults = readFaults(text('faults'), readFile);
  if (!faults.ok) return faults;
  return {
    ok: true,
    options: {
      version,
      port: port.value,
      seed: seed.value,
      scale: scale.value,
      timeZone,
      data: data.value,
      faults: faults.value,
    },
  };
}

function readPairs(args: readonly string[]): Read<ReadonlyMap<OptionName, string>> {
  const pairs = new Map<OptionName, string>();
  for (let index = 0; index < args.length; index += 1) {
    const [flag = '', inline] = (args[index] ?? '').split(/=(.*)/s);
    const name = known.find((option) => `--${option}` === flag);
    if (name === undefined) return { ok: false, problem: `Unknown option ${flag}.` };
    const value = inline ?? args[(index += 1)];
    if (value === undefined) return { ok: false, problem: `${flag} needs a value.` };
    pairs.set(name, value);
  }
  return { ok: true, value: pairs };
}

function readNumber(
  name: OptionName,
  text: string,
  least: number,
  most: number,
  kind: 'whole' | 'any',
): Read<number> {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (
    Number.isFinite(value) &&
    value >= least &&
    value <= most &&
    (kind === 'any' || Number.isInteger(value))
  ) {
    return { ok: true, value };
  }
  return { ok: false, problem: `--${name} must be a number from ${least} to ${most}, not ${text}.` };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // The only thing it throws for is a name it does not know.
    return false;
  }
}

function readJson(option: OptionName, path: string, readFile: (path: string) => string): Read<unknown> {
  try {
    const value: unknown = JSON.parse(readFile(path));
    return { ok: true, value };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `--${option} ${path} cannot be read: ${reason}` };
  }
}

function readData(text: string, readFile: (path: string) => string): Read<'demo' | 'empty' | SandboxData> {
  if (text === 'demo' || text === 'empty') return { ok: true, value: text };
  const file = readJson('data', text, readFile);
  if (!file.ok) return file;
  if (!isRecord(file.value)) return { ok: false, problem: `--data ${text} is no metadata package.` };
  const { dataValues, ...metadata } = file.value;
  // The importer checks every object of it; the values are rows of /api/dataValueSets.
  return {
    ok: true,
    value: {
      metadata: metadata as MetadataBundle,
      ...(Array.isArray(dataValues) ? { dataValues: dataValues as DataValueInput[] } : {}),
    },
  };
}

function readFaults(
  path: string | undefined,
  readFile: (path: string) => string,
): Read<readonly FaultRule[]> {
  if (path === undefined) return { ok: true, value: [] };
  const file = readJson('faults', path, readFile);
  if (!file.ok) return file;
  const parsed = parseFaultRules(file.value);
  return parsed.ok
    ? { ok: true, value: parsed.rules }
    : { ok: false, problem: `--faults ${path}: ${parsed.problem}` };
}
