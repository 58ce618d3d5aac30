import type { SandboxContext } from './context';
import type { MetadataObject } from './model';

/** UIDs a fresh installation gives its four default category objects, 2.38 and later. */
const fixedDefaultIds = {
  categoryOptions: 'xYerKDKCefk',
  categories: 'GLevLNI9wkl',
  categoryCombos: 'bjDvmb4bfuf',
  categoryOptionCombos: 'HllvX50cXC0',
} as const;

const publicSharing = { external: false, public: 'rwrw----', users: {}, userGroups: {} };

/** The first account made everything a new server has. */
function byFirstUser(context: SandboxContext): { createdBy: { id: string }; lastUpdatedBy: { id: string } } {
  const id = context.accounts.all()[0]?.userId ?? '';
  return { createdBy: { id }, lastUpdatedBy: { id } };
}

/** Puts in what every DHIS2 server has from its first start: the default category objects, users and roles. */
export function seedServer(context: SandboxContext, options: { readonly defaultIds: 'fixed' | 'own' }): void {
  const id = (plural: keyof typeof fixedDefaultIds): string =>
    options.defaultIds === 'fixed' ? fixedDefaultIds[plural] : context.random.uid();
  const [option, category, combo, optionCombo] = [
    id('categoryOptions'),
    id('categories'),
    id('categoryCombos'),
    id('categoryOptionCombos'),
  ];
  const put = (plural: string, object: MetadataObject): void =>
    void context.metadata.put(plural, { ...object, ...byFirstUser(context) });
  const owner = byFirstUser(context).createdBy.id;
  const named = {
    name: 'default',
    code: 'default',
    sharing: { owner, ...publicSharing },
    translations: [],
    attributeValues: [],
  };
  put('categoryOptions', { id: option, ...named, shortName: 'default', organisationUnits: [] });
  put('categories', {
    id: category,
    ...named,
    shortName: 'default',
    dataDimensionType: 'DISAGGREGATION',
    dataDimension: false,
    categoryOptions: [{ id: option }],
  });
  put('categoryCombos', {
    id: combo,
    ...named,
    dataDimensionType: 'DISAGGREGATION',
    skipTotal: false,
    categories: [{ id: category }],
  });
  put('categoryOptionCombos', {
    id: optionCombo,
    name: 'default',
    code: 'default',
    ignoreApproval: false,
    translations: [],
    attributeValues: [],
    categoryCombo: { id: combo },
    categoryOptions: [{ id: option }],
  });
  seedUsers(context);
}

function seedUsers(context: SandboxContext): void {
  for (const account of context.accounts.all()) {
    const superuser = account.authorities.includes('ALL');
    const roleId = superuser ? 'yrB6vc5Ip3r' : `R${account.userId.slice(1)}`;
    context.metadata.put('userRoles', {
      id: roleId,
      name: superuser ? 'Superuser' : `Role of ${account.username}`,
      description: superuser ? 'Superuser' : `Role of ${account.username}`,
      authorities: account.authorities,
      restrictions: [],
      translations: [],
      sharing: { owner: byFirstUser(context).createdBy.id, ...publicSharing, public: 'rw------' },
      ...byFirstUser(context),
    });
    context.metadata.put('users', {
      id: account.userId,
      username: account.username,
      firstName: account.username,
      surname: account.username,
      name: `${account.username} ${account.username}`,
      disabled: account.state === 'disabled',
      externalAuth: false,
      userRoles: [{ id: roleId }],
      organisationUnits: [],
      dataViewOrganisationUnits: [],
      teiSearchOrganisationUnits: [],
      cogsDimensionConstraints: [],
      catDimensionConstraints: [],
      translations: [],
      attributeValues: [],
      ...byFirstUser(context),
    });
  }
}
