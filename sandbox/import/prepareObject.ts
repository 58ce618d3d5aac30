import type { SandboxContext } from '../context';
import { RequestRefused } from '../http/sandboxResponse';
import { embeddedTarget, isEmbeddedContainer } from '../metadata/references';
import type { MemberSchema, TypeSchema } from '../metadata/schema/typeNotation';
import { isRecord, referenceId } from '../model';
import type { Account, MetadataObject } from '../model';
import { isOwnDefault } from './importBundle';
import type { BundleObject } from './importBundle';
import type { ImportParameters } from './importParameters';

/** What turning payload objects into stored ones needs to know. */
export interface Preparation {
  readonly context: SandboxContext;
  readonly account: Account;
  readonly parameters: Pick<ImportParameters, 'sharing' | 'translations'>;
  /** Whether an object will exist once the import is committed. */
  exists(plural: string, id: string): boolean;
}

const defaultClasses = ['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos'] as const;

/** Members whose bare dates the server gives back with midnight. */
const dateMembers = new Set(['openingDate', 'closedDate', 'closingDate', 'startDate', 'endDate']);

/** Embedded objects with a UID of their own, given by the server when the payload has none. */
const identifiedEmbedded = new Set([
  'dashboardItems',
  'mapViews',
  'legends',
  'programStageDataElements',
  'programTrackedEntityAttributes',
  'trackedEntityTypeAttributes',
  'analyticsPeriodBoundaries',
]);

/** References an embedded object cannot be stored without. */
const mandatoryInside: Readonly<Record<string, string>> = {
  dataSetElements: 'dataElement',
  programStageDataElements: 'dataElement',
  programTrackedEntityAttributes: 'trackedEntityAttribute',
  trackedEntityTypeAttributes: 'trackedEntityAttribute',
};

/** Lists of data element operands, which hold two references and nothing else. */
const operandLists = new Set(['greyedFields', 'compulsoryDataElementOperands']);
const operandMembers = new Set(['dataElement', 'categoryOptionCombo']);

/** Members old servers wrote into embedded objects and newer ones do not know. */
const forgotten = new Set([
  'access',
  'chart',
  'contentCount',
  'externalAccess',
  'favorite',
  'favorites',
  'href',
  'interpretationCount',
  'interpretationLikeCount',
  'publicAccess',
  'reportTable',
  'user',
  'userAccesses',
  'userGroupAccesses',
]);

/**
 * The object as it will be stored: a full replace by the payload. Members the type does not know are dropped,
 * absent collections are empty, references that lead nowhere are dropped, absent category classes become the
 * server's defaults.
 */
export function prepareObject(
  preparation: Preparation,
  type: TypeSchema,
  { object, existing }: Pick<BundleObject, 'object' | 'existing'>,
): MetadataObject {
  const result: Record<string, unknown> = {};
  for (const member of type.members.values()) {
    const value = prepareMember(preparation, type, member, object, existing?.object);
    if (value !== undefined && value !== null) result[member.name] = value;
  }
  return { ...result, id: object.id };
}

function prepareMember(
  preparation: Preparation,
  type: TypeSchema,
  member: MemberSchema,
  object: MetadataObject,
  before: MetadataObject | undefined,
): unknown {
  const { name } = member;
  const value = object[name];
  switch (name) {
    case 'createdBy':
      return before?.['createdBy'] ?? { id: preparation.account.userId };
    case 'lastUpdatedBy':
      return { id: preparation.account.userId };
    case 'sharing':
      return prepareSharing(preparation, type, value, before);
    case 'translations':
      if (preparation.parameters.translations === 'imported')
        return Array.isArray(value) ? (value as unknown) : [];
      return before?.['translations'] ?? [];
    case 'attributeValues':
      return prepareAttributeValues(preparation, value);
    case 'version':
      return type.traits.has('versioned') ? nextVersion(value, before) : value;
    default:
      return prepareOther(preparation, type, member, value);
  }
}

function prepareOther(
  preparation: Preparation,
  type: TypeSchema,
  member: MemberSchema,
  value: unknown,
): unknown {
  switch (member.kind) {
    case 'inverse':
      return undefined;
    case 'value':
      return dateMembers.has(member.name) ? fullDate(value) : value;
    case 'values':
      return Array.isArray(value) ? (value as unknown) : [];
    case 'reference':
      return prepareReference(preparation, type, member, value);
    case 'references': {
      const ids = Array.isArray(value) ? value.flatMap((item: unknown) => referenceId(item) ?? []) : [];
      const present = ids.filter((id) => preparation.exists(member.target ?? '', id));
      return [...new Set(present)].map((id) => ({ id }));
    }
    case 'embedded':
      return isRecord(value) ? prepareEmbedded(preparation, value, member.name) : undefined;
    case 'embeddedList':
      return Array.isArray(value)
        ? value.filter(isRecord).map((item) => prepareEmbedded(preparation, item, member.name))
        : [];
  }
}

function prepareReference(
  preparation: Preparation,
  type: TypeSchema,
  member: MemberSchema,
  value: unknown,
): { id: string } | undefined {
  const target = member.target ?? '';
  const id = referenceId(value);
  if (id !== undefined && preparation.exists(target, id)) return { id };
  if (id === undefined) {
    const defaultClass = defaultClasses.find((plural) => plural === target);
    const standIn =
      defaultClass === undefined ? undefined : preparation.context.metadata.defaultId(defaultClass);
    if (standIn !== undefined) return { id: standIn };
  }
  if (member.required) throw brokenConstraint(type.plural, member.name);
  return undefined;
}

function prepareEmbedded(
  preparation: Preparation,
  value: Readonly<Record<string, unknown>>,
  list: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (identifiedEmbedded.has(list) && value['id'] === undefined)
    result['id'] = preparation.context.random.uid();
  for (const [name, inner] of Object.entries(value)) {
    if (operandLists.has(list) && !operandMembers.has(name)) continue;
    if (inner === null || forgotten.has(name) || name.startsWith('display')) continue;
    const target = embeddedTarget(name);
    if (target !== undefined && (isRecord(inner) || Array.isArray(inner))) {
      const kept = prepareEmbeddedReference(preparation, target, inner);
      if (kept !== undefined) result[name] = kept;
    } else if (isEmbeddedContainer(name)) {
      result[name] = Array.isArray(inner)
        ? inner.filter(isRecord).map((item) => prepareEmbedded(preparation, item, name))
        : isRecord(inner)
          ? prepareEmbedded(preparation, inner, name)
          : inner;
    } else result[name] = dateMembers.has(name) ? fullDate(inner) : inner;
  }
  const mandatory = mandatoryInside[list];
  if (mandatory !== undefined && referenceId(result[mandatory]) === undefined) {
    throw brokenConstraint(list, mandatory);
  }
  return result;
}

function prepareEmbeddedReference(preparation: Preparation, target: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown) => prepareEmbeddedReference(preparation, target, item) ?? []);
  }
  const id = referenceId(value);
  return id !== undefined && preparation.exists(target, id) ? { id } : undefined;
}

/** A mandatory column left empty makes the flush fail: the whole import rolls back, without a report. */
function brokenConstraint(plural: string, member: string): RequestRefused {
  return new RequestRefused(
    409,
    `ERROR: null value in column "${member.toLowerCase()}id" of relation "${plural.toLowerCase()}" violates not-null constraint`,
  );
}

function prepareSharing(
  { account, parameters }: Preparation,
  type: TypeSchema,
  value: unknown,
  before: MetadataObject | undefined,
): unknown {
  if (parameters.sharing === 'skipped') return before?.['sharing'] ?? defaultSharing(type, account);
  if (!isRecord(value) || typeof value['public'] !== 'string' || value['public'] === '') {
    return defaultSharing(type, account);
  }
  // Sharing is one JSON column: entries of unknown users and groups are reported, yet stay in it.
  const accesses = (member: 'users' | 'userGroups'): Record<string, unknown> => {
    const given = value[member];
    if (!isRecord(given)) return {};
    const entries = Object.entries(given).filter(([, entry]) => isRecord(entry));
    return Object.fromEntries(
      entries.map(([id, entry]) => [id, { id, access: isRecord(entry) ? entry['access'] : undefined }]),
    );
  };
  return {
    owner: typeof value['owner'] === 'string' ? value['owner'] : account.userId,
    external: value['external'] === true,
    public: value['public'],
    users: accesses('users'),
    userGroups: accesses('userGroups'),
  };
}

/** Sharing of an object nobody shared: the owner's, readable and writable for all unless the type is private. */
function defaultSharing(type: TypeSchema, account: Account): unknown {
  const everybody = type.traits.has('private') ? '--------' : 'rw------';
  return { owner: account.userId, external: false, public: everybody, users: {}, userGroups: {} };
}

function prepareAttributeValues(preparation: Preparation, value: unknown): unknown {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap((item) => {
    const id = referenceId(item['attribute']);
    if (id === undefined || !preparation.exists('attributes', id)) return [];
    const text = item['value'];
    return { value: typeof text === 'string' ? text.replace(/\s{2,}/g, ' ') : text, attribute: { id } };
  });
}

/** The greater of both versions, and one more when they are equal. */
function nextVersion(value: unknown, before: MetadataObject | undefined): number {
  const given = typeof value === 'number' ? value : 0;
  if (before === undefined) return given;
  const held = typeof before['version'] === 'number' ? before['version'] : 0;
  return held === given ? given + 1 : Math.max(held, given);
}

function fullDate(value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00.000` : value;
}

/** Whether an object exists on the server, its own defaults included. */
export function existsOnServer(context: SandboxContext, plural: string, id: string): boolean {
  return context.metadata.stored(plural, id) !== undefined || isOwnDefault(context, plural, id);
}
