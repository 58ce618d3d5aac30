import type { SandboxContext } from '../context';
import type { Account } from '../model';
import { mayUseData } from './dataSharing';
import { EntryRules } from './entryRules';
import type { ImportRequest, ImportRow } from './importRequest';
import { ImportSummary } from './importSummary';
import type { CheckedRow } from './rowChecks';
import { RowChecks } from './rowChecks';
import { rowConflict } from './rowConflicts';
import type { StoredValue, ValueStore } from './valueStore';
import { isInsignificantZero } from './valueType';

/**
 * Imports values as servers up to 2.42 do: row by row, what is wrong is left out and told, the rest is written.
 * A value that is there already is not written and counts as ignored.
 */
export function importRows(
  request: ImportRequest,
  account: Account,
  context: SandboxContext,
  store: ValueStore,
  now: number,
): ImportSummary {
  const summary = new ImportSummary(request.options);
  if (abortsAsAWhole(request, account, context, summary)) return summary;
  const rules = new EntryRules(context, account, now);
  if (context.line === '2.42' && breaksOnOptions(request, rules)) {
    summary.status = 'ERROR';
    summary.description = 'The import process failed: null';
    return summary;
  }
  // Java dates have no microseconds.
  const moment = Math.floor(now / 1000) * 1000;
  const checks = new RowChecks(context, account, rules, request);
  for (const [index, row] of request.rows.entries()) {
    const verdict = checks.judge(row, index);
    if ('conflicts' in verdict) {
      for (const conflict of verdict.conflicts) summary.addConflict(conflict);
      summary.ignored += 1;
      summary.reject([index]);
      continue;
    }
    writeRow({ row, index, checked: verdict.fits, request, account, store, moment, summary });
  }
  summary.status = summary.hasConflicts ? 'WARNING' : 'SUCCESS';
  summary.description = 'Import process completed';
  return summary;
}

/** Checks of the members above the rows: one failure and nothing is imported. */
function abortsAsAWhole(
  request: ImportRequest,
  account: Account,
  context: SandboxContext,
  summary: ImportSummary,
): boolean {
  const { metadata } = context;
  const { dataSet, orgUnit, attributeOptionCombo } = request;
  const fail = (code: 'E7600' | 'E7601' | 'E7603' | 'E7604', ...args: readonly string[]): void => {
    summary.addConflict(rowConflict(code, undefined, ...args));
    summary.status = 'ERROR';
  };
  if (dataSet !== null) {
    const found = metadata.get('dataSets', dataSet);
    if (found === undefined) fail('E7600', dataSet);
    else if (!mayUseData(context, account, found, 'write')) fail('E7601', dataSet);
  }
  if (orgUnit !== null && metadata.get('organisationUnits', orgUnit) === undefined) {
    fail('E7603', orgUnit, dataSet ?? '');
  }
  if (
    attributeOptionCombo !== null &&
    metadata.get('categoryOptionCombos', attributeOptionCombo) === undefined
  ) {
    fail('E7604', attributeOptionCombo, dataSet ?? '');
  }
  if (summary.status !== 'ERROR') return false;
  summary.description = 'Import process was aborted';
  return true;
}

/**
 * 2.42.5.2 looks the value of an element with option set up in a list that cannot hold nothing: a row without
 * value (a deletion, a comment) makes the whole import fail. Earlier lines refuse the row with E7621.
 */
function breaksOnOptions(request: ImportRequest, rules: EntryRules): boolean {
  return request.rows.some((row) => {
    const element = row.value === null ? rules.element(row.dataElement) : undefined;
    return element?.optionSet !== undefined && element.valueType !== 'MULTI_TEXT';
  });
}

interface RowWrite {
  readonly row: ImportRow;
  readonly index: number;
  readonly checked: CheckedRow;
  readonly request: ImportRequest;
  readonly account: Account;
  readonly store: ValueStore;
  readonly moment: number;
  readonly summary: ImportSummary;
}

function writeRow(write: RowWrite): void {
  const { checked, request, store, summary, row } = write;
  const { strategy } = request;
  const next = nextValue(write);
  const existing = store.find(next);
  const zero = isInsignificantZero(row.value, checked.element);
  // Zeros that mean nothing are passed over without a word; over an existing value they delete it.
  if (zero && (existing === undefined || strategy === 'CREATE')) return;
  if (existing !== undefined && !existing.deleted) {
    if (strategy === 'CREATE_AND_UPDATE' || strategy === 'UPDATE')
      update(write, { ...next, created: existing.created }, existing, zero);
    else if (strategy === 'DELETE') {
      summary.deleted += 1;
      commit(write, { ...next, created: existing.created, deleted: true });
    } else refuseRow(write);
    return;
  }
  if (strategy !== 'CREATE_AND_UPDATE' && strategy !== 'CREATE') {
    refuseRow(write);
    return;
  }
  if (next.value === null && next.comment === null) {
    summary.ignored += 1;
    return;
  }
  // A soft-deleted value revives and keeps the day it was created; it counts as imported.
  summary.imported += 1;
  commit(write, existing === undefined ? next : { ...next, created: existing.created });
}

function update(write: RowWrite, next: StoredValue, existing: StoredValue, zero: boolean): void {
  const { summary } = write;
  if (zero || next.deleted || (next.value === null && next.comment === null)) {
    summary.deleted += 1;
    commit(write, { ...next, deleted: true });
    return;
  }
  const same =
    existing.value === next.value && existing.comment === next.comment && existing.followup === next.followup;
  if (same) {
    summary.ignored += 1;
    return;
  }
  summary.updated += 1;
  commit(write, next);
}

function refuseRow({ summary, index }: RowWrite): void {
  summary.ignored += 1;
  summary.reject([index]);
}

function commit({ request, store }: RowWrite, value: StoredValue): void {
  if (!request.dryRun) store.put(value);
}

function nextValue({ checked, row, account, moment }: RowWrite): StoredValue {
  const trimmed = (text: string | null): string | null => {
    const value = text?.trim() ?? '';
    return value === '' ? null : value;
  };
  return {
    dataElement: checked.element.id,
    period: checked.period.iso,
    orgUnit: checked.orgUnit,
    categoryOptionCombo: checked.optionCombo,
    attributeOptionCombo: checked.attribute,
    value: trimmed(checked.value),
    storedBy: trimmed(row.storedBy) ?? account.username,
    comment: trimmed(row.comment),
    followup: row.followup ?? false,
    deleted: row.deleted ?? false,
    created: moment,
    lastUpdated: moment,
  };
}
