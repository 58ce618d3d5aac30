import type { TypeNotation } from './typeNotation';

/** Tracked entity types, programs and what belongs to them. */
export const trackerTypes: readonly TypeNotation[] = [
  {
    plural: 'trackedEntityAttributes',
    singular: 'trackedEntityAttribute',
    klass: 'trackedentity.TrackedEntityAttribute',
    order: 1450,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ formName valueType! aggregationType! optionSet>optionSets legendSets>>legendSets
      inherit expression displayOnVisitSchedule sortOrderInVisitSchedule displayInListNoProgram
      sortOrderInListNoProgram confidential unique generated pattern fieldMask style~ orgunitScope
      skipSynchronization`,
  },
  {
    plural: 'trackedEntityTypes',
    singular: 'trackedEntityType',
    klass: 'trackedentity.TrackedEntityType',
    order: 1480,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName@2.41 formName style~ minAttributesRequiredToSearch maxTeiCountToReturn allowAuditLog
      featureType trackedEntityTypeAttributes~~`,
  },
  {
    plural: 'programNotificationTemplates',
    singular: 'programNotificationTemplate',
    klass: 'program.notification.ProgramNotificationTemplate',
    order: 1508,
    members: `name! relativeScheduledDays recipientUserGroup>userGroups
      recipientProgramAttribute>trackedEntityAttributes recipientDataElement>dataElements subjectTemplate
      messageTemplate! notifyParentOrganisationUnitOnly notifyUsersInHierarchyOnly sendRepeatable
      notificationTrigger notificationRecipient deliveryChannels[]`,
  },
  {
    plural: 'programStageSections',
    singular: 'programStageSection',
    klass: 'program.ProgramStageSection',
    order: 1508,
    members: `name! formName style~ renderType programStage>programStages dataElements>>dataElements
      programIndicators>>programIndicators sortOrder`,
  },
  {
    plural: 'programStages',
    singular: 'programStage',
    klass: 'program.ProgramStage',
    order: 1509,
    traits: ['shared', 'attributed'],
    members: `name! formName minDaysFromStart program>programs repeatable programStageDataElements~~
      dataEntryForm>dataEntryForms standardInterval programStageSections>>programStageSections
      executionDateLabel dueDateLabel programStageLabel eventLabel
      notificationTemplates>>programNotificationTemplates autoGenerateEvent validationStrategy
      displayGenerateEventBox generatedByEnrollmentDate blockEntryForm remindCompleted allowGenerateNextVisit
      openAfterEnrollment reportDateToUse preGenerateUID style~ hideDueDate sortOrder featureType
      enableUserAssignment periodType nextScheduleDate>dataElements referral formType`,
  },
  {
    plural: 'programs',
    singular: 'program',
    klass: 'program.Program',
    order: 1520,
    traits: ['shared', 'attributed', 'versioned'],
    members: `name! shortName! formName enrollmentDateLabel incidentDateLabel enrollmentLabel followUpLabel
      orgUnitLabel relationshipLabel noteLabel trackedEntityAttributeLabel programStageLabel eventLabel
      programStages>>programStages programSections>>programSections organisationUnits>>organisationUnits
      programType! displayIncidentDate onlyEnrollOnce skipOffline displayFrontPageList
      useFirstStageDuringRegistration expiryDays completeEventsExpiryDays openDaysAfterCoEndDate
      minAttributesRequiredToSearch maxTeiCountToReturn style~ featureType accessLevel expiryPeriodType
      programTrackedEntityAttributes~~ ignoreOverdueEvents
      programIndicators<programIndicators.program programRuleVariables<programRuleVariables.program
      notificationTemplates>>programNotificationTemplates selectEnrollmentDatesInFuture
      selectIncidentDatesInFuture relatedProgram>programs categoryCombo>categoryCombos!
      trackedEntityType>trackedEntityTypes dataEntryForm>dataEntryForms categoryMappings@2.43`,
  },
  {
    plural: 'programSections',
    singular: 'programSection',
    klass: 'program.ProgramSection',
    order: 1550,
    members: `name! formName style~ renderType program>programs
      trackedEntityAttributes>>trackedEntityAttributes sortOrder`,
  },
  {
    plural: 'programIndicators',
    singular: 'programIndicator',
    klass: 'program.ProgramIndicator',
    order: 1560,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ formName orgUnitField style~ program>programs! expression filter aggregationType
      decimals legendSets>>legendSets aggregateExportCategoryOptionCombo aggregateExportAttributeOptionCombo
      aggregateExportDataElement displayInForm analyticsType! analyticsPeriodBoundaries~~
      programIndicatorGroups<programIndicatorGroups.programIndicators`,
  },
  {
    plural: 'programIndicatorGroups',
    singular: 'programIndicatorGroup',
    klass: 'program.ProgramIndicatorGroup',
    order: 1600,
    traits: ['shared'],
    members: 'name!^ programIndicators>>programIndicators',
  },
  {
    plural: 'programRuleVariables',
    singular: 'programRuleVariable',
    klass: 'programrule.ProgramRuleVariable',
    order: 1600,
    members: `name! program>programs! programRuleVariableSourceType! trackedEntityAttribute>trackedEntityAttributes
      dataElement>dataElements useCodeForOptionSet programStage>programStages valueType`,
  },
  {
    plural: 'relationshipTypes',
    singular: 'relationshipType',
    klass: 'relationship.RelationshipType',
    order: 1600,
    traits: ['shared', 'attributed'],
    members: 'name!^ bidirectional referral fromToName! toFromName fromConstraint~ toConstraint~',
  },
  {
    plural: 'programRuleActions',
    singular: 'programRuleAction',
    klass: 'programrule.ProgramRuleAction',
    order: 1610,
    members: `programRule>programRules programRuleActionType! dataElement>dataElements
      trackedEntityAttribute>trackedEntityAttributes programIndicator>programIndicators
      programStageSection>programStageSections programStage>programStages templateUid option>options
      optionGroup>optionGroups location content data priority@2.42 programRuleActionEvaluationTime
      programRuleActionEvaluationEnvironments[]`,
  },
  {
    plural: 'programRules',
    singular: 'programRule',
    klass: 'programrule.ProgramRule',
    order: 1620,
    members: `name! program>programs! programStage>programStages programRuleActions>>programRuleActions condition
      priority`,
  },
  {
    plural: 'eventFilters',
    singular: 'eventFilter',
    klass: 'programstagefilter.EventFilter',
    order: 10_000,
    traits: ['private'],
    members: 'name! program! programStage eventQueryCriteria',
  },
  {
    plural: 'trackedEntityInstanceFilters',
    singular: 'trackedEntityInstanceFilter',
    klass: 'trackedentityfilter.TrackedEntityFilter',
    order: 10_000,
    traits: ['private'],
    members: 'name! sortOrder style~ program>programs! eventFilters[] entityQueryCriteria',
  },
  {
    plural: 'programStageWorkingLists',
    singular: 'programStageWorkingList',
    klass: 'programstageworkinglist.ProgramStageWorkingList',
    order: 10_000,
    traits: ['private'],
    members: 'name! program>programs! programStage>programStages! programStageQueryCriteria',
  },
];
