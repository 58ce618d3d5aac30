import { isAtLeast } from '../../model';
import type { ServerLine } from '../../model';
import { analysisTypes } from './analysisTypes';
import { dataTypes } from './dataTypes';
import { organisationTypes } from './organisationTypes';
import { trackerTypes } from './trackerTypes';
import { readNotation } from './typeNotation';
import type { MemberSchema, TypeSchema } from './typeNotation';

/** The metadata types one server line knows, in the importer's order. */
export class SchemaCatalogue {
  /** In the order the importer works in. */
  readonly types: readonly TypeSchema[];
  private readonly byPlural: ReadonlyMap<string, TypeSchema>;

  constructor(line: ServerLine) {
    this.types = [...organisationTypes, ...dataTypes, ...trackerTypes, ...analysisTypes]
      .map(readNotation)
      .filter((type) => type.until === undefined || isAtLeast(type.until, line))
      .map((type) => ({ ...type, members: membersOf(type, line) }))
      .sort((a, b) => a.order - b.order);
    this.byPlural = new Map(this.types.map((type) => [type.plural, type]));
  }

  /** The type with this plural, if the line knows it. */
  get(plural: string): TypeSchema | undefined {
    return this.byPlural.get(plural);
  }

  /** The type with this plural, which is known to be one. */
  require(plural: string): TypeSchema {
    const type = this.byPlural.get(plural);
    if (type === undefined) throw new Error(`No metadata type ${plural}`);
    return type;
  }

  /** The type whose Java class has this simple name. */
  byKlassName(klassName: string): TypeSchema | undefined {
    return this.types.find((type) => type.klassName === klassName);
  }

  /** Unique members of a type, which the store indexes. */
  uniqueMembers(plural: string): readonly string[] {
    const type = this.byPlural.get(plural);
    if (type === undefined) return [];
    return [...type.members.values()].flatMap((member) => (member.unique ? member.name : []));
  }
}

function membersOf(type: TypeSchema, line: ServerLine): ReadonlyMap<string, MemberSchema> {
  return new Map(
    [...type.members].filter(([, member]) => member.since === undefined || isAtLeast(line, member.since)),
  );
}
