import type { MetadataObject } from '../model';
import type { CountryKit, Name } from './countryKit';
import { idsOf, reference, references } from './countryKit';

/** Option combos of a category combination, in the order of its categories. */
export interface Combination {
  readonly id: string;
  readonly optionCombos: readonly OptionCombo[];
}

/** One option combo with what limits its use as an attribute: days since 1970 are left to the caller. */
export interface OptionCombo {
  readonly id: string;
  /** Milliseconds since 1970 from which data may be entered for it. */
  readonly startDate?: number;
}

/** Key of a combination the generator has. */
export type CombinationKey =
  'default' | 'sex' | 'age' | 'age-sex' | 'age-sex-area' | 'fine-age' | 'funding' | 'project';

/** All category metadata, and the combinations by key. */
export interface Disaggregation {
  readonly categoryOptions: readonly MetadataObject[];
  readonly categories: readonly MetadataObject[];
  readonly categoryCombos: readonly MetadataObject[];
  readonly categoryOptionCombos: readonly MetadataObject[];
  readonly categoryOptionGroups: readonly MetadataObject[];
  readonly categoryOptionGroupSets: readonly MetadataObject[];
  readonly combinations: Readonly<Record<CombinationKey, Combination>>;
}

interface CategoryPlan {
  readonly name: Name;
  readonly use: 'DISAGGREGATION' | 'ATTRIBUTE';
  readonly options: readonly (readonly [key: string, name: Name])[];
}

const categoryPlans: Readonly<Record<string, CategoryPlan>> = {
  sex: {
    name: { en: 'Sex', fr: 'Sexe' },
    use: 'DISAGGREGATION',
    options: [
      ['female', { en: 'Female', fr: 'Féminin' }],
      ['male', { en: 'Male', fr: 'Masculin' }],
    ],
  },
  age: {
    name: { en: 'Age group', fr: "Groupe d'âge" },
    use: 'DISAGGREGATION',
    options: [
      ['under-1', { en: '0-11 months', fr: '0-11 mois' }],
      ['under-5', { en: '12-59 months', fr: '12-59 mois' }],
      ['under-15', { en: '5-14 years', fr: '5-14 ans' }],
      ['over-15', { en: '15 years and above', fr: '15 ans et plus' }],
    ],
  },
  'fine-age': {
    name: { en: 'Age of women', fr: 'Âge des femmes' },
    use: 'DISAGGREGATION',
    options: [
      ['women-10', { en: '10-14 years', fr: '10-14 ans' }],
      ['women-15', { en: '15-19 years', fr: '15-19 ans' }],
      ['women-20', { en: '20-24 years', fr: '20-24 ans' }],
      ['women-25', { en: '25-34 years', fr: '25-34 ans' }],
      ['women-35', { en: '35-49 years', fr: '35-49 ans' }],
      ['women-50', { en: '50 years and above', fr: '50 ans et plus' }],
    ],
  },
  area: {
    name: { en: 'Place of residence', fr: 'Milieu de résidence' },
    use: 'DISAGGREGATION',
    options: [
      ['urban', { en: 'Town', fr: 'Ville' }],
      ['rural', { en: 'Village', fr: 'Village' }],
    ],
  },
  funding: {
    name: { en: 'Source of funding', fr: 'Source de financement' },
    use: 'ATTRIBUTE',
    options: [
      ['state', { en: 'State budget', fr: "Budget de l'État" }],
      ['partner', { en: 'Partners', fr: 'Partenaires' }],
      ['community', { en: 'Communities', fr: 'Communautés' }],
    ],
  },
  project: {
    name: { en: 'Project', fr: 'Projet' },
    use: 'ATTRIBUTE',
    options: [
      ['wells', { en: 'Village wells', fr: 'Puits villageois' }],
      ['solar', { en: 'Solar posts', fr: 'Postes solaires' }],
      ['motorbikes', { en: 'Outreach motorbikes', fr: 'Motos de stratégie avancée' }],
      ['mothers', { en: "Mothers' houses", fr: 'Maisons des mères' }],
    ],
  },
};

const comboPlans: Readonly<
  Record<Exclude<CombinationKey, 'default'>, { readonly name: Name; readonly of: readonly string[] }>
> = {
  sex: { name: { en: 'By sex', fr: 'Par sexe' }, of: ['sex'] },
  age: { name: { en: 'By age group', fr: "Par groupe d'âge" }, of: ['age'] },
  'age-sex': { name: { en: 'By age group and sex', fr: "Par groupe d'âge et sexe" }, of: ['age', 'sex'] },
  'age-sex-area': {
    name: { en: 'By age group, sex and residence', fr: "Par groupe d'âge, sexe et milieu" },
    of: ['age', 'sex', 'area'],
  },
  'fine-age': { name: { en: 'By age of women', fr: 'Par âge des femmes' }, of: ['fine-age'] },
  funding: { name: { en: 'Funding', fr: 'Financement' }, of: ['funding'] },
  project: { name: { en: 'Projects', fr: 'Projets' }, of: ['project'] },
};

/** An option of one project began only recently: 400 days ago, so that older periods exclude it. */
const recentProject = 'motorbikes';
const recentProjectDays = 400;

/** Categories, combinations and all their option combos, the four "default" objects included. */
export function disaggregationOf(kit: CountryKit): Disaggregation {
  const plans = Object.entries(categoryPlans);
  const starts = new Map<string, number>();
  const categoryOptions = plans.flatMap(([category, plan]) =>
    plan.options.map(([key, name]) => {
      const id = kit.uid('categoryOptions', `${category}-${key}`);
      const start = kit.now - recentProjectDays * 86_400_000;
      if (key === recentProject) starts.set(id, start);
      return kit.named(
        'categoryOptions',
        `${category}-${key}`,
        name,
        key === recentProject
          ? { startDate: `${new Date(start).toISOString().slice(0, 10)}T00:00:00.000` }
          : {},
        'data',
      );
    }),
  );
  const optionName = new Map(categoryOptions.map((option) => [option.id, String(option['name'])]));
  const categories = plans.map(([key, plan]) =>
    kit.named('categories', key, plan.name, {
      dataDimension: true,
      dataDimensionType: plan.use,
      categoryOptions: references(
        plan.options.map(([option]) => kit.uid('categoryOptions', `${key}-${option}`)),
      ),
    }),
  );
  const categoryCombos: MetadataObject[] = [];
  const categoryOptionCombos: MetadataObject[] = [];
  const combine = (key: Exclude<CombinationKey, 'default'>): Combination => {
    const plan = comboPlans[key];
    const id = kit.uid('categoryCombos', key);
    categoryCombos.push(
      kit.titled('categoryCombos', key, plan.name, {
        id,
        dataDimensionType: categoryPlans[plan.of[0] ?? '']?.use ?? 'DISAGGREGATION',
        skipTotal: false,
        categories: references(plan.of.map((category) => kit.uid('categories', category))),
      }),
    );
    const lists = plan.of.map((category) =>
      (categoryPlans[category]?.options ?? []).map(([option]) =>
        kit.uid('categoryOptions', `${category}-${option}`),
      ),
    );
    const optionCombos = product(lists).map((options): OptionCombo => {
      const combo = optionCombo(kit, id, options, optionName);
      categoryOptionCombos.push(combo);
      const start = Math.max(0, ...options.map((option) => starts.get(option) ?? 0));
      return { id: combo.id, ...(start > 0 ? { startDate: start } : {}) };
    });
    return { id, optionCombos };
  };
  const combinations = {
    default: { id: kit.defaults.categoryCombo, optionCombos: [{ id: kit.defaults.categoryOptionCombo }] },
    sex: combine('sex'),
    age: combine('age'),
    'age-sex': combine('age-sex'),
    'age-sex-area': combine('age-sex-area'),
    'fine-age': combine('fine-age'),
    funding: combine('funding'),
    project: combine('project'),
  };
  return withDefaults(kit, {
    categoryOptions,
    categories,
    categoryCombos,
    categoryOptionCombos,
    combinations,
    ...optionGroups(kit),
  });
}

function optionCombo(
  kit: CountryKit,
  combo: string,
  options: readonly string[],
  names: ReadonlyMap<string, string>,
): MetadataObject {
  const name = options.map((option) => names.get(option) ?? '').join(', ');
  return {
    id: kit.uid('categoryOptionCombos', `${combo}/${options.join('/')}`),
    name,
    ignoreApproval: false,
    categoryCombo: reference(combo),
    categoryOptions: references(options),
    translations: [],
    attributeValues: [],
  };
}

/** Every way to take one item of each list. */
export function product<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>(
    (found, list) => found.flatMap((head) => list.map((item) => [...head, item])),
    [[]],
  );
}

function optionGroups(
  kit: CountryKit,
): Pick<Disaggregation, 'categoryOptionGroups' | 'categoryOptionGroupSets'> {
  const group = (key: string, name: Name, options: readonly string[]): MetadataObject =>
    kit.named('categoryOptionGroups', key, name, {
      dataDimensionType: 'DISAGGREGATION',
      categoryOptions: references(options.map((option) => kit.uid('categoryOptions', option))),
    });
  const groups = [
    group('children', { en: 'Children under five', fr: 'Enfants de moins de cinq ans' }, [
      'age-under-1',
      'age-under-5',
    ]),
    group('older', { en: 'Five years and above', fr: 'Cinq ans et plus' }, ['age-under-15', 'age-over-15']),
  ];
  const set = kit.named(
    'categoryOptionGroupSets',
    'life-stage',
    { en: 'Stage of life', fr: 'Étape de la vie' },
    {
      dataDimension: true,
      dataDimensionType: 'DISAGGREGATION',
      categoryOptionGroups: references(idsOf(groups)),
    },
  );
  return { categoryOptionGroups: groups, categoryOptionGroupSets: [set] };
}

/** Adds the four objects named "default", which every server has and finds by that name. */
function withDefaults(kit: CountryKit, all: Disaggregation): Disaggregation {
  const { defaults } = kit;
  const plain = { name: 'default', code: 'default', translations: [], attributeValues: [] };
  const sharing = { external: false, public: 'rwrw----', users: {}, userGroups: {} };
  return {
    ...all,
    categoryOptions: [
      { id: defaults.categoryOption, ...plain, shortName: 'default', sharing },
      ...all.categoryOptions,
    ],
    categories: [
      {
        id: defaults.category,
        ...plain,
        shortName: 'default',
        sharing,
        dataDimension: false,
        dataDimensionType: 'DISAGGREGATION',
        categoryOptions: [reference(defaults.categoryOption)],
      },
      ...all.categories,
    ],
    categoryCombos: [
      {
        id: defaults.categoryCombo,
        ...plain,
        sharing,
        dataDimensionType: 'DISAGGREGATION',
        skipTotal: false,
        categories: [reference(defaults.category)],
      },
      ...all.categoryCombos,
    ],
    categoryOptionCombos: [
      {
        id: defaults.categoryOptionCombo,
        ...plain,
        ignoreApproval: false,
        categoryCombo: reference(defaults.categoryCombo),
        categoryOptions: [reference(defaults.categoryOption)],
      },
      ...all.categoryOptionCombos,
    ],
  };
}
