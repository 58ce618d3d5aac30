import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { RunTask, RunTrigger } from '../../../shared/model/run';
import type { Settings, SynchronisationSettings } from '../../../shared/model/settings';
import type { Progress, Question, RunSummary, SynchronisationState } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Clock, Log, Random, Secrets } from '../ports';
import type { Exclusively } from '../run/exclusive';
import { recordedRun } from '../run/recordedRun';
import type { RunBook } from '../run/recordedRun';
import { recall, remember } from '../run/rememberedFacts';
import type { DomainSynchroniser } from '../run/runContext';
import { createRunControls } from '../run/runControls';
import type { RunControls } from '../run/runControls';
import { questionOfHeld, summariseRun } from '../run/runOutcome';
import type { FinishedRun } from '../run/runSynchronisation';
import type { StatusBoard } from '../status/statusBoard';
import type { SynchronisationStore } from '../store/synchronisationStore';
import { restingStep, stepAfterRun } from './nextStep';
import type { NextStep } from './nextStep';
import { statusOf } from './statusOf';
import { stepEvent } from './stepLog';

/** What a keeper works with. */
export interface KeeperPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly board: StatusBoard;
  readonly book: RunBook;
  readonly synchronisers: readonly DomainSynchroniser[];
  readonly settings: () => Settings;
  /** Lets one run at a time write to a destination, whatever the synchronisation. */
  readonly exclusively: Exclusively;
}

/** Keeps one synchronisation: its state, its schedule, its runs. */
export interface Keeper {
  /** Starts a run when one is due; called every second. */
  tick(now: number): void;
  /** Starts a run now; refused while one is under way. */
  run(trigger: RunTrigger, task: RunTask, sendQuarantinedAgain?: 'yes' | 'no'): Result<null, Problem>;
  /** Runs at `at` (milliseconds since the epoch) whatever the mode: takes up what was interrupted. */
  resumeAt(at: number): void;
  /** Takes up changed settings: start, stop, pause, resume, interval, names. */
  settingsChanged(): void;
  answer(question: Question['kind'], answer: 'yes' | 'no'): Promise<Result<null, Problem>>;
  /** Ends what runs at the next safe point and closes the store. */
  close(): Promise<void>;
}

/** Makes the keeper of a synchronisation whose store is open; `lastRun` comes from the history. */
export function createKeeper(
  syncId: string,
  store: SynchronisationStore,
  ports: KeeperPorts,
  firstCheckAt: number,
  lastRunBefore: RunSummary | undefined,
): Keeper {
  const { board, clock, log } = ports;
  const { ledger } = store;
  let step: NextStep = restingStep(mine(), firstCheckAt);
  let since = clock.now();
  let lastRun = lastRunBefore;
  let progress: Progress | undefined;
  let question: Question | undefined = questionOfHeld(recall(ledger, 'held-deletions') ?? []);
  let firstWriteConfirmed: 'yes' | 'no' = 'no';
  let dueTrigger: RunTrigger = 'automatic';
  let current:
    { readonly runId: string; readonly controls: RunControls; readonly ended: Promise<void> } | undefined;
  /** State of the run under way, which a pause hides. */
  let busyWith: SynchronisationState = 'detecting';

  function mine(): SynchronisationSettings {
    const found = ports.settings().synchronisations.find(({ id }) => id === syncId);
    if (found === undefined) throw new Error(`synchronisation ${syncId} has no settings`);
    return found;
  }

  function publish(): void {
    board.put(
      statusOf(mine(), ports.settings().connections, {
        step,
        since,
        lastRun,
        progress,
        question,
        runId: current?.runId,
        lastProof: recall(ledger, 'last-proof'),
        lookedUpTo: recall(ledger, 'looked-up-to'),
      }),
    );
  }

  function enter(next: NextStep): void {
    if (next.state !== step.state) since = clock.now();
    step = next;
    publish();
  }

  /** Says in the log what the synchronisation waits for, or why it does not run. */
  function tellStep(): void {
    const event = stepEvent(mine(), step);
    if (event !== undefined) log.write(event);
  }

  const enterState = (state: SynchronisationState) => enter({ state, failures: step.failures });

  async function carryOut(
    runId: string,
    controls: RunControls,
    trigger: RunTrigger,
    task: RunTask,
    sendQuarantinedAgain: 'yes' | 'no',
  ): Promise<FinishedRun> {
    const synchronisation = mine();
    const allowDeletions = recall(ledger, 'allowed-deletions') ?? 0;
    const { name, destinationId } = synchronisation;
    const tellWait = (): void => {
      const { connections } = ports.settings();
      const connection = connections.find(({ id }) => id === destinationId)?.name ?? destinationId;
      const params = { name, connection };
      const about = { level: 'INFO', module: 'lifecycle_manager', runId, syncId } as const;
      log.write({ ...about, code: 'waiting-for-destination', params });
    };
    const work = (): Promise<FinishedRun> =>
      recordedRun(
        {
          runId,
          synchronisation,
          connections: ports.settings().connections,
          trigger,
          task,
          confirmFirstWrite: firstWriteConfirmed,
          allowDeletions,
          sendQuarantinedAgain,
        },
        {
          clock,
          random: ports.random,
          log,
          secrets: ports.secrets,
          ledger,
          journal: store.journal,
          synchronisers: ports.synchronisers,
          controls,
          onProgress: (now) => {
            progress = now;
            publish();
          },
          onState: (state) => {
            busyWith = state;
            if (step.state !== 'pausing' && step.state !== 'paused') enterState(state);
          },
        },
        ports.book,
      );
    return ports.exclusively(destinationId, work, tellWait);
  }

  async function finish(finished: FinishedRun, failuresBefore: number): Promise<void> {
    const { record } = finished;
    current = undefined;
    progress = undefined;
    question = finished.question;
    lastRun = summariseRun(record);
    if (finished.question?.kind !== 'first-write') firstWriteConfirmed = 'no';
    // The permission was for this run only; deletions found later are asked about again.
    const forgotten = await remember(ledger, 'allowed-deletions', 0);
    const next = stepAfterRun(mine(), finished, failuresBefore, clock.now());
    enter(forgotten.ok ? next : { ...next, state: 'error', cause: forgotten.error });
    tellStep();
  }

  function run(trigger: RunTrigger, task: RunTask, again: 'yes' | 'no' = 'no'): Result<null, Problem> {
    const { name } = mine();
    if (current !== undefined) {
      log.write({ level: 'INFO', module: 'scheduler', code: 'run-refused', params: { name }, syncId });
      return fail(problem('already-running', { name }));
    }
    const failuresBefore = step.failures;
    const runId = `${new Date(clock.now())
      .toISOString()
      .replace(/[^0-9]/gu, '')
      .slice(0, 14)}-${ports.random.identifier(6)}`;
    const controls = createRunControls((held) => enterState(held === 'held' ? 'paused' : busyWith));
    question = undefined;
    const ended = carryOut(runId, controls, trigger, task, again).then((finished) =>
      finish(finished, failuresBefore),
    );
    current = { runId, controls, ended };
    enter({ state: 'detecting', failures: failuresBefore });
    return succeed(null);
  }

  publish();
  tellStep();
  return {
    tick: (now) => {
      if (current !== undefined || step.nextRunAt === undefined || step.nextRunAt > now) return;
      const trigger = dueTrigger;
      dueTrigger = 'automatic';
      run(trigger, 'synchronise');
    },
    run,
    resumeAt: (at) => {
      if (step.state === 'paused' || step.state === 'stopped') return;
      dueTrigger = 'resumed';
      enter({ ...step, nextRunAt: at });
      const params = { name: mine().name, at: new Date(at).toISOString() };
      log.write({ level: 'INFO', module: 'lifecycle_manager', code: 'resume-planned', params, syncId });
    },
    settingsChanged: () => {
      const settings = mine();
      if (current === undefined) {
        const now = clock.now();
        const kept = step.nextRunAt !== undefined && step.state === 'waiting' ? step.nextRunAt : now;
        const interval = settings.checkIntervalSeconds * 1000;
        const before = step;
        enter(restingStep(settings, Math.min(kept, now + interval)));
        if (step.state !== before.state || step.nextRunAt !== before.nextRunAt) tellStep();
        return;
      }
      switch (settings.activity) {
        case 'paused':
          current.controls.pause();
          enterState('pausing');
          return;
        case 'stopped':
          current.controls.stop();
          publish();
          return;
        case 'started':
          if (step.state === 'pausing' || step.state === 'paused') enterState(busyWith);
          current.controls.resume();
          publish();
          return;
      }
    },
    answer: async (kind, answer) => {
      if (question?.kind !== kind) return fail(problem('invalid-input', { field: 'question' }));
      if (answer === 'no') {
        enter(restingStep(mine(), clock.now() + mine().checkIntervalSeconds * 1000));
        tellStep();
        return succeed(null);
      }
      if (question.kind === 'deletions') {
        const allowed = await remember(ledger, 'allowed-deletions', question.total);
        if (!allowed.ok) return allowed;
      } else {
        firstWriteConfirmed = 'yes';
      }
      return run('operator', 'synchronise');
    },
    close: async () => {
      current?.controls.stop();
      await current?.ended;
      await store.close();
    },
  };
}
