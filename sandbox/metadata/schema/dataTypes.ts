import type { TypeNotation } from './typeNotation';

/** Categories, data elements, indicators, data sets, validation and predictors. */
export const dataTypes: readonly TypeNotation[] = [
  {
    plural: 'categoryOptions',
    singular: 'categoryOption',
    klass: 'category.CategoryOption',
    order: 1140,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ formName startDate endDate style~ organisationUnits>>organisationUnits
      categories<categories.categoryOptions categoryOptionCombos<categoryOptionCombos.categoryOptions
      categoryOptionGroups<categoryOptionGroups.categoryOptions`,
  },
  {
    plural: 'categoryOptionGroups',
    singular: 'categoryOptionGroup',
    klass: 'category.CategoryOptionGroup',
    order: 1150,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ dataDimensionType! categoryOptions>>categoryOptions
      groupSets<categoryOptionGroupSets.categoryOptionGroups`,
  },
  {
    plural: 'categoryOptionGroupSets',
    singular: 'categoryOptionGroupSet',
    klass: 'category.CategoryOptionGroupSet',
    order: 1160,
    traits: ['shared', 'attributed'],
    members: 'name!^ shortName!^ dataDimension dataDimensionType! categoryOptionGroups>>categoryOptionGroups',
  },
  {
    plural: 'categories',
    singular: 'category',
    klass: 'category.Category',
    order: 1170,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ dataDimensionType! dataDimension categoryOptions>>categoryOptions
      categoryCombos<categoryCombos.categories`,
  },
  {
    plural: 'categoryCombos',
    singular: 'categoryCombo',
    klass: 'category.CategoryCombo',
    order: 1180,
    traits: ['shared'],
    members: `name!^ dataDimensionType! skipTotal categories>>categories
      categoryOptionCombos<categoryOptionCombos.categoryCombo`,
  },
  {
    plural: 'categoryOptionCombos',
    singular: 'categoryOptionCombo',
    klass: 'category.CategoryOptionCombo',
    order: 1190,
    traits: ['attributed'],
    members: 'ignoreApproval categoryCombo>categoryCombos categoryOptions>>categoryOptions',
  },
  {
    plural: 'dataElements',
    singular: 'dataElement',
    klass: 'dataelement.DataElement',
    order: 1200,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ formName style~ fieldMask url valueType! valueTypeOptions domainType!
      aggregationType! zeroIsSignificant aggregationLevels[] categoryCombo>categoryCombos!
      optionSet>optionSets commentOptionSet>optionSets legendSets>>legendSets
      dataElementGroups<dataElementGroups.dataElements dataSetElements<dataSets.dataSetElements`,
  },
  {
    plural: 'dataElementGroups',
    singular: 'dataElementGroup',
    klass: 'dataelement.DataElementGroup',
    order: 1210,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ dataElements>>dataElements
      groupSets<dataElementGroupSets.dataElementGroups`,
  },
  {
    plural: 'dataElementGroupSets',
    singular: 'dataElementGroupSet',
    klass: 'dataelement.DataElementGroupSet',
    order: 1220,
    traits: ['shared', 'attributed'],
    members: 'name!^ shortName!^ compulsory dataDimension dataElementGroups>>dataElementGroups',
  },
  {
    plural: 'indicatorTypes',
    singular: 'indicatorType',
    klass: 'indicator.IndicatorType',
    order: 1240,
    members: 'name!^ factor! number',
  },
  {
    plural: 'indicators',
    singular: 'indicator',
    klass: 'indicator.Indicator',
    order: 1250,
    traits: ['shared', 'attributed'],
    members: `name! shortName! formName annualized decimals style~ url indicatorType>indicatorTypes! numerator!
      numeratorDescription denominator! denominatorDescription legendSets>>legendSets
      aggregateExportCategoryOptionCombo aggregateExportAttributeOptionCombo
      indicatorGroups<indicatorGroups.indicators dataSets<dataSets.indicators`,
  },
  {
    plural: 'indicatorGroups',
    singular: 'indicatorGroup',
    klass: 'indicator.IndicatorGroup',
    order: 1260,
    traits: ['shared', 'attributed'],
    members: 'name! indicators>>indicators groupSets<indicatorGroupSets.indicatorGroups',
  },
  {
    plural: 'indicatorGroupSets',
    singular: 'indicatorGroupSet',
    klass: 'indicator.IndicatorGroupSet',
    order: 1270,
    traits: ['shared'],
    members: 'name! shortName!^ compulsory indicatorGroups>>indicatorGroups',
  },
  {
    plural: 'dataEntryForms',
    singular: 'dataEntryForm',
    klass: 'dataentryform.DataEntryForm',
    order: 1300,
    members: 'name!^ style htmlCode format',
  },
  {
    plural: 'dataSets',
    singular: 'dataSet',
    klass: 'dataset.DataSet',
    order: 1310,
    traits: ['shared', 'attributed', 'versioned'],
    members: `name! shortName!^ formName style~ periodType! categoryCombo>categoryCombos! mobile expiryDays
      timelyDays notifyCompletingUser openFuturePeriods openPeriodsAfterCoEndDate fieldCombinationRequired
      validCompleteOnly noValueRequiresComment skipOffline dataElementDecoration renderAsTabs
      renderHorizontally compulsoryFieldsCompleteOnly formType dataSetElements~~ dataInputPeriods~~
      compulsoryDataElementOperands~~ indicators>>indicators organisationUnits>>organisationUnits
      dataEntryForm>dataEntryForms notificationRecipients>userGroups workflow>dataApprovalWorkflows
      legendSets>>legendSets sections<sections.dataSet displayOptions@2.41`,
  },
  {
    plural: 'dataSetNotificationTemplates',
    singular: 'dataSetNotificationTemplate',
    klass: 'dataset.notifications.DataSetNotificationTemplate',
    order: 1311,
    members: `name! subjectTemplate messageTemplate! relativeScheduledDays notifyParentOrganisationUnitOnly
      notifyUsersInHierarchyOnly sendStrategy recipientUserGroup>userGroups dataSetNotificationTrigger
      notificationRecipient dataSets>>dataSets deliveryChannels[]`,
  },
  {
    plural: 'sections',
    singular: 'section',
    klass: 'dataset.Section',
    order: 1320,
    traits: ['attributed'],
    members: `name! dataSet>dataSets! dataElements>>dataElements indicators>>indicators greyedFields~~ sortOrder
      showRowTotals showColumnTotals disableDataElementAutoGroup displayOptions@2.41`,
  },
  {
    plural: 'dataApprovalLevels',
    singular: 'dataApprovalLevel',
    klass: 'dataapproval.DataApprovalLevel',
    order: 1370,
    traits: ['shared'],
    members: 'name!^ level! orgUnitLevel categoryOptionGroupSet>categoryOptionGroupSets',
  },
  {
    plural: 'dataApprovalWorkflows',
    singular: 'dataApprovalWorkflow',
    klass: 'dataapproval.DataApprovalWorkflow',
    order: 1380,
    traits: ['shared'],
    members: `name!^ periodType! categoryCombo>categoryCombos dataApprovalLevels>>dataApprovalLevels
      dataSets<dataSets.workflow`,
  },
  {
    plural: 'validationRules',
    singular: 'validationRule',
    klass: 'validation.ValidationRule',
    order: 1390,
    traits: ['shared', 'attributed'],
    members: `name!^ instruction importance operator! leftSide~! rightSide~! skipFormValidation periodType!
      organisationUnitLevels[] validationRuleGroups<validationRuleGroups.validationRules
      notificationTemplates<validationNotificationTemplates.validationRules`,
  },
  {
    plural: 'validationRuleGroups',
    singular: 'validationRuleGroup',
    klass: 'validation.ValidationRuleGroup',
    order: 1400,
    traits: ['shared', 'attributed'],
    members: 'name!^ validationRules>>validationRules',
  },
  {
    plural: 'validationNotificationTemplates',
    singular: 'validationNotificationTemplate',
    klass: 'validation.notification.ValidationNotificationTemplate',
    order: 1410,
    members: `name! subjectTemplate messageTemplate notifyUsersInHierarchyOnly
      notifyParentOrganisationUnitOnly sendStrategy validationRules>>validationRules
      recipientUserGroups>>userGroups`,
  },
  {
    plural: 'predictors',
    singular: 'predictor',
    klass: 'predictor.Predictor',
    order: 2001,
    members: `name!^ shortName!^ generator~ sampleSkipTest~ output>dataElements! outputCombo>categoryOptionCombos
      periodType! organisationUnitLevels>>organisationUnitLevels organisationUnitDescendants!
      sequentialSampleCount annualSampleCount sequentialSkipCount predictorGroups<predictorGroups.predictors`,
  },
  {
    plural: 'predictorGroups',
    singular: 'predictorGroup',
    klass: 'predictor.PredictorGroup',
    order: 2002,
    traits: ['shared'],
    members: 'name!^ predictors>>predictors',
  },
];
