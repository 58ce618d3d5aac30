import type { SandboxContext } from '../context';
import type { StoredObject } from '../metadata/metadataStore';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { isRecord } from '../model';
import type { MetadataObject } from '../model';

/** One object of a payload. */
export interface BundleObject {
  /** Place in its list, which reports name. */
  readonly index: number;
  /** The object as sent, with a UID in any case. */
  readonly object: MetadataObject;
  /** What the server holds under this UID. */
  readonly existing: StoredObject | undefined;
}

/** The objects of one type that are (still) to be imported. */
export interface BundleType {
  readonly type: TypeSchema;
  objects: BundleObject[];
}

/** A payload sorted into types, in the importer's order. */
export interface ImportBundle {
  readonly types: readonly BundleType[];
  /** Whether the payload brings an object, be it valid or not. */
  brings(plural: string, id: string): boolean;
  /** The object of the payload with this UID. */
  payloadObject(plural: string, id: string): MetadataObject | undefined;
}

const defaultTypes = ['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos'] as const;

/**
 * Sorts a payload. Unknown keys and types are skipped silently; objects that carry the UIDs of this server's own
 * defaults are dropped; objects without UID get one.
 */
export function readBundle(context: SandboxContext, payload: unknown): ImportBundle {
  const byType = new Map<string, Map<string, MetadataObject>>();
  const types: BundleType[] = [];
  const lists = isRecord(payload) ? payload : {};
  for (const type of context.schemas.types) {
    const list = lists[type.plural];
    if (!Array.isArray(list) || list.length === 0) continue;
    const byId = new Map<string, MetadataObject>();
    const objects: BundleObject[] = [];
    for (const [index, item] of list.entries()) {
      if (!isRecord(item)) continue;
      const id = typeof item['id'] === 'string' && item['id'] !== '' ? item['id'] : context.random.uid();
      if (isOwnDefault(context, type.plural, id)) continue;
      const object: MetadataObject = { ...withCredentials(context, type.plural, item), id };
      objects.push({ index, object, existing: context.metadata.stored(type.plural, id) });
      if (!byId.has(id)) byId.set(id, object);
    }
    byType.set(type.plural, byId);
    types.push({ type, objects });
  }
  return {
    types,
    brings: (plural, id) => byType.get(plural)?.has(id) ?? false,
    payloadObject: (plural, id) => byType.get(plural)?.get(id),
  };
}

/** Members that stood in `userCredentials` before 2.38; read from there until 2.41. */
const credentialMembers = [
  'username',
  'userRoles',
  'disabled',
  'externalAuth',
  'openId',
  'ldapId',
  'invitation',
  'selfRegistered',
  'catDimensionConstraints',
  'cogsDimensionConstraints',
];

function withCredentials(
  context: SandboxContext,
  plural: string,
  item: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const credentials = item['userCredentials'];
  if (plural !== 'users' || context.atLeast('2.42') || !isRecord(credentials)) return item;
  const taken = Object.entries(credentials).filter(([name]) => credentialMembers.includes(name));
  return { ...Object.fromEntries(taken), ...item };
}

/** Whether this is one of the server's own default category objects. */
export function isOwnDefault(context: SandboxContext, plural: string, id: string): boolean {
  const known = defaultTypes.find((name) => name === plural);
  return known !== undefined && context.metadata.defaultId(known) === id;
}
