import type { AccountStore } from './accounts/accountStore';
import type { MetadataStore } from './metadata/metadataStore';
import type { SchemaCatalogue } from './metadata/schema/schemaCatalogue';
import type { Account, DataValueInput, ServerLine } from './model';
import type { ServerClock } from './serverClock';
import type { SeededRandom } from './seededRandom';

/** What holds data about metadata objects, and so forbids deleting them (E4030). */
export interface ValueHolder {
  /** Puts values in as they are, unchecked; gives how many. */
  load(values: Iterable<DataValueInput>, now: number, defaultCombo: string): number;
  /** Whether data values exist for this object (data element, org unit, option combo…). */
  hasValuesFor(plural: string, id: string): boolean;
}

/** Everything the routes of one server share. */
export interface SandboxContext {
  readonly line: ServerLine;
  /** Full version, such as `2.41.0`. */
  readonly version: string;
  readonly systemId: string;
  readonly clock: ServerClock;
  /** The metadata types this line knows. */
  readonly schemas: SchemaCatalogue;
  readonly metadata: MetadataStore;
  readonly accounts: AccountStore;
  readonly random: SeededRandom;
  /** Whether this server is of the given line or newer. */
  atLeast(line: ServerLine): boolean;
  /** Capture org units of an account (`organisationUnits` of its user). */
  captureOrgUnits(account: Account): readonly string[];
  /** Data view org units of an account; DHIS2 falls back to the capture ones where it says so. */
  dataViewOrgUnits(account: Account): readonly string[];
  /** Announces a store of data values; every holder is asked before a delete. */
  addValueHolder(holder: ValueHolder): void;
  /** Loads data values unchecked; gives how many were taken, 0 when no store was announced. */
  loadValues(values: Iterable<DataValueInput>): number;
  /** Whether any holder has data values for the object. */
  hasValuesFor(plural: string, id: string): boolean;
}
