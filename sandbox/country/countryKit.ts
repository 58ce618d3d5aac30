import type { MetadataObject } from '../model';
import { CountryRandom, uidOf } from './countryRandom';

/** A name in the language of the database (English) and its French translation. */
export interface Name {
  readonly en: string;
  readonly fr: string;
}

/** UIDs of the four objects named "default"; a fresh server has exactly these (2.38 and later). */
export interface DefaultIds {
  readonly categoryOption: string;
  readonly category: string;
  readonly categoryCombo: string;
  readonly categoryOptionCombo: string;
}

/** What a fresh DHIS2 installation uses. */
export const freshDefaults: DefaultIds = {
  categoryOption: 'xYerKDKCefk',
  category: 'GLevLNI9wkl',
  categoryCombo: 'bjDvmb4bfuf',
  categoryOptionCombo: 'HllvX50cXC0',
};

const millisPerDay = 86_400_000;
const shortNameLimit = 50;

/** A reference as DHIS2 JSON has it. */
export function reference(id: string): { readonly id: string } {
  return { id };
}

/** References to several objects. */
export function references(ids: readonly string[]): { readonly id: string }[] {
  return ids.map(reference);
}

/** Ids of objects. */
export function idsOf(objects: readonly MetadataObject[]): string[] {
  return objects.map((object) => object.id);
}

/** A code from a name: upper case, no accents, at most 40 characters. */
export function codeOf(prefix: string, name: string): string {
  const plain = name.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const words = plain
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return `${prefix}_${words}`.slice(0, 48);
}

/** What every part of the generator shares: the seed, the time, and the members all objects have. */
export class CountryKit {
  readonly seed: number;
  /** Milliseconds since 1970 that count as the present. */
  readonly now: number;
  readonly defaults: DefaultIds;

  constructor(seed: number, now: number, defaults: DefaultIds = freshDefaults) {
    this.seed = seed;
    this.now = now;
    this.defaults = defaults;
  }

  /** A UID that stays the same whatever the sizes are. */
  uid(plural: string, key: string): string {
    return uidOf(this.seed, `${plural}/${key}`);
  }

  /** Randomness of its own for one part, so that parts do not disturb each other. */
  random(part: string): CountryRandom {
    return new CountryRandom(`${this.seed}/${part}`);
  }

  /** Members all identifiable objects have: id, sharing and moments in the past two years. */
  bare(plural: string, key: string, access: 'metadata' | 'data' = 'metadata'): MetadataObject {
    const random = this.random(`${plural}/${key}`);
    const createdAt = this.now - random.between(200, 700) * millisPerDay - random.between(0, millisPerDay);
    const changed = createdAt + Math.floor(random.next() * (this.now - 2 * millisPerDay - createdAt));
    return {
      id: this.uid(plural, key),
      created: localText(createdAt),
      lastUpdated: localText(changed),
      sharing: {
        owner: this.uid('users', 'administration'),
        external: false,
        public: access === 'data' ? 'rwrw----' : 'rw------',
        users: {},
        userGroups: {},
      },
    };
  }

  /** An object with name, short name, code and French translation. */
  named(
    plural: string,
    key: string,
    name: Name,
    members: Readonly<Record<string, unknown>> = {},
    access: 'metadata' | 'data' = 'metadata',
  ): MetadataObject {
    return {
      ...this.bare(plural, key, access),
      code: codeOf('KLB', key),
      name: name.en,
      shortName: name.en.slice(0, shortNameLimit),
      translations: [
        { property: 'NAME', locale: 'fr', value: name.fr },
        { property: 'SHORT_NAME', locale: 'fr', value: name.fr.slice(0, shortNameLimit) },
      ],
      attributeValues: [],
      ...members,
    };
  }

  /** Same without short name, for the types that have none. */
  titled(
    plural: string,
    key: string,
    name: Name,
    members: Readonly<Record<string, unknown>> = {},
  ): MetadataObject {
    return {
      ...this.bare(plural, key),
      code: codeOf('KLB', key),
      name: name.en,
      translations: [{ property: 'NAME', locale: 'fr', value: name.fr }],
      ...members,
    };
  }
}

/** Local date and time without zone, as DHIS2 JSON writes the moments of metadata. */
export function localText(millis: number): string {
  return new Date(millis).toISOString().slice(0, 23);
}
