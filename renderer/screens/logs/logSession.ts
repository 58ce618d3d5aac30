import type { CommandName, CommandResult, Commands, EventName, Events } from '../../../shared/ipc/contract';
import type {
  LogPosition,
  LogRef,
  LogRow,
  LogRows,
  LogTarget,
  LogViewRequest,
  LogViewState,
} from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { without } from '../../stores/without';
import type { CalmFrames } from './calmFrames';
import { createRowSource, pageRows } from './rowSource';

/** A record that must stay where the reader has it while rows before it come and go. */
export interface Anchor {
  readonly name: 'top' | 'cursor';
  readonly ref: LogRef;
  readonly row: number;
  /** Where to go instead when a filter hides the record. */
  readonly time?: number;
}

/** Where an anchored record is now; `row` is absent when it is gone or hidden. */
export interface Moved {
  readonly name: Anchor['name'];
  readonly found: 'row' | 'near' | 'gone';
  readonly row: number;
}

/** What a screen needs to know of a view. */
export interface LogSnapshot {
  readonly phase: 'opening' | 'open' | 'failed';
  readonly state?: LogViewState;
  /** What the rows on screen are of. */
  readonly request?: LogViewRequest;
  /** Why there is no view. */
  readonly problem?: Problem;
  /** Why the last search was not taken; the rows are still those of the one before. */
  readonly queryProblem?: Problem;
  /** Records that were anchored and stand elsewhere since this snapshot; `id` rises with each such change. */
  readonly moved?: { readonly id: number; readonly to: readonly Moved[] };
  /** `restarted`: the reader ended unexpectedly and the view was opened again. */
  readonly reader: 'well' | 'restarted';
}

/** A view that is kept open, changed and followed on behalf of a screen. */
export interface LogSession {
  readonly viewId: string;
  /** Frames for what is drawn beside the rows. */
  readonly frames: CalmFrames;
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => LogSnapshot;
  /** Opens the view or changes what it is of; of several wishes only the last one counts. */
  readonly show: (request: LogViewRequest) => void;
  /** Opens the view again as it was. */
  readonly reopen: () => void;
  readonly row: (index: number) => LogRow | undefined;
  /** Calls back when rows came that were wanted, until the returned function is called. */
  readonly onRows: (listener: () => void) => () => void;
  readonly want: (first: number, last: number) => void;
  readonly goTo: (target: LogTarget) => Promise<LogPosition | undefined>;
  /** Begins to listen; ends with the returned function, which closes the view. */
  readonly start: () => () => void;
}

/** Bridge to main, as a session uses it. */
export interface LogBridge {
  readonly call: <N extends CommandName>(name: N, input: Commands[N]['input']) => Promise<CommandResult<N>>;
  readonly listen: <N extends EventName>(event: N, listener: (payload: Events[N]) => void) => () => void;
}

/** Problems that concern what was typed, not the view. */
const ofTheQuery: ReadonlySet<string> = new Set(['invalid-query', 'query-too-slow']);
/** Rows that a window shows at most, and some more. */
const rowsAround = 60;
/** Rows beside those that fit into the list that it draws on each side, and one that is seen in part. */
const rowsBeside = 6;
/** Shortest time between two states that are shown while a search goes on in a window that is full, in milliseconds. */
const searchingMs = 250;
/** So long the rows before a search stay while there are not enough of it to fill a window, in milliseconds. */
const mostWaitMs = 100;

/** Makes a session for one view. */
export function createLogSession(needs: {
  readonly bridge: LogBridge;
  readonly viewId: string;
  /** What must stay in place now, given what is on screen. */
  readonly anchors: () => readonly Anchor[];
  /** Whether the end of the view is on screen and stays there. */
  readonly pinned: () => 'end' | 'free';
  /** Rows that fit into the list; absent while there is none. */
  readonly fitting: () => number | undefined;
  readonly frames: CalmFrames;
}): LogSession {
  const { bridge, viewId, frames } = needs;
  const listeners = new Set<() => void>();
  const rowListeners = new Set<() => void>();
  let now: LogSnapshot = { phase: 'opening', reader: 'well' };
  const publish = (change: Partial<LogSnapshot>): void => {
    now = { ...now, ...change };
    for (const listener of listeners) listener();
  };

  const readRows = async (from: number, count: number): Promise<LogRows | undefined> => {
    const answer = await bridge.call('logs.rows', { viewId, from, count });
    return answer.ok ? answer.value : undefined;
  };
  const source = createRowSource({
    fetch: readRows,
    onRows: () => {
      frames.rowsComing();
      for (const listener of rowListeners) listener();
    },
  });
  const goTo = async (target: LogTarget): Promise<LogPosition | undefined> => {
    const answer = await bridge.call('logs.goTo', { viewId, target });
    return answer.ok ? answer.value : undefined;
  };

  const find = async (anchor: Anchor): Promise<Moved> => {
    const there = await goTo({ to: 'record', ref: anchor.ref });
    if (there?.found === 'row') return { name: anchor.name, found: 'row', row: there.row };
    const near = anchor.time === undefined ? undefined : await goTo({ to: 'time', time: anchor.time });
    return near?.found === 'row'
      ? { name: anchor.name, found: 'near', row: near.row }
      : { name: anchor.name, found: 'gone', row: 0 };
  };

  let waiting: { state: LogViewState; extra: Partial<LogSnapshot>; since: number } | undefined;
  let applying: 'yes' | 'no' = 'no';
  let appliedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /**
   * Milliseconds that what waits may wait yet: what a search found so far changes all the time, and drawing it takes
   * the time that the search needs. First finds and the whole result never wait.
   */
  const patience = ({ state, extra, since }: NonNullable<typeof waiting>): number => {
    const { done, total } = state.searching;
    const full = rowsAround / 2;
    if (now.state === undefined || done >= total) return 0;
    if (extra.request !== undefined) return state.rows >= full ? 0 : since + mostWaitMs - performance.now();
    return now.state.rows < full ? 0 : appliedAt + searchingMs - performance.now();
  };
  /** Shows a new state; anchored records are looked for first, so that they do not jump. */
  const apply = async (first: LogViewState, extra: Partial<LogSnapshot> = {}): Promise<void> => {
    const before = waiting;
    waiting = {
      state: { ...first, sameRows: Math.min(first.sameRows, before?.state.sameRows ?? first.sameRows) },
      extra: { ...before?.extra, ...extra },
      since: before?.since ?? performance.now(),
    };
    await applyWaiting();
  };
  const applyWaiting = async (): Promise<void> => {
    if (applying === 'yes') return;
    clearTimeout(timer);
    applying = 'yes';
    while (waiting !== undefined) {
      const rest = patience(waiting);
      if (rest > 0) {
        timer = setTimeout(() => void applyWaiting(), rest);
        break;
      }
      const { state, extra: change } = waiting;
      waiting = undefined;
      frames.rowsComing();
      if (state.version === now.state?.version && change.request === undefined) {
        publish({ ...change, state: { ...state, sameRows: state.rows } });
        continue;
      }
      const lost = needs.anchors().filter((anchor) => anchor.row >= state.sameRows);
      const to: Moved[] = [];
      for (const anchor of lost) to.push(await find(anchor));
      // Rows that are about to be seen come before the news of them: nothing flickers.
      const top = to.find(({ name, found }) => name === 'top' && found !== 'gone');
      const atEnd = needs.pinned() === 'end';
      const place = atEnd ? state.rows - 1 : top?.row;
      // Each row that is handed over costs the frame that draws it.
      const fitting = needs.fitting();
      const above = fitting === undefined ? rowsAround : rowsBeside + (atEnd ? fitting : 0);
      const below = (fitting ?? rowsAround) + rowsBeside;
      const from = Math.max(0, Math.floor(((place ?? 0) - above) / pageRows) * pageRows);
      const until = Math.min(state.rows, Math.ceil(((place ?? 0) + below) / pageRows) * pageRows);
      const around = place === undefined || place < 0 ? undefined : await readRows(from, until - from);
      frames.rowsComing();
      source.changed(state, around);
      appliedAt = performance.now();
      publish({
        ...change,
        phase: 'open',
        state,
        ...(to.length === 0 ? {} : { moved: { id: (now.moved?.id ?? 0) + 1, to } }),
      });
    }
    applying = 'no';
  };

  let wished: LogViewRequest | undefined;
  let last: LogViewRequest | undefined;
  let asking: 'yes' | 'no' = 'no';
  const ask = async (): Promise<void> => {
    if (asking === 'yes') return;
    asking = 'yes';
    while (wished !== undefined) {
      const request: LogViewRequest = wished;
      wished = undefined;
      const answer = await bridge.call('logs.view', { ...request, viewId });
      if (answer.ok) {
        now = without(now, 'problem', 'queryProblem');
        await apply({ ...answer.value, sameRows: 0 }, { request });
      } else if (ofTheQuery.has(answer.error.code)) publish({ queryProblem: answer.error });
      else publish({ phase: 'failed', problem: answer.error });
    }
    asking = 'no';
  };

  const show = (request: LogViewRequest): void => {
    wished = request;
    last = request;
    void ask();
  };
  const reopen = (): void => {
    if (last !== undefined) show(last);
  };

  return {
    viewId,
    frames,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    snapshot: () => now,
    show,
    reopen,
    row: source.row,
    onRows: (listener) => {
      rowListeners.add(listener);
      return () => {
        rowListeners.delete(listener);
      };
    },
    want: source.want,
    goTo,
    start: () => {
      const stops = [
        bridge.listen('logView', (state) => {
          if (state.viewId === viewId && state.version >= (now.state?.version ?? 0)) void apply(state);
        }),
        bridge.listen('logReader', ({ state }) => {
          if (state === 'failed') {
            publish({ phase: 'failed', problem: problem('log-reader-gone') });
            return;
          }
          // Its views and their numbers are gone with it.
          waiting = undefined;
          now = without(now, 'state');
          publish({ reader: 'restarted' });
          reopen();
        }),
      ];
      return () => {
        clearTimeout(timer);
        stops.forEach((stop) => {
          stop();
        });
        void bridge.call('logs.closeView', { viewId });
      };
    },
  };
}
