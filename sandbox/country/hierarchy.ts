import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { codeOf, idsOf, localText, reference, references } from './countryKit';
import { PlaceNames } from './placeNames';

/** One org unit with what the rest of the generator asks about it. */
export interface Place {
  readonly id: string;
  readonly level: number;
  readonly kind: string;
  readonly owner: string;
  readonly setting: string;
  readonly opened: number;
  /** Milliseconds since 1970; absent while it is open. */
  readonly closed?: number;
}

/** The hierarchy: every org unit twice, as metadata and as a place. */
export interface Hierarchy {
  readonly organisationUnits: readonly MetadataObject[];
  readonly organisationUnitLevels: readonly MetadataObject[];
  readonly organisationUnitGroups: readonly MetadataObject[];
  readonly organisationUnitGroupSets: readonly MetadataObject[];
  readonly places: readonly Place[];
}

const levelNames: readonly Name[] = [
  { en: 'Country', fr: 'Pays' },
  { en: 'Region', fr: 'Région' },
  { en: 'Health district', fr: 'District sanitaire' },
  { en: 'Health area', fr: 'Aire de santé' },
  { en: 'Health facility', fr: 'Formation sanitaire' },
];

const facilityKinds = ['hospital', 'centre', 'post', 'clinic', 'maternity'] as const;
const kindTitles: Readonly<Record<string, string>> = {
  hospital: 'Hôpital de',
  centre: 'Centre de santé de',
  post: 'Poste de santé de',
  clinic: 'Clinique de',
  maternity: 'Maternité de',
};

const groupNames: Readonly<Record<string, readonly (readonly [key: string, name: Name])[]>> = {
  type: [
    ['hospital', { en: 'Hospital', fr: 'Hôpital' }],
    ['centre', { en: 'Health centre', fr: 'Centre de santé' }],
    ['post', { en: 'Health post', fr: 'Poste de santé' }],
    ['clinic', { en: 'Clinic', fr: 'Clinique' }],
    ['maternity', { en: 'Maternity', fr: 'Maternité' }],
  ],
  ownership: [
    ['public', { en: 'Public', fr: 'Public' }],
    ['private', { en: 'Private', fr: 'Privé' }],
    ['faith', { en: 'Faith-based', fr: 'Confessionnel' }],
  ],
  setting: [
    ['urban', { en: 'Urban', fr: 'Urbain' }],
    ['rural', { en: 'Rural', fr: 'Rural' }],
  ],
};

const groupSetNames: Readonly<Record<string, Name>> = {
  type: { en: 'Facility type', fr: 'Type de formation' },
  ownership: { en: 'Facility ownership', fr: 'Statut juridique' },
  setting: { en: 'Area', fr: 'Milieu' },
};

const millisPerDay = 86_400_000;

/** How many units each level has for a total: 1,300 gives 1, 8, 40, 250 and 1,001. */
export function levelSizes(total: number): [number, number, number, number, number] {
  const part = total / 1300;
  const regions = Math.max(2, Math.round(8 * Math.min(2, Math.sqrt(part))));
  const districts = Math.max(regions, Math.round(40 * part));
  const areas = Math.max(districts, Math.round(250 * part));
  return [1, regions, districts, areas, Math.max(areas, total - 1 - regions - districts - areas)];
}

/** The hierarchy of the invented country, five levels deep. */
export function hierarchyOf(kit: CountryKit, total: number): Hierarchy {
  const random = kit.random('hierarchy');
  const names = new PlaceNames(kit.random('places'));
  const units: MetadataObject[] = [];
  const places: Place[] = [];
  let parents: readonly { readonly id: string; readonly x: number; readonly y: number }[] = [];
  levelSizes(total).forEach((size, index) => {
    const level = index + 1;
    const current: { id: string; x: number; y: number }[] = [];
    for (let number = 0; number < size; number += 1) {
      const key = `${level}-${number}`;
      // Spread evenly, so that every parent has children and siblings stay neighbours.
      const parent = parents[Math.floor((number * parents.length) / size)];
      const spread = 4 / 2 ** index;
      const x = (parent?.x ?? 17.5) + (random.next() - 0.5) * spread;
      const y = (parent?.y ?? 3.5) + (random.next() - 0.5) * spread;
      const kind = level === 5 ? random.pick([...facilityKinds, 'centre', 'post', 'post']) : 'area';
      const place = names.next();
      const opened = kit.now - random.between(8 * 365, 30 * 365) * millisPerDay;
      const fate = level === 5 ? random.next() : 1;
      // Some facilities closed in the past year, others opened in it: values of theirs stop or start there.
      const closed = fate < 0.02 ? kit.now - random.between(40, 360) * millisPerDay : undefined;
      const since = fate > 0.97 && fate < 1 ? kit.now - random.between(90, 400) * millisPerDay : opened;
      const name =
        level === 1
          ? 'République de Kalembo'
          : level === 5
            ? `${kindTitles[kind] ?? ''} ${place}`
            : unitName(level, place);
      const id = kit.uid('organisationUnits', key);
      units.push({
        ...kit.bare('organisationUnits', key),
        code: `KLB_OU_${level}_${String(number + 1).padStart(4, '0')}`,
        name,
        shortName: (level === 1 ? 'Kalembo' : name).slice(0, 50),
        ...(parent === undefined ? {} : { parent: reference(parent.id) }),
        openingDate: dateText(since),
        ...(closed === undefined ? {} : { closedDate: dateText(closed) }),
        ...(level === 5 ? { geometry: { type: 'Point', coordinates: [round(x), round(y)] } } : {}),
        ...(level === 2 ? { geometry: square(x, y) } : {}),
        ...(level === 5 && random.happens(0.3)
          ? { phoneNumber: `+000 ${random.between(10000000, 99999999)}` }
          : {}),
        ...(level === 5 && random.happens(0.2) ? { comment: 'Accessible par piste en saison sèche.' } : {}),
        translations: level === 1 ? [{ property: 'NAME', locale: 'en', value: 'Republic of Kalembo' }] : [],
        attributeValues:
          level === 5
            ? [
                {
                  attribute: reference(kit.uid('attributes', 'facility-number')),
                  value: `F${String(number + 1).padStart(5, '0')}`,
                },
              ]
            : [],
      });
      places.push({
        id,
        level,
        kind,
        owner: random.pick(['public', 'public', 'public', 'private', 'faith']),
        setting: random.pick(['urban', 'rural', 'rural']),
        opened: since,
        ...(closed === undefined ? {} : { closed }),
      });
      current.push({ id, x, y });
    }
    parents = current;
  });
  return { organisationUnits: units, places, organisationUnitLevels: levels(kit), ...groups(kit, places) };
}

function unitName(level: number, place: string): string {
  if (level === 2) return `Région de ${place}`;
  return level === 3 ? `District de ${place}` : `Aire de santé de ${place}`;
}

/** A date at midnight, which is how the API gives opening and closing dates back. */
function dateText(millis: number): string {
  return `${localText(millis).slice(0, 10)}T00:00:00.000`;
}

function round(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}

function square(x: number, y: number): unknown {
  const half = 0.4;
  const corners = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
    [x - half, y - half],
  ];
  return { type: 'Polygon', coordinates: [corners.map((corner) => corner.map(round))] };
}

function levels(kit: CountryKit): MetadataObject[] {
  return levelNames.map((name, index) =>
    kit.titled('organisationUnitLevels', `level-${index + 1}`, name, {
      level: index + 1,
      offlineLevels: index + 1,
    }),
  );
}

function groups(
  kit: CountryKit,
  places: readonly Place[],
): Pick<Hierarchy, 'organisationUnitGroups' | 'organisationUnitGroupSets'> {
  const facilities = places.filter((place) => place.level === 5);
  const members = (set: string, key: string): string[] =>
    facilities
      .filter(
        (place) => (set === 'type' ? place.kind : set === 'ownership' ? place.owner : place.setting) === key,
      )
      .map((place) => place.id);
  const sets = Object.entries(groupNames).map(([set, list]) => {
    const own = list.map(([key, name]) =>
      kit.named('organisationUnitGroups', `${set}-${key}`, name, {
        organisationUnits: references(members(set, key)),
        symbol: `${String(list.findIndex(([other]) => other === key) + 1).padStart(2, '0')}.png`,
      }),
    );
    const groupSet = kit.named('organisationUnitGroupSets', set, groupSetNames[set] ?? { en: set, fr: set }, {
      code: codeOf('KLB_OUGS', set),
      compulsory: set !== 'setting',
      dataDimension: true,
      includeSubhierarchyInAnalytics: false,
      organisationUnitGroups: references(idsOf(own)),
    });
    return { own, groupSet };
  });
  return {
    organisationUnitGroups: sets.flatMap(({ own }) => own),
    organisationUnitGroupSets: sets.map(({ groupSet }) => groupSet),
  };
}
