import type { Commands, Events } from '../../../shared/ipc/contract';
import type { BundlePlan, BundleRequest, BundleSaved } from '../../../shared/model/bundle';
import type { LogFileFacts, LogFileList } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';
import type { BundleFacts } from '../bundle/bundleFacts';

type Input<N extends keyof Commands> = Commands[N]['input'];
type Answer<N extends keyof Commands> = Promise<Result<Commands[N]['output'], Problem>>;
type Answering<T> = Promise<Result<T, Problem>>;

/** Where a reader works. */
export interface LogReaderPlaces {
  /** Folder of the five files. */
  readonly logFolder: string;
  /** Folder for inflated copies, emptied when the reader starts and when it closes; created 0700. */
  readonly scratchFolder: string;
  /** ripgrep's program, where there is one; without it searches are slower and otherwise the same. */
  readonly ripgrep?: string;
}

/** What a reader announces without being asked. */
export type LogReaderEvents = Pick<Events, 'logView' | 'bundleProgress'>;

/**
 * Reads log files and nothing else: it never writes into the log folder. Runs in a process of its own beside the
 * desktop shell, and in the process of the command line. Everything in and out survives a structured clone.
 */
export interface LogReader {
  /** How much room there may be is its writer's affair. */
  list(input: Input<'logs.list'>): Answering<Omit<LogFileList, 'mostBytes'>>;
  view(input: Input<'logs.view'>): Answer<'logs.view'>;
  closeView(input: Input<'logs.closeView'>): Answer<'logs.closeView'>;
  rows(input: Input<'logs.rows'>): Answer<'logs.rows'>;
  record(input: Input<'logs.record'>): Answer<'logs.record'>;
  goTo(input: Input<'logs.goTo'>): Answer<'logs.goTo'>;
  histogram(input: Input<'logs.histogram'>): Answer<'logs.histogram'>;
  counts(input: Input<'logs.counts'>): Answer<'logs.counts'>;
  overview(input: Input<'logs.overview'>): Answer<'logs.overview'>;
  /** Lists what a file from elsewhere holds; the path comes from a dialog or the command line, never from a page. */
  openPath(input: { readonly path: string }): Answering<readonly LogFileFacts[]>;
  closeFile(input: Input<'logs.closeFile'>): Answer<'logs.closeFile'>;
  /** Copies a file as it is, whole or not at all. */
  saveFile(input: {
    readonly file: string;
    readonly path: string;
  }): Answering<{ path: string; bytes: number }>;
  /** Writes the rows of a view as text, whole or not at all. */
  saveView(input: {
    readonly viewId: string;
    readonly path: string;
  }): Answering<{ path: string; bytes: number }>;
  bundlePlan(input: { readonly request: BundleRequest; readonly facts: BundleFacts }): Answering<BundlePlan>;
  bundlePreview(input: {
    readonly request: BundleRequest;
    readonly facts: BundleFacts;
    readonly entry: string;
  }): Answering<{ text: string }>;
  bundleSave(input: {
    readonly bundleId: string;
    readonly request: BundleRequest;
    readonly facts: BundleFacts;
    readonly path: string;
  }): Answering<BundleSaved>;
  bundleCancel(input: { readonly bundleId: string }): Answering<null>;
  /** Ends views, child processes and scratch files. */
  close(input: Record<string, never>): Answering<null>;
}

/** Makes a reader's announcements heard. */
export type OnReaderEvent = <N extends keyof LogReaderEvents>(event: N, payload: Events[N]) => void;

/** Names of all requests, for the channel between two processes; the compiler checks that none is missing. */
export const readerRequests = Object.keys({
  list: 0,
  view: 0,
  closeView: 0,
  rows: 0,
  record: 0,
  goTo: 0,
  histogram: 0,
  counts: 0,
  overview: 0,
  openPath: 0,
  closeFile: 0,
  saveFile: 0,
  saveView: 0,
  bundlePlan: 0,
  bundlePreview: 0,
  bundleSave: 0,
  bundleCancel: 0,
  close: 0,
} satisfies Record<keyof LogReader, 0>) as readonly (keyof LogReader)[];
