import type { TypeNotation } from './typeNotation';

const dimensions = `organisationUnits>>organisationUnits periods[] relativePeriods categoryDimensions~~
  organisationUnitGroupSetDimensions~~ categoryOptionGroupSetDimensions~~ organisationUnitLevels[]
  itemOrganisationUnitGroups>>organisationUnitGroups userOrganisationUnit userOrganisationUnitChildren
  userOrganisationUnitGrandChildren startDate endDate aggregationType completedOnly filterDimensions[]
  columnDimensions[]`;

const trackerDimensions = `attributeDimensions~~ dataElementDimensions~~ programIndicatorDimensions~~ program>programs!
  programStage>programStages dataElementValueDimension>dataElements
  attributeValueDimension>trackedEntityAttributes timeField orgUnitField programStatus eventStatus outputType
  collapseDataDimensions dataType simpleDimensions[] legacy`;

const looks = `title subtitle hideTitle hideSubtitle rowDimensions[] rowTotals colTotals rowSubTotals colSubTotals
  hideEmptyRows hideEmptyRowItems hideNaData hideLegend noSpaceBetweenColumns showHierarchy
  showDimensionLabels showData skipRounding percentStackedValues cumulativeValues regressionType
  digitGroupSeparator displayDensity fontSize sortOrder topLimit`;

const axes = `rangeAxisMaxValue rangeAxisMinValue rangeAxisSteps rangeAxisDecimals domainAxisLabel rangeAxisLabel
  targetLineValue targetLineLabel baseLineValue baseLineLabel`;

/** Maps, visualizations, reports and dashboards. */
export const analysisTypes: readonly TypeNotation[] = [
  {
    plural: 'expressionDimensionItems',
    singular: 'expressionDimensionItem',
    klass: 'expressiondimensionitem.ExpressionDimensionItem',
    order: 1000,
    traits: ['private', 'attributed'],
    members: 'name! shortName! formName expression slidingWindow missingValueStrategy',
  },
  {
    plural: 'eventCharts',
    singular: 'eventChart',
    klass: 'eventchart.EventChart',
    order: 1540,
    traits: ['shared', 'attributed'],
    members: `name! type! ${dimensions} ${trackerDimensions} ${looks} ${axes}`,
  },
  {
    plural: 'eventReports',
    singular: 'eventReport',
    klass: 'eventreport.EventReport',
    order: 1640,
    traits: ['shared', 'attributed'],
    members: `name! type ${dimensions} ${trackerDimensions} ${looks}`,
  },
  {
    plural: 'eventVisualizations',
    singular: 'eventVisualization',
    klass: 'eventvisualization.EventVisualization',
    order: 2000,
    traits: ['shared', 'attributed'],
    members: `name! type! trackedEntityType>trackedEntityTypes ${dimensions}
      ${trackerDimensions.replace('program>programs!', 'program>programs')} ${looks} ${axes} legend sorting[]
      repetitions[]`,
  },
  {
    plural: 'externalMapLayers',
    singular: 'externalMapLayer',
    klass: 'mapping.ExternalMapLayer',
    order: 2000,
    traits: ['shared'],
    members: `name!^ attribution url! legendSetUrl mapLayerPosition! layers imageFormat! mapService!
      legendSet>legendSets`,
  },
  {
    plural: 'maps',
    singular: 'map',
    klass: 'mapping.Map',
    order: 2000,
    traits: ['shared', 'attributed'],
    members: 'name! longitude latitude zoom basemap title mapViews~~',
  },
  {
    plural: 'reports',
    singular: 'report',
    klass: 'report.Report',
    order: 2000,
    traits: ['shared'],
    members:
      'name! type designContent visualization>visualizations relativePeriods reportParams cacheStrategy',
  },
  {
    plural: 'visualizations',
    singular: 'visualization',
    klass: 'visualization.Visualization',
    order: 2000,
    traits: ['shared', 'attributed'],
    members: `name! type! measureCriteria regression ${dimensions} ${looks} ${axes} dataDimensionItems~~
      dataElementGroupSetDimensions~~ reportingParams numberType optionalAxes[] yearlySeries[] series[] fontStyle
      outlierAnalysis seriesKey axes[] icons[] sorting[] legend~ colorSet hideEmptyColumns fixColumnHeaders
      fixRowHeaders`,
  },
  {
    plural: 'dashboards',
    singular: 'dashboard',
    klass: 'dashboard.Dashboard',
    order: 3501,
    traits: ['private'],
    members: 'name! dashboardItems~~ layout itemConfig restrictFilters allowedFilters[]',
  },
  {
    plural: 'pushAnalysis',
    singular: 'pushAnalysis',
    klass: 'pushanalysis.PushAnalysis',
    order: 3502,
    until: '2.42',
    members: `name! title message enabled schedulingDayOfFrequency schedulingFrequency dashboard>dashboards!
      recipientUserGroups>>userGroups`,
  },
];
