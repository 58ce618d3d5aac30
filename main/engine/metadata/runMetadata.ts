import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { noCounts } from '../../../shared/model/run';
import type { DomainCounts, HeldDeletion, QuarantinedRecord, RunNote } from '../../../shared/model/run';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { tellDetectionFailed } from '../run/changeLog';
import type { DomainResult, RunContext } from '../run/runContext';
import { writeRunLine } from '../run/writeRunLine';
import { findCompanions } from './companions';
import type { Companions } from './companions';
import { lookAtChanges, lookAtEverything, metadataSlice, scopeOf, validWatermark } from './detectChanges';
import type { Detection } from './detectChanges';
import type { HashedObject } from './hashBundle';
import { DestinationKeys } from './destinationObjects';
import { findForeignCombos } from './foreignOptionCombos';
import { keyOf } from './metadataObject';
import type { TypedObject } from './metadataObject';
import { hashObject } from './normaliseObject';
import { ObjectSender } from './objectSender';
import type { SendResult } from './objectSender';
import { heldDeletions, propagateDeletions } from './propagateDeletions';
import { quarantined, recordKey } from './quarantinedObject';
import { reviewQuarantine } from './reviewQuarantine';
import { planSending } from './sendPlan';
import type { SendPlan } from './sendPlan';
import { lookupByRequest } from './sourceLookup';
import { tellFound } from './tellFound';

interface Sent {
  readonly result: SendResult;
  readonly notes: readonly RunNote[];
  /** Records of earlier runs that stay as they are. */
  readonly kept: readonly QuarantinedRecord[];
}

/** One run of the metadata domain: looks, sends, deletes, and moves the watermark over what is settled. */
export async function runMetadata(context: RunContext): Promise<DomainResult> {
  const watermark = validWatermark(context);
  const notes: RunNote[] = [];
  const startedAt = context.clock.now();
  const since = typeof watermark === 'string' ? undefined : watermark.lookedUpTo;
  tellBeginning(context, watermark);
  const detection =
    typeof watermark === 'string' ? await lookAtEverything(context) : await lookAtChanges(context, watermark);
  if (!detection.ok) {
    tellDetectionFailed(context, 'metadata', stopOr(context, detection.error));
    return couldNotLook(context, detection.error);
  }
  const { read, unchanged } = detection.value;
  const told = await tellFound(context, detection.value, since, startedAt);
  if (!told.ok) return couldNotLook(context, told.error, { ...noCounts, read, unchanged });
  const sent = await sendChanges(context, detection.value);
  if (!sent.ok) return couldNotLook(context, sent.error, { ...noCounts, read, unchanged });
  const { result, kept } = sent.value;
  notes.push(...sent.value.notes);
  const upserts = [...kept, ...result.quarantined];
  if (result.failure !== undefined) {
    return finish(context, {
      counts: { read, unchanged, created: result.created, updated: result.updated, deleted: 0 },
      notes,
      quarantined: [...upserts, ...untouched(context, upserts, result.arrived)],
      held: heldDeletions(context),
      failure: result.failure,
    });
  }
  const deletions = await propagateDeletions(context, detection.value);
  const failure = deletions.failure ?? (await moveWatermark(context));
  return finish(context, {
    counts: {
      read,
      unchanged,
      created: result.created,
      updated: result.updated,
      deleted: deletions.deleted,
    },
    notes,
    quarantined: [...upserts, ...deletions.quarantined],
    held: deletions.held,
    ...(failure === undefined ? {} : { failure }),
  });
}

async function sendChanges(context: RunContext, detection: Detection): Promise<Result<Sent, Problem>> {
  const review = await reviewQuarantine(context, detection);
  if (!review.ok) return review;
  const { kept } = review.value;
  const nothing: SendResult = { created: 0, updated: 0, quarantined: [], arrived: new Set() };
  if (review.value.sendable.size === 0) return succeed({ result: nothing, notes: [], kept });
  const companions = await findCompanions(
    [...review.value.sendable.values()],
    detection.source,
    context.destination.identity.minor,
  );
  if (!companions.ok) return companions;
  const objects = withCompanions(detection, review.value.sendable, companions.value, kept);
  const destination = new DestinationKeys(context.destination, context.signal, detection.destinationKeys);
  const lookup = detection.destination ?? lookupByRequest(context.destination, context.signal);
  const foreign = await findForeignCombos(objects, lookup, destination);
  if (!foreign.ok) return foreign;
  const at = new Date(context.clock.now()).toISOString();
  const doubled = foreign.value.flatMap(({ key, problem: cause }): QuarantinedRecord[] => {
    const entry = objects.get(key);
    objects.delete(key);
    return entry === undefined ? [] : [quarantined({ ...entry, at, problem: cause, serverCode: 'E1132' })];
  });
  const { views } = detection;
  const blocked = [...kept, ...doubled];
  // The plan asks which of them are stored: from 2.43 option combos are counted from those.
  const categories = [...objects.keys()].filter((key) => key.startsWith('categories/'));
  const learned = await destination.learn(categories);
  if (!learned.ok) return learned;
  const plan = planSending({ objects, groups: companions.value.groups, blocked, views, destination });
  const acknowledged = await acknowledgedKeys(context, plan);
  if (!acknowledged.ok) return acknowledged;
  const known = (type: string, id: string): boolean => acknowledged.value.has(keyOf(type, id));
  const sender = new ObjectSender(context, plan, views, destination, known);
  const result = await sender.send(blocked);
  return succeed({
    result: { ...result, quarantined: [...doubled, ...result.quarantined] },
    notes: notesOf(plan, companions.value),
    kept: kept.filter((record) => !plan.objects.has(recordKey(record))),
  });
}

/** Adds what must go along; what is quarantined is not sent for the sake of others. */
function withCompanions(
  detection: Detection,
  sendable: ReadonlyMap<string, HashedObject>,
  { demanded, together }: Companions,
  kept: readonly QuarantinedRecord[],
): Map<string, HashedObject> {
  const blocked = new Set(kept.map(recordKey));
  const objects = new Map(sendable);
  const add = ({ type, object }: TypedObject): void => {
    const key = keyOf(type, object.id);
    if (blocked.has(key) || objects.has(key)) return;
    objects.set(key, { type, object, hash: hashObject(type, object, detection.views.source) });
  };
  demanded.forEach(add);
  together.forEach(add);
  return objects;
}

/** What the ledger knows at the destination of the objects of a plan, before anything is sent. */
async function acknowledgedKeys(
  context: RunContext,
  plan: SendPlan,
): Promise<Result<ReadonlySet<string>, Problem>> {
  const keys = new Set<string>();
  const types = new Set([...plan.objects.values()].map(({ type }) => type));
  for (const type of types) {
    const hashes = await context.ledger.hashes('metadata', type);
    if (!hashes.ok) return hashes;
    for (const id of hashes.value.keys()) keys.add(keyOf(type, id));
  }
  return succeed(keys);
}

function notesOf(plan: SendPlan, companions: Companions): readonly RunNote[] {
  const notes: RunNote[] = [];
  const { demanded, together } = companions;
  if (demanded.length > 0) notes.push(note('demanded-option-combos', { objects: demanded.length }));
  if (together.length > 0) notes.push(note('sent-together', { objects: together.length }));
  const users = plan.takenAway.filter(({ userReferences }) => userReferences).length;
  if (users > 0) notes.push(note('user-references-left-out', { objects: users }));
  const files = plan.takenAway.filter(({ files: taken }) => taken).length;
  if (files > 0) notes.push(note('files-left-out', { objects: files }));
  const members = new Set(
    plan.takenAway.flatMap(({ type, unknownMembers }) => unknownMembers.map((name) => `${type}.${name}`)),
  );
  if (members.size > 0) {
    notes.push(note('members-unknown-at-destination', { members: [...members].sort().join(', ') }));
  }
  return notes;
}

function note(code: string, params: RunNote['params']): RunNote {
  return { code, params };
}

async function moveWatermark(context: RunContext): Promise<Problem | undefined> {
  if (context.signal.aborted) return problem('stopped-by-operator');
  const moved = await context.ledger.moveWatermark('metadata', metadataSlice, {
    ...scopeOf(context),
    lookedUpTo: context.source.identity.serverInstant,
  });
  return moved.ok ? undefined : moved.error;
}

interface Ending {
  readonly counts: Omit<DomainCounts, 'quarantined'>;
  readonly notes: readonly RunNote[];
  readonly quarantined: readonly QuarantinedRecord[];
  readonly held: readonly HeldDeletion[];
  readonly failure?: Problem;
}

function finish(context: RunContext, ending: Ending): DomainResult {
  const { counts, notes, held } = ending;
  const failure = ending.failure === undefined ? undefined : stopOr(context, ending.failure);
  const records = [...new Map(ending.quarantined.map((record) => [recordKey(record), record])).values()];
  return {
    counts: { ...counts, quarantined: records.length },
    scopes: [
      failure === undefined
        ? { slice: metadataSlice, result: 'looked-at' }
        : { slice: metadataSlice, result: 'could-not-look', problem: failure },
    ],
    errors: failure === undefined ? [] : [failure],
    notes,
    quarantined: records,
    heldDeletions: held,
  };
}

/** Nothing is known beyond what earlier runs knew: their quarantine and held deletions stand. */
function couldNotLook(
  context: RunContext,
  failure: Problem,
  counts: Omit<DomainCounts, 'quarantined'> = noCounts,
): DomainResult {
  return finish(context, {
    counts,
    notes: [],
    quarantined: untouched(context, [], new Set()),
    held: heldDeletions(context),
    failure,
  });
}

/** Earlier records that this run did not decide about. */
function untouched(
  context: RunContext,
  decided: readonly QuarantinedRecord[],
  arrived: ReadonlySet<string>,
): readonly QuarantinedRecord[] {
  const keys = new Set([...decided.map(recordKey), ...arrived]);
  return context.quarantine.filter((record) => record.domain === 'metadata' && !keys.has(recordKey(record)));
}

/** Whatever a stopped run fails with, it is the operator who stopped it. */
function stopOr(context: RunContext, failure: Problem): Problem {
  return context.signal.aborted ? problem('stopped-by-operator') : failure;
}

function tellBeginning(context: RunContext, watermark: ReturnType<typeof validWatermark>): void {
  const about = { level: 'INFO', module: 'change_detector' } as const;
  writeRunLine(
    context,
    typeof watermark === 'string'
      ? { ...about, code: 'detection-complete', params: { what: 'metadata', why: watermark } }
      : { ...about, code: 'detection-since', params: { what: 'metadata', since: watermark.lookedUpTo } },
  );
}
