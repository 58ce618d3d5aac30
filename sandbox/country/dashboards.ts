import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { reference, references } from './countryKit';
import type { Hierarchy } from './hierarchy';

/** What people look at: visualizations, maps, and the dashboards that show them. */
export interface Dashboards {
  readonly visualizations: readonly MetadataObject[];
  readonly maps: readonly MetadataObject[];
  readonly dashboards: readonly MetadataObject[];
}

const charts: readonly (readonly [key: string, type: string, name: Name, indicator: string])[] = [
  [
    'malaria',
    'COLUMN',
    { en: 'Malaria lethality, last 12 months', fr: 'Létalité du paludisme, 12 derniers mois' },
    'lethality-malaria',
  ],
  ['treatment', 'LINE', { en: 'Malaria cases treated', fr: 'Cas de paludisme traités' }, 'treatment-malaria'],
  [
    'drop-out',
    'BAR',
    { en: 'Pentavalent drop-out by region', fr: "Taux d'abandon par région" },
    'penta-drop-out',
  ],
  ['retention', 'PIVOT_TABLE', { en: 'Antenatal visits', fr: 'Consultations prénatales' }, 'anc-retention'],
  ['budget', 'SINGLE_VALUE', { en: 'Budget used', fr: 'Budget exécuté' }, 'budget-use'],
  ['cholera', 'STACKED_COLUMN', { en: 'Cholera', fr: 'Choléra' }, 'lethality-cholera'],
];

const mapped: readonly (readonly [key: string, name: Name, indicator: string])[] = [
  ['drop-out', { en: 'Map of drop-out', fr: "Carte des taux d'abandon" }, 'penta-drop-out'],
  [
    'measles',
    { en: 'Map of measles lethality', fr: 'Carte de la létalité de la rougeole' },
    'lethality-measles',
  ],
];

/** Two dashboards with charts, maps and a text each. */
export function dashboardsOf(kit: CountryKit, hierarchy: Hierarchy): Dashboards {
  const root = hierarchy.organisationUnits[0]?.id ?? '';
  const visualizations = charts.map(([key, type, name, indicator]) =>
    visualization(kit, key, type, name, indicator, root),
  );
  const maps = mapped.map(([key, name, indicator]) => map(kit, key, name, indicator, root));
  const half = Math.ceil(visualizations.length / 2);
  return {
    visualizations,
    maps,
    dashboards: [
      dashboard(
        kit,
        'illness',
        { en: 'Illness in Kalembo', fr: 'Les maladies au Kalembo' },
        visualizations.slice(0, half),
        maps.slice(1),
      ),
      dashboard(
        kit,
        'services',
        { en: 'Services in Kalembo', fr: 'Les services au Kalembo' },
        visualizations.slice(half),
        maps.slice(0, 1),
      ),
    ],
  };
}

function axisMembers(indicator: string, root: string): Readonly<Record<string, unknown>> {
  return {
    dataDimensionItems: [{ dataDimensionItemType: 'INDICATOR', indicator: reference(indicator) }],
    organisationUnits: [reference(root)],
    userOrganisationUnit: false,
    userOrganisationUnitChildren: true,
    userOrganisationUnitGrandChildren: false,
    organisationUnitLevels: [],
    periods: [],
    relativePeriods: { last12Months: true, thisYear: false },
    aggregationType: 'DEFAULT',
    completedOnly: false,
  };
}

function visualization(
  kit: CountryKit,
  key: string,
  type: string,
  name: Name,
  indicator: string,
  root: string,
): MetadataObject {
  return kit.titled('visualizations', key, name, {
    type,
    ...axisMembers(kit.uid('indicators', indicator), root),
    columnDimensions: ['dx'],
    rowDimensions: ['pe'],
    filterDimensions: ['ou'],
    columns: [{ id: 'dx' }],
    rows: [{ id: 'pe' }],
    filters: [{ id: 'ou' }],
    digitGroupSeparator: 'SPACE',
    displayDensity: 'NORMAL',
    hideEmptyRowItems: 'NONE',
    regressionType: 'NONE',
    showData: true,
    legendSet: reference(kit.uid('legendSets', 'burden')),
  });
}

function map(kit: CountryKit, key: string, name: Name, indicator: string, root: string): MetadataObject {
  const view = kit.bare('mapViews', key);
  return kit.titled('maps', key, name, {
    basemap: 'osmLight',
    latitude: 3.5,
    longitude: 17.5,
    zoom: 6,
    mapViews: [
      {
        id: view.id,
        name: name.en,
        layer: 'thematic',
        thematicMapType: 'CHOROPLETH',
        ...axisMembers(kit.uid('indicators', indicator), root),
        columnDimensions: ['dx'],
        rowDimensions: ['ou'],
        filterDimensions: ['pe'],
        classes: 5,
        method: 3,
        opacity: 0.8,
        legendSet: reference(kit.uid('legendSets', 'burden')),
      },
    ],
  });
}

function dashboard(
  kit: CountryKit,
  key: string,
  name: Name,
  visualizations: readonly MetadataObject[],
  maps: readonly MetadataObject[],
): MetadataObject {
  const item = (suffix: string, position: number, members: Readonly<Record<string, unknown>>): unknown => ({
    id: kit.bare('dashboardItems', `${key}-${suffix}`).id,
    x: (position % 2) * 29,
    y: Math.floor(position / 2) * 20,
    width: 29,
    height: 20,
    ...members,
  });
  return kit.titled('dashboards', key, name, {
    description: `${name.en}, shown to every district.`,
    restrictFilters: false,
    allowedFilters: [],
    dashboardItems: [
      ...visualizations.map((one, index) =>
        item(`chart-${index}`, index, { type: 'VISUALIZATION', visualization: reference(one.id) }),
      ),
      ...maps.map((one, index) =>
        item(`map-${index}`, visualizations.length + index, { type: 'MAP', map: reference(one.id) }),
      ),
      item('text', visualizations.length + maps.length, { type: 'TEXT', text: `**${name.fr}**` }),
      item('users', visualizations.length + maps.length + 1, {
        type: 'USERS',
        users: references([kit.uid('users', 'administration')]),
      }),
    ],
  });
}
