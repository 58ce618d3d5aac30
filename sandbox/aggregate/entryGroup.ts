import type { SandboxContext } from '../context';
import { GroupRefused } from './groupConflicts';
import type { DeletionScope, ImportRequest, ImportRow } from './importRequest';
import type { Period } from './period';
import { knowsPeriodType, parsePeriod } from './period';
import { isUid } from './valueType';

/** One value of a group, decoded; null combos stand for the default one. */
export interface EntryValue {
  readonly index: number;
  readonly dataElement: string;
  readonly period: Period;
  readonly orgUnit: string;
  readonly optionCombo: string | null;
  readonly attribute: string | null;
  readonly value: string | null;
  readonly comment: string | null;
  readonly followUp: boolean | null;
  readonly deleted: boolean;
}

/** What a group touches, whether by its rows or by its deletion scope: what the group checks look at. */
export interface EntryScope {
  readonly dataElements: readonly string[];
  readonly orgUnits: readonly string[];
  readonly periods: readonly Period[];
  /** Attribute option combos, null for the default one. */
  readonly attributes: readonly (string | null)[];
  readonly orgUnitPeriods: readonly (readonly [orgUnit: string, period: Period])[];
  readonly attributePeriods: readonly (readonly [attribute: string, period: Period])[];
  /** Option combos of a data element, null for the default one. */
  optionCombos(dataElement: string): readonly (string | null)[];
  orgUnitsOf(attribute: string): readonly string[];
}

/** Decodes the rows of a request; a row that cannot be decoded refuses the whole request. */
export function decodeRows(request: ImportRequest, context: SandboxContext): EntryValue[] {
  const outer = request.period === null ? undefined : periodOf(request.period, context);
  return request.rows.map((row, index) => {
    const period = row.period === null ? outer : periodOf(row.period, context);
    if (period === undefined) throw new GroupRefused('E8100', index);
    const orgUnit = row.orgUnit ?? request.orgUnit;
    checkIds(row, orgUnit, index);
    const attribute = row.attributeOptionCombo ?? request.attributeOptionCombo;
    if (attribute !== null && !isUid(attribute)) throw new GroupRefused('E8111', index, attribute);
    return {
      index,
      dataElement: row.dataElement ?? '',
      period,
      orgUnit: orgUnit ?? '',
      optionCombo: row.categoryOptionCombo,
      attribute,
      value: row.value,
      comment: row.comment,
      followUp: row.followup,
      deleted: row.deleted ?? false,
    };
  });
}

function checkIds(row: ImportRow, orgUnit: string | null, index: number): void {
  if (row.dataElement === null) throw new GroupRefused('E8102', index);
  if (!isUid(row.dataElement)) throw new GroupRefused('E8104', index, row.dataElement);
  if (orgUnit === null) throw new GroupRefused('E8105', index);
  if (!isUid(orgUnit)) throw new GroupRefused('E8106', index, orgUnit);
  const combo = row.categoryOptionCombo;
  if (combo !== null && !isUid(combo)) throw new GroupRefused('E8109', index, combo);
}

function periodOf(iso: string, context: SandboxContext): Period | undefined {
  const period = parsePeriod(iso);
  return period !== undefined && knowsPeriodType(context.line, period.type) ? period : undefined;
}

/** The periods of a deletion scope; one that is none refuses the request. */
export function scopePeriods(scope: DeletionScope, context: SandboxContext): Period[] {
  return scope.periods.map((iso) => {
    const period = periodOf(iso, context);
    if (period === undefined) throw new GroupRefused('E8034', iso);
    return period;
  });
}

/** What rows touch. */
export function scopeOfValues(values: readonly EntryValue[]): EntryScope {
  const pairs = new Map<string, readonly [string, Period]>();
  const attributePairs = new Map<string, readonly [string, Period]>();
  const combos = new Map<string, Set<string | null>>();
  const units = new Map<string, Set<string>>();
  for (const value of values) {
    pairs.set(`${value.orgUnit}/${value.period.iso}`, [value.orgUnit, value.period]);
    member(combos, value.dataElement).add(value.optionCombo);
    if (value.attribute === null) continue;
    attributePairs.set(`${value.attribute}/${value.period.iso}`, [value.attribute, value.period]);
    member(units, value.attribute).add(value.orgUnit);
  }
  return {
    dataElements: [...combos.keys()],
    orgUnits: [...new Set(values.map((value) => value.orgUnit))],
    periods: [...new Set(values.map((value) => value.period))],
    attributes: [...new Set(values.map((value) => value.attribute))],
    orgUnitPeriods: [...pairs.values()],
    attributePeriods: [...attributePairs.values()],
    optionCombos: (dataElement) => [...(combos.get(dataElement) ?? [])],
    orgUnitsOf: (attribute) => [...(units.get(attribute) ?? [])],
  };
}

/** What a deletion scope touches. */
export function scopeOfDeletion(scope: DeletionScope, periods: readonly Period[]): EntryScope {
  const attributes = [...new Set(scope.elements.map((element) => element.attributeOptionCombo))];
  return {
    dataElements: [...new Set(scope.elements.map((element) => element.dataElement))],
    orgUnits: scope.orgUnits,
    periods,
    attributes,
    orgUnitPeriods: scope.orgUnits.flatMap((unit) => periods.map((period) => [unit, period] as const)),
    attributePeriods: attributes.flatMap((attribute) =>
      attribute === null ? [] : periods.map((period) => [attribute, period] as const),
    ),
    optionCombos: (dataElement) =>
      scope.elements
        .filter((element) => element.dataElement === dataElement)
        .map((element) => element.categoryOptionCombo),
    orgUnitsOf: () => scope.orgUnits,
  };
}

function member<V>(sets: Map<string, Set<V>>, key: string): Set<V> {
  const set = sets.get(key) ?? new Set<V>();
  sets.set(key, set);
  return set;
}
