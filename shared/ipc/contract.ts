import type { BundlePlan, BundleProgress, BundleRequest, BundleSaved } from '../model/bundle';
import type { ConnectionTestResult } from '../model/connectionTest';
import type {
  LogCounts,
  LogFileFacts,
  LogFileList,
  LogHistogram,
  LogOverview,
  LogPosition,
  LogRecordText,
  LogRef,
  LogRows,
  LogTarget,
  LogViewRequest,
  LogViewState,
} from '../model/logView';
import type { Problem } from '../model/problem';
import type { RunRecord } from '../model/run';
import type { ConnectionSettings, Preferences, SynchronisationSettings } from '../model/settings';
import type { RunSummary, StatusDelta, StatusSnapshot } from '../model/status';
import type { Result } from '../result';

/** A connection as the screens see it: never its secret. */
export interface ConnectionView extends ConnectionSettings {
  readonly hasSecret: boolean;
  /** `this-session` when no OS store would take it: gone when the application ends. */
  readonly secretKept: 'os-store' | 'this-session' | 'none';
  readonly usedBy: number;
}

/** A connection as the form sends it; `secret` is write-only and absent when it stays as it is. */
export interface ConnectionInput {
  readonly id?: string;
  readonly name: string;
  readonly url: string;
  readonly allowHttp: boolean;
  readonly auth: ConnectionSettings['auth'];
  readonly secret?: string;
}

/** A synchronisation as the form sends it. */
export interface SynchronisationInput {
  readonly id?: string;
  readonly name: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly domains: SynchronisationSettings['domains'];
  readonly mode: SynchronisationSettings['mode'];
  readonly checkIntervalSeconds: number;
  readonly clone: SynchronisationSettings['clone'];
}

/** Facts about the program and the machine. */
export interface AppInfo {
  readonly version: string;
  readonly electronVersion: string;
  /** `fallback`: development and tests only, shown as a banner. */
  readonly runtime: 'supported' | 'fallback';
  readonly chromeVersion: string;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly profile: 'demonstration' | 'operator';
  readonly secretStore: 'os-store' | 'this-session';
  /** Name of the OS store's backend, or why there is none. */
  readonly secretBackend: string;
  readonly tray: 'present' | 'absent';
  readonly logFolder: string;
  readonly preferences: Preferences;
  /** What was found unreadable at start and kept aside. */
  readonly stateProblems: readonly Problem[];
}

/** Everything the renderer may ask of main; each answers with a typed result, never silently. */
export interface Commands {
  'app.info': { input: Record<string, never>; output: AppInfo };
  'app.setPreferences': { input: Partial<Preferences>; output: Preferences };
  'app.quit': { input: Record<string, never>; output: null };
  'status.snapshot': { input: Record<string, never>; output: StatusSnapshot };
  'connections.list': { input: Record<string, never>; output: readonly ConnectionView[] };
  'connections.save': { input: ConnectionInput; output: ConnectionView };
  'connections.remove': { input: { id: string }; output: null };
  /** Tests unsaved values; steps arrive as `connectionTest` events with the same `testId`. */
  'connections.test': {
    input: { testId: string; connection: ConnectionInput };
    output: readonly ConnectionTestResult[];
  };
  'connections.cancelTest': { input: { testId: string }; output: null };
  'synchronisations.list': { input: Record<string, never>; output: readonly SynchronisationSettings[] };
  'synchronisations.save': { input: SynchronisationInput; output: SynchronisationSettings };
  'synchronisations.remove': { input: { id: string }; output: null };
  /** Turns automatic checks on. */
  'synchronisations.start': { input: { id: string }; output: null };
  /** Ends what runs, cleanly, and turns automatic checks off. */
  'synchronisations.stop': { input: { id: string }; output: null };
  /** Holds what runs at the next safe point; nothing starts until resumed. */
  'synchronisations.pause': { input: { id: string }; output: null };
  'synchronisations.resume': { input: { id: string }; output: null };
  'synchronisations.runNow': { input: { id: string }; output: null };
  /** Compares both ends now, without sending anything. */
  'synchronisations.prove': { input: { id: string }; output: null };
  /** Answers the question that holds the synchronisation, then runs it. */
  'synchronisations.answer': {
    input: { id: string; question: 'first-write' | 'deletions'; answer: 'yes' | 'no' };
    output: null;
  };
  /** Sends quarantined records again with the next run, which starts now. */
  'synchronisations.sendAgain': { input: { id: string }; output: null };
  'runs.list': { input: { syncId?: string; limit: number }; output: readonly RunSummary[] };
  'runs.detail': { input: { runId: string }; output: RunRecord };
  'logs.openFolder': { input: Record<string, never>; output: null };
  'logs.list': { input: Record<string, never>; output: LogFileList };
  /** Opens a view, or changes it; what comes later arrives as `logView` events until it is closed. */
  'logs.view': { input: LogViewRequest & { viewId: string }; output: LogViewState };
  'logs.closeView': { input: { viewId: string }; output: null };
  /** Rows `from` on, at most 500. */
  'logs.rows': { input: { viewId: string; from: number; count: number }; output: LogRows };
  /** A record's text from a byte offset within it on, at most 64 kB. */
  'logs.record': { input: { viewId: string; ref: LogRef; offset: number }; output: LogRecordText };
  'logs.goTo': { input: { viewId: string; target: LogTarget }; output: LogPosition };
  /** At most `slices` slices of time, over the whole view or a part of it. */
  'logs.histogram': {
    input: { viewId: string; slices: number; from?: number; until?: number };
    output: LogHistogram;
  };
  'logs.counts': { input: { viewId: string }; output: LogCounts };
  /** At most `slices` slices of equally many rows, over the whole view. */
  'logs.overview': { input: { viewId: string; slices: number }; output: LogOverview };
  /** Asks where to, then writes a file as it is; `null` when the operator cancelled. */
  'logs.saveFile': {
    input: { file: string };
    output: { readonly path: string; readonly bytes: number } | null;
  };
  /** Asks where to, then writes the rows of a view as text; `null` when the operator cancelled. */
  'logs.saveView': {
    input: { viewId: string };
    output: { readonly path: string; readonly bytes: number } | null;
  };
  /** Empties one of the five files, or takes an old one out of the folder; what stood there goes to the archive. */
  'logs.clear': { input: { file: string }; output: { readonly archivedAs: string } };
  /** Asks for files from elsewhere and lists what they hold; empty when the operator cancelled. */
  'logs.openFiles': { input: Record<string, never>; output: readonly LogFileFacts[] };
  /** Forgets an opened file. */
  'logs.closeFile': { input: { file: string }; output: null };
  /** The full text that a line was cut from, by the reference in its `detail` field. */
  'logs.detail': { input: { reference: string }; output: { readonly text: string } };
  'bundle.plan': { input: BundleRequest; output: BundlePlan };
  /** The first 64 kB of an entry, as it would be written. */
  'bundle.preview': { input: BundleRequest & { entry: string }; output: { readonly text: string } };
  /** Asks where to, then writes; `null` when the operator cancelled in the dialog. */
  'bundle.save': { input: BundleRequest & { bundleId: string }; output: BundleSaved | null };
  'bundle.cancel': { input: { bundleId: string }; output: null };
  /** Shows the folder of the bundle that was saved last. */
  'bundle.show': { input: Record<string, never>; output: null };
}

/** What main announces; events never drive control flow. */
export interface Events {
  status: StatusDelta;
  connectionTest: { readonly testId: string; readonly result: ConnectionTestResult };
  logView: LogViewState;
  /** The reader of log files ended unexpectedly and was started again: views must be opened again. */
  logReader: { readonly state: 'restarted' | 'failed' };
  bundleProgress: BundleProgress;
  /** The tray or a notice asks the console to open the bundle dialog. */
  openBundle: Record<string, never>;
  preferences: Preferences;
  /** The operator closed the window for the first time: explain that work goes on in the tray. */
  closeToTray: { readonly tray: 'present' | 'absent' };
  /** Something that concerns the whole program, such as a full disk. */
  problem: Problem;
}

/** Name of a command. */
export type CommandName = keyof Commands;
/** Name of an event. */
export type EventName = keyof Events;
/** Envelope of every answer. */
export type CommandResult<N extends CommandName> = Result<Commands[N]['output'], Problem>;

/** Names of all commands, for the bridge; the compiler checks that none is missing. */
export const commandNames = Object.keys({
  'app.info': 0,
  'app.setPreferences': 0,
  'app.quit': 0,
  'status.snapshot': 0,
  'connections.list': 0,
  'connections.save': 0,
  'connections.remove': 0,
  'connections.test': 0,
  'connections.cancelTest': 0,
  'synchronisations.list': 0,
  'synchronisations.save': 0,
  'synchronisations.remove': 0,
  'synchronisations.start': 0,
  'synchronisations.stop': 0,
  'synchronisations.pause': 0,
  'synchronisations.resume': 0,
  'synchronisations.runNow': 0,
  'synchronisations.prove': 0,
  'synchronisations.answer': 0,
  'synchronisations.sendAgain': 0,
  'runs.list': 0,
  'runs.detail': 0,
  'logs.openFolder': 0,
  'logs.list': 0,
  'logs.view': 0,
  'logs.closeView': 0,
  'logs.rows': 0,
  'logs.record': 0,
  'logs.goTo': 0,
  'logs.histogram': 0,
  'logs.counts': 0,
  'logs.overview': 0,
  'logs.saveFile': 0,
  'logs.saveView': 0,
  'logs.clear': 0,
  'logs.openFiles': 0,
  'logs.closeFile': 0,
  'logs.detail': 0,
  'bundle.plan': 0,
  'bundle.preview': 0,
  'bundle.save': 0,
  'bundle.cancel': 0,
  'bundle.show': 0,
} satisfies Record<CommandName, 0>) as readonly CommandName[];

/** Names of all events, for the bridge. */
export const eventNames = Object.keys({
  status: 0,
  connectionTest: 0,
  logView: 0,
  logReader: 0,
  bundleProgress: 0,
  openBundle: 0,
  preferences: 0,
  closeToTray: 0,
  problem: 0,
} satisfies Record<EventName, 0>) as readonly EventName[];
