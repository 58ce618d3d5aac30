import type { Problem } from './problem';

/** Steps of a connection test, in the order in which they are taken. */
export const connectionTestSteps = [
  'address',
  'name',
  'tls',
  'version',
  'account',
  'authorities',
  'org-units',
  'clock',
  'identity',
] as const;
/** One of {@link connectionTestSteps}. */
export type ConnectionTestStep = (typeof connectionTestSteps)[number];

/** How a step ended: `skipped` when an earlier one failed, `warning` when work is possible but limited. */
export interface ConnectionTestResult {
  readonly step: ConnectionTestStep;
  readonly result: 'passed' | 'warning' | 'failed' | 'skipped';
  /** Facts for the step's text: version, username, zone, skewSeconds, systemId, daysLeft, latencyMs. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly problem?: Problem;
}

/** The last test of a connection; kept without the server's own words. */
export interface ConnectionTestRecord {
  readonly connectionId: string;
  /** Instant in UTC at which the test ended. */
  readonly at: string;
  readonly results: readonly ConnectionTestResult[];
}
