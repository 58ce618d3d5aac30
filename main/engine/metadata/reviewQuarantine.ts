import type { Problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { RunContext } from '../run/runContext';
import type { Detection } from './detectChanges';
import type { HashedObject } from './hashBundle';
import { idsByType } from './destinationObjects';
import { keyOf } from './metadataObject';
import { hashObject } from './normaliseObject';
import { causeOf, deletedHash, recordKey } from './quarantinedObject';

/** What earlier quarantine means for this run. */
export interface QuarantineReview {
  /** Objects to send, by key: what changed, and what is tried again. */
  readonly sendable: ReadonlyMap<string, HashedObject>;
  /** Records that stay in quarantine without being sent again. */
  readonly kept: readonly QuarantinedRecord[];
}

/**
 * Decides which quarantined objects are sent again: those that changed, those that the operator wants tried, and those
 * that only waited for another one which no longer is in quarantine. Gone or arrived ones leave.
 */
export async function reviewQuarantine(
  context: RunContext,
  detection: Detection,
): Promise<Result<QuarantineReview, Problem>> {
  const again = context.approvals.sendQuarantinedAgain;
  const buried = new Set(detection.tombstones.map(({ type, id }) => keyOf(type, id)));
  const sendable = new Map(detection.changed);
  const kept = new Map<string, QuarantinedRecord>();
  const retried = new Set<string>();
  const records = context.quarantine.filter(
    ({ domain, hash }) => domain === 'metadata' && hash !== deletedHash,
  );
  for (const record of records) {
    if (causeOf(record) !== undefined) continue;
    const key = recordKey(record);
    const current = sendable.get(key);
    if (current !== undefined) {
      if (again || current.hash !== record.hash) continue;
      sendable.delete(key);
      kept.set(key, record);
    } else if (!stillOpen(detection, key, buried)) {
      continue;
    } else if (again) {
      retried.add(key);
    } else {
      kept.set(key, record);
    }
  }
  const waiting: QuarantinedRecord[] = [];
  for (const record of records) {
    const cause = causeOf(record);
    const key = recordKey(record);
    // Whether a changed object still has to wait is found out anew, from what it refers to now.
    if (cause === undefined || sendable.has(key) || !stillOpen(detection, key, buried)) continue;
    if (kept.has(cause) && !again) waiting.push(record);
    else retried.add(key);
  }
  const found = await readAgain(detection, retried);
  if (!found.ok) return found;
  for (const [key, object] of found.value) sendable.set(key, object);
  return succeed({ sendable, kept: [...kept.values(), ...waiting] });
}

/** Whether a record that did not change now may still be out of step: an increment does not see the untouched. */
function stillOpen(detection: Detection, key: string, buried: ReadonlySet<string>): boolean {
  return detection.look === 'increment' && !detection.readKeys.has(key) && !buried.has(key);
}

async function readAgain(
  detection: Detection,
  keys: ReadonlySet<string>,
): Promise<Result<ReadonlyMap<string, HashedObject>, Problem>> {
  const found = new Map<string, HashedObject>();
  for (const [type, ids] of idsByType(keys)) {
    const objects = await detection.source.byId(type, ids);
    if (!objects.ok) return objects;
    for (const object of objects.value) {
      const hash = hashObject(type, object, detection.views.source);
      found.set(keyOf(type, object.id), { type, object, hash });
    }
  }
  return succeed(found);
}
