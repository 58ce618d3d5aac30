import type { SandboxContext } from '../context';
import type { Holder } from '../metadata/references';
import { isRecord, referenceId, referenceIds } from '../model';
import type { Account, MetadataObject } from '../model';

/** What became of a delete. */
export type DeleteOutcome =
  { readonly result: 'deleted' } | { readonly result: 'vetoed'; readonly by: string };

/** Objects that go with the object they hang on: deleted type, then `holder.member` of what follows it. */
const following: Readonly<Record<string, readonly string[]>> = {
  categoryCombos: ['categoryOptionCombos.categoryCombo'],
  categoryOptions: ['categoryOptionCombos.categoryOptions'],
  dataSets: ['sections.dataSet'],
  optionSets: ['options.optionSet'],
  programRules: ['programRuleActions.programRule'],
  programStages: ['programStageSections.programStage'],
  programs: [
    'programStages.program',
    'programSections.program',
    'programIndicators.program',
    'programRules.program',
    'programRuleVariables.program',
    'trackedEntityInstanceFilters.program',
    'programStageWorkingLists.program',
  ],
};

/** Relations that forbid the delete although the reference could be dropped. */
const vetoing: Readonly<Record<string, readonly string[]>> = {
  categories: ['categoryCombos.categories', 'visualizations.categoryDimensions'],
  categoryOptions: ['visualizations.categoryDimensions'],
  categoryOptionCombos: ['predictors.outputCombo', 'visualizations.dataDimensionItems', 'maps.mapViews'],
  dataElements: ['programStages.programStageDataElements'],
  optionSets: ['dataElements.optionSet', 'trackedEntityAttributes.optionSet'],
  organisationUnits: ['organisationUnits.parent'],
  programStages: ['programRules.programStage', 'programRuleVariables.programStage'],
  trackedEntityTypes: ['programs.trackedEntityType'],
  userRoles: ['users.userRoles'],
  visualizations: ['reports.visualization'],
};

/**
 * Deletes an object as the application does: refused (E4030) while data or certain objects need it, otherwise
 * gone with what hangs on it, every other reference to it dropped, and a tombstone left for deletedObjects.
 */
export function deleteObject(
  context: SandboxContext,
  account: Account,
  plural: string,
  id: string,
): DeleteOutcome {
  const veto = vetoOf(context, plural, id);
  if (veto !== undefined) return { result: 'vetoed', by: veto };
  removeWithFollowers(context, account, plural, id);
  return { result: 'deleted' };
}

function vetoOf(context: SandboxContext, plural: string, id: string): string | undefined {
  if (context.hasValuesFor(plural, id)) return 'DataValue';
  const { metadata, schemas } = context;
  for (const holder of metadata.references.holdersOf(plural, id)) {
    const klass = schemas.require(holder.plural).klassName;
    const relation = `${holder.plural}.${holder.member}`;
    if (follows(plural, relation)) {
      if (context.hasValuesFor(holder.plural, holder.id)) return 'DataValue';
    } else if (holder.place === 'attribute' || vetoing[plural]?.includes(relation) === true) {
      return `${klass} (${nameOf(metadata.get(holder.plural, holder.id))})`;
    } else if (isMandatory(context, plural, holder)) {
      return `${klass} (${nameOf(metadata.get(holder.plural, holder.id))})`;
    }
  }
  if (plural === 'dataElements') return expressionWith(context, id);
  return undefined;
}

/** An indicator or predictor that calculates with the data element. */
function expressionWith(context: SandboxContext, id: string): string | undefined {
  for (const indicator of context.metadata.all('indicators')) {
    if ([indicator['numerator'], indicator['denominator']].some((text) => mentions(text, id))) {
      return `Indicator (${nameOf(indicator)})`;
    }
  }
  for (const predictor of context.metadata.all('predictors')) {
    const generator = predictor['generator'];
    if (isRecord(generator) && mentions(generator['expression'], id))
      return `Predictor (${nameOf(predictor)})`;
  }
  return undefined;
}

function mentions(expression: unknown, id: string): boolean {
  return typeof expression === 'string' && expression.includes(`#{${id}`);
}

function nameOf(object: MetadataObject | undefined): string {
  return typeof object?.['name'] === 'string' ? object['name'] : (object?.id ?? '');
}

function follows(plural: string, relation: string): boolean {
  return following[plural]?.includes(relation) ?? false;
}

/** A required single reference that no default can stand in for. */
function isMandatory({ schemas }: SandboxContext, plural: string, holder: Holder): boolean {
  const member = schemas.require(holder.plural).members.get(holder.member);
  return member?.kind === 'reference' && member.required && plural !== 'categoryCombos';
}

function removeWithFollowers(context: SandboxContext, account: Account, plural: string, id: string): void {
  const { metadata } = context;
  for (const holder of metadata.references.holdersOf(plural, id)) {
    if (follows(plural, `${holder.plural}.${holder.member}`)) {
      removeWithFollowers(context, account, holder.plural, holder.id);
    }
  }
  for (const holder of metadata.references.holdersOf(plural, id)) {
    const object = metadata.get(holder.plural, holder.id);
    if (object !== undefined && !(holder.plural === plural && holder.id === id)) {
      metadata.put(holder.plural, withoutReference(context, object, holder, plural, id));
    }
  }
  metadata.remove(plural, id, 'tombstone', account.username);
}

function withoutReference(
  context: SandboxContext,
  object: MetadataObject,
  holder: Holder,
  plural: string,
  id: string,
): MetadataObject {
  const value = object[holder.member];
  if (holder.place === 'sharing' && isRecord(value)) {
    const accesses = isRecord(value[plural]) ? { ...value[plural] } : {};
    const rest = Object.fromEntries(Object.entries(accesses).filter(([key]) => key !== id));
    return { ...object, sharing: { ...value, [plural]: rest } };
  }
  if (holder.place === 'embedded') return { ...object, [holder.member]: withoutEmbedded(value, id) };
  if (Array.isArray(value)) {
    return {
      ...object,
      [holder.member]: referenceIds(value).flatMap((other) => (other === id ? [] : { id: other })),
    };
  }
  if (plural === 'categoryCombos') {
    return { ...object, [holder.member]: { id: context.metadata.defaultId('categoryCombos') } };
  }
  return {
    ...Object.fromEntries(Object.entries(object).filter(([name]) => name !== holder.member)),
    id: object.id,
  };
}

/** Drops the elements of an embedded list that lead to the object; of a single embedded object, the reference. */
function withoutEmbedded(value: unknown, id: string): unknown {
  if (Array.isArray(value)) return value.filter((item: unknown) => !leadsTo(item, id));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => !leadsTo(inner, id)));
}

function leadsTo(value: unknown, id: string): boolean {
  if (Array.isArray(value)) return value.some((item) => leadsTo(item, id));
  if (!isRecord(value)) return false;
  return referenceId(value) === id || Object.values(value).some((inner) => leadsTo(inner, id));
}
