import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';
import type { ObjectError } from './importReport';
import { keyOf, labelOf } from './metadataObject';
import type { MetadataObject } from './metadataObject';

/** Hash that a quarantined deletion carries in place of a content hash. */
export const deletedHash = 'deleted';

/** What is needed to put an object into quarantine. */
export interface Refusal {
  readonly type: string;
  readonly object: MetadataObject;
  readonly hash: string;
  /** Instant in UTC. */
  readonly at: string;
  readonly problem: Problem;
  readonly serverCode?: string;
}

/** Builds the record of a refused object. */
export function quarantined(refusal: Refusal): QuarantinedRecord {
  const label = labelOf(refusal.object);
  return {
    domain: 'metadata',
    slice: refusal.type,
    key: refusal.object.id,
    ...(label === undefined ? {} : { label }),
    problem: refusal.problem,
    ...(refusal.serverCode === undefined ? {} : { serverCode: refusal.serverCode }),
    hash: refusal.hash,
    at: refusal.at,
  };
}

/** What the server said of one object, all its sentences together. */
export function rejection(type: string, id: string, errors: readonly ObjectError[]): Problem {
  const words = errors.map(({ code, message }) => (code === undefined ? message : `${code}: ${message}`));
  return problem('record-rejected', { type, id }, words.join('\n'));
}

/** Why an object stays behind that itself is sound: what it refers to is quarantined. */
export function dependsOn(type: string, id: string, cause: string): Problem {
  return problem('dependency-quarantined', { type, id, cause });
}

/** Key (`type/id`) of the object that a quarantined dependent waits for; undefined for every other record. */
export function causeOf(record: QuarantinedRecord): string | undefined {
  if (record.problem.code !== 'dependency-quarantined') return undefined;
  const { cause } = record.problem.params;
  return typeof cause === 'string' ? cause : undefined;
}

/** Key of a quarantined record: `type/id`. */
export function recordKey(record: QuarantinedRecord): string {
  return keyOf(record.slice, record.key);
}
