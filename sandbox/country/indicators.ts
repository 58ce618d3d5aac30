import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { idsOf, reference, references } from './countryKit';
import type { DataElements, Element } from './dataElements';

/** Indicators and validation rules with their groups, constants and legend sets. */
export interface Indicators {
  readonly indicatorTypes: readonly MetadataObject[];
  readonly indicators: readonly MetadataObject[];
  readonly indicatorGroups: readonly MetadataObject[];
  readonly indicatorGroupSets: readonly MetadataObject[];
  readonly validationRules: readonly MetadataObject[];
  readonly validationRuleGroups: readonly MetadataObject[];
  readonly constants: readonly MetadataObject[];
  readonly legendSets: readonly MetadataObject[];
  readonly attributes: readonly MetadataObject[];
}

interface Ratio {
  readonly key: string;
  readonly name: Name;
  readonly type: 'percent' | 'per-thousand' | 'number';
  readonly over: string;
  readonly under: string;
  readonly group: 'illness' | 'services';
}

const fixed: readonly Ratio[] = [
  {
    key: 'penta-drop-out',
    name: { en: 'Pentavalent drop-out rate (%)', fr: "Taux d'abandon du pentavalent (%)" },
    type: 'percent',
    over: 'vaccines-penta3-given',
    under: 'vaccines-penta1-given',
    group: 'services',
  },
  {
    key: 'anc-retention',
    name: { en: 'Women with a fourth visit (%)', fr: 'Femmes avec une quatrième visite (%)' },
    type: 'percent',
    over: 'births-anc4-women',
    under: 'births-anc1-women',
    group: 'services',
  },
  {
    key: 'budget-use',
    name: { en: 'Salary budget used (%)', fr: 'Budget des salaires exécuté (%)' },
    type: 'percent',
    over: 'money-salaries-spent',
    under: 'money-salaries-planned',
    group: 'services',
  },
];

/** Indicators of the country, some written by hand and one of each kind per disease. */
export function indicatorsOf(kit: CountryKit, elements: DataElements): Indicators {
  const byKey = new Map([...elements.byTheme.values()].flat().map((element) => [element.key, element]));
  const ratios = [...fixed, ...diseaseRatios(elements)];
  const indicators = ratios.map((ratio) => indicator(kit, ratio, byKey));
  const group = (key: Ratio['group'], name: Name): MetadataObject =>
    kit.titled('indicatorGroups', key, name, {
      indicators: references(
        ratios.filter((ratio) => ratio.group === key).map((ratio) => kit.uid('indicators', ratio.key)),
      ),
      attributeValues: [],
    });
  const groups = [
    group('illness', { en: 'Illness', fr: 'Maladies' }),
    group('services', { en: 'Services', fr: 'Services' }),
  ];
  const rules = rulesOf(kit, elements);
  return {
    indicatorTypes: [
      type(kit, 'percent', { en: 'Per cent', fr: 'Pour cent' }, 100),
      type(kit, 'per-thousand', { en: 'Per thousand', fr: 'Pour mille' }, 1000),
      type(kit, 'number', { en: 'Number', fr: 'Nombre' }, 1),
    ],
    indicators,
    indicatorGroups: groups,
    indicatorGroupSets: [
      kit.named(
        'indicatorGroupSets',
        'domain',
        { en: 'Domain', fr: 'Domaine' },
        {
          compulsory: false,
          indicatorGroups: references(idsOf(groups)),
        },
      ),
    ],
    validationRules: rules,
    validationRuleGroups: [
      kit.titled(
        'validationRuleGroups',
        'consistency',
        { en: 'Consistency', fr: 'Cohérence' },
        {
          description: 'Checks run each month',
          validationRules: references(idsOf(rules)),
          attributeValues: [],
        },
      ),
    ],
    constants: [
      kit.named(
        'constants',
        'birth-rate',
        { en: 'Crude birth rate', fr: 'Taux brut de natalité' },
        { value: 0.042 },
      ),
    ],
    legendSets: [legendSet(kit)],
    attributes: attributesOf(kit),
  };
}

function diseaseRatios(elements: DataElements): Ratio[] {
  return (elements.byTheme.get('diseases') ?? []).flatMap((element): Ratio[] => {
    const [, disease] = element.key.split('-');
    if (!element.key.endsWith('-deaths') || disease === undefined) return [];
    return [
      {
        key: `lethality-${disease}`,
        name: { en: `Lethality: ${disease} (per thousand)`, fr: `Létalité : ${disease} (pour mille)` },
        type: 'per-thousand',
        over: element.key,
        under: `diseases-${disease}-cases`,
        group: 'illness',
      },
      {
        key: `treatment-${disease}`,
        name: { en: `Cases treated: ${disease} (%)`, fr: `Cas traités : ${disease} (%)` },
        type: 'percent',
        over: `diseases-${disease}-treated`,
        under: `diseases-${disease}-cases`,
        group: 'illness',
      },
    ];
  });
}

function expression(kit: CountryKit, element: Element | undefined, whole: boolean): string {
  if (element === undefined) return `C{${kit.uid('constants', 'birth-rate')}}`;
  const combo = element.combination.optionCombos[0]?.id;
  return whole || combo === undefined ? `#{${element.id}}` : `#{${element.id}.${combo}}`;
}

function indicator(kit: CountryKit, ratio: Ratio, byKey: ReadonlyMap<string, Element>): MetadataObject {
  return kit.named('indicators', ratio.key, ratio.name, {
    indicatorType: reference(kit.uid('indicatorTypes', ratio.type)),
    numerator: expression(kit, byKey.get(ratio.over), true),
    numeratorDescription: ratio.over,
    denominator: expression(kit, byKey.get(ratio.under), ratio.group === 'services'),
    denominatorDescription: ratio.under,
    annualized: false,
    decimals: 1,
    legendSets: ratio.type === 'percent' ? [reference(kit.uid('legendSets', 'burden'))] : [],
    aggregateExportCategoryOptionCombo: '',
  });
}

function type(kit: CountryKit, key: string, name: Name, factor: number): MetadataObject {
  return kit.titled('indicatorTypes', key, name, { factor, number: factor === 1 });
}

function rulesOf(kit: CountryKit, elements: DataElements): MetadataObject[] {
  const cases = (elements.byTheme.get('diseases') ?? []).filter((element) => element.key.endsWith('-cases'));
  return cases.map((element) => {
    const disease = element.key.split('-')[1] ?? '';
    const treated = kit.uid('dataElements', `diseases-${disease}-treated`);
    const side = (id: string, description: string): unknown => ({
      expression: `#{${id}}`,
      description,
      missingValueStrategy: 'SKIP_IF_ALL_VALUES_MISSING',
      slidingWindow: false,
      translations: [],
    });
    const name = {
      en: `Treated not above cases: ${disease}`,
      fr: `Traités au plus égaux aux cas : ${disease}`,
    };
    return kit.titled('validationRules', `treated-${disease}`, name, {
      instruction: 'Compare with the register of the facility.',
      importance: disease === 'cholera' ? 'HIGH' : 'MEDIUM',
      operator: 'less_than_or_equal_to',
      periodType: 'Monthly',
      leftSide: side(treated, 'treated'),
      rightSide: side(element.id, 'cases'),
      organisationUnitLevels: [],
      skipFormValidation: false,
      attributeValues: [],
    });
  });
}

function legendSet(kit: CountryKit): MetadataObject {
  const steps: readonly (readonly [from: number, to: number, color: string])[] = [
    [0, 50, '#1A9850'],
    [50, 80, '#FEE08B'],
    [80, 100000, '#D73027'],
  ];
  return kit.titled(
    'legendSets',
    'burden',
    { en: 'Burden', fr: 'Charge' },
    {
      symbolizer: 'color',
      legends: steps.map(([startValue, endValue, color]) => {
        const { id } = kit.bare('legends', `burden-${startValue}`);
        return { id, name: `${startValue} - ${endValue}`, startValue, endValue, color, translations: [] };
      }),
      attributeValues: [],
    },
  );
}

function attributesOf(kit: CountryKit): MetadataObject[] {
  return [
    kit.named(
      'attributes',
      'facility-number',
      { en: 'Facility number', fr: 'Numéro de la formation' },
      {
        valueType: 'TEXT',
        mandatory: false,
        unique: true,
        organisationUnitAttribute: true,
      },
    ),
    kit.named(
      'attributes',
      'disease-class',
      { en: 'Class of disease', fr: 'Classe de maladie' },
      {
        valueType: 'TEXT',
        mandatory: false,
        unique: false,
        dataElementAttribute: true,
        indicatorAttribute: true,
      },
    ),
  ];
}
