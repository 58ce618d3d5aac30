/**
 * Members that neither end's content depends on, at any depth: stamps and accounts of the server (created by the
 * importer), links, and everything about sharing, favourites and subscriptions, which belong to users.
 */
const serverMembers = [
  'lastUpdated',
  'lastUpdatedBy',
  'created',
  'createdBy',
  'href',
  'access',
  'sharing',
  'publicAccess',
  'externalAccess',
  'userAccesses',
  'userGroupAccesses',
  'favorite',
  'favorites',
  'subscribed',
  'subscribers',
  'interpretations',
  'user',
] as const;

/** References to users, groups and roles inside kept objects, at any depth; their targets are not synchronised. */
export const userReferenceMembers: ReadonlySet<string> = new Set([
  'recipientUserGroup',
  'recipientUserGroups',
  'notificationRecipients',
  'userGroup',
  'userRoles',
  'users',
  'assignedUsers',
]);

/** Members that are never compared, at any depth. */
export const leftOutAnywhere: ReadonlySet<string> = new Set([...serverMembers, ...userReferenceMembers]);

/** Members that are not sent where they say something, at any depth; `created` travels, since DHIS2 keeps it. */
export const notSent: ReadonlySet<string> = new Set(
  [...leftOutAnywhere].filter((member) => member !== 'created'),
);

/**
 * Members of single types that are left out at the top level. Org units: path, level and leaf are computed from the
 * parents (a moved parent changes its descendants' paths without touching them), the image is a file. Options: only
 * the order in the option set counts, numbers start at 1 up to 2.41 and at 0 from 2.42. Dashboards: a computed count.
 */
const leftOutOfType: Readonly<Record<string, readonly string[]>> = {
  organisationUnits: ['path', 'level', 'leaf', 'image'],
  options: ['sortOrder'],
  dashboards: ['itemCount'],
};

/** Members of a type that are not compared at the top level; `version` is counted by each server for itself. */
export function leftOutAtTop(type: string): ReadonlySet<string> {
  return new Set(['version', ...(leftOutOfType[type] ?? [])]);
}

/** Files, which are not synchronised yet, referenced by a member at the top level. */
export const fileMembers: Readonly<Record<string, readonly string[]>> = { organisationUnits: ['image'] };

/** Collections that keep their order on the server, under any type. Everything else is a set. */
const orderedAnywhere: ReadonlySet<string> = new Set([
  'aggregationLevels',
  'attributeDimensions',
  'attributeValueFilters',
  'axes',
  'categoryDimensions',
  'categoryOptionGroupSetDimensions',
  'columnDimensions',
  'columns',
  'coordinates',
  'dashboardItems',
  'dataDimensionItems',
  'dataElementDimensions',
  'dataElementGroupSetDimensions',
  'dataFilters',
  'displayColumnOrder',
  'filterDimensions',
  'filters',
  'items',
  'itemOrganisationUnitGroups',
  'legendSets',
  'mapViews',
  'optionalAxes',
  'organisationUnitGroupSetDimensions',
  'periods',
  'programIndicatorDimensions',
  'programTrackedEntityAttributes',
  'rawPeriods',
  'repetitions',
  'rowDimensions',
  'rows',
  'series',
  'simpleDimensions',
  'sorting',
  'trackedEntityTypeAttributes',
  'values',
  'yearlySeries',
]);

/** Collections that keep their order only under these types: DHIS2 maps them as lists there, as sets elsewhere. */
const orderedInType: Readonly<Record<string, readonly string[]>> = {
  optionSets: ['options'],
  optionGroupSets: ['optionGroups'],
  categories: ['categoryOptions'],
  categoryCombos: ['categories'],
  categoryOptionGroupSets: ['categoryOptionGroups'],
  dataElementGroupSets: ['dataElementGroups'],
  indicatorGroupSets: ['indicatorGroups'],
  sections: ['dataElements', 'indicators'],
  programStageSections: ['dataElements', 'programIndicators'],
  programSections: ['trackedEntityAttributes'],
  relationshipTypes: ['attributes', 'dataElements'],
  visualizations: ['organisationUnits', 'organisationUnitLevels'],
  eventVisualizations: ['organisationUnits', 'organisationUnitLevels'],
  eventCharts: ['organisationUnits', 'organisationUnitLevels'],
  eventReports: ['organisationUnits', 'organisationUnitLevels'],
  maps: ['organisationUnits', 'organisationUnitLevels'],
  dashboards: ['reports', 'resources'],
};

/** Whether the elements of a collection have an order that counts. */
export function isOrdered(type: string, member: string): boolean {
  return orderedAnywhere.has(member) || (orderedInType[type]?.includes(member) ?? false);
}

/** The four classes that have a default object, found by the server by its name. */
export const defaultTypes = [
  'categories',
  'categoryCombos',
  'categoryOptions',
  'categoryOptionCombos',
] as const;
/** One of {@link defaultTypes}. */
export type DefaultType = (typeof defaultTypes)[number];

const defaultMembers: Readonly<Record<string, DefaultType>> = {
  category: 'categories',
  categories: 'categories',
  categoryCombo: 'categoryCombos',
  categoryCombos: 'categoryCombos',
  attributeCombo: 'categoryCombos',
  enrollmentCategoryCombo: 'categoryCombos',
  categoryOption: 'categoryOptions',
  categoryOptions: 'categoryOptions',
  categoryOptionCombo: 'categoryOptionCombos',
  categoryOptionCombos: 'categoryOptionCombos',
  attributeOptionCombo: 'categoryOptionCombos',
};

/** Which class a member refers to, where that class has a default object. */
export function defaultTypeOf(member: string): DefaultType | undefined {
  return defaultMembers[member];
}
