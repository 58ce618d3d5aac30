import type { CountryRandom } from './countryRandom';

const openings = [
  'Ka',
  'Ba',
  'Lu',
  'Mba',
  'Ndo',
  'Tsi',
  'Bou',
  'Ma',
  'Ki',
  'Nga',
  'Lo',
  'Sa',
  'Kou',
  'Di',
  'Mo',
  'Za',
  'Tam',
  'Fa',
  'Ou',
  'Ga',
  'Yam',
  'Kon',
  'Li',
  'Wa',
  'Sou',
  'Bé',
  'Dio',
  'Té',
  'Ham',
  'Nzo',
] as const;
const middles = [
  'lem',
  'ka',
  'ndi',
  'ro',
  'mbo',
  'ti',
  'la',
  'kou',
  'ssa',
  'nga',
  'bé',
  'ma',
  'lo',
  'du',
  'vi',
  'ra',
  'zin',
  'pé',
  'go',
  'na',
  'chi',
  'ya',
  'yé',
  'wen',
] as const;
const endings = [
  'bo',
  'la',
  'dou',
  'gné',
  'ya',
  'kro',
  'ssou',
  'ville',
  'ni',
  'bé',
  'ta',
  'go',
  'ré',
  'ngo',
  'wa',
  'lé',
  'mba',
  'di',
  'koro',
  'tou',
] as const;
const additions = [
  'Nord',
  'Sud',
  'Est',
  'Ouest',
  'Centre',
  'Plateau',
  'Rivière',
  'Gare',
  'Marché',
  'II',
  'III',
] as const;

/** Invents place names with a French-African ring, each only once. */
export class PlaceNames {
  private readonly used = new Set<string>();
  private readonly random: CountryRandom;

  constructor(random: CountryRandom) {
    this.random = random;
  }

  /** The next unused name. */
  next(): string {
    for (let tries = 0; ; tries += 1) {
      const { random } = this;
      const middle = random.happens(0.75) ? random.pick(middles) : '';
      let name = random.pick(openings) + middle + random.pick(endings);
      if (random.happens(0.18) || tries > 20) name += `-${random.pick(additions)}`;
      if (tries > 40) name += ` ${tries}`;
      if (this.used.has(name)) continue;
      this.used.add(name);
      return name;
    }
  }
}

const firstNames = [
  'Aïssata',
  'Bakari',
  'Clarisse',
  'Désiré',
  'Élodie',
  'Fidèle',
  'Grâce',
  'Honoré',
  'Inès',
  'Joël',
  'Koffivi',
  'Léontine',
  'Moussa',
  'Nadège',
  'Ousmane',
  'Prisca',
  'Rodrigue',
  'Solange',
  'Tidiane',
  'Yvette',
] as const;
const lastNames = [
  'Kalondji',
  'Bamouni',
  'Ndoli',
  'Tsimba',
  'Ouédou',
  'Makaya',
  'Zongori',
  'Lemba',
  'Diarrouka',
  'Mbemba',
  'Souleyma',
  'Ngoulou',
  'Batala',
  'Koumbé',
  'Yameko',
] as const;

/** An invented person. */
export function personName(random: CountryRandom): { readonly firstName: string; readonly surname: string } {
  return { firstName: random.pick(firstNames), surname: random.pick(lastNames) };
}
