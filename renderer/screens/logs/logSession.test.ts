import { expect, test, vi } from 'vitest';
import type { CommandName, CommandResult, Commands, EventName, Events } from '../../../shared/ipc/contract';
import { emptyLogFilter } from '../../../shared/model/logView';
import type { LogRow, LogViewRequest, LogViewState } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import { createCalmFrames } from './calmFrames';
import { createLogSession } from './logSession';
import type { Anchor } from './logSession';

const all: LogViewRequest = {
  selection: { files: ['dhis2_sync.log'], old: 'without' },
  filter: emptyLogFilter,
  show: 'matches',
  context: 0,
};
const searching = (text: string): LogViewRequest => ({ ...all, filter: { ...emptyLogFilter, text } });

function rowAt(index: number, offset: number): LogRow {
  return {
    row: index,
    ref: { source: 's', offset },
    file: 'dhis2_sync.log',
    time: offset,
    text: `record ${offset}`,
    fields: '',
    lines: 1,
    bytes: 10,
    extent: 'whole',
    match: 'none',
    marks: [],
  };
}

/** A reader whose rows are records with these offsets, in their order. */
function reader() {
  const world = {
    offsets: Array.from({ length: 1_000 }, (_, index) => index),
    version: 1,
    refuse: undefined as Problem | undefined,
    /** Bytes that the search has behind it, of 9. */
    searched: 9,
    asked: [] as string[],
    held: undefined as (() => void) | undefined,
  };
  const listeners = new Map<EventName, (payload: never) => void>();
  const state = (sameRows = 0): LogViewState => ({
    viewId: 'v',
    version: world.version,
    rows: world.offsets.length,
    sameRows,
    matches: 0,
    records: world.offsets.length,
    reading: { done: 1, total: 1 },
    searching: { done: world.searched, total: 9 },
  });
  const answer = (name: string, input: never): unknown => {
    switch (name) {
      case 'logs.view': {
        const { filter } = input as Commands['logs.view']['input'];
        world.asked.push(filter.text);
        return world.refuse === undefined ? succeed(state()) : fail(world.refuse);
      }
      case 'logs.rows': {
        const { from, count } = input as Commands['logs.rows']['input'];
        const rows = world.offsets.slice(from, from + count).map((offset, at) => rowAt(from + at, offset));
        return succeed({ version: world.version, from, rows });
      }
      case 'logs.goTo': {
        const { target } = input as Commands['logs.goTo']['input'];
        const wanted = target.to === 'record' ? target.ref.offset : target.to === 'time' ? target.time : -1;
        const row = world.offsets.findIndex((offset) =>
          target.to === 'time' ? offset >= wanted : offset === wanted,
        );
        return succeed({ version: world.version, found: row === -1 ? 'hidden' : 'row', row });
      }
      default:
        return succeed(null);
    }
  };
  const anchors: Anchor[] = [];
  const session = createLogSession({
    bridge: {
      call: async <N extends CommandName>(name: N, input: Commands[N]['input']) => {
        if (name === 'logs.view' && world.held !== undefined) {
          await new Promise<void>((resolve) => {
            world.held = resolve;
          });
        }
        // Boundary: each command is answered in its own form above.
        return answer(name, input as never) as CommandResult<N>;
      },
      listen: (event, listener) => {
        listeners.set(event, listener);
        return () => listeners.delete(event);
      },
    },
    viewId: 'v',
    anchors: () => anchors,
    pinned: () => (anchors.length === 0 ? 'end' : 'free'),
    fitting: () => undefined,
    frames: createCalmFrames(() => undefined),
  });
  const emit = <N extends EventName>(event: N, payload: Events[N]): void => {
    // Boundary: a listener is kept under its event's name.
    (listeners.get(event) as ((payload: Events[N]) => void) | undefined)?.(payload);
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
  };
  return { world, session, anchors, state, emit, settle };
}

test('the end of a view is there as soon as the view is announced', async () => {
  const { session, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  expect(session.snapshot().phase).toBe('open');
  expect(session.row(999)?.text).toBe('record 999');
});

test('of what is typed while the reader is busy, only the last is asked for', async () => {
  const { world, session, settle } = reader();
  session.start();
  world.held = () => undefined;
  session.show(searching('c'));
  await settle();
  session.show(searching('co'));
  session.show(searching('con'));
  const go = world.held;
  world.held = undefined;
  go();
  await settle();
  expect(world.asked).toEqual(['c', 'con']);
  expect(session.snapshot().request?.filter.text).toBe('con');
});

test('a search that is not valid is told, and the rows stay those of the one before', async () => {
  const { world, session, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  world.refuse = problem('invalid-query', { reason: 'invalid-expression' });
  session.show(searching('('));
  await settle();
  expect(session.snapshot()).toMatchObject({ phase: 'open', request: all, state: { rows: 1_000 } });
  expect(session.snapshot().queryProblem?.code).toBe('invalid-query');
  world.refuse = undefined;
  session.show(searching('x'));
  await settle();
  expect(session.snapshot().queryProblem).toBeUndefined();
});

test('rows that come before the reader’s place move it, and the rows there are known at once', async () => {
  const { world, session, anchors, state, emit, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  anchors.push({ name: 'top', ref: { source: 's', offset: 500 }, row: 500, time: 500 });
  world.offsets = [...Array.from({ length: 200 }, (_, index) => -200 + index), ...world.offsets];
  world.version = 2;
  emit('logView', state(0));
  await settle();
  expect(session.snapshot().moved?.to).toEqual([{ name: 'top', found: 'row', row: 700 }]);
  expect(session.row(700)?.text).toBe('record 500');
});

test('lines that are appended move nobody', async () => {
  const { world, session, anchors, state, emit, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  anchors.push({ name: 'top', ref: { source: 's', offset: 500 }, row: 500, time: 500 });
  world.offsets = [...world.offsets, 1_000];
  world.version = 2;
  emit('logView', state(1_000));
  await settle();
  expect(session.snapshot().moved).toBeUndefined();
  expect(session.snapshot().state?.rows).toBe(1_001);
});

test('a record that a filter hides gives its place to the one nearest in time', async () => {
  const { world, session, anchors, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  anchors.push({ name: 'top', ref: { source: 's', offset: 501 }, row: 501, time: 501 });
  world.offsets = world.offsets.filter((offset) => offset % 2 === 0);
  world.version = 2;
  session.show(searching('even'));
  await settle();
  expect(session.snapshot().moved?.to).toEqual([{ name: 'top', found: 'near', row: 251 }]);
});

test('a reader that ended is asked again by itself, and that is said', async () => {
  const { world, session, emit, settle } = reader();
  session.start();
  session.show(searching('x'));
  await settle();
  world.version = 1;
  emit('logReader', { state: 'restarted' });
  await settle();
  expect(world.asked).toEqual(['x', 'x']);
  expect(session.snapshot()).toMatchObject({ phase: 'open', reader: 'restarted' });
  emit('logReader', { state: 'failed' });
  expect(session.snapshot()).toMatchObject({ phase: 'failed', problem: { code: 'log-reader-gone' } });
});

/** A view in which a search has just begun that found so many records until now. */
async function searchBegun(found: number) {
  const made = reader();
  made.session.start();
  made.session.show(all);
  await made.settle();
  made.world.searched = 1;
  made.world.version = 2;
  made.world.offsets = made.world.offsets.slice(0, found);
  made.session.show(searching('x'));
  await made.settle();
  const find = async (records: number, searched: number): Promise<void> => {
    made.world.offsets = Array.from({ length: records }, (_, index) => index);
    made.world.version += 1;
    made.world.searched = searched;
    made.emit('logView', made.state(0));
    await made.settle();
  };
  return { ...made, find };
}

test('the rows before a search stay until it found some, but no longer than a moment', async () => {
  vi.useFakeTimers();
  const { session, settle } = await searchBegun(0);
  expect(session.snapshot()).toMatchObject({ request: all, state: { rows: 1_000 } });
  await vi.advanceTimersByTimeAsync(99);
  expect(session.snapshot().request?.filter.text).toBe('');
  await vi.advanceTimersByTimeAsync(1);
  await settle();
  expect(session.snapshot()).toMatchObject({ request: searching('x'), state: { rows: 0 } });
  vi.useRealTimers();
});

test('first finds are shown at once, later ones four times a second, and the whole result at once', async () => {
  vi.useFakeTimers();
  const { session, settle, find } = await searchBegun(0);
  await find(3, 2);
  expect(session.snapshot().state?.rows).toBe(1_000);
  await vi.advanceTimersByTimeAsync(100);
  await settle();
  expect(session.snapshot().state?.rows).toBe(3);
  await find(40, 3);
  expect(session.snapshot().state?.rows).toBe(40);
  await find(50, 4);
  await find(60, 5);
  expect(session.snapshot().state?.rows).toBe(40);
  await vi.advanceTimersByTimeAsync(250);
  await settle();
  expect(session.snapshot().state?.rows).toBe(60);
  await find(70, 6);
  expect(session.snapshot().state?.rows).toBe(60);
  await find(80, 9);
  expect(session.snapshot().state?.rows).toBe(80);
  expect(session.row(79)?.text).toBe('record 79');
  vi.useRealTimers();
});

test('a search that found a window full is shown as soon as the reader answers', async () => {
  const { session } = await searchBegun(100);
  expect(session.snapshot()).toMatchObject({ request: searching('x'), state: { rows: 100 } });
});

test('rows that were wanted and came are told to who draws them', async () => {
  const { session, settle } = reader();
  session.start();
  session.show(all);
  await settle();
  const told: (string | undefined)[] = [];
  const stop = session.onRows(() => told.push(session.row(3)?.text));
  session.want(0, 10);
  await settle();
  expect(told).toEqual(['record 3']);
  stop();
  session.want(500, 510);
  await settle();
  expect(told).toHaveLength(1);
});
