import { emptyLogFilter } from '../../../../shared/model/logView';
import type { LogViewRequest, LogViewState } from '../../../../shared/model/logView';
import type { GrowingFacetTable } from '../index/facetTable';
import type { LogSource } from '../sources/logSource';
import type { LogSources } from '../sources/logSources';
import type { TextQuery, TextSearch } from '../textSearch';
import { tailIndexOf } from './tailIndex';
import { FacetFilter } from './facetFilter';
import { atOnce, inSlices } from './inSlices';
import { firstChanged, mergeAll, mergeSlice, noteEnds, spanOf } from './mergedFiles';
import { LevelRows } from './levelRows';
import { MergeOrder } from './mergeOrder';
import { RecordMarks } from './recordMarks';
import { RowSelection } from './rowSelection';
import type { RowRules } from './rowSelection';
import { rankOf, ShownFiles } from './shownFiles';
import type { ShownFile } from './shownFiles';
import type { MergedFile, ShownRows } from './shownRows';
import { TextMarks } from './textMarks';
import { includesWork } from './wantedWork';
import type { WantedWork } from './wantedWork';

/** Milliseconds between two announcements at least. */
const announceMs = 50;
/** Milliseconds that rows lag behind what a search found so far: a screen shows no more of that while it goes on. */
const rests = { least: 200, most: 500 } as const;
/** Records that are merged in without a pause. */
const mostAtOnce = 256 * 1024;
/** Bytes not read yet above which the end of the files is shown before the rest is read. */
const beginningBytes = 4 * 1024 * 1024;

/** What a view is made with. */
export interface LogViewNeeds {
  readonly sources: LogSources;
  readonly facets: GrowingFacetTable;
  readonly search: TextSearch;
  readonly now: () => number;
  readonly announce: (state: LogViewState) => void;
}

/** One selection of files with one filter, kept up to date as the files grow. */
export class LogView {
  private request: LogViewRequest = {
    selection: { files: [], old: 'without' },
    filter: emptyLogFilter,
    show: 'all',
    context: 0,
  };
  private files: ShownFiles;
  private text: TextMarks | undefined;
  /** Rows of levels that one goes to. */
  readonly levels: LevelRows;
  private filter: FacetFilter;
  private merged: MergedFile[] = [];
  private order: MergeOrder;
  private selection: RowSelection;
  private version = 0;
  private extent: 'end' | 'whole' = 'whole';
  /** Rows that are the same as in the version that was announced last. */
  private same = 0;
  private saidVersion = 0;
  /** Records whose marks changed, the first one of each file. */
  private readonly marked = new Map<LogSource, number>();
  private wanted: WantedWork = 'nothing';
  private working: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private announcedAt = -Infinity;
  /** Milliseconds to wait before all rows are selected again. */
  private rest = 0;
  private announcedState = '';
  private names = '';
  private superseded = new AbortController();
  private state: 'open' | 'closed' = 'open';
  private readonly unsubscribe: () => Promise<void>;

  constructor(
    readonly id: string,
    private readonly needs: LogViewNeeds,
  ) {
    this.files = new ShownFiles(this.request.selection, needs.sources);
    this.filter = new FacetFilter(emptyLogFilter, needs.facets);
    this.levels = new LevelRows(needs.facets);
    this.order = this.newOrder();
    this.selection = new RowSelection(this.order, this.rules());
    this.unsubscribe = needs.sources.onChange(async () => {
      await this.files.update();
      this.want('extension');
    });
  }

  /** The rows that requests are answered from, until the next change. */
  get shown(): ShownRows {
    return { version: this.version, files: this.merged, order: this.order, selection: this.selection };
  }

  /** The text that is looked for, where there is one. */
  get query(): TextQuery | undefined {
    return this.text?.query;
  }

  /** What the view is of. */
  get asked(): LogViewRequest {
    return this.request;
  }

  /** Shows something else; resolves when there are rows, which may not be all yet. */
  async change(request: LogViewRequest, query: TextQuery | undefined): Promise<LogViewState> {
    const { selection } = request;
    const sameFiles =
      JSON.stringify(selection) === JSON.stringify(this.request.selection) && this.version > 0;
    const sameText = JSON.stringify(query?.filter) === JSON.stringify(this.text?.query.filter);
    this.superseded.abort();
    this.superseded = new AbortController();
    this.request = request;
    this.filter = new FacetFilter(request.filter, this.needs.facets);
    if (!sameText || this.text?.incomplete !== undefined) {
      this.text?.close();
      this.marked.clear();
      this.text = query === undefined ? undefined : this.newText(query);
    }
    if (!sameFiles) {
      await this.needs.sources.scan();
      const before = this.files;
      this.files = new ShownFiles(selection, this.needs.sources);
      await this.files.update();
      await before.close();
      const open = this.files.readable().map(({ generation }) => generation);
      if (this.unread() <= beginningBytes) await this.needs.sources.read(open);
    }
    this.raise(sameFiles ? 'selection' : 'opening');
    await this.work();
    const state = this.stateNow();
    this.saidVersion = state.version;
    return state;
  }

  /** Where the view stands. */
  stateNow(): LogViewState {
    const { order, selection, merged, text } = this;
    const { from, until } = spanOf(merged, order);
    const incomplete = this.files.incomplete ?? text?.incomplete ?? this.files.unfiltered;
    return {
      viewId: this.id,
      version: this.version,
      rows: selection.rows,
      sameRows: Math.min(this.same, selection.rows),
      matches: selection.matches,
      records: order.length,
      reading: this.files.reading,
      searching: this.searching(),
      ...(incomplete === undefined ? {} : { incomplete }),
      ...(from <= until ? { from, until } : {}),
    };
  }

  async close(): Promise<void> {
    this.state = 'closed';
    clearTimeout(this.timer);
    this.superseded.abort();
    this.text?.close();
    await this.unsubscribe();
    await this.working;
    await this.files.close();
  }

  private searching(): LogViewState['searching'] {
    const { text } = this;
    if (text === undefined) return { done: 0, total: 0 };
    const { done, total } = text.searching;
    const files = this.extent === 'whole' ? this.merged : [];
    const unsearched = this.extent === 'whole' ? text.unsearched(files) : this.files.reading.total;
    // What waits to be searched counts as work, what was found and is no row yet too, and a search that is over as none.
    const areRowsDue =
      this.marked.size > 0 || this.working !== undefined || includesWork(this.wanted, 'selection');
    const left = unsearched + (areRowsDue ? 1 : 0);
    return left === 0
      ? { done: total, total }
      : { done: Math.min(done, total), total: Math.max(total, done + left) };
  }

  private newText(query: TextQuery): TextMarks {
    const text: TextMarks = new TextMarks(
      query,
      this.needs.search,
      this.needs.now,
      (source, record) => {
        if (this.text !== text) return;
        this.marked.set(source, Math.min(record, this.marked.get(source) ?? Infinity));
        this.want('extension');
      },
      // What a search found in the end is awaited.
      () => {
        if (this.text === text) this.want('extension', 'at-once');
      },
    );
    return text;
  }

  private raise(what: WantedWork): void {
    if (!includesWork(this.wanted, what)) this.wanted = what;
  }

  private want(what: WantedWork, when: 'paced' | 'at-once' = 'paced'): void {
    if (this.state === 'closed') return;
    this.raise(what);
    if (when === 'paced' && this.timer !== undefined) return;
    clearTimeout(this.timer);
    const since = when === 'at-once' ? Infinity : this.needs.now() - this.announcedAt;
    const wait = since < 0 ? 0 : Math.max(0, announceMs - since, Math.min(rests.most, this.rest - since));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.work().then(() => this.announce());
    }, wait).unref();
  }

  private announce(): void {
    if (this.state === 'closed') return;
    const state = this.stateNow();
    const text = JSON.stringify(state);
    if (text === this.announcedState) return;
    this.announcedState = text;
    this.saidVersion = state.version;
    this.announcedAt = this.needs.now();
    this.needs.announce(state);
  }

  /** Does what is wanted; one piece of work at a time. */
  private async work(): Promise<void> {
    while (this.working !== undefined) await this.working;
    this.working = this.workNow().finally(() => {
      this.working = undefined;
    });
    await this.working;
  }

  private async workNow(): Promise<void> {
    const wanted = this.wanted;
    this.wanted = 'nothing';
    if (this.state === 'closed' || wanted === 'nothing') return;
    const { signal } = this.superseded;
    const rebuild = wanted === 'opening' || wanted === 'rebuilding' || this.needsRebuilding();
    const done = rebuild
      ? await this.rebuild(wanted === 'opening' ? 'opening' : 'rebuilding', signal)
      : await this.extend(wanted, signal);
    // What was given up is wanted still, together with what else is wanted by now.
    if (done === 'aborted') this.raise(rebuild && wanted !== 'opening' ? 'rebuilding' : wanted);
    else if (this.extent === 'whole') this.text?.start(this.merged);
    const names = this.merged.map(({ generation }) => generation.file.name).join('\n');
    // Rows name their files: after a rotation these are other names.
    if (done === 'done' && !rebuild && names !== this.names) this.show(this.selection, 0);
    this.names = names;
  }

  /** Whether files went, or others hold other things now, or all is read of which only the end was shown. */
  private needsRebuilding(): boolean {
    const readable = new Set(this.files.readable().map(({ source }) => source));
    if (this.merged.some(({ source }) => !readable.has(source))) return true;
    if (this.extent === 'end') return this.unread() === 0;
    let fresh = 0;
    for (const source of readable) {
      const number = this.merged.findIndex((file) => file.source === source);
      fresh += source.index.records - (number === -1 ? 0 : this.order.mergedOf(number));
    }
    return fresh > mostAtOnce;
  }

  private unread(): number {
    const { done, total } = this.files.reading;
    return total - done;
  }

  private async rebuild(why: 'opening' | 'rebuilding', signal: AbortSignal): Promise<'done' | 'aborted'> {
    const extent = why === 'opening' && this.unread() > beginningBytes ? 'end' : 'whole';
    const readable = this.files.readable();
    const shown =
      extent === 'whole'
        ? readable.map((file): ShownFile => ({ ...file, index: file.source.index }))
        : await tailIndexOf(readable, this.needs.facets);
    const order = this.newOrder();
    const merged: MergedFile[] = [];
    for (const file of shown) {
      order.add(file.index, rankOf(file.generation));
      merged.push({ ...file, lastEnd: 0 });
    }
    const pass = order.begin();
    if (pass !== undefined) {
      const merging = await inSlices(mergeAll(order, pass), signal);
      if (merging === undefined) return 'aborted';
      order.take(pass);
    }
    noteEnds(merged, order);
    // Not after the selection: what a search finds during it may stand before what is looked at by then.
    this.marked.clear();
    const selection = new RowSelection(order, this.rules(merged, extent));
    const selecting = await inSlices(selection.selectFrom(0), signal);
    if (selecting === undefined) return 'aborted';
    this.order = order;
    this.merged = merged;
    this.extent = extent;
    this.show(selection, 0);
    return 'done';
  }

  /** Merges in what was appended, and selects anew from the first row that may have changed. */
  private async extend(wanted: WantedWork, signal: AbortSignal): Promise<'done' | 'aborted'> {
    if (this.extent === 'end' && wanted === 'extension') return 'done';
    let dirty = Infinity;
    if (this.extent === 'whole') {
      this.addFiles();
      dirty = Math.min(this.mergeFresh(), this.firstMarked());
    }
    if (wanted === 'extension' && dirty === Infinity) return 'done';
    if (wanted === 'extension' && this.order.length - dirty <= mostAtOnce) {
      const before = this.selection.rows;
      const same = atOnce(this.selection.selectFrom(dirty));
      if (same < before || this.selection.rows !== before) this.show(this.selection, same);
      this.rest = 0;
      return 'done';
    }
    const selection = new RowSelection(this.order, this.rules());
    const since = performance.now();
    const selecting = await inSlices(selection.selectFrom(0), signal);
    // While a search finds more and more, most of the time is left to it.
    this.rest = Math.max(rests.least, 4 * (performance.now() - since));
    if (selecting === undefined) {
      // Rows that stand further on than what changed are no longer to be trusted: they are selected anew first of all.
      this.raise('selection');
      return 'aborted';
    }
    this.show(selection, 0);
    return 'done';
  }

  private show(selection: RowSelection, same: number): void {
    this.selection = selection;
    this.levels.forgetFrom(same);
    // Of versions that nobody heard of, what all of them have in common counts.
    this.same = this.saidVersion === this.version ? same : Math.min(this.same, same);
    this.version += 1;
  }

  private addFiles(): void {
    for (const { generation, source } of this.files.readable()) {
      if (this.merged.some((file) => file.source === source)) continue;
      this.order.add(source.index, rankOf(generation));
      this.merged.push({ generation, source, index: source.index, lastEnd: 0 });
    }
  }

  /** Merges what is new in short time; the first place that may have changed, infinite where none has. */
  private mergeFresh(): number {
    const changed = new Map<number, number>();
    for (const [number, file] of this.merged.entries()) {
      const known = this.order.mergedOf(number);
      const record = firstChanged(file, known);
      if (record >= known) continue;
      changed.set(number, record);
      this.text?.forget(file, record);
    }
    const pass = this.order.begin(changed);
    if (pass === undefined) return Infinity;
    while (!this.order.step(pass, mergeSlice));
    const same = this.order.take(pass);
    noteEnds(this.merged, this.order);
    return changed.size > 0 ? pass.cut : same;
  }

  private firstMarked(): number {
    let place = Infinity;
    for (const [number, { source }] of this.merged.entries()) {
      const record = this.marked.get(source);
      if (record === undefined || record >= this.order.mergedOf(number)) continue;
      place = Math.min(place, this.order.firstFrom(this.order.timesOf(number).keyOf(record)));
    }
    this.marked.clear();
    return place;
  }

  private newOrder(): MergeOrder {
    const { facets } = this.needs;
    return new MergeOrder((facet) => facets.partOf(facet, 'code') !== 0);
  }

  private rules(merged: readonly MergedFile[] = this.merged, extent = this.extent): RowRules {
    const { filter, show, context } = this.request;
    const { text } = this;
    const nothing = new RecordMarks();
    const found = (number: number): RecordMarks => {
      const source = extent === 'whole' ? merged[number]?.source : undefined;
      return source === undefined || text === undefined ? nothing : text.marksOf(source);
    };
    return {
      facets: this.filter,
      from: filter.from ?? -Infinity,
      until: filter.until ?? Infinity,
      ...(text === undefined ? {} : { found }),
      show,
      context,
    };
  }
}
