import { problem } from '../../../shared/model/problem';
import type { LogCode } from '../../../shared/model/log';
import type { LogParams } from '../../../shared/model/logFields';
import type { Problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';
import type { Result } from '../../../shared/result';
import type { Answer, RequestFailure } from '../dhis2/clientPort';
import type { RunContext } from '../run/runContext';
import { writeRunLine } from '../run/writeRunLine';
import type { Batch, BatchItem } from '../store/storePort';
import type { Views } from './detectChanges';
import type { DestinationKeys } from './destinationObjects';
import { readImportAnswer } from './importReport';
import type { ObjectError } from './importReport';
import { readVerdict, unreadableReport } from './importVerdict';
import { keyOf } from './metadataObject';
import { bodyOf, commitImport, validateImport } from './postMetadata';
import { causeOf, dependsOn, quarantined, recordKey, rejection } from './quarantinedObject';
import { dependentsOf } from './referenceGraph';
import type { Sendable, SendPlan } from './sendPlan';
import { halve, stopped } from './sendPlan';
import { settleUnknown } from './settleBatch';
import type { SizedComponent } from './splitBundles';

/** What sending came to. */
export interface SendResult {
  readonly created: number;
  readonly updated: number;
  readonly quarantined: readonly QuarantinedRecord[];
  /** Keys of what the destination acknowledged. */
  readonly arrived: ReadonlySet<string>;
  /** Why not everything could be settled. */
  readonly failure?: Problem;
}

/** Requests in a row that a server may refuse as a whole before it is taken for broken, and no object for guilty. */
const refusalsInARow = 16;

/** Times that a bundle whose import did not arrive is sent before the run gives up. */
const tries = 2;

/** How one request for a bundle ended. */
type Step =
  /** All of it is settled: arrived or quarantined. */
  | { readonly kind: 'done' }
  /** Some objects were quarantined or arrived; what is left goes again. */
  | { readonly kind: 'again' }
  /** The server refused the request as a whole and names nobody. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly serverCode?: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Validates and commits bundles: who fails is quarantined with what depends on him, the rest arrives. */
export class ObjectSender {
  private readonly settled = new Set<string>();
  private readonly records = new Map<string, QuarantinedRecord>();
  /** Objects that were refused alone and unnamed; believed only when the server took something else in this run. */
  private readonly suspects = new Map<string, Problem>();
  private created = 0;
  private updated = 0;
  private done = 0;
  private batches = 0;
  private successes = 0;
  private refusals = 0;

  constructor(
    private readonly context: RunContext,
    private readonly plan: SendPlan,
    private readonly views: Views,
    private readonly destination: DestinationKeys,
    /** Keys that the destination is known to hold already, for counting what reading back finds. */
    private readonly acknowledgedBefore: (type: string, id: string) => boolean,
  ) {}

  /** Sends everything; `blocked` are records in quarantine that take their dependents with them. */
  async send(blocked: readonly QuarantinedRecord[]): Promise<SendResult> {
    const failure = await this.sendAll(blocked);
    const suspect = [...this.suspects.values()][0];
    if (suspect !== undefined && this.successes === 0) {
      // Nothing at all was taken: the server is at fault, not these objects.
      for (const [key, record] of this.records) {
        if (this.suspects.has(causeOf(record) ?? key)) this.records.delete(key);
      }
      return this.result(failure ?? suspect);
    }
    return this.result(failure);
  }

  private result(failure: Problem | undefined): SendResult {
    return {
      created: this.created,
      updated: this.updated,
      quarantined: [...this.records.values()],
      arrived: this.settled,
      ...(failure === undefined ? {} : { failure }),
    };
  }

  private async sendAll(blocked: readonly QuarantinedRecord[]): Promise<Problem | undefined> {
    const roots = blocked.map(recordKey);
    if (roots.length > 0) {
      const learned = await this.destination.learn(roots);
      if (!learned.ok) return learned.error;
      this.quarantineDependents(roots);
    }
    for (const bundle of this.plan.bundles) {
      const failure = await this.sendBundle(bundle);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  private async sendBundle(components: readonly SizedComponent[]): Promise<Problem | undefined> {
    let attempts = 0;
    for (;;) {
      const live = components
        .map((component) => ({ ...component, keys: component.keys.filter((key) => this.isOpen(key)) }))
        .filter(({ keys }) => keys.length > 0);
      if (live.length === 0) return undefined;
      await this.context.pausePoint();
      const stop = stopped(this.context.signal);
      if (stop !== undefined) return stop;
      const before = this.settled.size + this.records.size;
      const step = await this.sendOnce(live);
      switch (step.kind) {
        case 'done':
          return undefined;
        case 'again':
          // Only an import that did not arrive leaves everything as it was.
          if (this.settled.size + this.records.size === before) attempts += 1;
          if (attempts >= tries) return problem('not-arrived', { objects: countKeys(live) });
          break;
        case 'refused':
          return this.narrowDown(live, step);
        case 'failed':
          return step.problem;
      }
    }
  }

  /** Finds the guilty ones of a bundle that was refused as a whole, by sending its halves. */
  private async narrowDown(
    live: readonly SizedComponent[],
    step: Extract<Step, { kind: 'refused' }>,
  ): Promise<Problem | undefined> {
    this.refusals += 1;
    if (this.refusals >= refusalsInARow) return step.problem;
    const [only] = live;
    if (live.length === 1 && only !== undefined) {
      for (const key of only.keys) {
        this.suspects.set(key, step.problem);
        this.quarantine(key, step.problem, step.serverCode);
      }
      return this.takeDependents(only.keys);
    }
    for (const half of halve(live)) {
      const failure = await this.sendBundle(half);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  private async sendOnce(live: readonly SizedComponent[]): Promise<Step> {
    const sendables = live.flatMap(({ keys }) => keys.flatMap((key) => this.plan.objects.get(key) ?? []));
    const body = bodyOf(sendables.map(({ prepared }) => prepared));
    const { context } = this;
    context.report({
      phase: 'validating',
      domain: 'metadata',
      done: this.done,
      total: this.plan.objects.size,
      unit: 'objects',
    });
    const validated = await validateImport(context, body);
    const verdict = await this.judge(validated, sendables);
    if (verdict !== undefined) return verdict;
    await context.pausePoint();
    const stop = stopped(context.signal);
    if (stop !== undefined) return { kind: 'failed', problem: stop };
    const batch = this.nextBatch(sendables, live);
    const begun = await context.journal.begin(batch);
    if (!begun.ok) return { kind: 'failed', problem: begun.error };
    const records = sendables.length;
    this.log('INFO', 'batch-sent', { batch: batch.batchId, records, bytes: batch.bytes });
    const sentAt = context.clock.now();
    const committed = await commitImport(context, body);
    return this.conclude(committed, batch, sendables, sentAt);
  }

  /** Acts on a verdict about a bundle; undefined when every object of it is sound. */
  private async judge(
    answer: Result<Answer, RequestFailure>,
    sendables: readonly Sendable[],
  ): Promise<Step | undefined> {
    const own = new Set(sendables.map(({ type, original }) => keyOf(type, original.object.id)));
    const verdict = readVerdict(answer, own, this.context.destination.name);
    switch (verdict.kind) {
      case 'sound':
        return undefined;
      case 'errors': {
        const failure = await this.quarantineFailing(verdict.errors);
        return failure === undefined ? { kind: 'again' } : { kind: 'failed', problem: failure };
      }
      case 'refused':
      case 'failed':
        return verdict;
    }
  }

  private async conclude(
    answer: Result<Answer, RequestFailure>,
    batch: Batch,
    sendables: readonly Sendable[],
    sentAt: number,
  ): Promise<Step> {
    if (!answer.ok) {
      const { effect, status } = answer.error;
      // A 409 whose body nobody can read may be the report of an import that took place.
      return effect === 'unknown' || status === 409
        ? this.settleByReading(batch, answer.error)
        : this.nothingWritten(batch, await this.judge(answer, sendables));
    }
    const read = readImportAnswer(answer.value);
    if (read.kind === 'unreadable') return this.settleByReading(batch, undefined);
    if (read.kind === 'refused' || read.report.status === 'ERROR') {
      return this.nothingWritten(batch, await this.judge(answer, sendables));
    }
    const { created, updated } = read.report;
    if (read.report.status !== 'OK' || created + updated !== batch.items.length) {
      const step = await this.settleByReading(batch, undefined);
      return step.kind === 'again' ? this.passedOver(batch) : step;
    }
    const acknowledged = await this.context.journal.acknowledge(batch.batchId, batch.items);
    if (!acknowledged.ok) return { kind: 'failed', problem: acknowledged.error };
    this.created += created;
    this.updated += updated;
    this.context.acknowledged(batch.items.length);
    this.arrived(batch.items);
    const { batchId, items } = batch;
    const ms = this.context.clock.now() - sentAt;
    this.log('INFO', 'batch-acknowledged', { batch: batchId, arrived: items.length, refused: 0, ms });
    return { kind: 'done' };
  }

  /** atomicMode=ALL wrote nothing: the batch is closed as not arrived. */
  private async nothingWritten(batch: Batch, verdict: Step | undefined): Promise<Step> {
    const closed = await this.context.journal.acknowledge(batch.batchId, []);
    if (!closed.ok) return { kind: 'failed', problem: closed.error };
    return verdict ?? { kind: 'failed', problem: unreadableReport(this.context.destination.name) };
  }

  private async settleByReading(batch: Batch, failure: RequestFailure | undefined): Promise<Step> {
    this.log('WARNING', 'metadata-effect-unknown', { batch: batch.batchId, objects: batch.items.length });
    const arrived = await settleUnknown(this.context, batch, this.views.destination, failure?.problem);
    if (!arrived.ok) return { kind: 'failed', problem: arrived.error };
    const before = arrived.value.filter(({ slice, key }) => this.acknowledgedBefore(slice, key)).length;
    this.updated += before;
    this.created += arrived.value.length - before;
    this.arrived(arrived.value);
    if (arrived.value.length === batch.items.length) return { kind: 'done' };
    if (failure?.status === 500 && arrived.value.length === 0) {
      return { kind: 'refused', problem: failure.problem };
    }
    return { kind: 'again' };
  }

  /** The server says that it is done, yet some objects are not there: it passed them over without a word. */
  private async passedOver(batch: Batch): Promise<Step> {
    const missing = batch.items.filter(({ slice, key }) => this.isOpen(keyOf(slice, key)));
    if (missing.length === batch.items.length) {
      return { kind: 'failed', problem: problem('not-arrived', { objects: missing.length }) };
    }
    for (const { slice, key } of missing) {
      this.quarantine(keyOf(slice, key), problem('not-arrived', { type: slice, id: key }), undefined);
    }
    const failure = await this.takeDependents(missing.map(({ slice, key }) => keyOf(slice, key)));
    return failure === undefined ? { kind: 'done' } : { kind: 'failed', problem: failure };
  }

  private async quarantineFailing(errors: readonly ObjectError[]): Promise<Problem | undefined> {
    const byKey = new Map<string, ObjectError[]>();
    for (const error of errors) byKey.set(error.key, [...(byKey.get(error.key) ?? []), error]);
    for (const [key, own] of byKey) {
      const [first] = own;
      if (first === undefined) continue;
      this.quarantine(
        key,
        rejection(first.type, first.id, own),
        own.find(({ code }) => code !== undefined)?.code,
      );
    }
    return this.takeDependents([...byKey.keys()]);
  }

  private async takeDependents(keys: readonly string[]): Promise<Problem | undefined> {
    const learned = await this.destination.learn(keys);
    if (!learned.ok) return learned.error;
    this.quarantineDependents(keys);
    return undefined;
  }

  private quarantineDependents(keys: readonly string[]): void {
    const dependents = dependentsOf(this.plan.graph, keys, (key) => this.destination.has(key));
    for (const [key, cause] of dependents) {
      const sendable = this.plan.objects.get(key);
      if (sendable === undefined || !this.isOpen(key)) continue;
      this.quarantine(key, dependsOn(sendable.type, sendable.original.object.id, cause), undefined);
    }
  }

  private quarantine(key: string, cause: Problem, serverCode: string | undefined): void {
    const sendable = this.plan.objects.get(key);
    if (sendable === undefined) return;
    const { type, hash, original } = sendable;
    const at = new Date(this.context.clock.now()).toISOString();
    this.records.set(
      key,
      quarantined({
        type,
        hash,
        at,
        object: original.object,
        problem: cause,
        ...(serverCode === undefined ? {} : { serverCode }),
      }),
    );
    this.done += 1;
    const params = { slice: type, key: original.object.id, problem: cause.code };
    this.log('WARNING', 'record-quarantined', params, cause.detail);
  }

  private arrived(items: readonly BatchItem[]): void {
    if (items.length > 0) {
      this.successes += 1;
      this.refusals = 0;
    }
    for (const { slice, key } of items) {
      this.settled.add(keyOf(slice, key));
      this.destination.note(keyOf(slice, key), 'there');
    }
    this.done += items.length;
    const total = this.plan.objects.size;
    this.context.report({ phase: 'sending', domain: 'metadata', done: this.done, total, unit: 'objects' });
  }

  private isOpen(key: string): boolean {
    return !this.settled.has(key) && !this.records.has(key);
  }

  private nextBatch(sendables: readonly Sendable[], live: readonly SizedComponent[]): Batch {
    this.batches += 1;
    return {
      batchId: `${this.context.runId}.metadata.${String(this.batches)}`,
      runId: this.context.runId,
      domain: 'metadata',
      kind: 'upsert',
      items: sendables.map(({ type, hash, original }) => ({ slice: type, key: original.object.id, hash })),
      bytes: live.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  }

  private log(level: 'INFO' | 'WARNING', code: LogCode, params: LogParams, detail?: string): void {
    writeRunLine(this.context, { level, module: 'metadata', code, params, detail });
  }
}

function countKeys(components: readonly SizedComponent[]): number {
  return components.reduce((sum, { keys }) => sum + keys.length, 0);
}
