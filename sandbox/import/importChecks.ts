import type { SandboxContext } from '../context';
import { sharingAllows } from '../export/readAccess';
import { referencesOf } from '../metadata/references';
import type { Reference } from '../metadata/references';
import type { MemberSchema } from '../metadata/schema/typeNotation';
import { isSuperuser } from '../model';
import type { Account, MetadataObject } from '../model';
import { errorReport } from './errorCodes';
import type { ErrorDetail, ImportErrorCode } from './errorCodes';
import type { BundleObject, BundleType, ImportBundle } from './importBundle';
import { isOwnDefault } from './importBundle';
import type { ImportParameters, ImportStrategy } from './importParameters';
import { TypeReport } from './importReport';
import type { ErrorReport } from './importReport';
import { ruleErrors } from './typeRules';

/** What the checks of one import share. */
export interface CheckRun {
  readonly context: SandboxContext;
  readonly account: Account;
  readonly bundle: ImportBundle;
  readonly parameters: ImportParameters;
  readonly strategy: ImportStrategy;
}

/** One check: the errors of an object, none when it passes. An object that fails is not imported. */
type ObjectCheck = (candidate: BundleObject) => readonly ErrorReport[];

const defaultClasses = new Set(['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos']);

/**
 * Runs the checks of one type in the importer's order, removes the objects that fail from the bundle and counts
 * what is left. Each failed check of an object counts once as ignored; invalid references do not remove it.
 */
export function checkType(run: CheckRun, bundleType: BundleType): TypeReport {
  const { type } = bundleType;
  const report = new TypeReport(type);
  const selected = selectedBy(run.strategy, bundleType.objects);
  const failed = new Set<BundleObject>();
  const check = (objects: readonly BundleObject[], test: ObjectCheck): void => {
    for (const candidate of objects) {
      const errors = test(candidate);
      if (errors.length === 0) continue;
      report.note(candidate.index, candidate.object.id, candidate.object['name'], errors);
      report.stats.ignored += 1;
      failed.add(candidate);
    }
  };
  const wrong = bundleType.objects.filter((candidate) => !selected.includes(candidate));
  if (run.strategy === 'DELETE') {
    check(selected, (candidate) => accessErrors(run, bundleType, candidate));
    check(wrong, (candidate) => [presenceError(bundleType, candidate)]);
  } else {
    check(bundleType.objects, duplicateCheck(bundleType));
    check(selected, (candidate) => ruleErrors(run, bundleType, candidate));
    check(selected, (candidate) => accessErrors(run, bundleType, candidate));
    check(wrong, (candidate) => [presenceError(bundleType, candidate)]);
    check(selected, (candidate) => requiredErrors(bundleType, candidate));
    check(selected, uniquenessCheck(run, bundleType));
    checkReferences(run, bundleType, report);
    check(bundleType.objects, (candidate) => uidErrors(bundleType, candidate));
  }
  bundleType.objects = bundleType.objects.filter((candidate) => !failed.has(candidate));
  countRest(run.strategy, bundleType, report);
  return report;
}

function countRest(strategy: ImportStrategy, { objects }: BundleType, report: TypeReport): void {
  const persisted = objects.filter((candidate) => candidate.existing !== undefined).length;
  const created = objects.length - persisted;
  switch (strategy) {
    case 'CREATE_AND_UPDATE':
      report.stats.created += created;
      report.stats.updated += persisted;
      break;
    case 'CREATE':
      report.stats.created += created;
      break;
    case 'UPDATE':
      report.stats.updated += persisted;
      break;
    case 'DELETE':
      report.stats.deleted += persisted;
      break;
  }
}

function selectedBy(strategy: ImportStrategy, objects: readonly BundleObject[]): readonly BundleObject[] {
  switch (strategy) {
    case 'CREATE_AND_UPDATE':
      return objects;
    case 'CREATE':
      return objects.filter((candidate) => candidate.existing === undefined);
    case 'UPDATE':
    case 'DELETE':
      return objects.filter((candidate) => candidate.existing !== undefined);
  }
}

/** `name [uid] (Klass)` as reports write an object. */
function describe(klassName: string, object: MetadataObject): string {
  const name = object['name'];
  return `${typeof name === 'string' ? name : ''} [${object.id}] (${klassName})`.trim();
}

function error(
  bundleType: BundleType,
  code: ImportErrorCode,
  args: readonly string[],
  detail: Partial<ErrorDetail> = {},
): ErrorReport {
  return errorReport(code, args, { mainKlass: bundleType.type.klass, ...detail });
}

function duplicateCheck(bundleType: BundleType): ObjectCheck {
  const seen = new Set<string>();
  return ({ object: { id } }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [error(bundleType, 'E5004', [id, bundleType.type.klass], { mainId: id, errorProperty: 'id' })];
  };
}

/** On CREATE an object that exists (E5000), on UPDATE and DELETE one that does not (E5001). */
function presenceError(bundleType: BundleType, { object, existing }: BundleObject): ErrorReport {
  const args = ['UID', describe(bundleType.type.klassName, object)];
  return existing === undefined
    ? error(bundleType, 'E5001', args, { mainId: object.id, errorProperty: 'id' })
    : error(bundleType, 'E5000', args, { mainId: object.id });
}

function accessErrors(run: CheckRun, bundleType: BundleType, candidate: BundleObject): ErrorReport[] {
  const { account, context, strategy } = run;
  if (isSuperuser(account)) return [];
  const { type } = bundleType;
  const authority = `F_${type.klassName.toUpperCase()}`;
  const { existing, object } = candidate;
  if (strategy === 'DELETE') {
    if (account.authorities.includes(`${authority}_DELETE`)) return [];
    return [error(bundleType, 'E3002', [account.username, describe(type.klassName, object)])];
  }
  if (existing === undefined) {
    const may = ['PUBLIC_ADD', 'PRIVATE_ADD'].some((right) =>
      account.authorities.includes(`${authority}_${right}`),
    );
    return may ? [] : [error(bundleType, 'E3000', [account.username, type.klass])];
  }
  const shareable = type.members.has('sharing');
  const may =
    shareable && sharingAllows(context, account, type, existing.object, 'w')
      ? account.authorities.some((held) => held.startsWith(`${authority}_P`))
      : false;
  return may ? [] : [error(bundleType, 'E3001', [account.username, describe(type.klassName, object)])];
}

function requiredErrors(bundleType: BundleType, { object }: BundleObject): ErrorReport[] {
  const errors: ErrorReport[] = [];
  for (const member of bundleType.type.members.values()) {
    if (!member.required || !isMissing(member, object)) continue;
    const { name } = member;
    errors.push(error(bundleType, 'E4000', [name], { mainId: object.id, errorProperty: name }));
  }
  return errors;
}

function isMissing(member: MemberSchema, object: MetadataObject): boolean {
  const value = object[member.name];
  if (value !== undefined && value !== null && value !== '') return false;
  // The defaults are put in where a category class is required and absent.
  return member.target === undefined || !defaultClasses.has(member.target);
}

function uniquenessCheck(run: CheckRun, bundleType: BundleType): ObjectCheck {
  const { type } = bundleType;
  const inPayload = new Map<string, string>();
  const unique = run.context.schemas.uniqueMembers(type.plural);
  return ({ object }) => {
    const errors: ErrorReport[] = [];
    for (const property of unique) {
      const value = object[property];
      if (typeof value !== 'string') continue;
      const key = `${property}/${value}`;
      const owner = run.context.metadata.byUnique(type.plural, property, value) ?? inPayload.get(key);
      if (owner === undefined) inPayload.set(key, object.id);
      else if (owner !== object.id) {
        const args = [property, value, describe(type.klassName, object), owner];
        errors.push(error(bundleType, 'E5003', args, { mainId: owner, errorProperty: property }));
      }
    }
    return errors;
  };
}

function checkReferences(run: CheckRun, bundleType: BundleType, report: TypeReport): void {
  let broken = false;
  for (const { index, object } of bundleType.objects) {
    const errors = [...referenceErrors(run, bundleType, object)];
    if (errors.length === 0) continue;
    broken = true;
    report.note(index, object.id, object['name'], errors);
  }
  // Counted once per type, and only when nothing will be written.
  if (broken && run.parameters.atomicMode === 'ALL') report.stats.ignored += 1;
}

function* referenceErrors(
  run: CheckRun,
  bundleType: BundleType,
  object: MetadataObject,
): IterableIterator<ErrorReport> {
  const seen = new Set<string>();
  for (const reference of referencesOf(bundleType.type, object)) {
    if (!isResolved(run, reference)) {
      const shown = reference.id === undefined ? '' : `[${reference.id}] (${targetClass(run, reference)})`;
      const args = [shown, describe(bundleType.type.klassName, object), reference.association];
      yield error(bundleType, 'E5002', args, { mainId: object.id, errorProperty: reference.association });
    } else if (reference.place === 'own' && reference.id !== undefined) {
      const key = `${reference.member}/${reference.id}`;
      if (seen.has(key)) {
        const args = [`[${reference.id}]`, describe(bundleType.type.klassName, object), reference.member];
        yield error(bundleType, 'E5007', args, { mainId: object.id, errorProperty: reference.member });
      }
      seen.add(key);
    }
  }
}

function targetClass(run: CheckRun, reference: Reference): string {
  return run.context.schemas.get(reference.target)?.klassName ?? reference.target;
}

/** Whether a reference leads to something: in the store, in the payload, or to a default. */
function isResolved(run: Pick<CheckRun, 'context' | 'bundle' | 'parameters'>, reference: Reference): boolean {
  const { context, bundle, parameters } = run;
  if (reference.place === 'sharing' && parameters.sharing === 'skipped') return true;
  const { id, target } = reference;
  // An emptied reference inside an embedded object: nulled without a word up to 2.40, invalid from 2.41.
  if (id === undefined) return reference.place !== 'embedded' || !context.atLeast('2.41');
  return (
    context.metadata.stored(target, id) !== undefined ||
    bundle.brings(target, id) ||
    isOwnDefault(context, target, id)
  );
}

function uidErrors(bundleType: BundleType, { object: { id } }: BundleObject): ErrorReport[] {
  if (/^[A-Za-z][A-Za-z0-9]{10}$/.test(id)) return [];
  return [error(bundleType, 'E4014', [id, 'id'], { mainId: id, errorProperty: 'id' })];
}
