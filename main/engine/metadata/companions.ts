import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { keyOf, referencedId, referencedIds } from './metadataObject';
import type { MetadataObject, TypedObject } from './metadataObject';
import type { ObjectLookup } from './sourceLookup';

/** Objects that must go along with changed ones although they themselves did not change. */
export interface Companions {
  /** Demanded by 2.43 and later: complete sets of category option combos with their combo and categories. */
  readonly demanded: readonly TypedObject[];
  /** Sent together on every version: option sets with all options, program stages with all their sections. */
  readonly together: readonly TypedObject[];
  /** Keys of objects that must not be parted into two bundles. */
  readonly groups: readonly (readonly string[])[];
}

type Collected = Map<string, TypedObject>;

/** Finds what must be sent along with the given objects to a destination of the given minor version. */
export async function findCompanions(
  changed: readonly TypedObject[],
  source: ObjectLookup,
  destinationMinor: number,
): Promise<Result<Companions, Problem>> {
  const present = new Set(changed.map(({ type, object }) => keyOf(type, object.id)));
  const together: Collected = new Map();
  const demanded: Collected = new Map();
  const groups: (readonly string[])[] = [];
  const optionSets = await wholeOptionSets(changed, source, together, groups);
  if (!optionSets.ok) return optionSets;
  const stages = await wholeStages(changed, source, together, groups);
  if (!stages.ok) return stages;
  if (destinationMinor >= 43) {
    const combos = await wholeCombos(changed, source, demanded, groups);
    if (!combos.ok) return combos;
  }
  const extras = (found: Collected): readonly TypedObject[] =>
    [...found].filter(([key]) => !present.has(key)).map(([, entry]) => entry);
  return succeed({ demanded: extras(demanded), together: extras(together), groups });
}

function ofType(objects: readonly TypedObject[], type: string): readonly MetadataObject[] {
  return objects.filter((entry) => entry.type === type).map(({ object }) => object);
}

function collect(found: Collected, type: string, objects: readonly MetadataObject[]): readonly string[] {
  return objects.map((object) => {
    const key = keyOf(type, object.id);
    found.set(key, { type, object });
    return key;
  });
}

/** Options are renumbered from the list in their set: only the whole set, with all its options, keeps the order. */
async function wholeOptionSets(
  changed: readonly TypedObject[],
  source: ObjectLookup,
  found: Collected,
  groups: (readonly string[])[],
): Promise<Result<null, Problem>> {
  const ids = new Set([
    ...ofType(changed, 'optionSets').map(({ id }) => id),
    ...ofType(changed, 'options').flatMap(({ optionSet }) => referencedId(optionSet) ?? []),
  ]);
  if (ids.size === 0) return succeed(null);
  const sets = await source.byId('optionSets', [...ids]);
  if (!sets.ok) return sets;
  const optionIds = sets.value.flatMap(({ options }) => referencedIds(options));
  const options = await source.byId('options', optionIds);
  if (!options.ok) return options;
  const byId = new Map(options.value.map((option) => [option.id, option]));
  for (const set of sets.value) {
    const own = referencedIds(set['options']).flatMap((id) => byId.get(id) ?? []);
    groups.push([...collect(found, 'optionSets', [set]), ...collect(found, 'options', own)]);
  }
  return succeed(null);
}

/** Sections that a posted stage does not name are deleted: stage and sections travel in one state, together. */
async function wholeStages(
  changed: readonly TypedObject[],
  source: ObjectLookup,
  found: Collected,
  groups: (readonly string[])[],
): Promise<Result<null, Problem>> {
  const ids = new Set([
    ...ofType(changed, 'programStages').map(({ id }) => id),
    ...ofType(changed, 'programStageSections').flatMap(
      ({ programStage }) => referencedId(programStage) ?? [],
    ),
  ]);
  if (ids.size === 0) return succeed(null);
  const stages = await source.byId('programStages', [...ids]);
  if (!stages.ok) return stages;
  const sectionIds = stages.value.flatMap(({ programStageSections }) => referencedIds(programStageSections));
  const sections =
    sectionIds.length === 0 ? succeed([]) : await source.byId('programStageSections', sectionIds);
  if (!sections.ok) return sections;
  const byId = new Map(sections.value.map((section) => [section.id, section]));
  for (const stage of stages.value) {
    const own = referencedIds(stage['programStageSections']).flatMap((id) => byId.get(id) ?? []);
    groups.push([
      ...collect(found, 'programStages', [stage]),
      ...collect(found, 'programStageSections', own),
    ]);
  }
  return succeed(null);
}

/**
 * From 2.43 a payload that touches option combos must carry the complete set of their category combo (E1130 to E1133);
 * combinations are counted from the categories, so combo and categories go along.
 */
async function wholeCombos(
  changed: readonly TypedObject[],
  source: ObjectLookup,
  found: Collected,
  groups: (readonly string[])[],
): Promise<Result<null, Problem>> {
  const categoryIds = ofType(changed, 'categories').map(({ id }) => id);
  const byCategory =
    categoryIds.length === 0
      ? succeed([])
      : await source.referring('categoryCombos', 'categories', categoryIds);
  if (!byCategory.ok) return byCategory;
  const comboIds = new Set([
    ...ofType(changed, 'categoryCombos').map(({ id }) => id),
    ...ofType(changed, 'categoryOptionCombos').flatMap(
      ({ categoryCombo }) => referencedId(categoryCombo) ?? [],
    ),
    ...byCategory.value.map(({ id }) => id),
  ]);
  if (comboIds.size === 0) return succeed(null);
  const combos = await source.byId('categoryCombos', [...comboIds]);
  if (!combos.ok) return combos;
  const ids = combos.value.map(({ id }) => id);
  const optionCombos = await source.referring('categoryOptionCombos', 'categoryCombo', ids);
  if (!optionCombos.ok) return optionCombos;
  const categories = await source.byId('categories', [
    ...new Set(combos.value.flatMap((combo) => referencedIds(combo['categories']))),
  ]);
  if (!categories.ok) return categories;
  const categoryById = new Map(categories.value.map((category) => [category.id, category]));
  for (const combo of combos.value) {
    const own = optionCombos.value.filter(({ categoryCombo }) => referencedId(categoryCombo) === combo.id);
    const its = referencedIds(combo['categories']).flatMap((id) => categoryById.get(id) ?? []);
    groups.push([...collect(found, 'categoryCombos', [combo]), ...collect(found, 'categories', its)]);
    groups.push(collect(found, 'categoryOptionCombos', own));
  }
  return succeed(null);
}
