import type { AppInfo } from '../../../shared/ipc/contract';
import type { ConnectionTestRecord } from '../../../shared/model/connectionTest';
import type { Problem } from '../../../shared/model/problem';
import type { RunRecord } from '../../../shared/model/run';
import type { Settings } from '../../../shared/model/settings';

/** What the program knows and the log files do not, gathered when a bundle is planned. Never a secret of the operator's in it, but in `masks`. */
export interface BundleFacts {
  readonly settings: Settings;
  /** Absent on the command line. */
  readonly info?: AppInfo;
  /** Versions by name: passerelle, node, electron, chrome. */
  readonly versions: Readonly<Record<string, string>>;
  /** Runs of the period, newest first, their quarantined records included; values are taken out before anything is written. */
  readonly runs: readonly RunRecord[];
  /** Runs of the period beyond the most that a bundle holds. */
  readonly runsLeftOut: number;
  /** What could not be gathered: it is told in the bundle and never looks like something that is not there. */
  readonly problems: readonly Problem[];
  /** Why the last hour could not be written for this bundle, as a problem code. */
  readonly lastHourMissing?: string;
  readonly connectionTests: readonly ConnectionTestRecord[];
  /** Values that must not stand in the bundle in any form; kept in memory only. */
  readonly masks: readonly string[];
}
