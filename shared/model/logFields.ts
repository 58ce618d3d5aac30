import type { Problem } from './problem';

/**
 * How a field may be written. `count`: a number, whatever else is masked. `code`: an identifier, code, time or version,
 * free of blanks; whatever has another form is treated as words. `name`: what the operator named, or a name in a
 * server's metadata; secrets, addresses of persons and telephone numbers are masked. `words`: free text from a server or
 * the system; quoted values and what looks like a person are masked too. `person`: account names and people, always
 * masked. `value`: a data value, never written.
 */
export type LogFieldKind = 'count' | 'code' | 'name' | 'words' | 'person' | 'value';

/**
 * Every parameter that a log line may carry, each with how it is written. A name that does not stand here does not
 * compile in a log event; one that comes in at run time is masked.
 */
export const logFields = {
  // Counts, sizes and durations
  again: 'code',
  arrived: 'count',
  attempt: 'count',
  batches: 'count',
  bytes: 'count',
  bytesReceived: 'count',
  bytesSent: 'count',
  changes: 'count',
  count: 'count',
  created: 'count',
  dataSets: 'count',
  deleted: 'count',
  deletions: 'count',
  differences: 'count',
  held: 'count',
  lines: 'count',
  ms: 'count',
  objects: 'count',
  pid: 'count',
  quarantined: 'count',
  read: 'count',
  records: 'count',
  refused: 'count',
  requests: 'count',
  row: 'count',
  rows: 'count',
  running: 'count',
  seconds: 'count',
  slices: 'count',
  status: 'count',
  synchronisations: 'count',
  total: 'count',
  unchanged: 'count',
  updated: 'count',
  values: 'count',
  // Codes, identifiers, times, versions
  archivedAs: 'code',
  at: 'code',
  authority: 'code',
  backend: 'code',
  batch: 'code',
  batchId: 'code',
  calendar: 'code',
  code: 'code',
  command: 'code',
  domain: 'code',
  field: 'code',
  file: 'code',
  id: 'code',
  instead: 'code',
  keptAs: 'code',
  key: 'code',
  method: 'code',
  missing: 'code',
  mode: 'code',
  node: 'code',
  now: 'code',
  outcome: 'code',
  path: 'code',
  phase: 'code',
  platform: 'code',
  plural: 'code',
  problem: 'code',
  refusal: 'code',
  since: 'code',
  slice: 'code',
  step: 'code',
  systemId: 'code',
  timeZone: 'code',
  trigger: 'code',
  type: 'code',
  until: 'code',
  version: 'code',
  was: 'code',
  what: 'code',
  why: 'code',
  // Names
  connection: 'name',
  dataSet: 'name',
  destination: 'name',
  host: 'name',
  name: 'name',
  place: 'name',
  resource: 'name',
  runtime: 'name',
  source: 'name',
  // Words of a server, the system or the program
  cause: 'words',
  reason: 'words',
  stamp: 'words',
  // People
  username: 'person',
  // Data
  value: 'value',
} as const satisfies Readonly<Record<string, LogFieldKind>>;

/** Name of a field that {@link logFields} declares. */
export type LogField = keyof typeof logFields;

/** Parameters of a log event: declared names only. */
export type LogParams = { readonly [N in LogField]?: string | number };

/**
 * A problem as parameters of a log event, its code under `problem`. Its own parameters come from many places: those whose
 * names are not declared are masked when the line is written.
 */
export function problemParams({ code, params }: Problem): LogParams {
  return { ...params, problem: code };
}
