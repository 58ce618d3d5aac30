import { create } from 'zustand';
import type { CommandResult } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/model/problem';
import { problem } from '../../shared/model/problem';
import type { SynchronisationStatus } from '../../shared/model/status';
import { fail } from '../../shared/result';
import { call, listen } from '../bridge';
import { nextBars } from './progressBars';
import type { ProgressBars } from './progressBars';
import { applyDelta, boardFrom } from './statusBoard';

/** How long the engine may take to answer before the console says that it does not, in milliseconds. */
const answerDeadlineMs = 8_000;
/** How often the console makes sure that the engine still answers, in milliseconds. */
const heartbeatMs = 15_000;

interface StatusState {
  /** `silent`: the engine does not answer; what is shown is the last that was heard. */
  readonly engine: 'loading' | 'live' | 'silent';
  readonly seq: number;
  readonly synchronisations: readonly SynchronisationStatus[];
  readonly bars: ProgressBars;
  /** Instant at which the engine was last heard, in UTC. */
  readonly heardAt?: string;
  readonly silence?: Problem;
}

const nothingHeard: StatusState = { engine: 'loading', seq: -1, synchronisations: [], bars: {} };

/** The live state of all synchronisations. */
export const useStatusStore = create<StatusState>(() => nothingHeard);

async function snapshotInTime(): Promise<CommandResult<'status.snapshot'>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<CommandResult<'status.snapshot'>>((resolve) => {
    timer = setTimeout(() => {
      resolve(fail(problem('timed-out')));
    }, answerDeadlineMs);
  });
  const answer = await Promise.race([call('status.snapshot', {}), deadline]);
  clearTimeout(timer);
  return answer;
}

let asking: Promise<void> | undefined;
/** Highest number of a delta that could not be applied. */
let missedSeq = -1;

async function ask(): Promise<void> {
  const seqBefore = useStatusStore.getState().seq;
  const answer = await snapshotInTime();
  asking = undefined;
  if (!answer.ok) {
    useStatusStore.setState({ engine: 'silent', silence: answer.error });
    return;
  }
  const { seq, bars } = useStatusStore.getState();
  // Deltas that overtook the snapshot on its way are newer than it.
  const overtaken = seq > seqBefore && answer.value.seq < seq;
  if (!overtaken) {
    useStatusStore.setState({
      ...boardFrom(answer.value),
      bars: nextBars(bars, answer.value.synchronisations),
    });
  }
  useStatusStore.setState({ engine: 'live', heardAt: new Date().toISOString() });
  const behind = missedSeq > useStatusStore.getState().seq;
  missedSeq = -1;
  if (behind) await refreshStatus();
}

/** Asks for a new snapshot; calls that overlap share one answer. */
export function refreshStatus(): Promise<void> {
  asking ??= ask();
  return asking;
}

/** Feeds the store from a snapshot and numbered deltas until the returned function is called. */
export function followStatus(): () => void {
  useStatusStore.setState(nothingHeard, true);
  const unlisten = listen('status', (delta) => {
    const effect = applyDelta(useStatusStore.getState(), delta);
    if (effect.kind === 'applied') {
      const bars = nextBars(useStatusStore.getState().bars, delta.changed);
      useStatusStore.setState({ engine: 'live', ...effect.board, bars, heardAt: new Date().toISOString() });
    } else if (effect.kind === 'gap') {
      missedSeq = Math.max(missedSeq, delta.seq);
      void refreshStatus();
    }
  });
  void refreshStatus();
  const heartbeat = setInterval(() => void refreshStatus(), heartbeatMs);
  return () => {
    unlisten();
    clearInterval(heartbeat);
  };
}
