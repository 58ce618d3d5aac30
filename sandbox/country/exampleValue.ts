import type { CountryRandom } from './countryRandom';

/** What an invented value must agree with. */
export interface ValueDemand {
  readonly valueType: string;
  /** Codes of the option set, if the element has one. */
  readonly options?: readonly string[];
  readonly zeros: 'kept' | 'dropped';
  /** Org units a value of type ORGANISATION_UNIT may name. */
  readonly orgUnits: readonly string[];
  /** Day the value is about, days since 1970. */
  readonly day: number;
}

const texts = [
  'RAS',
  "Piste coupée par l'eau",
  'Frigo réparé ; « bon état »',
  'Équipe à 3/5',
  'Stock < 2 semaines & commande passée',
  'Registre n° 12, page 7',
  'Données vérifiées ✓',
] as const;

const two = (value: number): string => String(value).padStart(2, '0');

/** An invented value that every server line accepts for its data element. */
export function exampleValue(demand: ValueDemand, random: CountryRandom): string {
  const { options, valueType } = demand;
  const lowest = demand.zeros === 'kept' ? 0 : 1;
  if (options !== undefined && options.length > 0) {
    if (valueType !== 'MULTI_TEXT') return random.pick(options);
    const chosen = random.some(options, 0.4);
    return (chosen.length > 0 ? chosen : options.slice(0, 1)).join(',');
  }
  const date = (): string => new Date(demand.day * 86_400_000).toISOString().slice(0, 10);
  switch (valueType) {
    case 'NUMBER':
      return random.happens(0.5)
        ? String(random.between(1, 900))
        : `${random.between(1, 900)}.${random.between(1, 9)}`;
    case 'INTEGER':
      return String(random.happens(0.15) ? -random.between(1, 40) : random.between(lowest, 300));
    case 'INTEGER_POSITIVE':
      return String(random.between(1, 400));
    case 'INTEGER_NEGATIVE':
      return String(-random.between(1, 90));
    case 'INTEGER_ZERO_OR_POSITIVE':
      return String(random.happens(0.1) ? lowest : random.between(lowest, 250));
    case 'PERCENTAGE':
      return String(random.between(1, 100));
    case 'UNIT_INTERVAL':
      return `0.${random.between(1, 99)}`;
    case 'BOOLEAN':
      return random.happens(0.5) ? 'true' : 'false';
    case 'TRUE_ONLY':
      return 'true';
    case 'DATE':
    case 'AGE':
      return date();
    case 'DATETIME':
      return `${date()}T${two(random.between(0, 23))}:${two(random.between(0, 59))}`;
    case 'TIME':
      return `${two(random.between(6, 20))}:${two(random.between(0, 59))}`;
    case 'EMAIL':
      return `poste${random.between(1, 900)}@snis.kalembo.example.org`;
    case 'PHONE_NUMBER':
      return `+243 ${random.between(100, 999)} ${random.between(100, 999)}`;
    case 'URL':
      return `https://www.example.org/poste/${random.between(1, 900)}`;
    case 'COORDINATE':
      return `[17.${random.between(10, 99)},3.${random.between(10, 99)}]`;
    case 'LETTER':
      return random.pick(['A', 'B', 'C', 'D']);
    case 'USERNAME':
      return random.pick(['direction.snis', 'poste.central']);
    case 'ORGANISATION_UNIT':
      return random.pick(demand.orgUnits);
    case 'LONG_TEXT':
      return `${random.pick(texts)}\n${random.pick(texts)}`;
    default:
      return random.pick(texts);
  }
}
