/** Every way in which Passerelle can fail or must ask, as a stable code; texts stand in shared/text under `problem.<code>`. */
export const problemCodes = [
  // Reaching a server
  'name-not-found',
  'connection-refused',
  'network-unreachable',
  'timed-out',
  'connection-cut',
  'tls-failed',
  'http-not-allowed',
  'redirected',
  'not-json',
  'malformed-answer',
  'incomplete-answer',
  'wrong-credentials',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'too-many-requests',
  'gateway-error',
  'server-error',
  // What the server is
  'unsupported-version',
  'unsupported-calendar',
  'missing-authority',
  'account-without-org-units',
  'same-server',
  'server-identity-changed',
  'server-clock-went-back',
  'server-clock-unreadable',
  // What an import said
  'import-report-unreadable',
  'import-rejected',
  'record-rejected',
  'dependency-quarantined',
  'not-arrived',
  'data-set-missing',
  // What the operator must answer
  'confirmation-needed',
  'deletions-held',
  'ends-differ',
  // This machine
  'state-locked',
  'state-unreadable',
  'disk-full',
  'disk-failed',
  'secret-missing',
  'secret-store-unavailable',
  // Requests that cannot be carried out
  'setup-invalid',
  'unsupported-domain',
  'unsupported-mode',
  'unknown-synchronisation',
  'unknown-connection',
  'already-running',
  'run-interrupted',
  'stopped-by-operator',
  'invalid-input',
  'internal-error',
  // Looking at logs
  'invalid-query',
  'query-too-slow',
  'log-unknown',
  'log-unreadable',
  'log-not-a-log',
  'log-damaged',
  'log-too-large',
  'log-too-varied',
  'log-reader-gone',
  'detail-gone',
  'cancelled',
] as const;

/** One of {@link problemCodes}. */
export type ProblemCode = (typeof problemCodes)[number];

/** A failure or question: code, parameters for its text, and the server's own words (redacted, at most 4 kB). */
export interface Problem {
  readonly code: ProblemCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The server's own words, never translated. */
  readonly detail?: string;
}

/** Builds a problem; `detail` is cut at 4,000 characters. */
export function problem(
  code: ProblemCode,
  params: Readonly<Record<string, string | number>> = {},
  detail?: string,
): Problem {
  return detail === undefined || detail === ''
    ? { code, params }
    : { code, params, detail: detail.slice(0, 4000) };
}
