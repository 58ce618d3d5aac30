/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A metadata object as DHIS2 wrote it (`:owner` members). */
export interface MetadataObject {
  readonly id: string;
  readonly [member: string]: unknown;
}

/** Metadata by plural type name. */
export type MetadataBundle = ReadonlyMap<string, readonly MetadataObject[]>;

/** One object with its type. */
export interface TypedObject {
  readonly type: string;
  readonly object: MetadataObject;
}

/** Whether a value is a JSON object: no array, not null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON array; unlike Array.isArray it leaves the elements unknown. */
export function isJsonArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether a value is an identifiable object. */
export function isMetadataObject(value: unknown): value is MetadataObject {
  return isJsonObject(value) && typeof value['id'] === 'string' && value['id'] !== '';
}

/** Text of a value where it is a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Name for people: name, else code, else short name. */
export function labelOf(object: JsonObject): string | undefined {
  return textOf(object['name']) ?? textOf(object['code']) ?? textOf(object['shortName']);
}

/** Identifier of a reference `{"id": …}`. */
export function referencedId(value: unknown): string | undefined {
  return isJsonObject(value) ? textOf(value['id']) : undefined;
}

/** Identifiers in a collection of references. */
export function referencedIds(value: unknown): readonly string[] {
  return isJsonArray(value) ? value.flatMap((item) => referencedId(item) ?? []) : [];
}

/** Key of an object within the domain: `type/id`. */
export function keyOf(type: string, id: string): string {
  return `${type}/${id}`;
}

/** Number of objects in a bundle. */
export function countObjects(bundle: MetadataBundle): number {
  return [...bundle.values()].reduce((sum, objects) => sum + objects.length, 0);
}

/** All objects of a bundle with their types. */
export function* eachObject(bundle: MetadataBundle): Generator<TypedObject> {
  for (const [type, objects] of bundle) for (const object of objects) yield { type, object };
}
