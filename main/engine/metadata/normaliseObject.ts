import { createHash } from 'node:crypto';
import type { DefaultIds } from './defaultObjects';
import { defaultTypeOf, defaultTypes, isOrdered, leftOutAnywhere, leftOutAtTop } from './memberRules';
import { membersNotShared } from './memberVersions';
import { isJsonArray, isJsonObject } from './metadataObject';
import type { JsonObject, MetadataObject } from './metadataObject';

/** Rises whenever normalisation changes: hashes of another normalisation are not comparable. */
export const normalisationVersion = 1;

/** What one end's objects are seen with, so that equal content gives equal hashes on both. */
export interface EndView {
  /** Default objects of this end. */
  readonly defaults: DefaultIds;
  /** Minor versions of both ends; members that one of them does not have are not compared. */
  readonly minors: readonly [number, number];
}

/** Canonical JSON of each compared member of an object. */
export type NormalisedObject = ReadonlyMap<string, string>;

interface Scope {
  readonly type: string;
  readonly view: EndView;
  readonly leftOut: ReadonlySet<string>;
}

const leftOutCache = new Map<string, ReadonlySet<string>>();

/** Brings an object into the form in which both ends are compared; docs/SYNCHRONISATION.md names the rules. */
export function normaliseObject(type: string, object: MetadataObject, view: EndView): NormalisedObject {
  const scope: Scope = { type, view, leftOut: membersLeftOut(type, view.minors) };
  const top = leftOutAtTop(type);
  const members = new Map<string, string>();
  for (const name of Object.keys(object).sort()) {
    if (top.has(name) || scope.leftOut.has(name)) continue;
    const text = canonicalMember(name, object[name], scope);
    if (text !== undefined) members.set(name, text);
  }
  return members;
}

/** Content hash of an object: SHA-256 of its canonical JSON, cut to 128 bits, in hexadecimal. */
export function hashObject(type: string, object: MetadataObject, view: EndView): string {
  return hashNormalised(normaliseObject(type, object, view));
}

/** Content hash of a normalised object. */
export function hashNormalised(object: NormalisedObject): string {
  return shortHash(`{${[...object].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`);
}

/** SHA-256, cut to 128 bits, in hexadecimal. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

/** Names of the members on which two normalised objects disagree. */
export function differingMembers(left: NormalisedObject, right: NormalisedObject): readonly string[] {
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => left.get(name) !== right.get(name))
    .sort();
}

function membersLeftOut(type: string, minors: readonly [number, number]): ReadonlySet<string> {
  const key = `${type} ${String(minors[0])} ${String(minors[1])}`;
  const known = leftOutCache.get(key);
  if (known !== undefined) return known;
  const members = new Set([...leftOutAnywhere, ...membersNotShared(type, minors)]);
  leftOutCache.set(key, members);
  return members;
}

/** Undefined where the member says nothing: null, an empty collection, a reference to a default object. */
function canonicalMember(name: string, value: unknown, scope: Scope): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (isJsonArray(value)) return canonicalList(name, value, scope);
  if (isJsonObject(value)) {
    if (isDefaultReference(name, value, scope.view.defaults)) return undefined;
    const text = canonicalObject(name, value, scope);
    return text === '{}' ? undefined : text;
  }
  return canonicalScalar(name, value, scope.view.defaults);
}

function canonicalList(name: string, list: readonly unknown[], scope: Scope): string | undefined {
  const items = list.flatMap((item) => {
    if (item === null || item === undefined) return [];
    if (isJsonArray(item)) return canonicalList(name, item, scope) ?? '[]';
    if (!isJsonObject(item)) return canonicalScalar(name, item, scope.view.defaults);
    return isDefaultReference(name, item, scope.view.defaults) ? '{}' : canonicalObject(name, item, scope);
  });
  if (items.length === 0) return undefined;
  return `[${(isOrdered(scope.type, name) ? items : items.sort()).join(',')}]`;
}

function canonicalObject(owner: string, object: JsonObject, scope: Scope): string {
  const members: string[] = [];
  for (const name of Object.keys(object).sort()) {
    if (scope.leftOut.has(name)) continue;
    // Importers reduce runs of blanks in attribute values to one (2.38 to 2.43).
    const value = owner === 'attributeValues' && name === 'value' ? collapse(object[name]) : object[name];
    const text = canonicalMember(name, value, scope);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

const midnight = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.000)?$/u;

function canonicalScalar(name: string, value: unknown, defaults: DefaultIds): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  let text = value;
  // Dates without a time of day are written both ways; both mean the same day in any zone.
  if (name.endsWith('Date') || name === 'date') text = text.replace(midnight, '$1');
  if (text.length >= 11) {
    for (const type of defaultTypes) {
      // Expressions name default option combos inside a text.
      if (text.includes(defaults[type])) text = text.replaceAll(defaults[type], `default ${type}`);
    }
  }
  return JSON.stringify(text);
}

function collapse(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[ \t\n\v\f\r]{2,}/gu, ' ') : value;
}

/** `defaults=EXCLUDE` leaves an empty object where a nested reference pointed to a default. */
function isDefaultReference(name: string, value: JsonObject, defaults: DefaultIds): boolean {
  const type = defaultTypeOf(name);
  if (type === undefined) return false;
  return Object.keys(value).length === 0 || value['id'] === defaults[type];
}
