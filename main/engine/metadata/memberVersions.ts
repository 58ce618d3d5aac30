/** Members that not all supported versions have: first and last minor version that writes them in `:owner`. */
interface VersionedMembers {
  readonly since?: number;
  readonly until?: number;
  readonly members: readonly string[];
}

/** Read from the models of 2.40.12, 2.41.9, 2.42.5 and 2.43.1. */
const versioned: Readonly<Record<string, readonly VersionedMembers[]>> = {
  trackedEntityAttributes: [
    {
      since: 43,
      members: [
        'blockedSearchOperators',
        'minCharactersToSearch',
        'preferredSearchOperator',
        'skipAnalytics',
        'trigramIndexable',
        'trigramIndexed',
      ],
    },
  ],
  trackedEntityTypes: [
    { since: 42, members: ['shortName'] },
    { since: 43, members: ['trackedEntityTypesLabel', 'enableChangeLog'] },
  ],
  programStages: [
    { since: 41, members: ['eventLabel', 'programStageLabel'] },
    { since: 43, members: ['eventsLabel'] },
  ],
  programs: [
    {
      since: 41,
      members: [
        'enrollmentLabel',
        'eventLabel',
        'followUpLabel',
        'noteLabel',
        'orgUnitLabel',
        'programStageLabel',
        'relationshipLabel',
        'trackedEntityAttributeLabel',
      ],
    },
    { since: 42, members: ['categoryMappings'] },
    { since: 42, until: 42, members: ['skipIndividualAnalytics'] },
    {
      since: 43,
      members: [
        'enableChangeLog',
        'enrollmentCategoryCombo',
        'enrollmentsLabel',
        'eventsLabel',
        'programStagesLabel',
      ],
    },
  ],
  programIndicators: [
    {
      since: 42,
      members: ['aggregateExportDataElement', 'attributeCombo', 'categoryCombo', 'categoryMappingIds'],
    },
  ],
  programRuleActions: [{ since: 43, members: ['legendSet', 'priority'] }],
  smsCommands: [{ until: 41, members: ['successMessage'] }],
  dataSets: [{ since: 42, members: ['displayOptions'] }],
  sections: [{ since: 41, members: ['displayOptions'] }],
  dashboards: [
    { since: 42, members: ['embedded'] },
    { since: 43, members: ['displayText'] },
  ],
  visualizations: [
    { since: 41, members: ['sorting'] },
    { since: 42, members: ['metaData', 'programAttributeOption', 'programDataElementOption'] },
  ],
  eventVisualizations: [
    { since: 41, members: ['programDimensions', 'trackedEntityType'] },
    { since: 42, members: ['metaData'] },
    { since: 43, members: ['fixColumnHeaders', 'fixRowHeaders', 'hideEmptyColumns'] },
  ],
  eventCharts: [
    {
      since: 41,
      members: [
        'colSubTotals',
        'colTotals',
        'hideEmptyRows',
        'legend',
        'rowSubTotals',
        'rowTotals',
        'showDimensionLabels',
        'showHierarchy',
      ],
    },
    { since: 42, members: ['metaData'] },
    { since: 43, members: ['fixColumnHeaders', 'fixRowHeaders', 'hideEmptyColumns'] },
  ],
  eventReports: [
    {
      since: 41,
      members: [
        'cumulativeValues',
        'hideEmptyRowItems',
        'hideLegend',
        'legend',
        'noSpaceBetweenColumns',
        'percentStackedValues',
        'regressionType',
        'showData',
      ],
    },
    { since: 42, members: ['metaData'] },
    { since: 43, members: ['fixColumnHeaders', 'fixRowHeaders', 'hideEmptyColumns'] },
  ],
  maps: [
    {
      since: 41,
      members: [
        'colSubTotals',
        'colTotals',
        'cumulativeValues',
        'hideEmptyRowItems',
        'hideEmptyRows',
        'hideLegend',
        'legend',
        'noSpaceBetweenColumns',
        'percentStackedValues',
        'regressionType',
        'rowSubTotals',
        'rowTotals',
        'showData',
        'showDimensionLabels',
        'showHierarchy',
      ],
    },
    { since: 42, members: ['metaData'] },
    { since: 43, members: ['basemaps', 'eventCoordinateFieldFallback'] },
  ],
};

const none: ReadonlySet<string> = new Set();

/** Members of a type that a version does not have. */
function membersUnknownTo(type: string, minor: number): ReadonlySet<string> {
  const rows = versioned[type];
  if (rows === undefined) return none;
  return new Set(
    rows.flatMap(({ since = 0, until = Number.MAX_SAFE_INTEGER, members }) =>
      minor < since || minor > until ? members : [],
    ),
  );
}

/** Members of a type that two ends cannot be compared by, since at least one of their versions does not have them. */
export function membersNotShared(type: string, [one, other]: readonly [number, number]): ReadonlySet<string> {
  if (one === other) return none;
  return new Set([...membersUnknownTo(type, one), ...membersUnknownTo(type, other)]);
}

/** Members of a type that a destination of another version than the source does not have. */
export function membersLeftBehind(
  type: string,
  [source, destination]: readonly [number, number],
): ReadonlySet<string> {
  return source === destination ? none : membersUnknownTo(type, destination);
}
