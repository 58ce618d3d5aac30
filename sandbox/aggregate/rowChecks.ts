import type { SandboxContext } from '../context';
import { referenceId } from '../model';
import type { Account } from '../model';
import { closedOptionCombos } from './dataSharing';
import type { EntryElement, EntryRules } from './entryRules';
import type { ImportRequest, ImportRow } from './importRequest';
import type { ConflictDetail } from './importSummary';
import type { Period } from './period';
import { knowsPeriodType, parsePeriod, periodTypeNamed } from './period';
import { rowConflict } from './rowConflicts';
import type { RowErrorCode } from './rowConflicts';
import { normalizeBoolean, valueProblem } from './valueType';

/** A row whose parts exist and may be written. */
export interface CheckedRow {
  readonly element: EntryElement;
  readonly period: Period;
  readonly orgUnit: string;
  readonly optionCombo: string;
  readonly attribute: string;
  readonly value: string | null;
}

/** A row as it passed, or why it did not. */
export type RowVerdict = { readonly fits: CheckedRow } | { readonly conflicts: readonly ConflictDetail[] };

const longestComment = 50_000;
const longestStoredBy = 255;

/** The checks of one row of an import, in the order of servers up to 2.42. */
export class RowChecks {
  private readonly context: SandboxContext;
  private readonly account: Account;
  private readonly rules: EntryRules;
  private readonly request: ImportRequest;
  private readonly closed: ReadonlySet<string>;

  constructor(context: SandboxContext, account: Account, rules: EntryRules, request: ImportRequest) {
    this.context = context;
    this.account = account;
    this.rules = rules;
    this.request = request;
    this.closed = closedOptionCombos(context, account, 'write');
  }

  /** Judges a row; the first check that fails is the one that is told. */
  judge(row: ImportRow, index: number): RowVerdict {
    const { metadata } = this.context;
    const fail = (code: RowErrorCode, ...args: readonly (string | null)[]): RowVerdict => ({
      conflicts: [rowConflict(code, index, ...args.map((arg) => arg ?? ''))],
    });
    const element = this.rules.element(row.dataElement);
    if (element === undefined) return fail('E7610', row.dataElement);
    const period = this.period(row);
    if (period === undefined) return fail('E7611', row.period);
    const orgUnit = this.request.orgUnit ?? row.orgUnit;
    if (orgUnit === null || metadata.get('organisationUnits', orgUnit) === undefined)
      return fail('E7612', row.orgUnit);
    const combo = row.categoryOptionCombo;
    if (combo !== null && metadata.get('categoryOptionCombos', combo) === undefined)
      return fail('E7613', combo);
    if (combo !== null && this.closed.has(combo)) return fail('E7614', combo, this.closedOption(combo));
    const attribute = this.request.attributeOptionCombo ?? row.attributeOptionCombo;
    if (attribute !== null && metadata.get('categoryOptionCombos', attribute) === undefined)
      return fail('E7615', attribute);
    if (attribute !== null && this.closed.has(attribute))
      return fail('E7616', attribute, this.closedOption(attribute));
    // Superusers too: an account without org units can write nothing.
    if (!this.rules.mayCapture(orgUnit)) return fail('E7617', orgUnit, this.account.userId);
    const absent = row.value === null && row.comment === null;
    if (absent && row.deleted !== true && this.request.strategy !== 'DELETE')
      return fail('E7618', element.id);
    const value = normalizeBoolean(row.value, element.valueType);
    const problem = this.typeProblem(element, value);
    if (problem !== undefined) return fail('E7619', element.id, problem);
    if ((row.comment?.length ?? 0) > longestComment) return fail('E7620', 'longer than allowed');
    // Deleted rows are checked as well: without a valid option they are refused.
    if (element.optionSet !== undefined && !this.isOption(element, row.value))
      return fail('E7621', element.id);
    return this.constraints({ row, index, element, period, orgUnit, value, combo, attribute });
  }

  private period(row: ImportRow): Period | undefined {
    const outer = this.request.period === null ? undefined : parsePeriod(this.request.period);
    const period = outer ?? (row.period === null ? undefined : parsePeriod(row.period));
    return period !== undefined && knowsPeriodType(this.context.line, period.type) ? period : undefined;
  }

  private typeProblem(element: EntryElement, value: string | null): string | undefined {
    if (element.valueType === 'MULTI_TEXT' && element.optionSet === undefined)
      return 'the element lacks an option set';
    return valueProblem(value, element.valueType)?.text;
  }

  private isOption(element: EntryElement, value: string | null): boolean {
    return value !== null && this.rules.isOption(element.optionSet ?? '', element.valueType, value);
  }

  private closedOption(combo: string): string {
    return this.rules.optionsOf(combo)[0] ?? '';
  }

  private constraints(found: Found): RowVerdict {
    const { row, index, element, period, orgUnit } = found;
    const { strict } = this.request;
    const { metadata } = this.context;
    const fail = (code: RowErrorCode, ...args: readonly (string | null)[]): RowVerdict => ({
      conflicts: [rowConflict(code, index, ...args.map((arg) => arg ?? ''))],
    });
    if (found.combo === null && strict.has('requireCategoryOptionCombo')) return fail('E7630');
    if (found.attribute === null && strict.has('requireAttributeOptionCombo')) return fail('E7631');
    const optionCombo = found.combo ?? metadata.defaultOptionCombo();
    const attribute = found.attribute ?? metadata.defaultOptionCombo();
    const ofElement = metadata.dataSetsOf(element.id);
    if (
      strict.has('strictPeriods') &&
      !ofElement.some((id) => periodTypeNamed(metadata.periodTypeOf(id)) === period.type)
    ) {
      return fail('E7632', period.iso, element.id);
    }
    const sets = this.request.dataSet === null ? ofElement : [this.request.dataSet];
    if (strict.has('strictDataElements') && !sets.some((id) => ofElement.includes(id))) {
      return fail('E7633', element.id, sets.join(','));
    }
    if (strict.has('strictCategoryOptionCombos') && !this.combosOf(element.id, ofElement).has(optionCombo)) {
      return fail('E7634', optionCombo, element.id);
    }
    const attributes = ofElement.map((id) =>
      metadata.optionCombosOf(metadata.categoryComboOf(id, 'dataSets')),
    );
    if (strict.has('strictAttributeOptionCombos') && !attributes.some((combos) => combos.has(attribute))) {
      return fail('E7635', attribute, element.id);
    }
    if (
      strict.has('strictOrganisationUnits') &&
      !ofElement.some((id) => metadata.dataSetOrgUnits(id).has(orgUnit))
    ) {
      return fail('E7636', orgUnit, element.id);
    }
    if ((row.storedBy?.length ?? 0) > longestStoredBy) return fail('E7637', 'longer than allowed');
    const days = this.rules.comboDays(attribute, this.request.dataSet ?? ofElement[0]);
    if (days.from > period.end || days.to < period.start) return fail('E7638', period.iso, attribute);
    if (this.rules.isOutsideCombo(attribute, orgUnit)) return fail('E7639', orgUnit, attribute);
    const checked = { element, period, orgUnit, optionCombo, attribute, value: found.value };
    const untimely = this.timeliness(checked, index);
    return untimely.length > 0 ? { conflicts: untimely } : { fits: checked };
  }

  /** Expiry, future periods and input periods; `force` of a superuser skips them all. */
  private timeliness(row: CheckedRow, index: number): readonly ConflictDetail[] {
    if (this.request.force && this.account.authorities.includes('ALL')) return [];
    const { strict } = this.request;
    const { period, element } = row;
    const sets = this.targetDataSets(row);
    const expired = this.against(sets, strict.has('strictDataSetLocking') ? 'all' : 'one', (dataSet) =>
      this.rules.isExpired(dataSet, period) ? rowConflict('E7640', index, period.iso, dataSet) : undefined,
    );
    if (expired.length > 0) return expired;
    const future = this.against(sets, 'all', (dataSet) => {
      const latest = this.rules.latestOpen(dataSet);
      if (latest === undefined || period.end <= latest.end) return undefined;
      return rowConflict('E7641', index, period.iso, element.id, dataSet, latest.iso);
    });
    if (future.length > 0) return future;
    const closed = this.against(sets, strict.has('strictDataSetInputPeriods') ? 'all' : 'one', (dataSet) =>
      this.rules.isInputOpen(dataSet, period) ? undefined : rowConflict('E7643', index, period.iso, dataSet),
    );
    if (closed.length > 0) return closed;
    const all = this.context.metadata.dataSetsOf(element.id);
    const open = all.length === 0 || all.some((dataSet) => this.rules.isInputOpen(dataSet, period));
    return open ? [] : [rowConflict('E7644', index, period.iso)];
  }

  /** Data sets a value counts for: the named one, or those with its element, org unit and attribute combination. */
  private targetDataSets(row: CheckedRow): readonly string[] {
    const { dataSet } = this.request;
    if (dataSet !== null) return [dataSet];
    const { metadata } = this.context;
    const combo = referenceId(metadata.get('categoryOptionCombos', row.attribute)?.['categoryCombo']);
    return metadata
      .dataSetsOf(row.element.id)
      .filter(
        (id) =>
          metadata.dataSetOrgUnits(id).has(row.orgUnit) && metadata.categoryComboOf(id, 'dataSets') === combo,
      );
  }

  /** `all` data sets must agree, or `one` is enough; the conflicts told are those of every set that does not. */
  private against(
    dataSets: readonly string[],
    demand: 'all' | 'one',
    check: (dataSet: string) => ConflictDetail | undefined,
  ): readonly ConflictDetail[] {
    const found = dataSets.map(check);
    if (demand === 'one' && found.includes(undefined)) return [];
    return found.flatMap((conflict) => conflict ?? []);
  }

  private combosOf(element: string, dataSets: readonly string[]): ReadonlySet<string> {
    const { metadata } = this.context;
    const combos = new Set([metadata.categoryComboOf(element)]);
    for (const id of dataSets) {
      for (const row of metadata.dataSetElements(id))
        if (row.dataElement === element) combos.add(row.categoryCombo);
    }
    return new Set([...combos].flatMap((combo) => [...metadata.optionCombosOf(combo)]));
  }
}

interface Found {
  readonly row: ImportRow;
  readonly index: number;
  readonly element: EntryElement;
  readonly period: Period;
  readonly orgUnit: string;
  readonly value: string | null;
  readonly combo: string | null;
  readonly attribute: string | null;
}
