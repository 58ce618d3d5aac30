import type { ConflictDetail } from './importSummary';

/** What 2.43 refuses, by code; `{0}` and so on stand for the arguments. */
const texts = {
  E8000: 'All values must be valid in atomic mode, {0} of {1} were: {2}',
  E8002: 'Several data sets fit: {0}',
  E8003: 'No data set fits data elements: {0}',
  E8004: 'No valid data set UID: {0}',
  E8010: 'This user may not enter data for data set {0}',
  E8011: 'This user may not enter data for org units {0}',
  E8012: 'This user may not enter data for category options {0}',
  E8020: 'Data set {0} does not take data elements {1}',
  E8021: 'Data set {0} does not take periods {1}',
  E8022: 'Data set {0} does not take org units {1}',
  E8023: 'Data set {0} does not take attribute option combos {1}',
  E8024: 'Data set {0} with data element {1} does not take option combos {2}',
  E8025: 'Attribute option combo {0} does not take org units {1}',
  E8030: 'Not the time to enter data set {0} for periods {1}',
  E8031: 'Org unit {0} was not open in periods {1}',
  E8032: 'Attribute option combo {0} is not valid in periods {1}',
  E8034: 'Deletion scope names what does not exist: {0}',
  E8100: 'Value {0}: no period',
  E8102: 'Value {0}: no data element',
  E8104: 'Value {0}: no valid data element UID {1}',
  E8105: 'Value {0}: no org unit',
  E8106: 'Value {0}: no valid org unit UID {1}',
  E8109: 'Value {0}: no valid option combo UID {1}',
  E8111: 'Value {0}: no valid attribute option combo UID {1}',
  E8120: 'Value {0}: a value is required',
  E8121: 'Value {0}: a value or a comment is required',
  E8122: 'Value {0}: `{1}` is no valid {2}: {3}',
  E8123: 'Value {0}: `{1}` is no option of data element {2}',
  E8124: 'Value {0}: the comment `{1}` is no option',
  E8125: 'Value {0}: the comment is longer than {1} characters',
  E8128: 'Values {0} are all for {1}',
} as const;

/** Error code of 2.43 for groups and rows. */
export type GroupErrorCode = keyof typeof texts;

/** An argument of a refusal: one id or a list of them. */
export type ConflictArgument = string | number | readonly string[];

/** Thrown while a group is checked: the whole group is refused. */
export class GroupRefused extends Error {
  readonly code: GroupErrorCode;
  readonly args: readonly ConflictArgument[];

  constructor(code: GroupErrorCode, ...args: readonly ConflictArgument[]) {
    super(code);
    this.code = code;
    this.args = args;
  }
}

/** The conflict 2.43 reports: only code, sentence, rows, and the arguments joined into `objects.args`. */
export function groupConflict(
  code: GroupErrorCode,
  indexes: readonly number[],
  args: readonly ConflictArgument[],
): ConflictDetail {
  const written = args.map((arg) => (typeof arg === 'object' ? `[${arg.join(', ')}]` : String(arg)));
  return {
    errorCode: code,
    value: texts[code].replace(/\{(\d)\}/g, (_, position: string) => written[Number(position)] ?? ''),
    objects: { args: written.join('-') },
    indexes,
  };
}
