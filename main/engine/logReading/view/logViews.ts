import type { Commands } from '../../../../shared/ipc/contract';
import type { LogViewRequest, LogViewState } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import type { TextQuery } from '../textSearch';
import { countValues } from './countValues';
import { goToRow } from './goToRow';
import { countSlices } from './histogram';
import { inSlices } from './inSlices';
import { LogView } from './logView';
import type { LogViewNeeds } from './logView';
import { countOverview } from './overview';
import { readRecordText } from './readRecordText';
import { readRows } from './readRows';

/** Views at a time; a screen needs one or two. */
const mostViews = 16;
const mostSlices = 2000;

type Input<N extends keyof Commands> = Commands[N]['input'];
type Answer<N extends keyof Commands> = Promise<Result<Commands[N]['output'], Problem>>;

/** Open views by the names that their screens gave them. */
export class LogViews {
  private readonly views = new Map<string, LogView>();
  /** What each view is asked for and takes long; a newer question of the same kind ends the older one. */
  private readonly questions = new Map<string, AbortController>();

  constructor(
    private readonly needs: Omit<LogViewNeeds, 'announce'>,
    private readonly announce: (state: LogViewState) => void,
  ) {}

  find(viewId: string): LogView | undefined {
    return this.views.get(viewId);
  }

  /** Opens a view or shows something else in it. */
  async open(
    viewId: string,
    request: LogViewRequest,
    query: TextQuery | undefined,
  ): Promise<Result<LogViewState, Problem>> {
    if (!this.views.has(viewId) && this.views.size >= mostViews) {
      return fail(problem('invalid-input', { field: 'viewId' }));
    }
    const view = this.views.get(viewId) ?? new LogView(viewId, { ...this.needs, announce: this.announce });
    this.views.set(viewId, view);
    return succeed(await view.change(request, query));
  }

  async close(viewId: string): Promise<Result<null, Problem>> {
    const view = this.views.get(viewId);
    this.views.delete(viewId);
    for (const kind of ['histogram', 'counts', 'overview']) this.questions.get(`${kind} ${viewId}`)?.abort();
    await view?.close();
    return succeed(null);
  }

  async closeAll(): Promise<void> {
    for (const viewId of [...this.views.keys()]) await this.close(viewId);
  }

  async rows({ viewId, from, count }: Input<'logs.rows'>): Answer<'logs.rows'> {
    const view = this.views.get(viewId);
    if (view === undefined) return unknownView(viewId);
    const { shown, query } = view;
    const { search } = this.needs;
    const { version } = shown;
    const rows = await readRows(shown, from, count, query === undefined ? undefined : { search, query });
    return succeed({ version, from, rows });
  }

  async record({ viewId, ref, offset }: Input<'logs.record'>): Answer<'logs.record'> {
    const view = this.views.get(viewId);
    return view === undefined ? unknownView(viewId) : readRecordText(view.shown.files, ref, offset);
  }

  async goTo({ viewId, target }: Input<'logs.goTo'>): Answer<'logs.goTo'> {
    const view = this.views.get(viewId);
    if (view === undefined) return unknownView(viewId);
    return succeed(await goToRow(view.shown, view.levels, target));
  }

  async histogram({ viewId, slices, from, until }: Input<'logs.histogram'>): Answer<'logs.histogram'> {
    const view = this.views.get(viewId);
    if (view === undefined) return unknownView(viewId);
    const state = view.stateNow();
    const { filter } = view.asked;
    const span = {
      from: Math.max(state.from ?? Infinity, filter.from ?? -Infinity, from ?? -Infinity),
      until: Math.min(state.until ?? -Infinity, filter.until ?? Infinity, until ?? Infinity),
    };
    const most = Math.min(mostSlices, Math.max(1, Math.floor(slices)));
    return this.ask(`histogram ${viewId}`, countSlices(view.shown, span, most, this.needs.facets));
  }

  async counts({ viewId }: Input<'logs.counts'>): Answer<'logs.counts'> {
    const view = this.views.get(viewId);
    if (view === undefined) return unknownView(viewId);
    return this.ask(`counts ${viewId}`, countValues(view.shown, this.needs.facets));
  }

  async overview({ viewId, slices }: Input<'logs.overview'>): Answer<'logs.overview'> {
    const view = this.views.get(viewId);
    if (view === undefined) return unknownView(viewId);
    const most = Math.min(mostSlices, Math.max(1, Math.floor(slices)));
    return this.ask(`overview ${viewId}`, countOverview(view.shown, most, this.needs.facets));
  }

  private async ask<T>(question: string, work: Generator<undefined, T>): Promise<Result<T, Problem>> {
    this.questions.get(question)?.abort();
    const asking = new AbortController();
    this.questions.set(question, asking);
    const done = await inSlices(work, asking.signal);
    if (this.questions.get(question) === asking) this.questions.delete(question);
    return done === undefined ? fail(problem('cancelled')) : succeed(done.value);
  }
}

function unknownView(viewId: string): Result<never, Problem> {
  return fail(problem('not-found', { viewId }));
}
