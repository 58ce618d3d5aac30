import { chmod, mkdir, rm } from 'node:fs/promises';
import type { LogFileFacts, LogViewRequest } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { planBundle } from '../bundle/planBundle';
import { previewBundle } from '../bundle/previewBundle';
import { saveBundle } from '../bundle/saveBundle';
import { diskProblem } from '../store/disk';
import { GrowingFacetTable } from './index/facetTable';
import type { LogReader, LogReaderPlaces, OnReaderEvent } from './logReader';
import { openForeign } from './opening/openForeign';

import { createTextSearch } from './search/createTextSearch';
import { FileFacts } from './sources/fileFacts';
import { LogSources } from './sources/logSources';
import { OpenedFiles } from './sources/openedFiles';
import type { TextSearch } from './textSearch';
import { createFileSaver } from './view/createFileSaver';
import { LogViews } from './view/logViews';

/** What tests replace. */
export interface LogReaderOptions {
  readonly now?: () => number;
  readonly search?: TextSearch;
  readonly openForeign?: typeof openForeign;
  readonly facets?: GrowingFacetTable;
}

/** Makes a reader; it looks at nothing until it is asked. */
export function createLogReader(
  places: LogReaderPlaces,
  onEvent: OnReaderEvent,
  options: LogReaderOptions = {},
): LogReader {
  const now = options.now ?? ((): number => Date.now());
  const facets = options.facets ?? new GrowingFacetTable();
  const search =
    options.search ?? createTextSearch(places.ripgrep === undefined ? {} : { ripgrep: places.ripgrep });
  const sources: LogSources = new LogSources({
    folder: places.logFolder,
    facets,
    now,
    plainOf: async (generation) => {
      if (generation.file.compressed !== 'no') await scratch();
      return opened.plainOf(generation);
    },
  });
  const opened = new OpenedFiles(
    sources.generations,
    options.openForeign ?? openForeign,
    places.scratchFolder,
  );
  const facts = new FileFacts((generation) => sources.sourceOf(generation));
  const views = new LogViews({ sources, facets, search, now }, (state) => onEvent('logView', state));
  const saver = createFileSaver(sources);
  const bundles = new Map<string, AbortController>();
  let prepared: Promise<void> | undefined;
  let state: 'open' | 'closed' = 'open';

  /** Makes the scratch folder, empty. */
  const scratch = (): Promise<void> => {
    prepared ??= (async () => {
      await rm(places.scratchFolder, { recursive: true, force: true });
      await mkdir(places.scratchFolder, { recursive: true, mode: 0o700 });
      await chmod(places.scratchFolder, 0o700);
    })();
    return prepared;
  };
  /** Indexes plain copies while others are still made: what is opened is looked at next. What fails fails there once more. */
  const readAhead = async (files: readonly LogFileFacts[]): Promise<void> => {
    const ids = files.filter(({ compressed }) => compressed !== 'no').map(({ id }) => id);
    for (const generation of sources.generations.all().filter(({ id }) => ids.includes(id))) {
      await sources.use(generation);
      await sources.read([generation]);
      await sources.release(generation);
    }
  };
  const guarded = async <T>(work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> => {
    if (state === 'closed') return fail(problem('log-reader-gone'));
    try {
      return await work();
    } catch (error) {
      return fail(problem('internal-error', {}, error instanceof Error ? error.message : String(error)));
    }
  };
  const onDisk = async <T>(path: string, work: () => Promise<T>): Promise<Result<T, Problem>> => {
    try {
      return succeed(await work());
    } catch (error) {
      return fail(diskProblem(error, path));
    }
  };

  return {
    list: () =>
      guarded(async () => {
        const scanned = await onDisk(places.logFolder, () => sources.scan());
        if (!scanned.ok) return scanned;
        await opened.sweep();
        const inFolder = sources.generations.all().filter(({ file }) => file.place !== 'opened');
        const files = [...(await facts.of(inFolder)), ...opened.list()];
        return succeed({ files, bytes: scanned.value.bytes });
      }),
    view: (input) =>
      guarded(async () => {
        const { viewId, ...request }: LogViewRequest & { viewId: string } = input;
        const query = await search.prepare(request.filter);
        return query.ok ? views.open(viewId, request, query.value) : query;
      }),
    closeView: ({ viewId }) => guarded(() => views.close(viewId)),
    rows: (input) => guarded(() => views.rows(input)),
    record: (input) => guarded(() => views.record(input)),
    goTo: (input) => guarded(() => views.goTo(input)),
    histogram: (input) => guarded(() => views.histogram(input)),
    counts: (input) => guarded(() => views.counts(input)),
    overview: (input) => guarded(() => views.overview(input)),
    openPath: ({ path }) =>
      guarded(async () => {
        const made = await onDisk(places.scratchFolder, scratch);
        if (!made.ok) return made;
        const files = await opened.open(path);
        if (files.ok) void readAhead(files.value).catch(() => undefined);
        return files;
      }),
    closeFile: ({ file }) => guarded(() => opened.close(file)),
    saveFile: (input) => guarded(() => saver.saveFile(input)),
    saveView: ({ viewId, path }) =>
      guarded(async () => {
        const view = views.find(viewId);
        return view === undefined ? fail(problem('not-found', { viewId })) : saver.saveView(view.shown, path);
      }),
    bundlePlan: ({ request, facts: known }) => guarded(() => planBundle({ request, facts: known, places })),
    bundlePreview: ({ request, facts: known, entry }) =>
      guarded(() => previewBundle({ request, facts: known, places }, entry)),
    bundleSave: ({ bundleId, request, facts: known, path }) =>
      guarded(async () => {
        const cancelling = new AbortController();
        bundles.get(bundleId)?.abort();
        bundles.set(bundleId, cancelling);
        const progress: Parameters<typeof saveBundle>[2] = (done) =>
          onEvent('bundleProgress', { bundleId, ...done });
        const saved = await saveBundle({ request, facts: known, places }, path, progress, cancelling.signal);
        if (bundles.get(bundleId) === cancelling) bundles.delete(bundleId);
        return saved;
      }),
    bundleCancel: ({ bundleId }) =>
      guarded(() => {
        bundles.get(bundleId)?.abort();
        return Promise.resolve(succeed(null));
      }),
    close: async () => {
      if (state === 'closed') return succeed(null);
      state = 'closed';
      for (const cancelling of bundles.values()) cancelling.abort();
      await views.closeAll();
      opened.closeAll();
      await facts.close();
      await sources.close();
      await search.close();
      return onDisk(places.scratchFolder, async () => {
        await prepared?.catch(() => undefined);
        await rm(places.scratchFolder, { recursive: true, force: true });
        return null;
      });
    },
  };
}
