import type { TypeNotation } from './typeNotation';

/** Users, attributes, options, legends and org units. */
export const organisationTypes: readonly TypeNotation[] = [
  {
    plural: 'userRoles',
    singular: 'userRole',
    klass: 'user.UserRole',
    order: 100,
    traits: ['shared'],
    members: 'name!^ authorities[] restrictions[] users<users.userRoles',
  },
  {
    plural: 'attributes',
    singular: 'attribute',
    klass: 'attribute.Attribute',
    order: 100,
    traits: ['shared'],
    members: `name!^ shortName valueType! mandatory unique sortOrder optionSet>optionSets objectTypes[]
      categoryAttribute categoryOptionAttribute categoryOptionComboAttribute categoryOptionGroupAttribute
      categoryOptionGroupSetAttribute constantAttribute dataElementAttribute dataElementGroupAttribute
      dataElementGroupSetAttribute dataSetAttribute documentAttribute indicatorAttribute
      indicatorGroupAttribute legendSetAttribute mapAttribute optionAttribute optionSetAttribute
      organisationUnitAttribute organisationUnitGroupAttribute organisationUnitGroupSetAttribute
      programAttribute programIndicatorAttribute programStageAttribute relationshipTypeAttribute
      sectionAttribute sqlViewAttribute trackedEntityAttributeAttribute trackedEntityTypeAttribute
      userAttribute userGroupAttribute validationRuleAttribute validationRuleGroupAttribute
      visualizationAttribute eventChartAttribute eventReportAttribute`,
  },
  {
    plural: 'users',
    singular: 'user',
    klass: 'user.User',
    order: 101,
    traits: ['attributed'],
    members: `username!^ surname! firstName! email phoneNumber jobTitle introduction gender birthday nationality
      employer education interests languages welcomeMessage whatsApp skype facebookMessenger telegram twitter
      avatar>fileResources organisationUnits>>organisationUnits dataViewOrganisationUnits>>organisationUnits
      teiSearchOrganisationUnits>>organisationUnits dataViewMaxOrganisationUnitLevel externalAuth openId^ ldapId^
      userRoles>>userRoles cogsDimensionConstraints>>categoryOptionGroupSets
      catDimensionConstraints>>categories selfRegistered invitation disabled accountExpiry lastLogin
      passwordLastUpdated userGroups<userGroups.users`,
  },
  {
    plural: 'userGroups',
    singular: 'userGroup',
    klass: 'user.UserGroup',
    order: 102,
    traits: ['shared', 'attributed'],
    members: 'name! uuid users>>users managedGroups>>userGroups managedByGroups<userGroups.managedGroups',
  },
  {
    plural: 'sqlViews',
    singular: 'sqlView',
    klass: 'sqlview.SqlView',
    order: 1010,
    traits: ['shared', 'attributed'],
    members: 'name!^ sqlQuery! type cacheStrategy',
  },
  {
    plural: 'constants',
    singular: 'constant',
    klass: 'constant.Constant',
    order: 1030,
    traits: ['shared', 'attributed'],
    members: 'name!^ shortName!^ value!',
  },
  {
    plural: 'options',
    singular: 'option',
    klass: 'option.Option',
    order: 1040,
    traits: ['attributed'],
    members: 'name! code! sortOrder formName style~ optionSet>optionSets',
  },
  {
    plural: 'optionSets',
    singular: 'optionSet',
    klass: 'option.OptionSet',
    order: 1050,
    traits: ['shared', 'attributed', 'versioned'],
    members: 'name!^ valueType! options>>options',
  },
  {
    plural: 'optionGroups',
    singular: 'optionGroup',
    klass: 'option.OptionGroup',
    order: 1051,
    traits: ['shared'],
    members: 'name!^ shortName!^ options>>options optionSet>optionSets',
  },
  {
    plural: 'optionGroupSets',
    singular: 'optionGroupSet',
    klass: 'option.OptionGroupSet',
    order: 1051,
    traits: ['shared'],
    members: 'name!^ dataDimension optionGroups>>optionGroups optionSet>optionSets',
  },
  {
    plural: 'legendSets',
    singular: 'legendSet',
    klass: 'legend.LegendSet',
    order: 1080,
    traits: ['shared', 'attributed'],
    members: 'name!^ symbolizer legends~~',
  },
  {
    plural: 'organisationUnits',
    singular: 'organisationUnit',
    klass: 'organisationunit.OrganisationUnit',
    order: 1100,
    traits: ['attributed'],
    members: `name! shortName! parent>organisationUnits openingDate! closedDate comment geometry url
      contactPerson address email phoneNumber image>fileResources children<organisationUnits.parent
      dataSets<dataSets.organisationUnits programs<programs.organisationUnits users<users.organisationUnits
      organisationUnitGroups<organisationUnitGroups.organisationUnits`,
  },
  {
    plural: 'organisationUnitLevels',
    singular: 'organisationUnitLevel',
    klass: 'organisationunit.OrganisationUnitLevel',
    order: 1110,
    members: 'name! level!^ offlineLevels',
  },
  {
    plural: 'organisationUnitGroups',
    singular: 'organisationUnitGroup',
    klass: 'organisationunit.OrganisationUnitGroup',
    order: 1120,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ symbol color geometry organisationUnits>>organisationUnits
      groupSets<organisationUnitGroupSets.organisationUnitGroups`,
  },
  {
    plural: 'organisationUnitGroupSets',
    singular: 'organisationUnitGroupSet',
    klass: 'organisationunit.OrganisationUnitGroupSet',
    order: 1130,
    traits: ['shared', 'attributed'],
    members: `name!^ shortName!^ compulsory dataDimension includeSubhierarchyInAnalytics
      organisationUnitGroups>>organisationUnitGroups`,
  },
  {
    plural: 'documents',
    singular: 'document',
    klass: 'document.Document',
    order: 2000,
    traits: ['shared', 'attributed'],
    members: 'name! url! external contentType attachment',
  },
];
