import type { LogFile, LogLevel } from './log';

/** Where a file in the list comes from. */
export type LogPlace = 'live' | 'old' | 'archived' | 'opened';

/** One file that can be looked at. */
export interface LogFileFacts {
  /** Names the file in requests; made by the reader, never a path. */
  readonly id: string;
  /** Name as the operator knows it: `dhis2_sync.log.1`, or `bundle.zip › logs/errors.log`. */
  readonly name: string;
  readonly place: LogPlace;
  /** Which of the five, for all but opened files. */
  readonly log?: LogFile;
  readonly bytes: number;
  /** ISO 8601. */
  readonly changedAt: string;
  /** Absent until they were counted. */
  readonly lines?: number;
  readonly compressed: 'no' | 'gzip' | 'zip';
  /** Why it cannot be read, as a problem code. */
  readonly unreadable?: string;
  /** Why less of it can be read than there was, as a problem code. */
  readonly incomplete?: string;
}

/** All files, and how much room they take. */
export interface LogFileList {
  readonly files: readonly LogFileFacts[];
  /** Bytes of everything in the log folder, archives and last hour included. */
  readonly bytes: number;
  /** Most bytes that the log folder may take, as set by the operator. */
  readonly mostBytes: number;
}

/** Which files a view shows; one of the five names means its live file, `with` also its old ones. */
export interface LogSelection {
  /** Ids of {@link LogFileFacts}, at most 100. */
  readonly files: readonly string[];
  readonly old: 'with' | 'without';
}

/** Level of a record; `NONE` is a line that carries none. */
export type ShownLevel = LogLevel | 'NONE';

/** What a record must be to match; every part that is empty or absent lets everything pass. */
export interface LogFilter {
  /** As typed, at most 500 characters: words, `"a phrase"`, `-not`, AND, OR, NOT, brackets, `/expression/`; or one expression. */
  readonly text: string;
  readonly syntax: 'words' | 'expression';
  readonly letterCase: 'ignored' | 'exact';
  readonly accents: 'ignored' | 'exact';
  readonly levels: readonly ShownLevel[];
  readonly modules: readonly string[];
  readonly syncs: readonly string[];
  readonly runs: readonly string[];
  readonly codes: readonly string[];
  /** Milliseconds since the epoch, both inclusive. */
  readonly from?: number;
  readonly until?: number;
}

/** A filter that lets everything pass. */
export const emptyLogFilter: LogFilter = {
  text: '',
  syntax: 'words',
  letterCase: 'ignored',
  accents: 'ignored',
  levels: [],
  modules: [],
  syncs: [],
  runs: [],
  codes: [],
};

/**
 * What a view is of. Level, module, synchronisation, run, code and time always narrow the rows. The text narrows them
 * when `show` is `matches` (with `context` rows around each); with `all` it only marks rows, to go from one to the next.
 */
export interface LogViewRequest {
  readonly selection: LogSelection;
  readonly filter: LogFilter;
  readonly show: 'matches' | 'all';
  /** Rows before and after each match, 0 to 50. */
  readonly context: number;
}

/** Where a view stands; announced at most 20 times a second and only on change. */
export interface LogViewState {
  readonly viewId: string;
  /** Rises with each change of rows. */
  readonly version: number;
  /** Rows now. */
  readonly rows: number;
  /** Rows below this number are the same as in the version before. */
  readonly sameRows: number;
  /** Rows that match the text, context not counted; equal to `rows` where there is no text. */
  readonly matches: number;
  /** Records of the selection before any filter. */
  readonly records: number;
  readonly reading: LogWork;
  readonly searching: LogWork;
  /** Records that the text could not be looked for in, as problem codes: never shown as "nothing found". */
  readonly incomplete?: { readonly code: string; readonly file?: string };
  /** Instants of the first and the last record of the selection before any filter, where they carry any. */
  readonly from?: number;
  readonly until?: number;
}

/** Work in bytes; `done === total` when it is over. */
export interface LogWork {
  readonly done: number;
  readonly total: number;
}

/** Place of a record that stays the same when its file gets another number. */
export interface LogRef {
  /** Id of the file's generation, made by the reader. */
  readonly source: string;
  /** Byte offset of the record's first byte. */
  readonly offset: number;
}

/** One record as a row: a multi-line record is one row. */
export interface LogRow {
  readonly row: number;
  readonly ref: LogRef;
  /** Name of the file it stands in now. */
  readonly file: string;
  /** Milliseconds since the epoch; absent where the line carries none. */
  readonly time?: number;
  readonly level?: LogLevel;
  readonly module?: string;
  readonly run?: string;
  readonly sync?: string;
  readonly code?: string;
  /** The sentence of the first line, at most 2,000 characters. */
  readonly text: string;
  /** `seq=… t=… run=…`, or nothing; at most 1,000 characters. */
  readonly fields: string;
  /** Lines of the record. */
  readonly lines: number;
  /** Bytes of the record. */
  readonly bytes: number;
  /** `cut`: more stands in the file than is shown here. */
  readonly extent: 'whole' | 'cut';
  readonly match: 'match' | 'context' | 'none';
  /** Ranges of `text` that the query found, as UTF-16 indexes. */
  readonly marks: readonly (readonly [number, number])[];
}

/** A page of rows of one version. */
export interface LogRows {
  readonly version: number;
  readonly from: number;
  readonly rows: readonly LogRow[];
}

/** A piece of a record's text, decoded. */
export interface LogRecordText {
  readonly text: string;
  /** Byte offset within the record where the next piece begins; absent at its end. */
  readonly next?: number;
  /** Fields of the record, where it carries any. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** A link that finds this record again, also after a rotation. */
  readonly link: string;
}

/** What to go to. */
export type LogTarget =
  | { readonly to: 'next' | 'previous'; readonly what: 'match' | 'error' | 'warning'; readonly row: number }
  | { readonly to: 'time'; readonly time: number }
  | { readonly to: 'record'; readonly ref: LogRef }
  | { readonly to: 'link'; readonly link: string };

/** Where it is; `number` and `total` count matches or levels from the beginning, where they were asked for. */
export interface LogPosition {
  readonly version: number;
  /** `none`: there is no such row, or the filter hides it. */
  readonly found: 'row' | 'none' | 'hidden';
  readonly row: number;
  readonly number?: number;
  readonly total?: number;
}

/** Records per slice of time and level, of the rows that pass the filter. */
export interface LogHistogram {
  readonly version: number;
  /** Instant of the first slice and width of each, in milliseconds; the width is a round one. */
  readonly from: number;
  readonly width: number;
  /** For each slice the counts in the order of `histogramLevels`. */
  readonly slices: readonly (readonly number[])[];
}

/** Order of the counts in a slice of {@link LogHistogram}. */
export const histogramLevels: readonly ShownLevel[] = [
  'NONE',
  'DEBUG',
  'INFO',
  'WARNING',
  'ERROR',
  'CRITICAL',
];

/** What stands out in some of the rows, in the order of rows. */
export interface LogOverviewSlice {
  /** Place among all slices, from 0. */
  readonly slice: number;
  readonly warnings: number;
  readonly errors: number;
  readonly criticals: number;
  /** First row of the highest of these levels; absent where there is none of them. */
  readonly worst?: number;
  /** Rows that match the text; 0 where every row of the view does. */
  readonly matches: number;
  /** First row that does. */
  readonly match?: number;
}

/** Where in all rows of a view levels and matches stand: by row, not by time. */
export interface LogOverview {
  readonly version: number;
  readonly rows: number;
  /** Rows of each slice, but perhaps fewer in the last one. */
  readonly sliceRows: number;
  /** Slices in which something stands out, in order. */
  readonly slices: readonly LogOverviewSlice[];
  /** First row of level ERROR or CRITICAL. */
  readonly firstError?: number;
}

/** One value and the rows that carry it. */
export interface LogCount {
  readonly value: string;
  readonly count: number;
}

/** How many rows carry what, most frequent first, at most 200 each; each kind is counted without its own filter. */
export interface LogCounts {
  readonly version: number;
  readonly levels: readonly LogCount[];
  readonly modules: readonly LogCount[];
  readonly syncs: readonly LogCount[];
  readonly runs: readonly LogCount[];
  readonly codes: readonly LogCount[];
  readonly files: readonly LogCount[];
}
