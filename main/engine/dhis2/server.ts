import type { Dhis2Client } from './clientPort';

/** Minor versions of DHIS2 2.x that Passerelle knows. */
export const supportedMinors = [40, 41, 42, 43] as const;
/** One of {@link supportedMinors}. */
export type SupportedMinor = (typeof supportedMinors)[number];

/** What a server said of itself in GET /api/system/info. */
export interface ServerIdentity {
  /** As written by the server, for example `2.41.3`. */
  readonly version: string;
  readonly minor: SupportedMinor;
  /** Patch level; 0 where the version names none. */
  readonly patch: number;
  readonly systemId: string;
  readonly revision: string;
  /** IANA zone, for example `Africa/Kinshasa`. */
  readonly timeZone: string;
  /** Server's clock at the handshake as an instant in UTC (ISO, milliseconds, `Z`). */
  readonly serverInstant: string;
}

/** The account we work with, from GET /api/me. */
export interface ServerAccount {
  readonly id: string;
  readonly username: string;
  readonly isSuperuser: boolean;
  readonly authorities: readonly string[];
  /** Capture org units. */
  readonly orgUnitIds: readonly string[];
}

/** A server after a successful handshake. */
export interface ConnectedServer {
  readonly name: string;
  readonly client: Dhis2Client;
  readonly identity: ServerIdentity;
  readonly account: ServerAccount;
}
