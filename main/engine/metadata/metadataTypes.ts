/** One exportable metadata type of DHIS2. */
export interface MetadataType {
  /** Name in `/api/metadata`, for example `dataElements`. */
  readonly plural: string;
  /** Simple Java class names, as import reports and `/api/deletedObjects` use them; older lines first. */
  readonly klasses: readonly string[];
  /** Place in the importer's own order (DHIS2 schema order); references mostly point to smaller numbers. */
  readonly order: number;
}

function type(order: number, plural: string, ...klasses: readonly string[]): MetadataType {
  return { plural, klasses, order };
}

/**
 * Every type that Passerelle synchronises, in importer order. All of them exist on 2.40 to 2.43. Not here, by policy:
 * users, userRoles, userGroups; what belongs to one installation (apiTokens, oAuth2*, jobConfigurations, routes,
 * aggregateDataExchanges, eventHooks, pushAnalysis, metadataVersions); mapViews, which travel inside their map.
 */
export const metadataTypes: readonly MetadataType[] = [
  type(100, 'attributes', 'Attribute'),
  type(1000, 'expressionDimensionItems', 'ExpressionDimensionItem'),
  type(1010, 'sqlViews', 'SqlView'),
  type(1030, 'constants', 'Constant'),
  type(1040, 'options', 'Option'),
  type(1050, 'optionSets', 'OptionSet'),
  type(1051, 'optionGroups', 'OptionGroup'),
  type(1051, 'optionGroupSets', 'OptionGroupSet'),
  type(1080, 'legendSets', 'LegendSet'),
  type(1100, 'organisationUnits', 'OrganisationUnit'),
  type(1110, 'organisationUnitLevels', 'OrganisationUnitLevel'),
  type(1120, 'organisationUnitGroups', 'OrganisationUnitGroup'),
  type(1130, 'organisationUnitGroupSets', 'OrganisationUnitGroupSet'),
  type(1140, 'categoryOptions', 'CategoryOption'),
  type(1150, 'categoryOptionGroups', 'CategoryOptionGroup'),
  type(1160, 'categoryOptionGroupSets', 'CategoryOptionGroupSet'),
  type(1170, 'categories', 'Category'),
  type(1180, 'categoryCombos', 'CategoryCombo'),
  type(1190, 'categoryOptionCombos', 'CategoryOptionCombo'),
  type(1200, 'dataElements', 'DataElement'),
  type(1210, 'dataElementGroups', 'DataElementGroup'),
  type(1220, 'dataElementGroupSets', 'DataElementGroupSet'),
  type(1240, 'analyticsTableHooks', 'AnalyticsTableHook'),
  type(1240, 'indicatorTypes', 'IndicatorType'),
  type(1250, 'indicators', 'Indicator'),
  type(1260, 'indicatorGroups', 'IndicatorGroup'),
  type(1270, 'indicatorGroupSets', 'IndicatorGroupSet'),
  type(1300, 'dataEntryForms', 'DataEntryForm'),
  type(1310, 'dataSets', 'DataSet'),
  type(1311, 'dataSetNotificationTemplates', 'DataSetNotificationTemplate'),
  type(1320, 'sections', 'Section'),
  type(1370, 'dataApprovalLevels', 'DataApprovalLevel'),
  type(1380, 'dataApprovalWorkflows', 'DataApprovalWorkflow'),
  type(1390, 'validationRules', 'ValidationRule'),
  type(1400, 'validationRuleGroups', 'ValidationRuleGroup'),
  type(1410, 'validationNotificationTemplates', 'ValidationNotificationTemplate'),
  type(1450, 'trackedEntityAttributes', 'TrackedEntityAttribute'),
  type(1480, 'trackedEntityTypes', 'TrackedEntityType'),
  type(1508, 'programNotificationTemplates', 'ProgramNotificationTemplate'),
  type(1508, 'programStageSections', 'ProgramStageSection'),
  type(1509, 'programStages', 'ProgramStage'),
  type(1509, 'smsCommands', 'SMSCommand'),
  type(1520, 'programs', 'Program'),
  type(1540, 'eventCharts', 'EventChart'),
  type(1550, 'programSections', 'ProgramSection'),
  type(1560, 'programIndicators', 'ProgramIndicator'),
  type(1600, 'programIndicatorGroups', 'ProgramIndicatorGroup'),
  type(1600, 'programRuleVariables', 'ProgramRuleVariable'),
  type(1600, 'relationshipTypes', 'RelationshipType'),
  type(1610, 'programRuleActions', 'ProgramRuleAction'),
  type(1620, 'programRules', 'ProgramRule'),
  type(1640, 'eventReports', 'EventReport'),
  type(2000, 'documents', 'Document'),
  type(2000, 'eventVisualizations', 'EventVisualization'),
  type(2000, 'externalMapLayers', 'ExternalMapLayer'),
  type(2000, 'maps', 'Map'),
  type(2000, 'reports', 'Report'),
  type(2000, 'visualizations', 'Visualization'),
  type(2001, 'predictors', 'Predictor'),
  type(2002, 'predictorGroups', 'PredictorGroup'),
  type(3501, 'dashboards', 'Dashboard'),
  type(9000, 'eventFilters', 'EventFilter'),
  type(9000, 'trackedEntityInstanceFilters', 'TrackedEntityInstanceFilter', 'TrackedEntityFilter'),
  type(9000, 'programStageWorkingLists', 'ProgramStageWorkingList'),
];

/** Plural names of all types, in importer order. */
export const allPlurals: readonly string[] = metadataTypes.map(({ plural }) => plural);

const orders = new Map(metadataTypes.map(({ plural, order }) => [plural, order]));
const byKlass = new Map(
  metadataTypes.flatMap(({ plural, klasses }) => klasses.map((klass) => [klass, plural] as const)),
);

/** Place of a type in the importer's order; unknown types last. */
export function orderOf(plural: string): number {
  return orders.get(plural) ?? Number.MAX_SAFE_INTEGER;
}

/** The type of a Java class, simple (`DataElement`) or qualified (`org.hisp.dhis.dataelement.DataElement`), if in scope. */
export function typeOfKlass(klass: string): string | undefined {
  return byKlass.get(klass.slice(klass.lastIndexOf('.') + 1));
}

/** What the metadata domain leaves out by policy; texts under `leftOut.<code>`. */
export const leftOutCodes: readonly string[] = [
  'users',
  'user-roles',
  'user-groups',
  'sharing',
  'user-references',
  'instance-settings',
  'files',
];
