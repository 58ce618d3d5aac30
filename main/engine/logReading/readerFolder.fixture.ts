import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyLogFilter } from '../../../shared/model/logView';
import type {
  LogFilter,
  LogRow,
  LogSelection,
  LogViewRequest,
  LogViewState,
} from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import { createLogReader } from './createLogReader';
import type { LogReaderOptions } from './createLogReader';
import type { LogReader } from './logReader';
import { ripgrepInModules } from './search/ripgrepPlace';

/** A reader over a folder of its own, for tests; to be closed after each. */
export class ReaderFolder {
  readonly scratch: string;
  readonly reader: LogReader;
  /** All that was announced, in order. */
  readonly heard: LogViewState[] = [];

  /** Over a new folder, or over one that is there. */
  constructor(
    readonly folder = mkdtempSync(join(tmpdir(), 'passerelle-reader-')),
    options: LogReaderOptions = {},
  ) {
    this.scratch = join(folder, 'scratch');
    mkdirSync(join(folder, 'logs'), { recursive: true });
    this.reader = createLogReader(
      {
        logFolder: join(folder, 'logs'),
        scratchFolder: this.scratch,
        ripgrep: ripgrepInModules(process, process.cwd()),
      },
      (_event, payload) => {
        if ('sameRows' in payload) this.heard.push(payload);
      },
      options,
    );
  }

  /** Path of a file in the log folder. */
  log(name: string): string {
    return join(this.folder, 'logs', name);
  }

  /** Writes a file beside the log folder; its path. */
  beside(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Opens or changes the view `v`. */
  async view(
    files: readonly string[],
    filter: Partial<LogFilter> = {},
    more: Partial<Omit<LogViewRequest, 'filter' | 'selection'>> & Partial<Pick<LogSelection, 'old'>> = {},
  ): Promise<LogViewState> {
    const { old = 'with', ...rest } = more;
    return valueOf(
      await this.reader.view({
        viewId: 'v',
        selection: { files, old },
        filter: { ...emptyLogFilter, ...filter },
        show: 'matches',
        context: 0,
        ...rest,
      }),
    );
  }

  /** Rows of the view `v`, from the first one on. */
  async rows(from = 0, count = 500): Promise<readonly LogRow[]> {
    return valueOf(await this.reader.rows({ viewId: 'v', from, count })).rows;
  }

  /** Sentences of the rows of the view `v`. */
  async texts(): Promise<readonly string[]> {
    return (await this.rows()).map(({ text }) => text);
  }

  async close(): Promise<void> {
    await this.reader.close({});
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a request answered; throws where it failed. */
export function valueOf<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Code of the problem that a request answered, or `none`. */
export function problemOf(result: Result<unknown, Problem>): string {
  return result.ok ? 'none' : result.error.code;
}

/** How long tests wait for what comes by itself: only what fails takes so long. */
export const soon = { timeout: 60_000, interval: 10 };

/** Instant from which the lines of tests count. */
export const startOfLines = Date.UTC(2026, 10, 23, 10);

/** A line of ours, its instant `at` milliseconds after the start. */
export function ownLine(
  seq: number,
  at: number,
  more: { level?: string; module?: string; text?: string; fields?: string } = {},
): string {
  const instant = new Date(startOfLines + at).toISOString();
  const head = `[${more.level ?? 'INFO'}] ${instant.slice(0, 19).replace('T', ' ')} [${more.module ?? 'orchestrator'}] - `;
  const fields = `seq=${seq} t=${instant.replace('Z', '+00:00')} ${more.fields ?? 'code=run-started'}`;
  return `${head}${more.text ?? `phrase ${seq}`} | ${fields}\n`;
}
