import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { reference } from './countryKit';

/** Program rules with what they read and do. */
export interface ProgramRules {
  readonly programRules: readonly MetadataObject[];
  readonly programRuleActions: readonly MetadataObject[];
  readonly programRuleVariables: readonly MetadataObject[];
}

/** Indicators of the two programs. */
export function programIndicatorsOf(kit: CountryKit, follow: string, alert: string): MetadataObject[] {
  const element = (stageKey: string, key: string): string =>
    `#{${kit.uid('programStages', stageKey)}.${kit.uid('dataElements', key)}}`;
  const make = (
    key: string,
    program: string,
    name: Name,
    members: Readonly<Record<string, unknown>>,
  ): MetadataObject =>
    kit.named('programIndicators', key, name, {
      program: reference(kit.uid('programs', program)),
      displayInForm: true,
      decimals: 1,
      analyticsPeriodBoundaries: [
        {
          id: kit.uid('analyticsPeriodBoundaries', key),
          boundaryTarget: program === follow ? 'ENROLLMENT_DATE' : 'EVENT_DATE',
          analyticsPeriodBoundaryType: 'AFTER_START_OF_REPORTING_PERIOD',
        },
      ],
      legendSets: [],
      ...members,
    });
  return [
    make(
      'mean-weight',
      follow,
      { en: 'Mean weight', fr: 'Poids moyen' },
      {
        analyticsType: 'ENROLLMENT',
        aggregationType: 'AVERAGE',
        expression: element('visit', 'weight'),
        filter: `${element('visit', 'fever')} == 1`,
      },
    ),
    make(
      'persons-alerted',
      alert,
      { en: 'Persons in alerts', fr: 'Personnes des alertes' },
      {
        analyticsType: 'EVENT',
        aggregationType: 'SUM',
        expression: element('report', 'persons-concerned'),
      },
    ),
  ];
}

/** Rules of the tracker program, with their variables and actions. */
export function programRulesOf(kit: CountryKit, program: string): ProgramRules {
  const variable = (key: string): MetadataObject => ({
    ...kit.bare('programRuleVariables', key),
    name: key.replace('-', '_'),
    program: reference(kit.uid('programs', program)),
    programRuleVariableSourceType: 'DATAELEMENT_NEWEST_EVENT_PROGRAM',
    dataElement: reference(kit.uid('dataElements', key)),
    useCodeForOptionSet: false,
    valueType: key === 'fever' ? 'BOOLEAN' : 'NUMBER',
    translations: [],
  });
  const rule = (key: string, name: Name, condition: string): MetadataObject =>
    kit.titled('programRules', key, name, {
      program: reference(kit.uid('programs', program)),
      condition,
      priority: 1,
      programRuleActions: [reference(kit.uid('programRuleActions', key))],
    });
  const action = (key: string, type: string, element: string, content: string): MetadataObject => ({
    id: kit.uid('programRuleActions', key),
    programRule: reference(kit.uid('programRules', key)),
    programRuleActionType: type,
    dataElement: reference(kit.uid('dataElements', element)),
    content,
    evaluationTime: 'ALWAYS',
    translations: [],
  });
  return {
    programRuleVariables: ['fever', 'temperature', 'weight'].map(variable),
    programRules: [
      rule(
        'no-fever',
        { en: 'Hide temperature without fever', fr: 'Masquer la température sans fièvre' },
        '#{fever} == false',
      ),
      rule(
        'high-fever',
        { en: 'Warn of high fever', fr: 'Avertir en cas de forte fièvre' },
        '#{temperature} > 40',
      ),
    ],
    programRuleActions: [
      action('no-fever', 'HIDEFIELD', 'temperature', ''),
      action('high-fever', 'SHOWWARNING', 'temperature', 'Very high: refer the patient.'),
    ],
  };
}
