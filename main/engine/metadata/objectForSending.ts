import type { DefaultIds } from './defaultObjects';
import { defaultTypeOf, defaultTypes, fileMembers, notSent, userReferenceMembers } from './memberRules';
import { membersLeftBehind } from './memberVersions';
import { isJsonArray, isJsonObject } from './metadataObject';
import type { JsonObject, MetadataObject } from './metadataObject';

/** What sending takes away from an object, for the notes of the run. */
export interface TakenAway {
  readonly userReferences: boolean;
  readonly files: boolean;
  /** Names of members with content that the destination's version does not have. */
  readonly unknownMembers: readonly string[];
}

/** An object as it is posted. */
export interface Prepared {
  readonly object: MetadataObject;
  readonly takenAway: TakenAway;
}

/** What preparing needs to know of both ends. */
export interface SendingView {
  readonly source: DefaultIds;
  readonly destination: DefaultIds;
  /** Minor versions of source and destination. */
  readonly minors: readonly [number, number];
}

interface Work {
  readonly view: SendingView;
  readonly unknown: ReadonlySet<string>;
  /** Default identifiers that differ, source to destination. */
  readonly translated: readonly (readonly [string, string])[];
  readonly found: { userReferences: boolean; unknownMembers: Set<string> };
}

/**
 * Prepares a source object for POST /api/metadata: without what belongs to users or to the server, without members the
 * destination does not have, default objects named by the destination's own identifiers.
 */
export function objectForSending(type: string, object: MetadataObject, view: SendingView): Prepared {
  const work: Work = {
    view,
    unknown: membersLeftBehind(type, view.minors),
    translated: defaultTypes
      .map((name) => [view.source[name], view.destination[name]] as const)
      .filter(([from, to]) => from !== to),
    found: { userReferences: false, unknownMembers: new Set() },
  };
  const files = fileMembers[type] ?? [];
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    if (name === 'id' || files.includes(name)) continue;
    keepMember(members, name, value, work);
  }
  return {
    object: { ...members, id: object.id },
    takenAway: {
      userReferences: work.found.userReferences,
      files: files.some((name) => hasContent(object[name])),
      unknownMembers: [...work.found.unknownMembers].sort(),
    },
  };
}

function keepMember(members: Record<string, unknown>, name: string, value: unknown, work: Work): void {
  // What says nothing travels: an empty collection is more faithful than none.
  if (notSent.has(name) && hasContent(value)) {
    if (userReferenceMembers.has(name)) work.found.userReferences = true;
    return;
  }
  if (work.unknown.has(name)) {
    if (hasContent(value)) work.found.unknownMembers.add(name);
    return;
  }
  members[name] = translate(name, value, work);
}

function translate(name: string, value: unknown, work: Work): unknown {
  if (isJsonArray(value)) return value.map((item) => translate(name, item, work));
  if (isJsonObject(value)) return translateObject(name, value, work);
  if (typeof value !== 'string' || work.translated.length === 0) return value;
  return work.translated.reduce((text, [from, to]) => text.replaceAll(from, to), value);
}

function translateObject(name: string, object: JsonObject, work: Work): JsonObject {
  const type = defaultTypeOf(name);
  // An empty reference is what defaults=EXCLUDE leaves of a nested default object; posted like that, it is refused.
  if (type !== undefined && (Object.keys(object).length === 0 || object['id'] === work.view.source[type])) {
    return { id: work.view.destination[type] };
  }
  const members: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(object)) keepMember(members, member, value, work);
  return members;
}

/** Whether a member says anything that its absence would not say. */
function hasContent(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return false;
  if (isJsonArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}
