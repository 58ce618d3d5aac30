import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { idsOf, reference, references } from './countryKit';
import type { Combination, CombinationKey, Disaggregation } from './disaggregation';
import type { OptionListKey, OptionLists } from './optionLists';

/** What the generator of values must know of a data element. */
export interface Element {
  readonly id: string;
  readonly key: string;
  readonly valueType: string;
  readonly combination: Combination;
  /** Whether a zero may be stored: otherwise servers up to 2.42 drop it. */
  readonly zeros: 'kept' | 'dropped';
  readonly options?: readonly string[];
}

/** How one data element of the country is made. */
interface ElementPlan {
  readonly key: string;
  readonly name: Name;
  readonly valueType: string;
  readonly combination: CombinationKey;
  readonly options?: OptionListKey;
}

/** Data elements, their groups and group sets, and their elements by theme. */
export interface DataElements {
  readonly dataElements: readonly MetadataObject[];
  readonly dataElementGroups: readonly MetadataObject[];
  readonly dataElementGroupSets: readonly MetadataObject[];
  readonly byTheme: ReadonlyMap<ThemeKey, readonly Element[]>;
}

/** A subject of the country's reporting; each belongs to one or two data sets. */
export type ThemeKey =
  | 'diseases'
  | 'births'
  | 'vaccines'
  | 'medicines'
  | 'water'
  | 'staff'
  | 'money'
  | 'equipment'
  | 'population'
  | 'supervision'
  | 'registers';

type Item = readonly [key: string, en: string, fr: string];

interface ThemePlan {
  readonly name: Name;
  readonly subjects: readonly Item[];
  readonly measures: readonly Item[];
  readonly valueTypes: readonly string[];
  readonly combinations: readonly CombinationKey[];
}

/** Themes whose elements are every subject with every measure; types and combinations go round. */
const crossed: Readonly<Record<Exclude<ThemeKey, 'registers'>, ThemePlan>> = {
  diseases: {
    name: { en: 'Diseases', fr: 'Maladies' },
    subjects: [
      ['malaria', 'Malaria', 'Paludisme'],
      ['diarrhoea', 'Diarrhoea', 'Diarrhée'],
      ['pneumonia', 'Pneumonia', 'Pneumonie'],
      ['measles', 'Measles', 'Rougeole'],
      ['cholera', 'Cholera', 'Choléra'],
      ['rabies', 'Animal bites', 'Morsures'],
    ],
    measures: [
      ['cases', 'cases', 'cas'],
      ['treated', 'treated', 'traités'],
      ['deaths', 'deaths', 'décès'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE', 'INTEGER_ZERO_OR_POSITIVE', 'INTEGER'],
    combinations: ['age-sex', 'age', 'sex'],
  },
  births: {
    name: { en: 'Mothers and newborns', fr: 'Mères et nouveau-nés' },
    subjects: [
      ['anc1', 'First antenatal visit', 'Première consultation prénatale'],
      ['anc4', 'Fourth antenatal visit', 'Quatrième consultation prénatale'],
      ['delivery', 'Delivery in facility', 'Accouchement en formation'],
      ['postnatal', 'Postnatal visit', 'Consultation postnatale'],
    ],
    measures: [
      ['women', 'women', 'femmes'],
      ['complications', 'complications', 'complications'],
      ['referrals', 'referrals', 'références'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE', 'INTEGER_POSITIVE', 'NUMBER'],
    combinations: ['fine-age', 'default', 'default'],
  },
  vaccines: {
    name: { en: 'Vaccines', fr: 'Vaccins' },
    subjects: [
      ['bcg', 'BCG', 'BCG'],
      ['penta1', 'Pentavalent 1', 'Pentavalent 1'],
      ['penta3', 'Pentavalent 3', 'Pentavalent 3'],
      ['mr', 'Measles and rubella', 'Rougeole et rubéole'],
    ],
    measures: [
      ['given', 'doses given', 'doses administrées'],
      ['opened', 'doses opened', 'doses ouvertes'],
      ['wastage', 'wastage rate', 'taux de perte'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE', 'INTEGER_POSITIVE', 'PERCENTAGE'],
    combinations: ['age-sex-area', 'default', 'default'],
  },
  medicines: {
    name: { en: 'Medicines', fr: 'Médicaments' },
    subjects: [
      ['act', 'Antimalarial', 'Antipaludique'],
      ['ors', 'Rehydration salts', 'Sels de réhydratation'],
      ['amoxicillin', 'Amoxicillin', 'Amoxicilline'],
      ['iron', 'Iron and folic acid', 'Fer et acide folique'],
    ],
    measures: [
      ['stock', 'stock on hand', 'stock disponible'],
      ['movement', 'adjustment of stock', 'ajustement de stock'],
      ['days', 'days out of stock', 'jours de rupture'],
    ],
    valueTypes: ['NUMBER', 'INTEGER', 'INTEGER_ZERO_OR_POSITIVE'],
    combinations: ['default'],
  },
  water: {
    name: { en: 'Water and hygiene', fr: 'Eau et hygiène' },
    subjects: [
      ['points', 'Water points', "Points d'eau"],
      ['latrines', 'Latrines', 'Latrines'],
    ],
    measures: [
      ['working', 'working', 'fonctionnels'],
      ['broken', 'out of order', 'en panne'],
      ['quality', 'quality index', 'indice de qualité'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE', 'INTEGER_ZERO_OR_POSITIVE', 'UNIT_INTERVAL'],
    combinations: ['default'],
  },
  staff: {
    name: { en: 'Staff', fr: 'Personnel' },
    subjects: [
      ['doctors', 'Doctors', 'Médecins'],
      ['nurses', 'Nurses', 'Infirmiers'],
      ['midwives', 'Midwives', 'Sages-femmes'],
      ['volunteers', 'Volunteers', 'Volontaires'],
    ],
    measures: [
      ['posts', 'posts', 'postes'],
      ['present', 'present', 'présents'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE'],
    combinations: ['sex', 'default'],
  },
  money: {
    name: { en: 'Money', fr: 'Finances' },
    subjects: [
      ['salaries', 'Salaries', 'Salaires'],
      ['drugs', 'Drug purchases', 'Achats de médicaments'],
      ['works', 'Building works', 'Travaux'],
    ],
    measures: [
      ['planned', 'planned', 'prévu'],
      ['spent', 'spent', 'dépensé'],
      ['gap', 'difference', 'écart'],
    ],
    valueTypes: ['NUMBER', 'NUMBER', 'INTEGER_NEGATIVE'],
    combinations: ['default'],
  },
  equipment: {
    name: { en: 'Equipment', fr: 'Équipement' },
    subjects: [
      ['fridges', 'Refrigerators', 'Réfrigérateurs'],
      ['beds', 'Beds', 'Lits'],
      ['vehicles', 'Vehicles', 'Véhicules'],
    ],
    measures: [
      ['owned', 'owned', 'possédés'],
      ['working', 'in working order', 'en état de marche'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE'],
    combinations: ['default'],
  },
  population: {
    name: { en: 'Population', fr: 'Population' },
    subjects: [
      ['total', 'Population', 'Population'],
      ['births', 'Expected births', 'Naissances attendues'],
    ],
    measures: [['number', 'number', 'effectif']],
    valueTypes: ['INTEGER_POSITIVE'],
    combinations: ['age-sex-area', 'default'],
  },
  supervision: {
    name: { en: 'Supervision', fr: 'Supervision' },
    subjects: [
      ['visits', 'Visits', 'Visites'],
      ['score', 'Quality score', 'Score de qualité'],
    ],
    measures: [
      ['planned', 'planned', 'prévus'],
      ['done', 'achieved', 'réalisés'],
    ],
    valueTypes: ['INTEGER_ZERO_OR_POSITIVE', 'PERCENTAGE'],
    combinations: ['default'],
  },
};

/** Elements that show every kind of value a form may hold. */
const registers: readonly ElementPlan[] = [
  plan(
    'stock-level',
    'Stock level of the main medicine',
    'Niveau de stock du médicament traceur',
    'TEXT',
    'stock',
  ),
  plan('water-source', 'Main source of water', "Principale source d'eau", 'TEXT', 'water'),
  plan('electricity', 'Electricity today', "Électricité aujourd'hui", 'TEXT', 'answer'),
  plan('symptoms', 'Symptoms seen', 'Symptômes observés', 'MULTI_TEXT', 'symptoms'),
  plan('remarks', 'Remarks', 'Remarques', 'LONG_TEXT'),
  plan('manager', 'Person in charge', 'Responsable', 'TEXT'),
  plan('grade', 'Grade of the facility', 'Catégorie de la formation', 'LETTER'),
  plan('open', 'Open day and night', 'Ouvert jour et nuit', 'BOOLEAN'),
  plan('inspected', 'Inspected', 'Inspecté', 'TRUE_ONLY'),
  plan('inspection-date', 'Date of inspection', "Date d'inspection", 'DATE'),
  plan('last-outage', 'Last power cut', 'Dernière coupure', 'DATETIME'),
  plan('opening-time', 'Opening time', "Heure d'ouverture", 'TIME'),
  plan('email', 'Address for mail', 'Adresse électronique', 'EMAIL'),
  plan('phone', 'Telephone', 'Téléphone', 'PHONE_NUMBER'),
  plan('page', 'Web page', 'Page web', 'URL'),
  plan('position', 'Position of the well', 'Position du puits', 'COORDINATE'),
  plan('data-clerk', 'Data clerk', 'Agent de saisie', 'USERNAME'),
  plan('referral', 'Facility of referral', 'Formation de référence', 'ORGANISATION_UNIT'),
];

function plan(key: string, en: string, fr: string, valueType: string, options?: OptionListKey): ElementPlan {
  return {
    key,
    name: { en, fr },
    valueType,
    combination: 'default',
    ...(options === undefined ? {} : { options }),
  };
}

function plansOf(theme: Exclude<ThemeKey, 'registers'>): ElementPlan[] {
  const { subjects, measures, valueTypes, combinations } = crossed[theme];
  return subjects.flatMap(([subject, subjectEn, subjectFr]) =>
    measures.map(([measure, en, fr], index) => ({
      key: `${theme}-${subject}-${measure}`,
      name: { en: `${subjectEn} - ${en}`, fr: `${subjectFr} - ${fr}` },
      valueType: valueTypes[index % valueTypes.length] ?? 'NUMBER',
      combination: combinations[index % combinations.length] ?? 'default',
    })),
  );
}

/** All data elements of the country's data sets. */
export function dataElementsOf(
  kit: CountryKit,
  categories: Disaggregation,
  lists: OptionLists,
): DataElements {
  const dataElements: MetadataObject[] = [];
  const byTheme = new Map<ThemeKey, readonly Element[]>();
  const add = (theme: ThemeKey, plans: readonly ElementPlan[]): void => {
    byTheme.set(
      theme,
      plans.map((one) => {
        const combination = categories.combinations[one.combination];
        const zeros = one.key.length % 3 === 0 ? 'kept' : 'dropped';
        const object = dataElement(kit, one, combination, zeros);
        dataElements.push(object);
        const base = { id: object.id, key: one.key, valueType: one.valueType, combination, zeros } as const;
        return one.options === undefined ? base : { ...base, options: lists.codes[one.options] };
      }),
    );
  };
  const themes = Object.keys(crossed).filter((key): key is Exclude<ThemeKey, 'registers'> => key in crossed);
  for (const theme of themes) add(theme, plansOf(theme));
  add('registers', registers);
  const groups = [...byTheme].map(([theme, elements]) =>
    kit.named(
      'dataElementGroups',
      `theme-${theme}`,
      theme === 'registers' ? { en: 'Registers', fr: 'Registres' } : crossed[theme].name,
      { dataElements: references(elements.map((element) => element.id)) },
    ),
  );
  const groupSet = kit.named(
    'dataElementGroupSets',
    'theme',
    { en: 'Theme', fr: 'Thème' },
    { compulsory: false, dataDimension: true, dataElementGroups: references(idsOf(groups)) },
  );
  return { dataElements, dataElementGroups: groups, dataElementGroupSets: [groupSet], byTheme };
}

function dataElement(
  kit: CountryKit,
  one: ElementPlan,
  combination: Combination,
  zeros: Element['zeros'],
): MetadataObject {
  const numeric = /INTEGER|NUMBER|PERCENTAGE|UNIT_INTERVAL/.test(one.valueType);
  const prefix = `KLB ${one.name.en}`;
  return kit.named(
    'dataElements',
    one.key,
    { en: prefix, fr: `KLB ${one.name.fr}` },
    {
      formName: one.name.en,
      description: `Reported by the facilities of Kalembo: ${one.name.en.toLowerCase()}.`,
      domainType: 'AGGREGATE',
      valueType: one.valueType,
      aggregationType: numeric ? 'SUM' : 'NONE',
      zeroIsSignificant: zeros === 'kept',
      categoryCombo: reference(combination.id),
      aggregationLevels: [],
      legendSets: numeric && one.key.endsWith('cases') ? [reference(kit.uid('legendSets', 'burden'))] : [],
      ...(one.options === undefined ? {} : { optionSet: reference(kit.uid('optionSets', one.options)) }),
      attributeValues: one.key.startsWith('diseases')
        ? [
            {
              attribute: reference(kit.uid('attributes', 'disease-class')),
              value: `A${String(one.key.length)}`,
            },
          ]
        : [],
    },
  );
}
