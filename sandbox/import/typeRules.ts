import { referenceId, referenceIds } from '../model';
import type { MetadataObject } from '../model';
import { errorReport } from './errorCodes';
import type { ErrorDetail, ImportErrorCode } from './errorCodes';
import type { BundleObject, BundleType } from './importBundle';
import type { CheckRun } from './importChecks';
import type { ErrorReport } from './importReport';
import { optionComboErrors } from './optionComboRules';

/** Rules that belong to one type alone. */
export function ruleErrors(run: CheckRun, bundleType: BundleType, candidate: BundleObject): ErrorReport[] {
  const { object } = candidate;
  const error = (
    code: ImportErrorCode,
    args: readonly string[],
    detail: Partial<ErrorDetail> = {},
  ): ErrorReport =>
    errorReport(code, args, { mainKlass: bundleType.type.klass, mainId: object.id, ...detail });
  switch (bundleType.type.plural) {
    case 'categoryOptionCombos':
      return optionComboErrors(run, bundleType, candidate);
    case 'categoryCombos':
      return comboErrors(run, candidate, error);
    case 'dataElements':
      return elementErrors(run, candidate, error);
    case 'users':
      return userErrors(run, candidate, error);
    case 'programStages':
      return stageHasProgram(run, object) ? [] : [error('E4053', [object.id])];
    case 'options':
      return optionErrors(run, object, error);
    default:
      return [];
  }
}

type MakeError = (
  code: ImportErrorCode,
  args: readonly string[],
  detail?: Partial<ErrorDetail>,
) => ErrorReport;

/** Other categories would orphan the values of the combination's option combos; 2.41 checks it only elsewhere. */
function comboErrors(
  { context }: CheckRun,
  { object, existing }: BundleObject,
  error: MakeError,
): ErrorReport[] {
  if (existing === undefined || context.line === '2.41') return [];
  const setOf = (combo: MetadataObject): string => referenceIds(combo['categories']).sort().join();
  if (setOf(existing.object) === setOf(object)) return [];
  const holds = [...context.metadata.optionCombosOf(object.id)].some((id) =>
    context.hasValuesFor('categoryOptionCombos', id),
  );
  return holds ? [error('E1120', [])] : [];
}

/** From 2.42 on the value type of a data element with values stays what it is. */
function elementErrors(
  { context }: CheckRun,
  { object, existing }: BundleObject,
  error: MakeError,
): ErrorReport[] {
  if (existing === undefined || !context.atLeast('2.42')) return [];
  if (existing.object['valueType'] === object['valueType']) return [];
  return context.hasValuesFor('dataElements', object.id) ? [error('E1121', [object.id])] : [];
}

function userErrors(
  { context, strategy }: CheckRun,
  candidate: BundleObject,
  error: MakeError,
): ErrorReport[] {
  const { object, existing } = candidate;
  const errors: ErrorReport[] = [];
  const username = object['username'];
  const given = typeof username === 'string' ? username : 'null';
  const report = (code: ImportErrorCode, ...args: string[]): void => {
    errors.push(error(code, args, { errorProperty: 'username' }));
  };
  if (strategy === 'CREATE') {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9._@-]{2,254}$/.test(given)) report('E4049', 'username', given);
    if (context.metadata.byUnique('users', 'username', given) !== undefined)
      report('E4054', 'username', given);
  }
  const renamed = existing !== undefined && existing.object['username'] !== username;
  if (strategy === 'UPDATE' && renamed && typeof username === 'string') report('E4056', 'username', given);
  if (referenceIds(object['userRoles']).length === 0) report('E4055', 'username', given);
  return errors;
}

function stageHasProgram({ bundle }: CheckRun, stage: MetadataObject): boolean {
  if (referenceId(stage['program']) !== undefined) return true;
  const programs = bundle.types.find(({ type }) => type.plural === 'programs')?.objects ?? [];
  return programs.some(({ object }) => referenceIds(object['programStages']).includes(stage.id));
}

/** An option whose name or code its set already has under another UID. */
function optionErrors({ context }: CheckRun, option: MetadataObject, error: MakeError): ErrorReport[] {
  const set = referenceId(option['optionSet']);
  const members = set === undefined ? [] : referenceIds(context.metadata.get('optionSets', set)?.['options']);
  for (const id of members) {
    const other = context.metadata.get('options', id);
    if (other === undefined || id === option.id) continue;
    for (const property of ['name', 'code']) {
      const value = option[property];
      if (typeof value === 'string' && value === other[property]) return [error('E4028', [set ?? '', value])];
    }
  }
  return [];
}
