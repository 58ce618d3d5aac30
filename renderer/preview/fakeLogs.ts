import type { CommandName, CommandResult, Commands, Events } from '../../shared/ipc/contract';
import { problem } from '../../shared/model/problem';
import type {
  LogPosition,
  LogRow,
  LogTarget,
  LogViewRequest,
  LogViewState,
  ShownLevel,
} from '../../shared/model/logView';
import { fail, succeed } from '../../shared/result';
import type { Scene } from './fakeData';
import { fakeCounts } from './fakeCounts';
import { fakeHistogram } from './fakeHistogram';
import { countUpTo, fakeKinds, fakeText, kindAt, levelOf, nthOf } from './fakeKinds';
import type { FakeKind } from './fakeKinds';
import { fakeOverview } from './fakeOverview';
import { fakeQuery } from './fakeQuery';
import type { Marks } from './fakeQuery';

type Answers = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<CommandResult<N>>;
};
type ViewCommand =
  | 'logs.view'
  | 'logs.closeView'
  | 'logs.rows'
  | 'logs.record'
  | 'logs.goTo'
  | 'logs.histogram'
  | 'logs.counts'
  | 'logs.overview'
  | 'logs.detail';

const kinds = fakeKinds.length;
const startedAt = Date.now();
/** Milliseconds between two old records, and between two that come while the preview runs. */
const oldStep = 900;
const liveStep = 125;

const recordsOf: Readonly<Record<Scene, number>> = {
  normal: 100_000,
  empty: 0,
  crowded: 10_000_000,
  silent: 2_000,
  loading: 0,
  broken: 300,
  stalled: 2_000,
};

/** Which kinds of records pass, and how many rows that makes of any number of records: nothing is held. */
interface View {
  readonly request: LogViewRequest;
  readonly marksOf: (text: string) => Marks;
  /** Kinds that are rows, rising. */
  readonly shown: readonly number[];
  readonly matching: ReadonlySet<number>;
  version: number;
  /** Records from there on are searched already. */
  searchedFrom: number;
  announcedRows: number;
}

/** An invented log reader: as many records as wanted, made when they are looked at. */
export function fakeLogs(
  scene: Scene,
  emit: <N extends 'logView' | 'logReader'>(event: N, payload: Events[N]) => void,
): Pick<Answers, ViewCommand> {
  const old = recordsOf[scene];
  let live = 0;
  const records = (): number => old + live;
  const timeAt = (number: number): number =>
    startedAt + (number < old ? (number - old) * oldStep : (number - old) * liveStep);
  const numberAt = (time: number): number =>
    Math.min(
      records(),
      Math.max(
        0,
        time < startedAt
          ? old + Math.ceil((time - startedAt) / oldStep)
          : old + Math.ceil((time - startedAt) / liveStep),
      ),
    );
  const views = new Map<string, View>();
  const readFrom = performance.now();
  const reading = (): number =>
    scene === 'crowded' ? Math.min(1, (performance.now() - readFrom) / 2_500) : 1;

  const range = (view: View): { readonly first: number; readonly end: number } => ({
    first: Math.max(
      view.searchedFrom,
      view.request.filter.from === undefined ? 0 : numberAt(view.request.filter.from),
      Math.floor(old * (1 - reading())),
    ),
    end: view.request.filter.until === undefined ? records() : numberAt(view.request.filter.until + 1),
  });
  const skipped = (view: View): number => countUpTo(view.shown, range(view).first);
  const rowsOf = (view: View): number =>
    scene === 'empty'
      ? 0
      : Math.max(0, countUpTo(view.shown, range(view).end) - countUpTo(view.shown, range(view).first));
  const recordOf = (view: View, row: number): number => nthOf(view.shown, skipped(view) + row);
  const matchesOf = (view: View): number => {
    const matching = [...view.matching].toSorted((a, b) => a - b);
    const { first, end } = range(view);
    return Math.max(0, countUpTo(matching, end) - countUpTo(matching, first));
  };

  const stateOf = (viewId: string, view: View, sameRows: number): LogViewState => {
    const rows = rowsOf(view);
    const total = 110 * records();
    const searched = records() === 0 ? 1 : 1 - view.searchedFrom / records();
    return {
      viewId,
      version: view.version,
      rows,
      sameRows: Math.min(rows, sameRows),
      matches: matchesOf(view),
      records: Math.round(records() * reading()),
      reading: { done: Math.round(total * reading()), total },
      searching:
        view.request.filter.text === ''
          ? { done: 0, total: 0 }
          : { done: Math.round(total * searched), total },
      ...(scene === 'broken' ? { incomplete: { code: 'log-unreadable', file: 'errors.log.2' } } : {}),
      ...(records() === 0 ? {} : { from: timeAt(0), until: timeAt(records() - 1) }),
    };
  };

  const announce = (viewId: string, view: View, sameRows: number): void => {
    view.version += 1;
    const state = stateOf(viewId, view, sameRows);
    view.announcedRows = state.rows;
    emit('logView', state);
  };

  if (scene !== 'empty' && scene !== 'loading') {
    setInterval(() => {
      live += 2;
      for (const [viewId, view] of views) {
        const step = records() / 24;
        if (view.searchedFrom > 0 || reading() < 1) {
          view.searchedFrom = Math.max(0, Math.floor(view.searchedFrom - step));
          announce(viewId, view, 0);
        } else if (rowsOf(view) !== view.announcedRows) announce(viewId, view, view.announcedRows);
      }
    }, 250);
  }

  const rowAt = (view: View, row: number): LogRow => {
    const number = recordOf(view, row);
    const kind = kindAt(number);
    const whole = kind.text.slice(0, 2_000);
    const matches = view.matching.has(number % kinds);
    const fields = [
      `seq=${number}`,
      `t=${new Date(timeAt(number)).toISOString()}`,
      ...(kind.run === undefined ? [] : [`run=${kind.run}`, `sync=${kind.sync ?? ''}`]),
      ...(kind.code === undefined ? [] : [`code=${kind.code}`]),
      ...(kind.bytes === undefined ? [] : ['detail=d307']),
    ];
    return {
      row,
      ref: { source: 'live', offset: number * 110 },
      file: 'dhis2_sync.log',
      ...(kind.level === undefined ? {} : { time: timeAt(number), level: kind.level }),
      ...(kind.module === undefined ? {} : { module: kind.module }),
      ...(kind.run === undefined ? {} : { run: kind.run }),
      ...(kind.sync === undefined ? {} : { sync: kind.sync }),
      ...(kind.code === undefined ? {} : { code: kind.code }),
      text: whole,
      fields: kind.level === undefined ? '' : fields.join(' '),
      lines: 1 + kind.more.length,
      bytes: kind.bytes ?? 110,
      extent: kind.text.length > whole.length ? 'cut' : 'whole',
      match:
        view.request.filter.text === ''
          ? 'none'
          : matches
            ? 'match'
            : view.request.show === 'all'
              ? 'none'
              : 'context',
      marks: matches ? view.marksOf(whole) : [],
    };
  };

  const place = (view: View, row: number, wanted?: ReadonlySet<number>): LogPosition => {
    const list = wanted === undefined ? [] : [...wanted].toSorted((a, b) => a - b);
    const { first, end } = range(view);
    const before = countUpTo(list, first);
    return {
      version: view.version,
      found: 'row',
      row,
      ...(wanted === undefined
        ? {}
        : {
            number: countUpTo(list, recordOf(view, row)) - before + 1,
            total: countUpTo(list, end) - before,
          }),
    };
  };

  const goTo = (view: View, target: LogTarget): LogPosition => {
    const none: LogPosition = { version: view.version, found: 'none', row: 0 };
    const rows = rowsOf(view);
    switch (target.to) {
      case 'time': {
        const row = Math.min(rows - 1, countUpTo(view.shown, numberAt(target.time)) - skipped(view));
        return rows === 0 ? none : place(view, Math.max(0, row));
      }
      case 'link':
      case 'record': {
        const offset =
          target.to === 'record'
            ? target.ref.offset
            : Number(/#(\d+)$/u.exec(target.link)?.[1] ?? Number.NaN);
        const number = offset / 110;
        if (!Number.isInteger(number) || number < 0 || number >= records()) return none;
        const { first, end } = range(view);
        if (number < first || number >= end || !view.shown.includes(number % kinds)) {
          return { ...none, found: 'hidden' };
        }
        return place(view, countUpTo(view.shown, number) - skipped(view));
      }
      case 'next':
      case 'previous': {
        const levels: Readonly<Record<typeof target.what, readonly ShownLevel[]>> = {
          match: [],
          error: ['ERROR', 'CRITICAL'],
          warning: ['WARNING'],
        };
        const wanted =
          target.what === 'match'
            ? view.matching
            : new Set(view.shown.filter((kind) => levels[target.what].includes(levelOf(kindAt(kind)))));
        const step = target.to === 'next' ? 1 : -1;
        for (let tried = 1; tried <= kinds; tried += 1) {
          const row = target.row + step * tried;
          if (row < 0 || row >= rows) return none;
          if (wanted.has(recordOf(view, row) % kinds)) return place(view, row, wanted);
        }
        return none;
      }
    }
  };

  const gone = fail(problem('log-reader-gone'));
  const withView = <T>(
    viewId: string,
    give: (view: View) => T,
  ): Promise<ReturnType<typeof succeed<T>> | typeof gone> => {
    const view = views.get(viewId);
    return Promise.resolve(view === undefined ? gone : succeed(give(view)));
  };

  return {
    'logs.view': ({ viewId, ...request }) => {
      if (scene === 'loading') return new Promise<never>(() => undefined);
      if (scene === 'silent') return Promise.resolve(gone);
      const query = fakeQuery(request.filter);
      if (query === undefined) {
        return Promise.resolve(fail(problem('invalid-query', { reason: 'invalid-expression', position: 1 })));
      }
      const { filter } = request;
      const passes = (kind: FakeKind): boolean =>
        (filter.levels.length === 0 || filter.levels.includes(levelOf(kind))) &&
        (filter.modules.length === 0 || filter.modules.includes(kind.module ?? '')) &&
        (filter.syncs.length === 0 || filter.syncs.includes(kind.sync ?? '')) &&
        (filter.runs.length === 0 || filter.runs.includes(kind.run ?? '')) &&
        (filter.codes.length === 0 || filter.codes.includes(kind.code ?? ''));
      const passing = fakeKinds.map((_, number) => number).filter((number) => passes(kindAt(number)));
      const matching = new Set(
        passing.filter((number) => query.matches([kindAt(number).text, ...kindAt(number).more].join('\n'))),
      );
      const near = (at: number): boolean =>
        passing
          .slice(Math.max(0, at - request.context), at + request.context + 1)
          .some((number) => matching.has(number));
      const view: View = {
        request,
        marksOf: query.marks,
        shown: request.show === 'all' ? passing : passing.filter((_, at) => near(at)),
        matching,
        version: (views.get(viewId)?.version ?? 0) + 1,
        searchedFrom: scene === 'crowded' && filter.text !== '' ? Math.floor(records() * 0.9) : 0,
        announcedRows: 0,
      };
      views.set(viewId, view);
      const state = stateOf(viewId, view, 0);
      view.announcedRows = state.rows;
      return Promise.resolve(succeed(state));
    },
    'logs.closeView': ({ viewId }) => {
      views.delete(viewId);
      return Promise.resolve(succeed(null));
    },
    'logs.rows': async ({ viewId, from, count }) => {
      // As long as a slow machine needs, so that rows on their way are seen.
      await new Promise((resolve) => setTimeout(resolve, scene === 'crowded' ? 25 : 2));
      return withView(viewId, (view) => ({
        version: view.version,
        from,
        rows: Array.from({ length: Math.max(0, Math.min(count, rowsOf(view) - from)) }, (_, at) =>
          rowAt(view, from + at),
        ),
      }));
    },
    'logs.record': ({ viewId, ref, offset }) =>
      withView(viewId, (view) => {
        const number = ref.offset / 110;
        const kind = kindAt(number);
        const row = rowAt(
          { ...view, shown: fakeKinds.map((_, at) => at), searchedFrom: 0 },
          number - skipped({ ...view, shown: fakeKinds.map((_, at) => at) }),
        );
        return {
          ...fakeText(kind, timeAt(number), row.fields, offset),
          link: `passerelle-log:live#${ref.offset}`,
        };
      }),
    'logs.goTo': ({ viewId, target }) => withView(viewId, (view) => goTo(view, target)),
    'logs.histogram': ({ viewId, slices, from, until }) =>
      withView(viewId, (view) => ({
        version: view.version,
        ...fakeHistogram(
          { shown: view.shown, numberAt },
          { from: from ?? timeAt(0), until: until ?? timeAt(records()) },
          slices,
        ),
      })),
    'logs.counts': ({ viewId }) =>
      withView(viewId, (view) => {
        const { first, end } = range(view);
        return {
          version: view.version,
          ...fakeCounts(view.request.filter, view.shown, (end - first) / kinds),
          files: [{ value: 'dhis2_sync.log', count: rowsOf(view) }],
        };
      }),
    'logs.overview': ({ viewId, slices }) =>
      withView(viewId, (view) =>
        fakeOverview(
          {
            version: view.version,
            rows: rowsOf(view),
            levelAt: (row) => levelOf(kindAt(recordOf(view, row))),
            ...(view.request.filter.text === '' || view.request.show === 'matches'
              ? {}
              : { isMatch: (row: number) => view.matching.has(recordOf(view, row) % kinds) }),
          },
          slices,
        ),
      ),
    'logs.detail': () =>
      Promise.resolve(
        scene === 'broken'
          ? fail(problem('detail-gone'))
          : succeed({ text: `${kindAt(307).text}\n${'Suite du détail conservé. '.repeat(200)}` }),
      ),
  };
}
