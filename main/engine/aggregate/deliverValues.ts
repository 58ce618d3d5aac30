import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { AggregateSession } from './aggregateSession';
import { endsTheRun } from './askServer';
import { cutIntoBatches, inSendingOrder } from './batches';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import type { Refusal } from './judgeReport';
import { postBatch } from './postBatch';
import type { BatchKind, PostOutcome, RefusedValue } from './postBatch';

/** How sending ended: what was refused for good, and why the rest could not be sent, if so. */
export interface Delivery {
  readonly refused: readonly RefusedValue[];
  /** Values that were neither acknowledged nor refused: the data set stays behind. */
  readonly failure?: Problem;
}

/** Requests that one batch may cost beyond itself while its bad rows are isolated. */
const isolationBudget = 64;
/** Requests in a row that end without a report before the server, not a row, is held to be the cause. */
const mostBroken = 16;
/** Times that the same values are sent again after an answer that never came. */
const mostCut = 3;

interface Parcel {
  readonly values: readonly DataValue[];
  /** Shared by all parts of one original batch. */
  readonly budget: { left: number };
  /** How often in a row these values were sent without an answer. */
  readonly cuts: number;
}

interface Course {
  readonly open: Parcel[];
  readonly refused: RefusedValue[];
  /** Requests in a row that ended without a report. */
  broken: number;
  /** Whether the server gave a report on any request: only then can a single row be to blame for an error. */
  healthy: boolean;
  /** Values that the server gave up on when they were sent alone; tried once more at the end. */
  readonly doubtful: { readonly parcel: Parcel; readonly cause: Problem }[];
}

function push(course: Course, parcel: Parcel, values: readonly DataValue[], cuts = 0): void {
  if (values.length > 0) course.open.push({ values, budget: parcel.budget, cuts });
}

function pushHalves(course: Course, parcel: Parcel, values: readonly DataValue[], cuts = 0): void {
  const middle = Math.ceil(values.length / 2);
  push(course, parcel, values.slice(middle), cuts);
  push(course, parcel, values.slice(0, middle), cuts);
}

/** Decides what happens to values that were answered for but did not arrive, and that no row-level words explain. */
function isolate(
  course: Course,
  parcel: Parcel,
  left: readonly DataValue[],
  blamed: readonly DataValue[],
  certainty: 'certain' | 'likely',
  reason: Refusal,
): void {
  if (left.length === 0) return;
  const refuse = (values: readonly DataValue[]): void => {
    course.refused.push(...values.map((value) => ({ value, refusal: reason })));
  };
  if (parcel.values.length === 1) {
    refuse(left);
    return;
  }
  if (blamed.length > 0 && certainty === 'certain') {
    const bad = new Set(blamed.map(keyOf));
    refuse(blamed);
    push(
      course,
      parcel,
      left.filter((value) => !bad.has(keyOf(value))),
    );
    return;
  }
  if (parcel.budget.left <= 0) {
    refuse(blamed.length > 0 ? blamed : left);
    if (blamed.length > 0) {
      const bad = new Set(blamed.map(keyOf));
      push(
        course,
        parcel,
        left.filter((value) => !bad.has(keyOf(value))),
      );
    }
    return;
  }
  parcel.budget.left -= 1;
  if (blamed.length > 0 && blamed.length < left.length) {
    const suspects = new Set(blamed.map(keyOf));
    push(course, parcel, blamed);
    push(
      course,
      parcel,
      left.filter((value) => !suspects.has(keyOf(value))),
    );
  } else if (left.length < parcel.values.length) {
    push(course, parcel, left);
  } else {
    pushHalves(course, parcel, left);
  }
}

function afterBroken(
  course: Course,
  parcel: Parcel,
  left: readonly DataValue[],
  cause: Problem,
): Problem | undefined {
  if (left.length === 0) return undefined;
  course.broken = left.length < parcel.values.length ? 0 : course.broken + 1;
  if (course.broken > mostBroken || parcel.budget.left <= 0) return cause;
  if (parcel.values.length === 1) {
    course.doubtful.push({ parcel, cause });
    return undefined;
  }
  parcel.budget.left -= 1;
  pushHalves(course, parcel, left);
  return undefined;
}

function afterCut(
  course: Course,
  parcel: Parcel,
  left: readonly DataValue[],
  cause: Problem,
): Problem | undefined {
  if (left.length === 0) return undefined;
  const cuts = left.length < parcel.values.length ? 0 : parcel.cuts + 1;
  if (cuts >= mostCut || endsTheRun(cause)) return cause;
  const tooSlow = cause.code === 'timed-out' || cause.code === 'gateway-error';
  if (tooSlow && left.length > 100) pushHalves(course, parcel, left, cuts);
  else push(course, parcel, left, cuts);
  return undefined;
}

function afterTooLarge(session: AggregateSession, course: Course, parcel: Parcel, cause: Problem): void {
  if (parcel.values.length === 1) {
    // Too large for one value while others pass is that value's fault; while none passes it is the server's.
    course.doubtful.push({ parcel, cause });
    return;
  }
  const rows = Math.max(1, Math.ceil(parcel.values.length / 2));
  session.limit = { rows: Math.min(session.limit.rows, rows), bytes: session.limit.bytes };
  session.log('INFO', 'batch-too-large', { rows });
  pushHalves(course, parcel, parcel.values);
}

function proceed(
  session: AggregateSession,
  course: Course,
  parcel: Parcel,
  outcome: PostOutcome,
): Problem | undefined {
  switch (outcome.kind) {
    case 'answered':
      course.broken = 0;
      course.healthy = true;
      course.refused.push(...outcome.refused);
      isolate(course, parcel, outcome.left, outcome.blamed, outcome.certainty, outcome.reason);
      return undefined;
    case 'broken':
      return afterBroken(course, parcel, outcome.left, outcome.problem);
    case 'cut':
      return afterCut(course, parcel, outcome.left, outcome.problem);
    case 'too-large':
      afterTooLarge(session, course, parcel, outcome.problem);
      return undefined;
    case 'failed':
      return outcome.problem;
  }
}

async function drain(
  session: AggregateSession,
  dataSetId: string,
  kind: BatchKind,
  course: Course,
): Promise<Problem | undefined> {
  const phase = kind === 'delete' ? 'deleting' : 'sending';
  const waiting = (): number => course.open.reduce((sum, { values }) => sum + values.length, 0);
  for (let parcel = course.open.pop(); parcel !== undefined; parcel = course.open.pop()) {
    if (parcel.values.length > session.limit.rows) {
      pushHalves(course, parcel, parcel.values, parcel.cuts);
      continue;
    }
    const before = waiting() + parcel.values.length;
    const failure = proceed(
      session,
      course,
      parcel,
      await postBatch(session, dataSetId, kind, parcel.values),
    );
    session.advance(phase, Math.max(0, before - waiting()));
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/**
 * Gives values on which the server broke one more chance, now that others passed; what breaks it again is refused
 * in the server's words. A server that never gave a report is itself the failure.
 */
async function retryDoubtful(
  session: AggregateSession,
  dataSetId: string,
  kind: BatchKind,
  course: Course,
): Promise<Problem | undefined> {
  const first = course.doubtful[0];
  if (first === undefined) return undefined;
  if (!course.healthy) return first.cause;
  for (const { parcel } of course.doubtful.splice(0)) {
    const outcome = await postBatch(session, dataSetId, kind, parcel.values);
    if (outcome.kind === 'broken' || outcome.kind === 'too-large') {
      const refusal: Refusal = { code: undefined, words: outcome.problem.detail ?? outcome.problem.code };
      const left = outcome.kind === 'broken' ? outcome.left : parcel.values;
      course.refused.push(...left.map((value) => ({ value, refusal })));
      continue;
    }
    const failure =
      proceed(session, course, parcel, outcome) ?? (await drain(session, dataSetId, kind, course));
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/**
 * Sends values of one data set until each is acknowledged or refused: requests that the destination rejects as a
 * whole are narrowed down to the rows at fault, so that one bad record never blocks the rest.
 */
export async function deliverValues(
  session: AggregateSession,
  dataSetId: string,
  kind: BatchKind,
  values: readonly DataValue[],
): Promise<Delivery> {
  const course: Course = { open: [], refused: [], broken: 0, healthy: false, doubtful: [] };
  session.advance(kind === 'delete' ? 'deleting' : 'sending', 0, values.length);
  for (const batch of cutIntoBatches(inSendingOrder(values), session.limit).reverse()) {
    course.open.push({ values: batch, budget: { left: isolationBudget }, cuts: 0 });
  }
  const failure =
    (await drain(session, dataSetId, kind, course)) ??
    (await retryDoubtful(session, dataSetId, kind, course));
  return failure === undefined ? { refused: course.refused } : { refused: course.refused, failure };
}

/** Puts refused values into quarantine, with the server's words and code. */
export function quarantineRefused(
  session: AggregateSession,
  dataSetId: string,
  refused: readonly RefusedValue[],
  explanation: Readonly<Record<string, string>> = {},
): void {
  const at = new Date(session.context.clock.now()).toISOString();
  for (const { value, refusal } of refused) {
    const { code, words } = refusal;
    const params = { dataElement: value.dataElement, orgUnit: value.orgUnit, period: value.period };
    const unexplained = code === undefined && words === '';
    session.quarantine.add({
      domain: 'aggregate',
      slice: dataSetId,
      key: keyOf(value),
      problem: unexplained
        ? problem('not-arrived', params)
        : problem(
            'record-rejected',
            { ...params, ...(code === undefined ? {} : { serverCode: code }), ...explanation },
            words,
          ),
      hash: contentHash(value),
      at,
      ...(code === undefined ? {} : { serverCode: code }),
    });
  }
}
