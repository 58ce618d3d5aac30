import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type {
  Outcome,
  Proof,
  QuarantinedRecord,
  RunNote,
  RunRecord,
  RunTask,
  RunTrigger,
} from '../../../shared/model/run';
import type { ConnectionSettings, Domain, SynchronisationSettings } from '../../../shared/model/settings';
import type { Phase, Progress, Question, SynchronisationState } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Log } from '../ports';
import type { Journal, Ledger } from '../store/storePort';
import { checkFirstWrite } from './checkFirstWrite';
import { connectEnds } from './connectEnds';
import type { ConnectedEnds, ConnectPorts } from './connectEnds';
import { noticeChangedEnds } from './noticeChangedEnds';
import { oweProofBeforeWriting } from './owingJournal';
import { notChecked, proveEnds, rememberProof } from './proveEnds';
import { recall, remember } from './rememberedFacts';
import type { DomainResult, DomainSynchroniser, RunContext } from './runContext';
import type { RunControls } from './runControls';
import { notLookedAt, runDomains } from './runDomains';
import { createRequestLog, createStageLog } from './runLog';
import { isFailure, outcomeOf, questionOfHeld } from './runOutcome';

/** What a run is asked to do. */
export interface RunOrder {
  readonly runId: string;
  readonly synchronisation: SynchronisationSettings;
  readonly connections: readonly ConnectionSettings[];
  readonly trigger: RunTrigger;
  readonly task: RunTask;
  /** `yes`: the operator confirmed writing into a destination that is not empty. */
  readonly confirmFirstWrite: 'yes' | 'no';
  /** Deletions that may pass in this run in spite of the guard. */
  readonly allowDeletions: number;
  readonly sendQuarantinedAgain: 'yes' | 'no';
}

/** What a run works with. */
export interface RunPorts extends ConnectPorts {
  readonly log: Log;
  readonly ledger: Ledger;
  readonly journal: Journal;
  /** In the order in which they run. */
  readonly synchronisers: readonly DomainSynchroniser[];
  readonly controls: RunControls;
  readonly onProgress: (progress: Progress) => void;
  readonly onState: (state: SynchronisationState) => void;
}

/** A finished run, and the question that holds it where there is one. */
export interface FinishedRun {
  readonly record: RunRecord;
  readonly question?: Question;
}

/** What a run found out so far. */
interface Findings {
  readonly results: ReadonlyMap<Domain, DomainResult>;
  readonly errors: readonly Problem[];
  readonly notes: readonly RunNote[];
  readonly proof: Proof;
  readonly question?: Question;
}

const nothingFound: Findings = { results: new Map(), errors: [], notes: [], proof: notChecked() };

/** Hears of each phase that a domain, or the run as a whole, comes to. */
type TellStage = (phase: Phase, domain?: Domain) => void;

function contextOf(order: RunOrder, ports: RunPorts, ends: ConnectedEnds, tellStage: TellStage): RunContext {
  let acknowledged = 0;
  return {
    runId: order.runId,
    synchronisation: order.synchronisation,
    source: ends.source,
    destination: ends.destination,
    ledger: ports.ledger,
    journal: oweProofBeforeWriting(ports.journal, ports.ledger),
    clock: ports.clock,
    random: ports.random,
    log: ports.log,
    approvals: {
      allowDeletions: order.allowDeletions,
      sendQuarantinedAgain: order.sendQuarantinedAgain === 'yes',
    },
    quarantine: recall(ports.ledger, 'quarantine') ?? [],
    signal: ports.controls.signal,
    pausePoint: ports.controls.pausePoint,
    report: (progress) => {
      tellStage(progress.phase, progress.domain);
      ports.onProgress({ ...progress, acknowledged });
    },
    acknowledged: (records) => {
      acknowledged += records;
    },
  };
}

/** Says in the log whether this run goes on from something, and from when. */
function tellBeginning({ runId, synchronisation }: RunOrder, { log, ledger, journal }: RunPorts): void {
  const { name, id: syncId } = synchronisation;
  const about = { level: 'INFO', runId, syncId } as const;
  const batches = journal.unsettled().length;
  const since = recall(ledger, 'looked-up-to');
  if (batches > 0) {
    log.write({ ...about, module: 'lifecycle_manager', code: 'run-resumed', params: { name, batches } });
  }
  if (since === undefined)
    log.write({ ...about, module: 'orchestrator', code: 'run-first', params: { name } });
  else log.write({ ...about, module: 'orchestrator', code: 'run-incremental', params: { name, since } });
  log.write({ ...about, module: 'change_detector', code: 'detection-started', params: { name } });
}

/** Settles what an interrupted run left open and asks for the first write; an open question is a failure with a question. */
async function prepareWriting(
  order: RunOrder,
  context: RunContext,
  synchronisers: readonly DomainSynchroniser[],
): Promise<Result<null, Pick<Findings, 'errors' | 'question'>>> {
  context.report({ phase: 'settling', done: 0, unit: 'slices' });
  for (const synchroniser of synchronisers) {
    const settled = await synchroniser.settle(context);
    if (!settled.ok) return fail({ errors: [settled.error] });
  }
  const first = await checkFirstWrite(context, synchronisers, order.confirmFirstWrite);
  if (!first.ok) return fail({ errors: [first.error] });
  if (first.value === undefined) return succeed(null);
  const { id: syncId, name } = order.synchronisation;
  const about = { runId: order.runId, syncId, params: { name } };
  context.log.write({ level: 'WARNING', module: 'orchestrator', code: 'first-write-held', ...about });
  const asked = problem('confirmation-needed', { connection: context.destination.name });
  return fail({ errors: [asked], question: first.value });
}

/** Everything between the handshake and the record. */
async function work(
  order: RunOrder,
  ports: RunPorts,
  ends: ConnectedEnds,
  synchronisers: readonly DomainSynchroniser[],
  tellStage: TellStage,
): Promise<Findings> {
  const { ledger, controls } = ports;
  const domains = synchronisers.map(({ domain }) => domain);
  const context = contextOf(order, ports, ends, tellStage);
  const changes = await noticeChangedEnds(ledger, ends.source, ends.destination, domains);
  if (!changes.ok) return { ...nothingFound, errors: [changes.error] };
  let found: Findings = { ...nothingFound, notes: changes.value };
  if (order.task === 'synchronise') {
    tellBeginning(order, ports);
    const prepared = await prepareWriting(order, context, synchronisers);
    if (!prepared.ok) return { ...found, ...prepared.error };
    ports.onState('syncing');
    const results = await runDomains(synchronisers, context);
    const all = [...results.values()];
    found = {
      ...found,
      results,
      errors: all.flatMap((result) => result.errors),
      notes: [...found.notes, ...all.flatMap((result) => result.notes)],
    };
  }
  const isOwed = order.task === 'prove' || recall(ledger, 'proof-owed') === 'yes';
  if (!isOwed || controls.signal.aborted) return found;
  ports.onState('proving');
  const proof = await proveEnds(context, synchronisers);
  if (proof.cause !== undefined) return { ...found, proof, errors: [...found.errors, proof.cause] };
  const remembered = await rememberProof(ledger, proof, domains);
  return { ...found, proof, errors: remembered.ok ? found.errors : [...found.errors, remembered.error] };
}

function countNews(before: readonly QuarantinedRecord[], now: readonly QuarantinedRecord[]): number {
  const known = new Set(before.map((one) => `${one.domain} ${one.slice} ${one.key} ${one.hash}`));
  return now.filter((one) => !known.has(`${one.domain} ${one.slice} ${one.key} ${one.hash}`)).length;
}

/** A comparison asked for by itself: what it found is its outcome. */
function outcomeOfProof(proof: Proof): Outcome {
  switch (proof.result) {
    case 'equal':
      return 'verified-unchanged';
    case 'different':
      return 'changed';
    case 'not-checked':
      return 'could-not-look';
  }
}

/** Runs one synchronisation once: connects, settles what was cut, confirms, sends, proves. Never throws. */
export async function runSynchronisation(order: RunOrder, ports: RunPorts): Promise<FinishedRun> {
  const { synchronisation, runId } = order;
  const { clock, ledger } = ports;
  const startedAt = new Date(clock.now()).toISOString();
  const quarantineBefore = recall(ledger, 'quarantine') ?? [];
  const heldBefore = recall(ledger, 'held-deletions') ?? [];
  const synchronisers = ports.synchronisers.filter(({ domain }) => synchronisation.domains.includes(domain));

  ports.onState('detecting');
  ports.onProgress({ phase: 'connecting', done: 0, unit: 'slices', acknowledged: 0 });
  const tellStage = createStageLog(order, ports.log, clock);
  tellStage('connecting');
  const connecting = { ...ports, onTrouble: createRequestLog(order, ports.log) };
  const ends = await connectEnds(synchronisation, order.connections, connecting, ports.controls.signal);
  const found = ends.ok
    ? await work(order, ports, ends.value, synchronisers, tellStage)
    : { ...nothingFound, errors: ends.error };
  const servers = ends.ok ? [ends.value.source, ends.value.destination] : [];
  const traffic = servers.map((server) => server.client.traffic());
  for (const server of servers) server.close();

  const errors = [...found.errors];
  const cause = errors[0] ?? problem('internal-error');
  const looked = synchronisers.map(({ domain }) => found.results.get(domain) ?? notLookedAt(cause));
  const quarantined = recall(ledger, 'quarantine') ?? [];
  const heldDeletions = recall(ledger, 'held-deletions') ?? [];
  const news =
    countNews(quarantineBefore, quarantined) + Math.max(0, heldDeletions.length - heldBefore.length);
  const outcome = order.task === 'prove' ? outcomeOfProof(found.proof) : outcomeOf(looked, news);
  if (order.task === 'synchronise' && !isFailure(outcome)) {
    const remembered = await remember(ledger, 'looked-up-to', startedAt);
    if (!remembered.ok) errors.push(remembered.error);
  }
  const question = found.question ?? questionOfHeld(heldDeletions);
  const record: RunRecord = {
    runId,
    syncId: synchronisation.id,
    trigger: order.trigger,
    task: order.task,
    startedAt,
    endedAt: new Date(clock.now()).toISOString(),
    outcome,
    domains: Object.fromEntries([...found.results].map(([domain, result]) => [domain, result.counts])),
    requests: traffic.reduce((sum, one) => sum + one.requests, 0),
    bytesSent: traffic.reduce((sum, one) => sum + one.bytesSent, 0),
    bytesReceived: traffic.reduce((sum, one) => sum + one.bytesReceived, 0),
    proof: found.proof,
    errors,
    notes: found.notes,
    heldDeletions,
    quarantined,
  };
  return question === undefined ? { record } : { record, question };
}
