import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { codeOf, reference, references } from './countryKit';
import type { Hierarchy } from './hierarchy';
import type { Field } from './programFields';
import { closingFields, eventFields, personFields, visitFields } from './programFields';
import { programIndicatorsOf, programRulesOf } from './programRules';

/** Programs and all that hangs on them; metadata only, no persons and no events. */
export interface Programs {
  readonly trackedEntityTypes: readonly MetadataObject[];
  readonly trackedEntityAttributes: readonly MetadataObject[];
  readonly programs: readonly MetadataObject[];
  readonly programStages: readonly MetadataObject[];
  readonly programStageSections: readonly MetadataObject[];
  readonly programSections: readonly MetadataObject[];
  readonly programIndicators: readonly MetadataObject[];
  readonly programIndicatorGroups: readonly MetadataObject[];
  readonly programRules: readonly MetadataObject[];
  readonly programRuleActions: readonly MetadataObject[];
  readonly programRuleVariables: readonly MetadataObject[];
  readonly relationshipTypes: readonly MetadataObject[];
  /** Data elements of the tracker domain. */
  readonly dataElements: readonly MetadataObject[];
}

/** One tracker program with two stages and rules, and one event program. */
export function programsOf(kit: CountryKit, hierarchy: Hierarchy): Programs {
  const units = references(hierarchy.places.filter((place) => place.level === 5).map((place) => place.id));
  const follow = 'patient-follow-up';
  const alert = 'event-alert';
  const stages = [
    stage(kit, follow, 'visit', { en: 'Visit', fr: 'Visite' }, 1, visitFields),
    stage(kit, follow, 'closing', { en: 'End of treatment', fr: 'Fin du traitement' }, 2, closingFields),
    stage(kit, alert, 'report', { en: 'Report', fr: 'Signalement' }, 1, eventFields),
  ];
  const rules = programRulesOf(kit, follow);
  const indicators = programIndicatorsOf(kit, follow, alert);
  return {
    trackedEntityTypes: [entityType(kit)],
    trackedEntityAttributes: personFields.map((one) => attribute(kit, one)),
    programs: [trackerProgram(kit, follow, units), eventProgram(kit, alert, units)],
    programStages: stages,
    programStageSections: [stageSection(kit)],
    programSections: [personSection(kit, follow)],
    programIndicators: indicators,
    programIndicatorGroups: [
      kit.titled(
        'programIndicatorGroups',
        'follow-up',
        { en: 'Follow-up', fr: 'Suivi' },
        {
          programIndicators: references(indicators.map((indicator) => indicator.id)),
        },
      ),
    ],
    ...rules,
    relationshipTypes: [relationship(kit, follow)],
    dataElements: [...visitFields, ...closingFields, ...eventFields].map((one) => trackerElement(kit, one)),
  };
}

function optionSet(kit: CountryKit, one: Field): Readonly<Record<string, unknown>> {
  return one.options === undefined ? {} : { optionSet: reference(kit.uid('optionSets', one.options)) };
}

function attribute(kit: CountryKit, one: Field): MetadataObject {
  return kit.named(
    'trackedEntityAttributes',
    one.key,
    one.name,
    {
      formName: one.name.en,
      valueType: one.valueType,
      aggregationType: 'NONE',
      unique: one.key === 'person-number',
      generated: false,
      inherit: false,
      confidential: false,
      displayInListNoProgram: one.key.endsWith('name'),
      orgunitScope: false,
      skipSynchronization: false,
      ...optionSet(kit, one),
    },
    'metadata',
  );
}

function entityType(kit: CountryKit): MetadataObject {
  return kit.named(
    'trackedEntityTypes',
    'person',
    { en: 'Person', fr: 'Personne' },
    {
      description: 'A person who is followed up',
      minAttributesRequiredToSearch: 1,
      maxTeiCountToReturn: 0,
      allowAuditLog: false,
      featureType: 'NONE',
      trackedEntityTypeAttributes: personFields.slice(0, 3).map((one, index) => ({
        id: kit.uid('trackedEntityTypeAttributes', one.key),
        trackedEntityAttribute: reference(kit.uid('trackedEntityAttributes', one.key)),
        displayInList: true,
        mandatory: index === 0,
        searchable: true,
      })),
    },
    'data',
  );
}

function trackerElement(kit: CountryKit, one: Field): MetadataObject {
  const numeric = one.valueType === 'NUMBER' || one.valueType.startsWith('INTEGER');
  return kit.named(
    'dataElements',
    one.key,
    { en: `KLB T ${one.name.en}`, fr: `KLB T ${one.name.fr}` },
    {
      formName: one.name.en,
      domainType: 'TRACKER',
      valueType: one.valueType,
      aggregationType: numeric ? 'AVERAGE' : 'NONE',
      zeroIsSignificant: false,
      categoryCombo: reference(kit.defaults.categoryCombo),
      aggregationLevels: [],
      legendSets: [],
      ...optionSet(kit, one),
    },
  );
}

function stage(
  kit: CountryKit,
  program: string,
  key: string,
  name: Name,
  order: number,
  fields: readonly Field[],
): MetadataObject {
  const { id, created, lastUpdated, sharing } = kit.bare('programStages', key, 'data');
  return {
    id,
    created,
    lastUpdated,
    sharing,
    code: codeOf('KLB_STAGE', key),
    name: name.en,
    translations: [{ property: 'NAME', locale: 'fr', value: name.fr }],
    program: reference(kit.uid('programs', program)),
    sortOrder: order,
    minDaysFromStart: order === 1 ? 0 : 30,
    repeatable: key === 'visit',
    autoGenerateEvent: order === 1,
    validationStrategy: 'ON_COMPLETE',
    featureType: key === 'report' ? 'POINT' : 'NONE',
    formType: 'DEFAULT',
    programStageDataElements: fields.map((one, index) => ({
      id: kit.uid('programStageDataElements', one.key),
      programStage: reference(id),
      dataElement: reference(kit.uid('dataElements', one.key)),
      compulsory: index === 0,
      allowProvidedElsewhere: false,
      displayInReports: true,
      allowFutureDate: one.key === 'next-visit',
      sortOrder: index + 1,
    })),
    programStageSections: key === 'visit' ? [reference(kit.uid('programStageSections', 'signs'))] : [],
    notificationTemplates: [],
    attributeValues: [],
  };
}

function stageSection(kit: CountryKit): MetadataObject {
  return {
    id: kit.uid('programStageSections', 'signs'),
    name: 'Signs and next visit',
    sortOrder: 1,
    programStage: reference(kit.uid('programStages', 'visit')),
    dataElements: references(['fever', 'signs', 'next-visit'].map((key) => kit.uid('dataElements', key))),
    programIndicators: [],
    translations: [{ property: 'NAME', locale: 'fr', value: 'Signes et prochaine visite' }],
  };
}

function personSection(kit: CountryKit, program: string): MetadataObject {
  return {
    id: kit.uid('programSections', 'identity'),
    name: 'Identity',
    sortOrder: 1,
    program: reference(kit.uid('programs', program)),
    trackedEntityAttributes: references(
      personFields.slice(0, 4).map((one) => kit.uid('trackedEntityAttributes', one.key)),
    ),
    translations: [{ property: 'NAME', locale: 'fr', value: 'Identité' }],
  };
}

function trackerProgram(kit: CountryKit, key: string, units: unknown): MetadataObject {
  return kit.named(
    'programs',
    key,
    { en: 'Patient follow-up', fr: 'Suivi des patients' },
    {
      programType: 'WITH_REGISTRATION',
      trackedEntityType: reference(kit.uid('trackedEntityTypes', 'person')),
      categoryCombo: reference(kit.defaults.categoryCombo),
      organisationUnits: units,
      version: 1,
      accessLevel: 'OPEN',
      enrollmentDateLabel: 'Start of treatment',
      incidentDateLabel: 'First signs',
      displayIncidentDate: true,
      onlyEnrollOnce: false,
      selectEnrollmentDatesInFuture: false,
      featureType: 'NONE',
      minAttributesRequiredToSearch: 1,
      maxTeiCountToReturn: 0,
      expiryDays: 0,
      completeEventsExpiryDays: 0,
      programStages: references(['visit', 'closing'].map((stageKey) => kit.uid('programStages', stageKey))),
      programSections: references([kit.uid('programSections', 'identity')]),
      programTrackedEntityAttributes: personFields.map((one, index) => ({
        id: kit.uid('programTrackedEntityAttributes', one.key),
        program: reference(kit.uid('programs', key)),
        trackedEntityAttribute: reference(kit.uid('trackedEntityAttributes', one.key)),
        displayInList: index < 3,
        mandatory: index === 0,
        searchable: index < 3,
        allowFutureDate: false,
        sortOrder: index + 1,
      })),
      notificationTemplates: [],
    },
    'data',
  );
}

function eventProgram(kit: CountryKit, key: string, units: unknown): MetadataObject {
  return kit.named(
    'programs',
    key,
    { en: 'Alerts', fr: 'Alertes' },
    {
      programType: 'WITHOUT_REGISTRATION',
      categoryCombo: reference(kit.defaults.categoryCombo),
      organisationUnits: units,
      version: 1,
      accessLevel: 'OPEN',
      featureType: 'NONE',
      expiryDays: 0,
      completeEventsExpiryDays: 0,
      programStages: references([kit.uid('programStages', 'report')]),
      programSections: [],
      programTrackedEntityAttributes: [],
      notificationTemplates: [],
    },
    'data',
  );
}

function relationship(kit: CountryKit, program: string): MetadataObject {
  const end = (): unknown => ({
    relationshipEntity: 'TRACKED_ENTITY_INSTANCE',
    trackedEntityType: reference(kit.uid('trackedEntityTypes', 'person')),
    program: reference(kit.uid('programs', program)),
  });
  return kit.titled(
    'relationshipTypes',
    'mother-child',
    { en: 'Mother and child', fr: 'Mère et enfant' },
    {
      bidirectional: false,
      fromToName: 'Mother of',
      toFromName: 'Child of',
      fromConstraint: end(),
      toConstraint: end(),
      referral: false,
    },
  );
}
