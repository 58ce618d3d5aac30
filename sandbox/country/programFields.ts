import type { Name } from './countryKit';
import type { OptionListKey } from './optionLists';

/** One question of a program. */
export interface Field {
  readonly key: string;
  readonly name: Name;
  readonly valueType: string;
  readonly options?: OptionListKey;
}

function field(key: string, en: string, fr: string, valueType: string, options?: OptionListKey): Field {
  return { key, name: { en, fr }, valueType, ...(options === undefined ? {} : { options }) };
}

/** What is known of a person. */
export const personFields: readonly Field[] = [
  field('person-number', 'Number of the person', 'Numéro de la personne', 'TEXT'),
  field('first-name', 'First name of the person', 'Prénom de la personne', 'TEXT'),
  field('last-name', 'Last name of the person', 'Nom de la personne', 'TEXT'),
  field('birth-date', 'Date of birth', 'Date de naissance', 'AGE'),
  field('person-sex', 'Sex of the patient', 'Sexe du patient', 'TEXT', 'sex'),
  field('person-occupation', 'Occupation of the patient', 'Profession du patient', 'TEXT', 'occupation'),
  field('person-phone', 'Telephone of the patient', 'Téléphone du patient', 'PHONE_NUMBER'),
];

/** What a visit asks. */
export const visitFields: readonly Field[] = [
  field('weight', 'Weight in kg', 'Poids en kg', 'NUMBER'),
  field('temperature', 'Temperature in °C', 'Température en °C', 'NUMBER'),
  field('fever', 'Fever', 'Fièvre', 'BOOLEAN'),
  field('signs', 'Signs', 'Signes', 'MULTI_TEXT', 'symptoms'),
  field('next-visit', 'Date of the next visit', 'Date de la prochaine visite', 'DATE'),
];

/** What the end of a treatment asks. */
export const closingFields: readonly Field[] = [
  field('outcome', 'Outcome of treatment', 'Issue du traitement', 'TEXT', 'outcome'),
  field('closing-remark', 'Closing remark', 'Remarque finale', 'LONG_TEXT'),
];

/** What an alert asks. */
export const eventFields: readonly Field[] = [
  field('report-source', 'Source of the report', 'Source du signalement', 'TEXT', 'answer'),
  field('persons-concerned', 'Persons concerned', 'Personnes concernées', 'INTEGER_POSITIVE'),
  field('event-place', 'Place of the event', "Lieu de l'événement", 'COORDINATE'),
  field('event-water', 'Source of water on the spot', "Source d'eau sur place", 'TEXT', 'water'),
];
