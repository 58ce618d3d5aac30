import type { MetadataObject } from '../model';
import type { CountryKit } from './countryKit';
import { codeOf, idsOf, reference, references } from './countryKit';
import type { Hierarchy } from './hierarchy';
import { personName } from './placeNames';

/** Users with their roles and groups. */
export interface People {
  readonly users: readonly MetadataObject[];
  readonly userRoles: readonly MetadataObject[];
  readonly userGroups: readonly MetadataObject[];
  /** User names of those who enter data. */
  readonly clerks: readonly string[];
}

const clerkCount = 18;

/** The people of the country's health information system. */
export function peopleOf(kit: CountryKit, hierarchy: Hierarchy): People {
  const random = kit.random('people');
  const roles = [
    role(kit, 'administration', 'Administration', [
      'F_METADATA_EXPORT',
      'F_METADATA_IMPORT',
      'F_DATAVALUE_ADD',
      'F_DATAELEMENT_PUBLIC_ADD',
    ]),
    role(kit, 'entry', 'Data entry', ['F_DATAVALUE_ADD', 'M_dhis-web-dataentry']),
    role(kit, 'analysis', 'Analysis', [
      'M_dhis-web-dashboard',
      'M_dhis-web-data-visualizer',
      'M_dhis-web-maps',
    ]),
  ];
  const root = hierarchy.organisationUnits[0]?.id ?? '';
  const districts = hierarchy.places.filter((place) => place.level === 3);
  const users = [
    user(
      kit,
      'administration',
      'direction.snis',
      { firstName: 'Direction', surname: 'SNIS' },
      'administration',
      root,
    ),
  ];
  const clerks: string[] = [];
  for (let number = 1; number <= clerkCount; number += 1) {
    const person = personName(random);
    const plain = codeOf('', `${person.firstName} ${person.surname}`)
      .slice(1)
      .toLowerCase()
      .replaceAll('_', '.');
    const username = `${plain}.${number}`;
    clerks.push(username);
    users.push(
      user(
        kit,
        `clerk-${number}`,
        username,
        person,
        number % 4 === 0 ? 'analysis' : 'entry',
        random.pick(districts).id,
      ),
    );
  }
  const groups = [
    group(kit, 'steering', 'Steering group', users.slice(0, 3)),
    group(kit, 'clerks', 'Data clerks', users.slice(1)),
  ];
  return { users, userRoles: roles, userGroups: groups, clerks };
}

function role(kit: CountryKit, key: string, name: string, authorities: readonly string[]): MetadataObject {
  return {
    ...kit.bare('userRoles', key),
    code: codeOf('KLB_ROLE', key),
    name: `Kalembo ${name}`,
    description: `${name} in Kalembo`,
    authorities,
    restrictions: [],
    translations: [],
  };
}

function user(
  kit: CountryKit,
  key: string,
  username: string,
  person: { readonly firstName: string; readonly surname: string },
  roleKey: string,
  orgUnit: string,
): MetadataObject {
  const { id, created, lastUpdated } = kit.bare('users', key);
  return {
    id,
    created,
    lastUpdated,
    code: codeOf('KLB_USER', key),
    username,
    ...person,
    name: `${person.firstName} ${person.surname}`,
    email: `${username}@snis.kalembo.example.org`,
    disabled: false,
    externalAuth: false,
    selfRegistered: false,
    userRoles: [reference(kit.uid('userRoles', roleKey))],
    organisationUnits: [reference(orgUnit)],
    dataViewOrganisationUnits: [reference(orgUnit)],
    teiSearchOrganisationUnits: [],
    cogsDimensionConstraints: [],
    catDimensionConstraints: [],
    translations: [],
    attributeValues: [],
  };
}

function group(
  kit: CountryKit,
  key: string,
  name: string,
  members: readonly MetadataObject[],
): MetadataObject {
  return {
    ...kit.bare('userGroups', key),
    code: codeOf('KLB_GROUP', key),
    name: `Kalembo ${name}`,
    users: references(idsOf(members)),
    managedGroups: [],
    translations: [],
    attributeValues: [],
  };
}
