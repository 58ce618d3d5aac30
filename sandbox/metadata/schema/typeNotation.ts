import type { ServerLine } from '../../model';

/** How a member of a metadata type is stored and read. */
type MemberKind =
  /** A text, number, flag or an opaque JSON value. */
  | 'value'
  /** A collection of values; empty rather than absent. */
  | 'values'
  /** A reference `{"id"}` to an object of `target`. */
  | 'reference'
  /** A collection of references; empty rather than absent. */
  | 'references'
  /** An object that lives inside its owner. */
  | 'embedded'
  /** A collection of such objects; empty rather than absent. */
  | 'embeddedList'
  /** The other side of a relation the object does not own: read from the objects that refer to it. */
  | 'inverse';

/** One member of a metadata type. */
export interface MemberSchema {
  readonly name: string;
  readonly kind: MemberKind;
  /** Plural of the type a reference goes to; for `inverse` the type that holds the reference. */
  readonly target?: string;
  /** For `inverse`: the member of `target` that refers back. */
  readonly via?: string;
  readonly required: boolean;
  readonly unique: boolean;
  /** First line that knows the member. */
  readonly since?: ServerLine;
}

/** Traits a type may have. */
type TypeTrait =
  /** Objects carry `sharing`. */
  | 'shared'
  /** Objects carry `attributeValues`. */
  | 'attributed'
  /** Objects are private unless shared (default sharing `--------`). */
  | 'private'
  /** Objects carry a `version` the server counts. */
  | 'versioned';

/** One metadata type. */
export interface TypeSchema {
  readonly plural: string;
  readonly singular: string;
  /** Java class of DHIS2, as reports name it. */
  readonly klass: string;
  /** Its simple name, as deletedObjects names it. */
  readonly klassName: string;
  /** Place in the importer's order. */
  readonly order: number;
  readonly traits: ReadonlySet<TypeTrait>;
  readonly members: ReadonlyMap<string, MemberSchema>;
  /** Last line that knows the type; every line when absent. */
  readonly until?: ServerLine;
}

/** A type as the tables below write it. */
export interface TypeNotation {
  readonly plural: string;
  readonly singular: string;
  /** Class below `org.hisp.dhis.`. */
  readonly klass: string;
  readonly order: number;
  readonly traits?: readonly TypeTrait[];
  /**
   * Members separated by blanks: `name` a value, `name[]` values, `name>type` a reference, `name>>type`
   * references, `name~` embedded, `name~~` embedded collection, `name<type.member` inverse; then `!` required,
   * `^` unique, `@2.41` known since.
   */
  readonly members: string;
  readonly until?: ServerLine;
}

const common = 'name description code^ translations[] createdBy>users lastUpdatedBy>users';

/** Reads the notation of a type. */
export function readNotation(notation: TypeNotation): TypeSchema {
  const traits = new Set(notation.traits ?? []);
  const extra = [
    ...(traits.has('shared') || traits.has('private') ? ['sharing'] : []),
    ...(traits.has('attributed') ? ['attributeValues[]'] : []),
    ...(traits.has('versioned') ? ['version'] : []),
  ];
  const members = new Map<string, MemberSchema>();
  for (const text of [...common.split(' '), ...extra, ...notation.members.trim().split(/\s+/)]) {
    const member = readMember(text);
    members.set(member.name, member);
  }
  const { plural, singular, order, until } = notation;
  const klass = `org.hisp.dhis.${notation.klass}`;
  const klassName = klass.slice(klass.lastIndexOf('.') + 1);
  return { plural, singular, klass, klassName, order, traits, members, ...(until ? { until } : {}) };
}

function readMember(text: string): MemberSchema {
  const match = /^(\w+)(\[\]|~~|~|>>\w+|>\w+|<\w+\.\w+)?(!?)(\^?)(?:@(2\.4[0-3]))?$/.exec(text);
  if (match === null) throw new Error(`Malformed member notation: ${text}`);
  const [, name = '', shape = '', required, unique, since] = match;
  const [target, via] = shape.replace(/^[<>]+/, '').split('.');
  return {
    name,
    kind: kindOf(shape),
    ...(/^[<>]/.test(shape) && target !== undefined ? { target } : {}),
    ...(via === undefined ? {} : { via }),
    required: required === '!',
    unique: unique === '^',
    // The expression admits only these four lines.
    ...(since === undefined ? {} : { since: since as ServerLine }),
  };
}

function kindOf(shape: string): MemberKind {
  if (shape === '[]') return 'values';
  if (shape === '~') return 'embedded';
  if (shape === '~~') return 'embeddedList';
  if (shape.startsWith('>>')) return 'references';
  if (shape.startsWith('>')) return 'reference';
  return shape.startsWith('<') ? 'inverse' : 'value';
}
