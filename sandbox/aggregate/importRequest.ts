import type { SandboxContext } from '../context';
import { jsonBody } from '../http/router';
import type { SandboxRequest } from '../http/router';
import { RequestRefused } from '../http/sandboxResponse';
import { hasAuthority, isRecord } from '../model';
import { refuseOtherSchemes } from './exportQuery';

/** What an import does with rows that exist, and with rows that do not. */
export type ImportStrategy = 'CREATE_AND_UPDATE' | 'CREATE' | 'UPDATE' | 'DELETE';

/** One row of the body; members that are absent or null are null. */
export interface ImportRow {
  readonly dataElement: string | null;
  readonly period: string | null;
  readonly orgUnit: string | null;
  readonly categoryOptionCombo: string | null;
  readonly attributeOptionCombo: string | null;
  readonly value: string | null;
  readonly comment: string | null;
  readonly storedBy: string | null;
  readonly followup: boolean | null;
  readonly deleted: boolean | null;
}

/** What 2.43 deletes before it writes: every row of these org units, periods and elements. */
export interface DeletionScope {
  readonly orgUnits: readonly string[];
  readonly periods: readonly string[];
  readonly elements: readonly ScopeElement[];
}

/** One element of a deletion scope; absent combos stand for the default one. */
export interface ScopeElement {
  readonly dataElement: string;
  readonly categoryOptionCombo: string | null;
  readonly attributeOptionCombo: string | null;
}

/** A `POST /api/dataValueSets` as it was read. */
export interface ImportRequest {
  readonly strategy: ImportStrategy;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly atomic: boolean;
  readonly strict: ReadonlySet<StrictCheck>;
  readonly dataSet: string | null;
  readonly period: string | null;
  readonly orgUnit: string | null;
  readonly attributeOptionCombo: string | null;
  readonly rows: readonly ImportRow[];
  readonly deletion?: DeletionScope;
  /** The parameters, repeated in the report. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Checks that servers up to 2.42 do only when asked for. */
export type StrictCheck =
  | 'strictPeriods'
  | 'strictDataElements'
  | 'strictCategoryOptionCombos'
  | 'strictAttributeOptionCombos'
  | 'strictOrganisationUnits'
  | 'strictDataSetLocking'
  | 'strictDataSetInputPeriods'
  | 'requireCategoryOptionCombo'
  | 'requireAttributeOptionCombo';

const strictChecks: readonly StrictCheck[] = [
  'strictPeriods',
  'strictDataElements',
  'strictCategoryOptionCombos',
  'strictAttributeOptionCombos',
  'strictOrganisationUnits',
  'strictDataSetLocking',
  'strictDataSetInputPeriods',
  'requireCategoryOptionCombo',
  'requireAttributeOptionCombo',
];

const strategies: Readonly<Record<string, ImportStrategy>> = {
  CREATE_AND_UPDATE: 'CREATE_AND_UPDATE',
  NEW_AND_UPDATES: 'CREATE_AND_UPDATE',
  CREATE: 'CREATE',
  NEW: 'CREATE',
  UPDATE: 'UPDATE',
  UPDATES: 'UPDATE',
  DELETE: 'DELETE',
  DELETES: 'DELETE',
};

/** Refuses accounts that may not enter data. */
export function demandEntryAuthority(request: SandboxRequest): void {
  if (hasAuthority(request.account, 'F_DATAVALUE_ADD')) return;
  throw new RequestRefused(403, 'Access is denied, requires one Authority from [F_DATAVALUE_ADD]');
}

/** Reads the parameters and the body of an import. */
export function readImportRequest(request: SandboxRequest, context: SandboxContext): ImportRequest {
  demandEntryAuthority(request);
  const { query } = request;
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/json')) {
    throw new RequestRefused(
      415,
      `Content type '${type}' is not built in this stand-in: only application/json is.`,
    );
  }
  if (query.flag('async', false)) throw new RequestRefused(501, 'async=true is not built in this stand-in.');
  refuseOtherSchemes(request);
  const strategy = strategyOf(query.first('importStrategy') ?? query.first('strategy'));
  const body = jsonBody(request, 'magic');
  if (!isRecord(body)) throw new RequestRefused(409, 'The body is no JSON object.');
  refuseBodySchemes(body);
  const dryRun = typeof body['dryRun'] === 'boolean' ? body['dryRun'] : query.flag('dryRun', false);
  const deletion = context.atLeast('2.43') ? scopeOf(body['deletion']) : undefined;
  return {
    strategy,
    dryRun,
    force: query.flag('force', false),
    atomic: query.flag('atomic', false),
    strict: new Set(strictChecks.filter((check) => query.flag(check, false))),
    dataSet: textOf(body['dataSet']),
    period: textOf(body['period']),
    orgUnit: textOf(body['orgUnit']),
    attributeOptionCombo: textOf(body['attributeOptionCombo']),
    rows: rowsOf(body['dataValues'], context),
    ...(deletion === undefined ? {} : { deletion }),
    options: optionsOf(request, strategy, dryRun),
  };
}

function strategyOf(text: string | undefined): ImportStrategy {
  const strategy = strategies[(text ?? 'CREATE_AND_UPDATE').toUpperCase()];
  if (strategy !== undefined) return strategy;
  throw new RequestRefused(
    400,
    `Value '${text ?? ''}' is not valid for parameter importStrategy. Valid values are: [${Object.keys(strategies).join(', ')}]`,
  );
}

function refuseBodySchemes(body: Readonly<Record<string, unknown>>): void {
  for (const [name, scheme] of Object.entries(body)) {
    if (
      /idscheme$/i.test(name) &&
      typeof scheme === 'string' &&
      !['UID', 'ID'].includes(scheme.toUpperCase())
    ) {
      throw new RequestRefused(409, `${name} ${scheme} is not built in this stand-in: only UID is.`);
    }
  }
}

function optionsOf(
  request: SandboxRequest,
  strategy: ImportStrategy,
  dryRun: boolean,
): Record<string, unknown> {
  const flag = (name: string): boolean => request.query.flag(name, false);
  return {
    idSchemes: {},
    dryRun,
    async: false,
    importStrategy: strategy,
    reportMode: 'FULL',
    skipExistingCheck: flag('skipExistingCheck'),
    sharing: false,
    skipNotifications: false,
    skipAudit: flag('skipAudit'),
    datasetAllowsPeriods: false,
    strictPeriods: flag('strictPeriods'),
    strictDataElements: flag('strictDataElements'),
    strictCategoryOptionCombos: flag('strictCategoryOptionCombos'),
    strictAttributeOptionCombos: flag('strictAttributeOptionCombos'),
    strictOrganisationUnits: flag('strictOrganisationUnits'),
    requireCategoryOptionCombo: flag('requireCategoryOptionCombo'),
    requireAttributeOptionCombo: flag('requireAttributeOptionCombo'),
    force: flag('force'),
  };
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

function rowsOf(value: unknown, context: SandboxContext): ImportRow[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RequestRefused(409, 'dataValues is no list.');
  const modern = context.atLeast('2.43');
  return value.map((row: unknown, index): ImportRow => {
    if (!isRecord(row)) throw new RequestRefused(409, `dataValues[${index}] is no object.`);
    return {
      dataElement: textOf(row['dataElement']),
      period: textOf(row['period']),
      orgUnit: textOf(row['orgUnit']),
      categoryOptionCombo: textOf(row['categoryOptionCombo']),
      attributeOptionCombo: textOf(row['attributeOptionCombo']),
      value: rawText(row['value'], index, modern),
      comment: rawText(row['comment'], index, modern),
      storedBy: rawText(row['storedBy'], index, modern),
      // Up to 2.42 the key is `followup`; 2.43 reads `followUp` while it still writes `followup`.
      followup: flagOf(row[modern ? 'followUp' : 'followup']),
      deleted: flagOf(row['deleted']),
    };
  });
}

/** Texts as they are. Up to 2.42 numbers and booleans are taken as texts; 2.43 fails on them as a whole. */
function rawText(value: unknown, index: number, modern: boolean): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (!modern && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  throw new RequestRefused(409, `dataValues[${index}]: a JSON string was expected.`);
}

function flagOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function scopeOf(value: unknown): DeletionScope | undefined {
  if (!isRecord(value)) return undefined;
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  const elements = Array.isArray(value['elements']) ? value['elements'] : [];
  return {
    orgUnits: texts(value['orgUnits']),
    periods: texts(value['periods']),
    elements: elements.filter(isRecord).map((element) => ({
      dataElement: textOf(element['dataElement']) ?? '',
      categoryOptionCombo: textOf(element['categoryOptionCombo']),
      attributeOptionCombo: textOf(element['attributeOptionCombo']),
    })),
  };
}
