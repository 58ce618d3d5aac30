import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createLogReader } from '../../main/engine/logReading/createLogReader';
import type { LogReader } from '../../main/engine/logReading/logReader';
import { emptyLogFilter } from '../../shared/model/logView';
import type { LogFilter, LogViewState } from '../../shared/model/logView';
import type { Result } from '../../shared/result';
import type { Corpora } from './corpora';
import { indexFile } from './indexedFile';
import { inTurn, runTool } from './measure';
import { bound, ms, ratio, told } from './report';
import type { Figure } from './report';
import type { Tools } from './tools';

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A reader whose announcements can be waited for. */
export class WatchedReader {
  readonly reader: LogReader;
  latest: LogViewState | undefined;
  private readonly scratch: string;
  private readonly looks = new Set<() => void>();

  constructor(logFolder: string, scratchRoot: string, tools: Tools) {
    this.scratch = mkdtempSync(join(scratchRoot, 'scratch-'));
    const ripgrep = tools.npmRipgrep;
    this.reader = createLogReader(
      { logFolder, scratchFolder: this.scratch, ...(ripgrep === undefined ? {} : { ripgrep }) },
      (event, payload) => {
        if (event === 'logView') this.hear(payload as LogViewState);
      },
    );
  }

  private hear(state: LogViewState): void {
    this.latest = state;
    for (const look of this.looks) look();
  }

  /** Opens or changes the view; resolves with its first state. */
  async view(files: readonly string[], filter: Partial<LogFilter> = {}): Promise<LogViewState> {
    const state = value(
      await this.reader.view({
        viewId: 'bench',
        selection: { files: [...files], old: 'with' },
        filter: { ...emptyLogFilter, ...filter },
        show: 'matches',
        context: 0,
      }),
    );
    this.latest = state;
    return state;
  }

  /** Resolves once what was announced last is as wanted. */
  until(wanted: (state: LogViewState) => boolean): Promise<LogViewState> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.latest === undefined || !wanted(this.latest)) return;
        this.looks.delete(look);
        resolve(this.latest);
      };
      this.looks.add(look);
      look();
    });
  }

  /** Resolves once everything is read and searched. */
  done(): Promise<LogViewState> {
    return this.until(
      ({ reading, searching }) => reading.done === reading.total && searching.done === searching.total,
    );
  }

  async close(): Promise<void> {
    await this.reader.close({});
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** Opens files in a new reader, from nothing to all of them indexed and merged. */
async function openCold(folder: string, files: readonly string[], scratch: string, tools: Tools) {
  const watched = new WatchedReader(folder, scratch, tools);
  const startedAt = performance.now();
  await watched.view(files);
  await watched.done();
  return { watched, ms: performance.now() - startedAt };
}

async function structuralIndex(corpora: Corpora, tools: Tools, rounds: number): Promise<readonly Figure[]> {
  const { large, largeName, medium, small } = corpora;
  const { wc, lnav } = tools;
  const figures: Figure[] = [];
  const files = [
    ['10 MB', small],
    ['100 MB', medium],
    [largeName, large],
  ] as const;
  for (const [name, path] of new Map(files)) {
    const counted = await inTurn(rounds, [
      { name: 'own', run: () => void indexFile(path) },
      ...(wc === undefined ? [] : [{ name: 'wc', run: () => runTool(wc, ['-l', path]) }]),
    ]);
    const what = `structural index of ${name}, one thread`;
    figures.push(ratio(what, counted.get('own') ?? NaN, counted.get('wc'), '`wc -l`', 7));
  }
  const opened = await inTurn(rounds, [
    { name: 'own', run: () => void indexFile(medium) },
    ...(lnav === undefined
      ? []
      : [{ name: 'lnav', run: () => runTool(lnav, ['-n', '-q', '-c', ':goto 100%', medium]) }]),
  ]);
  figures.push(
    ratio(
      'structural index of 100 MB',
      opened.get('own') ?? NaN,
      opened.get('lnav'),
      'lnav opening it',
      0.25,
    ),
  );
  return figures;
}

async function lastLines(corpora: Corpora, tools: Tools, rounds: number): Promise<readonly Figure[]> {
  const folder = join(corpora.large, '..');
  const { tail } = tools;
  const own = {
    name: 'own',
    run: async () => {
      const watched = new WatchedReader(folder, corpora.folder, tools);
      const startedAt = performance.now();
      const { rows } = await watched.view(['dhis2_sync.log']);
      for (const from of [Math.max(0, rows - 1000), Math.max(0, rows - 500)]) {
        value(await watched.reader.rows({ viewId: 'bench', from, count: 500 }));
      }
      const elapsed = performance.now() - startedAt;
      if (rows < 1000) throw new Error(`only ${rows} rows came first`);
      await watched.close();
      return elapsed;
    },
  };
  const times = await inTurn(rounds, [
    own,
    ...(tail === undefined
      ? []
      : [{ name: 'tail', run: () => runTool(tail, ['-n', '1000', corpora.large]) }]),
  ]);
  const ownMs = times.get('own') ?? NaN;
  return [
    bound(`last 1000 lines of ${corpora.largeName} as rows, from nothing`, ownMs, 1, 'ms'),
    told('the same by `tail -n 1000`', tail === undefined ? 'tail is absent' : ms(times.get('tail') ?? NaN)),
  ];
}

async function tenFiles(corpora: Corpora, tools: Tools, rounds: number): Promise<readonly Figure[]> {
  const times = await inTurn(rounds, [
    {
      name: 'cold',
      run: async () => {
        const { watched, ms } = await openCold(corpora.tenFolder, ['auto_sync.log'], corpora.folder, tools);
        await watched.close();
        return ms;
      },
    },
    { name: 'index alone', run: () => corpora.ten.forEach((path) => indexFile(path)) },
    {
      name: 'again',
      run: async () => {
        const { watched } = await openCold(corpora.tenFolder, ['auto_sync.log'], corpora.folder, tools);
        const startedAt = performance.now();
        await watched.view(['auto_sync.log'], { levels: [] });
        await watched.done();
        const elapsed = performance.now() - startedAt;
        await watched.close();
        return elapsed;
      },
    },
  ]);
  return [
    bound('10 × 10 MB: index alone', times.get('index alone') ?? NaN, 90, 'ms'),
    told(
      '10 × 10 MB: opened in the reader, indexed and merged by time',
      `${(times.get('cold') ?? NaN).toFixed(0)} ms`,
    ),
    bound('10 × 10 MB: the same view once more, indexes kept', times.get('again') ?? NaN, 5, 'ms'),
  ];
}

/** Level filter, histogram and counts over all records of the large file, in the reader. */
async function columns(corpora: Corpora, tools: Tools, rounds: number): Promise<readonly Figure[]> {
  const folder = join(corpora.large, '..');
  const { watched, ms } = await openCold(folder, ['dhis2_sync.log'], corpora.folder, tools);
  const millions = `${(corpora.largeRecords / 1_000_000).toFixed(2)} million records`;
  let level = 0;
  const times = await inTurn(rounds * 2, [
    {
      name: 'filter',
      run: async () => {
        level += 1;
        const startedAt = performance.now();
        await watched.view(['dhis2_sync.log'], { levels: level % 2 === 0 ? ['ERROR'] : ['WARNING'] });
        await watched.done();
        return performance.now() - startedAt;
      },
    },
    {
      name: 'histogram',
      run: async () => {
        await watched.view(['dhis2_sync.log']);
        await watched.done();
        const startedAt = performance.now();
        value(await watched.reader.histogram({ viewId: 'bench', slices: 200 }));
        return performance.now() - startedAt;
      },
    },
    {
      name: 'rows',
      run: async () => {
        const at = Math.floor(corpora.largeRecords / 2) + level;
        const startedAt = performance.now();
        value(await watched.reader.rows({ viewId: 'bench', from: at, count: 100 }));
        return performance.now() - startedAt;
      },
    },
  ]);
  await watched.close();
  return [
    told(`${corpora.largeName} opened in the reader, to the end`, `${ms.toFixed(0)} ms`),
    bound(`level filter over ${millions}`, times.get('filter') ?? NaN, 25, 'ms'),
    bound(`histogram of 200 slices over ${millions}`, times.get('histogram') ?? NaN, 25, 'ms'),
    bound('100 rows from the middle', times.get('rows') ?? NaN, 16, 'ms'),
  ];
}

/** The gzip'd set: opened, inflated, indexed and searched through, against ripgrep over the gzip'd files. */
async function gzipSet(corpora: Corpora, tools: Tools, rounds: number): Promise<readonly Figure[]> {
  const term = 'AIGUILLE-QX';
  const { npmRipgrep } = tools;
  let again = NaN;
  const own = {
    name: 'own',
    run: async () => {
      const watched = new WatchedReader(corpora.folder, corpora.folder, tools);
      const startedAt = performance.now();
      // All at once, as the screen opens what was chosen.
      const opened = await Promise.all(corpora.tenGzip.map((path) => watched.reader.openPath({ path })));
      const files = opened.flatMap((one) => value(one).map(({ id }) => id));
      const exact = { letterCase: 'exact', accents: 'exact' } as const;
      await watched.view(files, { ...exact, text: term });
      await watched.done();
      const elapsed = performance.now() - startedAt;
      const secondAt = performance.now();
      await watched.view(files, { ...exact, text: `${term} OR AIGUILLE-AB` });
      await watched.done();
      again = performance.now() - secondAt;
      await watched.close();
      return elapsed;
    },
  };
  const rg = { name: 'rg -z', run: () => runTool(npmRipgrep ?? '', ['-z', '-c', term, ...corpora.tenGzip]) };
  const times = await inTurn(rounds, npmRipgrep === undefined ? [own] : [own, rg]);
  const other = times.get('rg -z');
  return [
    ratio(
      "10 × 10 MB gzip'd: opened, inflated, indexed and searched",
      times.get('own') ?? NaN,
      other,
      '`rg -z`',
      1.2,
    ),
    ratio("10 × 10 MB gzip'd: each further search", again, other, '`rg -z`', 1.2),
  ];
}

/** Indexes, views and their columns. */
export async function measureIndexing(
  corpora: Corpora,
  tools: Tools,
  rounds: number,
): Promise<readonly Figure[]> {
  return [
    ...(await lastLines(corpora, tools, rounds)),
    ...(await structuralIndex(corpora, tools, rounds)),
    ...(await tenFiles(corpora, tools, rounds * 2)),
    ...(await columns(corpora, tools, rounds)),
    ...(await gzipSet(corpora, tools, rounds)),
  ];
}
