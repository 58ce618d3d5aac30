import type { RequestQuery } from '../http/requestQuery';

/** What is done with the objects of a payload. */
export type ImportStrategy = 'CREATE_AND_UPDATE' | 'CREATE' | 'UPDATE' | 'DELETE';

/** Parameters of `POST /api/metadata`. */
export interface ImportParameters {
  readonly importMode: 'COMMIT' | 'VALIDATE';
  /** `unsupported`: a strategy DHIS2 knows by name but crashes on. */
  readonly importStrategy: ImportStrategy | 'unsupported';
  readonly atomicMode: 'ALL' | 'NONE';
  readonly identifier: 'UID' | 'CODE';
  readonly importReportMode: 'ERRORS' | 'FULL' | 'DEBUG' | 'ERRORS_NOT_OWNER';
  readonly sharing: 'imported' | 'skipped';
  readonly translations: 'imported' | 'skipped';
  readonly validation: 'done' | 'skipped';
  readonly async: boolean;
}

/** Parameters of an import nobody sent: what loading a package at start uses. */
export const loadingParameters: ImportParameters = {
  importMode: 'COMMIT',
  importStrategy: 'CREATE_AND_UPDATE',
  atomicMode: 'NONE',
  identifier: 'UID',
  importReportMode: 'ERRORS',
  sharing: 'imported',
  translations: 'imported',
  validation: 'done',
  async: false,
};

/** Other members of the strategy enumeration of DHIS2, which the metadata importer does not implement. */
const crashingStrategies = ['NEW_AND_UPDATES', 'NEW', 'UPDATES', 'DELETES', 'SYNC'];

/**
 * Reads the parameters. Enumerations match case-sensitively and an unknown value silently becomes the default:
 * `importMode=validate` commits.
 */
export function readImportParameters(query: RequestQuery): ImportParameters {
  const strategy = query.first('importStrategy') ?? '';
  return {
    importMode: choice(query, 'importMode', ['COMMIT', 'VALIDATE']),
    importStrategy: crashingStrategies.includes(strategy)
      ? 'unsupported'
      : choice(query, 'importStrategy', ['CREATE_AND_UPDATE', 'CREATE', 'UPDATE', 'DELETE']),
    atomicMode: choice(query, 'atomicMode', ['ALL', 'NONE']),
    identifier: choice(query, 'identifier', ['UID', 'CODE']),
    importReportMode: choice(query, 'importReportMode', ['ERRORS', 'FULL', 'DEBUG', 'ERRORS_NOT_OWNER']),
    sharing: query.flag('skipSharing', false) ? 'skipped' : 'imported',
    translations: query.flag('skipTranslation', false) ? 'skipped' : 'imported',
    validation: query.flag('skipValidation', false) ? 'skipped' : 'done',
    async: query.flag('async', false),
  };
}

function choice<const T extends readonly [string, ...string[]]>(
  query: RequestQuery,
  name: string,
  values: T,
): T[number] {
  const given = query.first(name);
  return values.find((value) => value === given) ?? values[0];
}
