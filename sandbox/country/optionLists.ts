import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { idsOf, reference, references } from './countryKit';

/** Key of an option set the generator has. */
export type OptionListKey =
  'stock' | 'water' | 'answer' | 'symptoms' | 'sex' | 'occupation' | 'outcome' | 'comment';

interface ListPlan {
  readonly name: Name;
  readonly valueType: string;
  readonly options: readonly (readonly [code: string, name: Name])[];
}

const plans: Readonly<Record<OptionListKey, ListPlan>> = {
  stock: {
    name: { en: 'Stock level', fr: 'Niveau de stock' },
    valueType: 'TEXT',
    options: [
      ['OUT', { en: 'Out of stock', fr: 'Rupture' }],
      ['LOW', { en: 'Low', fr: 'Faible' }],
      ['ENOUGH', { en: 'Sufficient', fr: 'Suffisant' }],
      ['OVER', { en: 'Overstocked', fr: 'Surstock' }],
    ],
  },
  water: {
    name: { en: 'Source of water', fr: "Source d'eau" },
    valueType: 'TEXT',
    options: [
      ['TAP', { en: 'Tap', fr: 'Robinet' }],
      ['BOREHOLE', { en: 'Borehole', fr: 'Forage' }],
      ['WELL', { en: 'Well', fr: 'Puits' }],
      ['RAIN', { en: 'Rainwater', fr: 'Eau de pluie' }],
      ['RIVER', { en: 'River', fr: 'Rivière' }],
    ],
  },
  answer: {
    name: { en: 'Answer', fr: 'Réponse' },
    valueType: 'TEXT',
    options: [
      ['YES', { en: 'Yes', fr: 'Oui' }],
      ['NO', { en: 'No', fr: 'Non' }],
      ['UNKNOWN', { en: 'Unknown', fr: 'Inconnu' }],
    ],
  },
  symptoms: {
    name: { en: 'Symptoms', fr: 'Symptômes' },
    valueType: 'MULTI_TEXT',
    options: [
      ['FEVER', { en: 'Fever', fr: 'Fièvre' }],
      ['COUGH', { en: 'Cough', fr: 'Toux' }],
      ['RASH', { en: 'Rash', fr: 'Éruption' }],
      ['DIARRHOEA', { en: 'Diarrhoea', fr: 'Diarrhée' }],
    ],
  },
  sex: {
    name: { en: 'Sex of the person', fr: 'Sexe de la personne' },
    valueType: 'TEXT',
    options: [
      ['F', { en: 'Woman', fr: 'Femme' }],
      ['M', { en: 'Man', fr: 'Homme' }],
    ],
  },
  occupation: {
    name: { en: 'Occupation', fr: 'Profession' },
    valueType: 'TEXT',
    options: [
      ['FARMER', { en: 'Farmer', fr: 'Cultivateur' }],
      ['FISHER', { en: 'Fisher', fr: 'Pêcheur' }],
      ['TRADER', { en: 'Trader', fr: 'Commerçant' }],
      ['TEACHER', { en: 'Teacher', fr: 'Enseignant' }],
      ['NURSE', { en: 'Nurse', fr: 'Infirmier' }],
      ['PUPIL', { en: 'Pupil', fr: 'Élève' }],
      ['NONE', { en: 'None', fr: 'Sans profession' }],
    ],
  },
  outcome: {
    name: { en: 'Outcome', fr: 'Issue' },
    valueType: 'TEXT',
    options: [
      ['CURED', { en: 'Cured', fr: 'Guéri' }],
      ['REFERRED', { en: 'Referred', fr: 'Référé' }],
      ['LOST', { en: 'Lost to follow-up', fr: 'Perdu de vue' }],
      ['DIED', { en: 'Died', fr: 'Décédé' }],
    ],
  },
  comment: {
    name: { en: 'Reason of a gap', fr: "Motif d'une lacune" },
    valueType: 'TEXT',
    options: [
      ['STRIKE', { en: 'Strike', fr: 'Grève' }],
      ['FLOOD', { en: 'Flood', fr: 'Inondation' }],
      ['ABSENT', { en: 'Staff absent', fr: 'Personnel absent' }],
    ],
  },
};

const keys = Object.keys(plans).filter((key): key is OptionListKey => key in plans);

/** Option sets, options, and groups of options, with the codes of each set. */
export interface OptionLists {
  readonly optionSets: readonly MetadataObject[];
  readonly options: readonly MetadataObject[];
  readonly optionGroups: readonly MetadataObject[];
  readonly optionGroupSets: readonly MetadataObject[];
  readonly codes: Readonly<Record<OptionListKey, readonly string[]>>;
}

/** The option sets of the country. */
export function optionListsOf(kit: CountryKit): OptionLists {
  const options = keys.flatMap((key) =>
    plans[key].options.map(([code, name], index): MetadataObject => {
      const { id, created, lastUpdated } = kit.bare('options', `${key}-${code}`);
      return {
        id,
        created,
        lastUpdated,
        code,
        name: name.en,
        sortOrder: index + 1,
        optionSet: reference(kit.uid('optionSets', key)),
        style: {},
        translations: [{ property: 'NAME', locale: 'fr', value: name.fr }],
        attributeValues: [],
      };
    }),
  );
  const optionSets = keys.map((key) =>
    kit.titled('optionSets', key, plans[key].name, {
      valueType: plans[key].valueType,
      version: 1,
      options: references(plans[key].options.map(([code]) => kit.uid('options', `${key}-${code}`))),
      attributeValues: [],
    }),
  );
  const group = kit.named(
    'optionGroups',
    'outdoor-work',
    { en: 'Outdoor work', fr: 'Travail en plein air' },
    {
      optionSet: reference(kit.uid('optionSets', 'occupation')),
      options: references(['FARMER', 'FISHER'].map((code) => kit.uid('options', `occupation-${code}`))),
    },
  );
  const groupSet = kit.named(
    'optionGroupSets',
    'kind-of-work',
    { en: 'Kind of work', fr: 'Genre de travail' },
    {
      dataDimension: true,
      optionSet: reference(kit.uid('optionSets', 'occupation')),
      optionGroups: references(idsOf([group])),
    },
  );
  const codes = (key: OptionListKey): string[] => plans[key].options.map(([code]) => code);
  return {
    optionSets,
    options,
    optionGroups: [group],
    optionGroupSets: [groupSet],
    codes: {
      stock: codes('stock'),
      water: codes('water'),
      answer: codes('answer'),
      symptoms: codes('symptoms'),
      sex: codes('sex'),
      occupation: codes('occupation'),
      outcome: codes('outcome'),
      comment: codes('comment'),
    },
  };
}
