import { RequestRefused } from '../http/sandboxResponse';

/** What DHIS2 refuses to export, by its error code; `{}` stands for the detail. */
export const valueErrors = {
  E2001: 'Name at least one data element, data set or data element group',
  E2002: 'Name at least one period, a start and end date, last updated or its duration',
  E2003: 'Name either periods or start and end date, not both',
  E2004: 'The start date must come before the end date',
  E2005: 'No valid duration: `{}`',
  E2006: 'Name at least one org unit or org unit group',
  E2007: 'Children cannot be included with org unit groups',
  E2008: 'Name at least one org unit when children are included',
  E2009: 'The limit must not be negative: `{}`',
  E2010: 'The user may not read data of data set: `{}`',
  E2011: 'The user may not read data of attribute option combo: `{}`',
  E2012: 'The user may not see org unit: `{}`',
} as const;

/** One broken rule of the request. */
export interface ExportError {
  readonly code: keyof typeof valueErrors;
  readonly detail: string;
}

/** Answers 409 with the code and its message. */
export function refuse(code: keyof typeof valueErrors, detail: string): never {
  throw new RequestRefused(409, valueErrors[code].replace('{}', detail), code);
}
