import type { ConnectionInput, ConnectionView, SynchronisationInput } from '../../shared/ipc/contract';
import type { ConnectionTestRecord, ConnectionTestResult } from '../../shared/model/connectionTest';
import type { Problem } from '../../shared/model/problem';
import type { RunRecord } from '../../shared/model/run';
import type { Preferences, SynchronisationSettings } from '../../shared/model/settings';
import type { RunSummary, StatusDelta, StatusSnapshot } from '../../shared/model/status';
import type { Result } from '../../shared/result';

/** Keeps secrets on behalf of the engine; the desktop shell backs it with the OS store. */
export interface SecretStore {
  /** Whether what is saved survives the end of the program. */
  readonly kind: 'os-store' | 'this-session';
  /** Name of the backend, or why there is none. */
  readonly backend: string;
  read(connectionId: string): Promise<Result<string, Problem>>;
  save(connectionId: string, secret: string): Promise<Result<'os-store' | 'this-session', Problem>>;
  remove(connectionId: string): Promise<Result<null, Problem>>;
  /** Where a connection's secret is kept now. */
  kept(connectionId: string): 'os-store' | 'this-session' | 'none';
}

/** The product, as the desktop shell and the command line drive it. All values survive a structured clone. */
export interface Engine {
  /** Reads the state, takes up interrupted runs and starts the schedules. */
  start(): Promise<Result<null, Problem>>;
  /** Stops schedules, ends what runs at the next safe point, releases the lock; at most `deadlineMs` milliseconds. */
  stop(deadlineMs: number): Promise<void>;
  /** State files that were unreadable and kept aside. */
  stateProblems(): readonly Problem[];
  snapshot(): StatusSnapshot;
  onStatus(listener: (delta: StatusDelta) => void): () => void;
  preferences(): Preferences;
  setPreferences(change: Partial<Preferences>): Promise<Result<Preferences, Problem>>;
  connections(): readonly ConnectionView[];
  saveConnection(input: ConnectionInput): Promise<Result<ConnectionView, Problem>>;
  removeConnection(id: string): Promise<Result<null, Problem>>;
  testConnection(
    input: ConnectionInput,
    onStep: (result: ConnectionTestResult) => void,
    signal: AbortSignal,
  ): Promise<readonly ConnectionTestResult[]>;
  /** The last test of each connection, without the servers' own words. */
  connectionTests(): readonly ConnectionTestRecord[];
  synchronisations(): readonly SynchronisationSettings[];
  saveSynchronisation(input: SynchronisationInput): Promise<Result<SynchronisationSettings, Problem>>;
  removeSynchronisation(id: string): Promise<Result<null, Problem>>;
  startSynchronisation(id: string): Promise<Result<null, Problem>>;
  stopSynchronisation(id: string): Promise<Result<null, Problem>>;
  pauseSynchronisation(id: string): Promise<Result<null, Problem>>;
  resumeSynchronisation(id: string): Promise<Result<null, Problem>>;
  runNow(id: string): Promise<Result<null, Problem>>;
  prove(id: string): Promise<Result<null, Problem>>;
  answer(
    id: string,
    question: 'first-write' | 'deletions',
    answer: 'yes' | 'no',
  ): Promise<Result<null, Problem>>;
  sendAgain(id: string): Promise<Result<null, Problem>>;
  runs(syncId: string | undefined, limit: number): Promise<Result<readonly RunSummary[], Problem>>;
  runDetail(runId: string): Promise<Result<RunRecord, Problem>>;
}
