import type { SandboxContext } from '../context';
import type { Account } from '../model';
import type { EntryValue } from './entryGroup';
import { decodeRows, scopeOfDeletion, scopeOfValues, scopePeriods } from './entryGroup';
import { EntryRules } from './entryRules';
import { GroupChecks, deducedDataSet } from './groupChecks';
import type { ConflictArgument, GroupErrorCode } from './groupConflicts';
import { GroupRefused, groupConflict } from './groupConflicts';
import type { ImportRequest } from './importRequest';
import { ImportSummary } from './importSummary';
import type { Period } from './period';
import type { StoredValue, ValueStore } from './valueStore';
import { isUid, normalizeValue, valueProblem } from './valueType';

/** A row that 2.43 refuses by itself. */
interface RowError {
  readonly index: number;
  readonly code: GroupErrorCode;
  readonly args: readonly ConflictArgument[];
}

const longestComment = 5000;

/**
 * Imports values as 2.43 does: the request is one group of one data set, what is wrong with the group refuses it
 * as a whole, what is wrong with a value leaves that row out. Everything else is written, changed or not.
 */
export function importGroup(
  request: ImportRequest,
  account: Account,
  context: SandboxContext,
  store: ValueStore,
  now: number,
): ImportSummary {
  const summary = new ImportSummary(request.options);
  const rules = new EntryRules(context, account, now);
  let values: readonly EntryValue[] = [];
  try {
    if (request.dataSet !== null && !isUid(request.dataSet)) throw new GroupRefused('E8004', request.dataSet);
    values = decodeRows(request, context);
  } catch (error) {
    return refusedGroup(error, summary, [-1]);
  }
  try {
    upsert({ request, account, context, store, rules, summary, values });
  } catch (error) {
    const indexes = values.map((value) => value.index);
    return refusedGroup(error, new ImportSummary(request.options), indexes);
  }
  return summary;
}

/** Turns the refusal of a group into a report; anything else is no refusal and goes on. */
function refusedGroup(error: unknown, summary: ImportSummary, indexes: readonly number[]): ImportSummary {
  if (!(error instanceof GroupRefused)) throw error;
  summary.status = 'ERROR';
  summary.addConflict(groupConflict(error.code, indexes, error.args));
  summary.reject(indexes.filter((index) => index >= 0));
  return summary;
}

interface GroupWrite {
  readonly request: ImportRequest;
  readonly account: Account;
  readonly context: SandboxContext;
  readonly store: ValueStore;
  readonly rules: EntryRules;
  readonly summary: ImportSummary;
  readonly values: readonly EntryValue[];
}

function upsert(write: GroupWrite): void {
  const { request, context, rules, summary } = write;
  const values =
    request.strategy === 'DELETE' ? write.values.map((value) => ({ ...value, deleted: true })) : write.values;
  const checks = new GroupChecks(context, write.account, rules, request.force);
  const { deletion } = request;
  const periods = deletion === undefined ? [] : scopePeriods(deletion, context);
  if (deletion !== undefined) {
    const scope = scopeOfDeletion(deletion, periods);
    checks.check(request.dataSet ?? deducedDataSet(scope, context), scope);
  }
  const errors: RowError[] = [];
  let valid: readonly EntryValue[] = [];
  if (values.length > 0) {
    const scope = scopeOfValues(values);
    const dataSet = request.dataSet ?? deducedDataSet(scope, context);
    checks.check(dataSet, scope);
    valid = validValues(values, dataSet, write, errors);
    if (request.atomic && errors.length > 0) {
      throw new GroupRefused('E8000', valid.length, values.length, errors[0]?.code ?? '');
    }
  }
  if (deletion !== undefined) summary.deleted = deleteScope(write, periods);
  for (const value of valid) writeValue(value, write);
  summary.ignored = errors.length;
  if (request.strategy === 'DELETE') summary.deleted = valid.length;
  else summary.updated = valid.length;
  for (const { index, code, args } of errors) {
    summary.reject([index]);
    summary.addConflict(groupConflict(code, [index], args));
  }
  // Nothing but refused rows is an error, some refused rows are a warning.
  if (errors.length > 0) summary.status = valid.length > 0 ? 'WARNING' : 'ERROR';
}

function validValues(
  values: readonly EntryValue[],
  dataSet: string,
  write: GroupWrite,
  errors: RowError[],
): readonly EntryValue[] {
  refuseDuplicates(values);
  if (values.every((value) => value.deleted)) return values;
  const emptyAllowed = write.context.metadata.get('dataSets', dataSet)?.['noValueRequiresComment'] === true;
  return values.flatMap((entry) => {
    const element = write.rules.element(entry.dataElement);
    const value = normalizeValue(entry.value, element?.valueType ?? 'TEXT');
    const error = rowError({ ...entry, value }, emptyAllowed, write.rules);
    if (error === undefined) return { ...entry, value };
    errors.push({ index: entry.index, ...error });
    return [];
  });
}

function rowError(
  entry: EntryValue,
  emptyAllowed: boolean,
  rules: EntryRules,
): Omit<RowError, 'index'> | undefined {
  const { comment, index, value } = entry;
  const element = rules.element(entry.dataElement);
  const empty = value === null || value === '';
  const mayBeEmpty = entry.deleted || (emptyAllowed && (comment === null || comment === ''));
  if (empty && !mayBeEmpty) return { code: emptyAllowed ? 'E8121' : 'E8120', args: [index] };
  if (!empty && element !== undefined) {
    const problem = valueProblem(value, element.valueType);
    if (problem !== undefined) return { code: 'E8122', args: [index, value, element.valueType, problem.key] };
    if (element.optionSet !== undefined && !rules.isOption(element.optionSet, element.valueType, value)) {
      return { code: 'E8123', args: [index, value, element.id] };
    }
  }
  const commentSet = element?.commentOptionSet;
  if (commentSet !== undefined && !rules.isOption(commentSet, 'TEXT', comment ?? '')) {
    return { code: 'E8124', args: [index, comment ?? 'null'] };
  }
  if ((comment?.length ?? 0) > longestComment) return { code: 'E8125', args: [index, longestComment] };
  return undefined;
}

/** Two rows for one value refuse the group; only the first such pair is told. */
function refuseDuplicates(values: readonly EntryValue[]): void {
  const seen = new Map<string, number[]>();
  for (const value of values) {
    const key = [value.dataElement, value.orgUnit, value.optionCombo, value.attribute, value.period.iso].join(
      '.',
    );
    const indexes = seen.get(key);
    if (indexes === undefined) seen.set(key, [value.index]);
    else indexes.push(value.index);
  }
  for (const [key, indexes] of seen) {
    if (indexes.length > 1) throw new GroupRefused('E8128', indexes.map(String), key);
  }
}

function writeValue(entry: EntryValue, write: GroupWrite): void {
  const { account, context, request, rules, store } = write;
  if (request.dryRun) return;
  const fallback = context.metadata.defaultOptionCombo();
  const next: StoredValue = {
    dataElement: entry.dataElement,
    period: entry.period.iso,
    orgUnit: entry.orgUnit,
    categoryOptionCombo: entry.optionCombo ?? fallback,
    attributeOptionCombo: entry.attribute ?? fallback,
    value: entry.value,
    // Always the importing user, whatever the row says.
    storedBy: account.username,
    comment: entry.comment,
    followup: entry.followUp ?? false,
    deleted: entry.deleted,
    created: rules.now,
    lastUpdated: rules.now,
  };
  const existing = store.find(next);
  if (existing === undefined) {
    store.put(next);
    return;
  }
  // Deleting a value keeps its comment.
  const comment = !existing.deleted && next.deleted ? existing.comment : next.comment;
  store.put({ ...next, comment, created: existing.created });
}

/** Soft-deletes every row of a scope and gives how many; the values are emptied. */
function deleteScope(write: GroupWrite, periods: readonly Period[]): number {
  const { account, context, request, rules, store } = write;
  const { deletion } = request;
  if (deletion === undefined) return 0;
  const fallback = context.metadata.defaultOptionCombo();
  let count = 0;
  for (const element of deletion.elements) {
    for (const orgUnit of deletion.orgUnits) {
      for (const period of periods) {
        const existing = store.find({
          dataElement: element.dataElement,
          period: period.iso,
          orgUnit,
          categoryOptionCombo: element.categoryOptionCombo ?? fallback,
          attributeOptionCombo: element.attributeOptionCombo ?? fallback,
        });
        if (existing === undefined) continue;
        count += 1;
        if (request.dryRun) continue;
        store.put({
          ...existing,
          value: null,
          deleted: true,
          storedBy: account.username,
          lastUpdated: rules.now,
        });
      }
    }
  }
  return count;
}
