import type { SandboxContext } from '../context';
import { embeddedTarget, isEmbeddedContainer } from '../metadata/references';
import type { StoredObject } from '../metadata/metadataStore';
import { optionComboName } from '../metadata/optionComboName';
import type { MemberSchema, TypeSchema } from '../metadata/schema/typeNotation';
import { isRecord, referenceId, referenceIds } from '../model';
import type { MetadataObject } from '../model';
import { presetSelection } from './fieldSelection';
import type { FieldPreset, FieldSelection } from './fieldSelection';

/** How objects are to be written. */
export interface ViewOptions {
  readonly sharing: 'kept' | 'left-out';
  /** `excluded` drops references to the objects named "default", as `defaults=EXCLUDE` does. */
  readonly defaults: 'included' | 'excluded';
}

/** A JSON object being built. */
type Json = Record<string, unknown>;

const presetMembers: Readonly<Record<'identifiable' | 'nameable', readonly string[]>> = {
  identifiable: ['id', 'code', 'name', 'created', 'lastUpdated', 'lastUpdatedBy'],
  nameable: ['id', 'name', 'shortName', 'code', 'description', 'created', 'lastUpdated'],
};

/** Members a type has on top of its own, computed when read. */
const computed = ['displayName', 'displayShortName', 'displayDescription', 'href', 'access', 'favorite'];

const defaultTypes = ['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos'] as const;

/** Writes metadata objects as DHIS2 JSON, with exactly the fields asked for. */
export class ObjectView {
  private readonly context: SandboxContext;
  private readonly options: ViewOptions;
  private readonly defaults: ReadonlySet<string>;

  constructor(context: SandboxContext, options: ViewOptions) {
    this.context = context;
    this.options = options;
    this.defaults = new Set(
      defaultTypes.map((plural) => `${plural}/${context.metadata.defaultId(plural) ?? ''}`),
    );
  }

  /** Whether the object is one of those `defaults=EXCLUDE` leaves out. */
  isDefault(plural: string, id: string): boolean {
    return this.defaults.has(`${plural}/${id}`);
  }

  /** The object with the fields selected. */
  write(type: TypeSchema, stored: StoredObject, selection: FieldSelection): Json {
    const result: Json = {};
    for (const name of this.selectedNames(type, selection)) {
      if (selection.excluded.has(name)) continue;
      const value = this.member(type, stored, name, selection.named.get(name));
      if (value !== undefined && value !== null) result[name] = value;
    }
    return result;
  }

  private selectedNames(type: TypeSchema, selection: FieldSelection): Set<string> {
    const names = new Set<string>();
    for (const preset of selection.presets) for (const name of presetNames(type, preset)) names.add(name);
    for (const name of selection.named.keys()) names.add(name);
    if (this.options.sharing === 'left-out') names.delete('sharing');
    return names;
  }

  /** One member as it is read; undefined when the object has no such member. */
  member(type: TypeSchema, stored: StoredObject, name: string, inner?: FieldSelection): unknown {
    const { object } = stored;
    switch (name) {
      case 'id':
        return object.id;
      case 'created':
        return this.context.clock.formatLocal(stored.created);
      case 'lastUpdated':
        return this.context.clock.formatLocal(stored.lastUpdated);
      case 'createdBy':
      case 'lastUpdatedBy':
        return this.userReference(object[name], inner);
      case 'user':
        return this.userReference(object['createdBy'], inner);
      case 'name':
      case 'displayName':
        return object['name'] ?? this.generatedName(type, object);
      case 'displayShortName':
        return object['shortName'];
      case 'displayDescription':
        return object['description'];
      case 'href':
        return `/api/${type.plural}/${object.id}`;
      case 'access':
        return { manage: true, externalize: true, write: true, read: true, update: true, delete: true };
      case 'favorite':
        return false;
      case 'path':
        return type.plural === 'organisationUnits'
          ? this.context.metadata.orgUnits().path(object.id)
          : undefined;
      case 'level':
        if (type.plural === 'organisationUnits') return this.context.metadata.orgUnits().level(object.id);
        break;
      default:
        break;
    }
    const member = type.members.get(name);
    return member === undefined ? undefined : this.ownMember(type, stored, member, inner);
  }

  /** Option combos without a name of their own are called after their options. */
  private generatedName(type: TypeSchema, object: MetadataObject): string | undefined {
    if (type.plural !== 'categoryOptionCombos') return undefined;
    return optionComboName(this.context.metadata, referenceIds(object['categoryOptions']));
  }

  private ownMember(
    type: TypeSchema,
    stored: StoredObject,
    member: MemberSchema,
    inner: FieldSelection | undefined,
  ): unknown {
    const value = stored.object[member.name];
    switch (member.kind) {
      case 'value':
      case 'values':
        return value;
      case 'embedded':
      case 'embeddedList':
        return value === undefined ? undefined : this.embedded(value, inner);
      case 'reference': {
        const id = referenceId(value);
        return id === undefined ? undefined : this.reference(member.target ?? '', id, inner);
      }
      case 'references':
        return referenceIds(value).flatMap((id) => this.reference(member.target ?? '', id, inner) ?? []);
      case 'inverse':
        return this.inverseIds(type, stored.object.id, member).flatMap(
          (id) => this.reference(member.target ?? '', id, inner) ?? [],
        );
    }
  }

  private inverseIds(type: TypeSchema, id: string, member: MemberSchema): string[] {
    const { metadata } = this.context;
    return metadata.references.holdersIn(type.plural, id, member.target ?? '', member.via ?? '');
  }

  private reference(plural: string, id: string, inner: FieldSelection | undefined): Json | undefined {
    if (this.options.defaults === 'excluded' && this.isDefault(plural, id)) return undefined;
    if (inner === undefined) return { id };
    const type = this.context.schemas.get(plural);
    const stored = this.context.metadata.stored(plural, id);
    return type === undefined || stored === undefined ? { id } : this.write(type, stored, inner);
  }

  private embedded(value: unknown, inner: FieldSelection | undefined): unknown {
    if (Array.isArray(value)) return value.map((item: unknown) => this.embedded(item, inner));
    if (!isRecord(value)) return value;
    const result: Json = {};
    const everything = inner === undefined || inner.presets.size > 0;
    for (const [name, member] of Object.entries(value)) {
      if (inner?.excluded.has(name) === true || (!everything && !inner.named.has(name))) continue;
      result[name] = this.embeddedMember(name, member, inner?.named.get(name));
    }
    return result;
  }

  private embeddedMember(name: string, value: unknown, inner: FieldSelection | undefined): unknown {
    const target = embeddedTarget(name);
    if (target === undefined) return isEmbeddedContainer(name) ? this.embedded(value, inner) : value;
    // An excluded default stays behind as an empty object: only references of the object itself vanish.
    if (Array.isArray(value)) {
      return referenceIds(value).map((id) => this.reference(target, id, inner) ?? {});
    }
    const id = referenceId(value);
    return id === undefined ? value : (this.reference(target, id, inner) ?? {});
  }

  private userReference(value: unknown, inner: FieldSelection | undefined): Json | undefined {
    const id = referenceId(value);
    if (id === undefined) return undefined;
    if (inner !== undefined) return this.reference('users', id, inner);
    const user = this.context.metadata.get('users', id);
    if (user === undefined) return { id };
    const { name, username, code } = user;
    return { id, ...(code === undefined ? {} : { code }), name, displayName: name, username };
  }
}

function presetNames(type: TypeSchema, preset: FieldPreset): readonly string[] {
  const members = [...type.members.values()];
  const place = type.plural === 'organisationUnits' ? ['path', 'level'] : [];
  switch (preset) {
    case 'identifiable':
    case 'nameable':
      return presetMembers[preset];
    case 'simple':
      return [
        'id',
        'created',
        'lastUpdated',
        ...place,
        ...members.flatMap((m) => (m.kind === 'value' ? m.name : [])),
      ];
    case 'owner':
      return [
        'id',
        'created',
        'lastUpdated',
        ...place,
        ...members.flatMap((member) => (member.kind === 'inverse' ? [] : member.name)),
      ];
    case 'all':
      return ['id', 'created', 'lastUpdated', ...place, ...computed, ...members.map((member) => member.name)];
  }
}

/** What `GET /api/metadata` writes when nothing else is asked for. */
export const ownerSelection = presetSelection('owner');
