/** One metadata object as DHIS2 JSON has it: immutable here, replaced as a whole when it changes. */
export interface MetadataObject {
  readonly id: string;
  readonly [member: string]: unknown;
}

/** Metadata by plural type name, the shape of a `GET /api/metadata` answer and of a metadata package. */
export type MetadataBundle = Readonly<Record<string, readonly MetadataObject[]>>;

/** A value of a metadata package that also carries aggregate data, as `POST /api/dataValueSets` takes it. */
export interface DataValueInput {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo?: string;
  readonly attributeOptionCombo?: string;
  readonly value: string | null;
  readonly storedBy?: string;
  readonly comment?: string | null;
  readonly followup?: boolean;
  readonly deleted?: boolean;
}

/** The DHIS2 lines this program can stand for. */
export type ServerLine = '2.40' | '2.41' | '2.42' | '2.43';

/** Every line, oldest first. */
export const serverLines: readonly ServerLine[] = ['2.40', '2.41', '2.42', '2.43'];

/** The full version `GET /api/system/info` gives for each line. */
export const fullVersions: Readonly<Record<ServerLine, string>> = {
  '2.40': '2.40.12',
  '2.41': '2.41.0',
  '2.42': '2.42.5.2',
  '2.43': '2.43.1',
};

/** Whether `line` is `than` or newer. */
export function isAtLeast(line: ServerLine, than: ServerLine): boolean {
  return serverLines.indexOf(line) >= serverLines.indexOf(than);
}

/** Why an account cannot (or can) log in. */
type AccountState = 'active' | 'disabled' | 'locked' | 'expired';

/** A user account with its secrets in clear: this program holds only invented ones. */
export interface Account {
  /** UID of the `users` object that belongs to this account. */
  readonly userId: string;
  readonly username: string;
  readonly password: string;
  /** Personal access token; absent when the account has none. */
  readonly token?: string;
  /** When the token stops working, milliseconds since 1970. */
  readonly tokenExpires?: number;
  readonly authorities: readonly string[];
  readonly twoFactor: 'on' | 'off';
  readonly state: AccountState;
}

/** Whether the account is a superuser (authority ALL). */
export function isSuperuser(account: Account): boolean {
  return account.authorities.includes('ALL');
}

/** Whether the account has the authority, directly or as superuser. */
export function hasAuthority(account: Account, authority: string): boolean {
  return isSuperuser(account) || account.authorities.includes(authority);
}

/** Whether a value is a JSON object (not an array, not null). */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The `id` of a reference such as `{"id":"…"}`, if there is one. */
export function referenceId(value: unknown): string | undefined {
  return isRecord(value) && typeof value['id'] === 'string' ? value['id'] : undefined;
}

/** The ids of a collection of references; anything else in it is left out. */
export function referenceIds(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => referenceId(item) ?? []);
}
