import type { SandboxContext } from '../context';
import { referencesOf } from '../metadata/references';
import { referenceId, referenceIds } from '../model';
import type { MetadataObject } from '../model';
import { errorReport } from './errorCodes';
import type { ImportErrorCode } from './errorCodes';
import type { BundleObject, BundleType } from './importBundle';
import type { CheckRun } from './importChecks';
import type { ErrorReport } from './importReport';

/**
 * Rules for category option combos. Up to 2.41 none; 2.42 wants a category combination and keeps foreign combos
 * away from the default one; 2.43 also wants the complete set of the combination in the payload. What is
 * complete is counted from the combination and categories in the database where they exist there, and from the
 * payload only for new ones: a category and the combos of its new option do not pass together.
 */
export function optionComboErrors(
  run: CheckRun,
  bundleType: BundleType,
  candidate: BundleObject,
): ErrorReport[] {
  const { context } = run;
  if (!context.atLeast('2.42')) return [];
  const { object } = candidate;
  const error = (code: ImportErrorCode, ...args: string[]): ErrorReport =>
    errorReport(code, args, { mainKlass: bundleType.type.klass, mainId: object.id });
  const combo = referenceId(object['categoryCombo']);
  const name = typeof object['name'] === 'string' ? object['name'] : object.id;
  if (combo === undefined) return [error('E1133', name)];
  const errors = combo === context.metadata.defaultId('categoryCombos') ? [error('E1122', name)] : [];
  if (!context.atLeast('2.43')) return errors;
  const expectedCombo = referenceId(candidate.existing?.object['categoryCombo']) ?? combo;
  return [...errors, ...completeSetErrors(run, bundleType, candidate, expectedCombo, error)];
}

function completeSetErrors(
  run: CheckRun,
  bundleType: BundleType,
  { object, existing }: BundleObject,
  comboId: string,
  error: (code: ImportErrorCode, ...args: string[]) => ErrorReport,
): ErrorReport[] {
  const combo = known(run, 'categoryCombos', comboId);
  if (combo === undefined) return [error('E1110', comboId)];
  const provided = bundleType.objects.filter(
    (other) => referenceId(other.object['categoryCombo']) === comboId,
  );
  const expected = combinations(optionLists(run, combo)).map(keyOf);
  if (expected.length !== provided.length) {
    return [error('E1130', String(provided.length), String(expected.length), comboId)];
  }
  const own = keyOf(referenceIds(object['categoryOptions']));
  if (existing === undefined) {
    const twin = sameCombination(run.context, comboId, own);
    if (twin !== undefined) return [error('E1132', object.id, twin, comboId, own)];
  }
  const keys = provided.map((other) => keyOf(referenceIds(other.object['categoryOptions'])));
  const missing = expected.filter((key) => !keys.includes(key));
  const unexpected = !expected.includes(own) || keys.filter((key) => key === own).length > 1;
  return missing.length > 0 && unexpected ? [error('E1131', own, comboId, missing.join(' '))] : [];
}

/** An object of the database, or of the payload when the database has none: what the preheat of DHIS2 holds. */
function known(run: CheckRun, plural: string, id: string): MetadataObject | undefined {
  return run.context.metadata.get(plural, id) ?? run.bundle.payloadObject(plural, id);
}

/**
 * Options of the combination's categories. Only categories the payload brings or refers to are seen; when it
 * does neither for any of them, all are.
 */
function optionLists(run: CheckRun, combo: MetadataObject): string[][] {
  const ids = referenceIds(combo['categories']);
  const mentioned = mentionedCategories(run);
  const seen = ids.filter((id) => mentioned.has(id));
  return (seen.length > 0 ? seen : ids).map((id) =>
    referenceIds(known(run, 'categories', id)?.['categoryOptions']),
  );
}

const mentions = new WeakMap<CheckRun['bundle'], ReadonlySet<string>>();

function mentionedCategories({ bundle }: CheckRun): ReadonlySet<string> {
  const done = mentions.get(bundle);
  if (done !== undefined) return done;
  const found = new Set<string>();
  for (const { type, objects } of bundle.types) {
    for (const { object } of objects) {
      if (type.plural === 'categories') found.add(object.id);
      for (const { target, id } of referencesOf(type, object)) {
        if (target === 'categories' && id !== undefined) found.add(id);
      }
    }
  }
  mentions.set(bundle, found);
  return found;
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (done, list) => done.flatMap((start) => list.map((option) => [...start, option])),
    [[]],
  );
}

function keyOf(options: readonly string[]): string {
  return [...options].sort().join('+');
}

function sameCombination(context: SandboxContext, comboId: string, key: string): string | undefined {
  for (const id of context.metadata.optionCombosOf(comboId)) {
    const options = context.metadata.get('categoryOptionCombos', id)?.['categoryOptions'];
    if (keyOf(referenceIds(options)) === key) return id;
  }
  return undefined;
}
