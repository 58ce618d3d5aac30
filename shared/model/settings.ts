/** How an account proves itself; the secret itself lives elsewhere and is never part of settings. */
export type AuthSettings = { readonly type: 'basic'; readonly username: string } | { readonly type: 'token' };

/** A DHIS2 server that the operator named. */
export interface ConnectionSettings {
  /** Stable identifier, letters, digits, `-` and `_`, 1 to 64 characters. */
  readonly id: string;
  readonly name: string;
  /** Base address up to the context path, without `/api` and without a trailing slash. */
  readonly url: string;
  /** The operator's consent to send the secret over http://. */
  readonly allowHttp: boolean;
  readonly auth: AuthSettings;
}

/** What can be synchronised; domains beyond these two are refused by name. */
export const domains = ['metadata', 'aggregate'] as const;
/** One of {@link domains}. */
export type Domain = (typeof domains)[number];

/** Whether a synchronisation runs when told to, or by itself. */
export type SynchronisationMode = 'manual' | 'automatic';

/** Shortest permitted check interval, in seconds. */
export const shortestCheckIntervalSeconds = 60;
/** Check interval where none is set, in seconds. */
export const defaultCheckIntervalSeconds = 300;

/** One direction, from a source to a destination, and when it runs. */
export interface SynchronisationSettings {
  /** Stable identifier, letters, digits, `-` and `_`, 1 to 64 characters. */
  readonly id: string;
  readonly name: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly domains: readonly Domain[];
  readonly mode: SynchronisationMode;
  /** Seconds between two automatic checks; never under 60. */
  readonly checkIntervalSeconds: number;
  /** Automatic mode only: whether checks take place; survives a restart. */
  readonly activity: 'started' | 'stopped' | 'paused';
  /** Same `systemId` on both ends is refused unless the operator said that one is a clone of the other. */
  readonly clone: 'not-a-clone' | 'confirmed-clone';
}

/** Megabytes that the log folder may take, old files, archives and last hour included: limits, and what is usual. */
export const logMegabyteRange = { least: 50, most: 2000, usual: 450 } as const;

/** Operator's preferences for this machine. */
export interface Preferences {
  readonly language: 'fr' | 'en';
  readonly theme: 'light' | 'dark' | 'system';
  /** Closing the window hides it; explained to the operator once. */
  readonly closeToTrayExplained: boolean;
  /** Most megabytes (1024 × 1024 bytes) of the log folder, within {@link logMegabyteRange}. */
  readonly logMegabytes: number;
}

/** Everything in settings.json. */
export interface Settings {
  readonly connections: readonly ConnectionSettings[];
  readonly synchronisations: readonly SynchronisationSettings[];
  readonly preferences: Preferences;
}
