import type { ConnectionTestResult } from '../model/connectionTest';
import type { LogFile, LogLine } from '../model/log';
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
  'logs.files': {
    input: Record<string, never>;
    output: readonly { readonly name: string; readonly bytes: number; readonly changedAt: string }[];
  };
  /** Last lines of the chosen files merged by time; new lines then arrive as `logLines` events. */
  'logs.follow': { input: { files: readonly LogFile[]; lines: number }; output: readonly LogLine[] };
  'logs.unfollow': { input: Record<string, never>; output: null };
  'logs.openFolder': { input: Record<string, never>; output: null };
}

/** What main announces; events never drive control flow. */
export interface Events {
  status: StatusDelta;
  connectionTest: { readonly testId: string; readonly result: ConnectionTestResult };
  logLines: { readonly lines: readonly LogLine[]; readonly missed: number };
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
  'logs.files': 0,
  'logs.follow': 0,
  'logs.unfollow': 0,
  'logs.openFolder': 0,
} satisfies Record<CommandName, 0>) as readonly CommandName[];

/** Names of all events, for the bridge. */
export const eventNames = Object.keys({
  status: 0,
  connectionTest: 0,
  logLines: 0,
  preferences: 0,
  closeToTray: 0,
  problem: 0,
} satisfies Record<EventName, 0>) as readonly EventName[];
