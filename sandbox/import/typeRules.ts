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
    case 'users':
      return userErrors(object, error);
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

function userErrors(object: MetadataObject, error: MakeError): ErrorReport[] {
  const errors: ErrorReport[] = [];
  const username = object['username'];
  if (typeof username !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9._@-]{2,254}$/.test(username)) {
    const given = typeof username === 'string' ? username : 'null';
    errors.push(error('E4049', ['username', given], { errorProperty: 'username' }));
  }
  if (referenceIds(object['userRoles']).length === 0) {
    errors.push(error('E4055', [], { errorProperty: 'userRoles' }));
  }
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
