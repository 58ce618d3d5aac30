import type { MetadataObject } from '../model';
import { isRecord, referenceId } from '../model';
import type { SchemaCatalogue } from './schema/schemaCatalogue';
import type { TypeSchema } from './schema/typeNotation';

/** One reference of an object to another. */
export interface Reference {
  /** Plural of the type referred to. */
  readonly target: string;
  /** UID referred to; undefined for an empty reference `{}`. */
  readonly id: string | undefined;
  /** Member of the object it stands in. */
  readonly member: string;
  /** Name DHIS2 gives the association in its reports. */
  readonly association: string;
  readonly place: 'own' | 'embedded' | 'attribute' | 'sharing';
}

/** Which type the members of embedded objects refer to, whatever they are embedded in. */
const embeddedTargets: Readonly<Record<string, string>> = {
  attribute: 'trackedEntityAttributes',
  category: 'categories',
  categoryCombo: 'categoryCombos',
  categoryOptionCombo: 'categoryOptionCombos',
  categoryOptionGroupSet: 'categoryOptionGroupSets',
  categoryOptionGroups: 'categoryOptionGroups',
  categoryOptions: 'categoryOptions',
  dataElement: 'dataElements',
  dataElementGroupSet: 'dataElementGroupSets',
  dataElementGroups: 'dataElementGroups',
  dataSet: 'dataSets',
  eventChart: 'eventCharts',
  eventReport: 'eventReports',
  eventVisualization: 'eventVisualizations',
  expressionDimensionItem: 'expressionDimensionItems',
  indicator: 'indicators',
  itemOrganisationUnitGroups: 'organisationUnitGroups',
  legendSet: 'legendSets',
  map: 'maps',
  organisationUnitGroupSet: 'organisationUnitGroupSets',
  organisationUnitGroups: 'organisationUnitGroups',
  organisationUnits: 'organisationUnits',
  program: 'programs',
  programIndicator: 'programIndicators',
  programStage: 'programStages',
  reports: 'reports',
  resources: 'documents',
  trackedEntityAttribute: 'trackedEntityAttributes',
  trackedEntityType: 'trackedEntityTypes',
  users: 'users',
  visualization: 'visualizations',
};

/** Embedded objects that may hold embedded objects again. */
const embeddedContainers = new Set([
  'categoryDimensions',
  'categoryOptionGroupSetDimensions',
  'organisationUnitGroupSetDimensions',
  'dataElementGroupSetDimensions',
  'dataElementDimensions',
  'attributeDimensions',
  'programIndicatorDimensions',
  'dataDimensionItems',
  'dataElementOperand',
  'reportingRate',
  'programDataElement',
  'programAttribute',
  'trackerDataView',
  'set',
]);

/** Type an embedded member refers to, if it is a reference. */
export function embeddedTarget(member: string): string | undefined {
  return embeddedTargets[member];
}

/** Whether an embedded member holds embedded objects of its own. */
export function isEmbeddedContainer(member: string): boolean {
  return embeddedContainers.has(member);
}

/** Every reference an object holds, sharing and attribute values included; the users of `createdBy` are not. */
export function* referencesOf(type: TypeSchema, object: MetadataObject): IterableIterator<Reference> {
  for (const member of type.members.values()) {
    const value = object[member.name];
    if (value === undefined || value === null) continue;
    const { name, target } = member;
    if (member.kind === 'reference' && target !== undefined) {
      if (name === 'createdBy' || name === 'lastUpdatedBy') continue;
      yield { target, id: referenceId(value), member: name, association: name, place: 'own' };
    } else if (member.kind === 'references' && target !== undefined && Array.isArray(value)) {
      for (const item of value) {
        yield { target, id: referenceId(item), member: name, association: name, place: 'own' };
      }
    } else if (member.kind === 'embedded' || member.kind === 'embeddedList') {
      yield* embeddedReferences(value, name);
    }
  }
  yield* attributeReferences(object);
  yield* sharingReferences(object);
}

function* embeddedReferences(value: unknown, member: string): IterableIterator<Reference> {
  if (Array.isArray(value)) {
    for (const item of value) yield* embeddedReferences(item, member);
    return;
  }
  if (!isRecord(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const target = embeddedTargets[name];
    if (target !== undefined) {
      for (const item of Array.isArray(inner) ? inner : [inner]) {
        if (isRecord(item)) {
          yield { target, id: referenceId(item), member, association: name, place: 'embedded' };
        }
      }
    } else if (embeddedContainers.has(name)) yield* embeddedReferences(inner, member);
  }
}

function* attributeReferences(object: MetadataObject): IterableIterator<Reference> {
  const values = object['attributeValues'];
  if (!Array.isArray(values)) return;
  for (const value of values) {
    const attribute = isRecord(value) ? referenceId(value['attribute']) : undefined;
    if (attribute === undefined) continue;
    const association = 'attributeValues';
    yield { target: 'attributes', id: attribute, member: association, association, place: 'attribute' };
  }
}

function* sharingReferences(object: MetadataObject): IterableIterator<Reference> {
  const sharing = object['sharing'];
  if (!isRecord(sharing)) return;
  for (const [member, association] of [
    ['users', 'userAccesses'],
    ['userGroups', 'userGroupAccesses'],
  ] as const) {
    const accesses = sharing[member];
    if (!isRecord(accesses)) continue;
    for (const id of Object.keys(accesses)) {
      yield { target: member, id, member: 'sharing', association, place: 'sharing' };
    }
  }
}

/** One object that refers to another. */
export interface Holder {
  readonly plural: string;
  readonly id: string;
  readonly member: string;
  readonly place: Reference['place'];
}

/** Who refers to whom: kept up to date with every write, so that deletes and inverse members need no scan. */
export class ReferenceIndex {
  private readonly holders = new Map<string, Map<string, Holder>>();
  private readonly catalogue: SchemaCatalogue;

  constructor(catalogue: SchemaCatalogue) {
    this.catalogue = catalogue;
  }

  /** The objects that refer to this one. */
  holdersOf(plural: string, id: string): Holder[] {
    return [...(this.holders.get(`${plural}/${id}`)?.values() ?? [])];
  }

  /** UIDs of the objects of a type that refer to this one in a given member. */
  holdersIn(plural: string, id: string, holder: string, member: string): string[] {
    return this.holdersOf(plural, id).flatMap((found) =>
      found.plural === holder && found.member === member ? found.id : [],
    );
  }

  /** Takes up the references of an object that was written. */
  add(plural: string, object: MetadataObject): void {
    const type = this.catalogue.get(plural);
    if (type === undefined) return;
    for (const { target, id, member, place } of referencesOf(type, object)) {
      if (id === undefined) continue;
      const key = `${target}/${id}`;
      const known = this.holders.get(key) ?? new Map<string, Holder>();
      this.holders.set(key, known);
      known.set(`${plural}/${object.id}/${member}`, { plural, id: object.id, member, place });
    }
  }

  /** Forgets the references of an object that is replaced or gone. */
  remove(plural: string, object: MetadataObject): void {
    const type = this.catalogue.get(plural);
    if (type === undefined) return;
    for (const { target, id, member } of referencesOf(type, object)) {
      if (id !== undefined) this.holders.get(`${target}/${id}`)?.delete(`${plural}/${object.id}/${member}`);
    }
  }
}
